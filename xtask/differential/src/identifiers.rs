//! Identifiers: how a text is read, what is wrong with it, how it is masked, which
//! regions answer to it.

use std::sync::LazyLock;

use banshi_identifiers::{
    CalendarDate, Identifier, Regions, ResidentId, fold, mask_detail, mask_list,
};
use serde_json::json;

use crate::{Dice, values};

/// A right one of each kind, in the order of [`Identifier::ALL`].
const RIGHT: [&str; 17] = [
    "11010519491231002X",
    "810000199408230021",
    "H12345678",
    "1234567890A",
    "911398199012310018",
    "EA1234567",
    "AB12345",
    "11440100696927671X",
    "69692767-1",
    "13800000000",
    "0571-81234567",
    "010-81234567",
    "100000",
    "chen.jing@example.cn",
    "京AD12345",
    "6222020000000000007",
    "阿依古丽·买买提",
];
const SLIPS: [&str; 18] = [
    "0", "1", "9", "X", "x", "O", "Ｘ", "７", " ", "-", "·", "•", "陈", "𠮷", "\u{E863}", "A", "@",
    "\u{3000}",
];

static REGIONS: LazyLock<Regions> = LazyLock::new(|| {
    let table = "banshi-regions 1\t2026-09-11\tinvented\n\
        110000\t\t北京市\tbei jing shi\n\
        110101\t\t东城区\tdong cheng qu\n\
        110103\t-2010\t崇文区\tchong wen qu\n\
        110105\t\t朝阳区\tchao yang qu\n\
        110111\t1986-\t房山区\tfang shan qu\n";
    Regions::from_bytes(table.as_bytes()).unwrap_or_default()
});

/// A text as an identifier.
pub fn case(dice: &mut Dice) -> (String, String) {
    // A third of them are resident identity numbers, which most hangs on.
    let at = Some(dice.below(24)).filter(|at| *at < RIGHT.len());
    let at = at.unwrap_or_default();
    let kind = Identifier::ALL
        .get(at)
        .copied()
        .unwrap_or(Identifier::Email);
    let text = text(dice, at);
    let asked = json!([kind.name(), text]).to_string();
    let Some(today) = CalendarDate::new(2026, 11, 23) else {
        return (asked, String::new());
    };
    let reading = match kind.read(&text, today, Some(&REGIONS)) {
        Ok(reading) => json!({
            "text": reading.text,
            "warning": reading.warning.map(|fault| fault.reason()),
        }),
        // Its numbers too.
        Err(fault) => json!({"reason": fault.reason(), "fault": format!("{fault:?}")}),
    };
    let person = ResidentId::parse(&text, today).map(|id| {
        let born = id.birth_date();
        json!([
            born.to_string(),
            id.sex().as_str(),
            id.region(),
            born.months_until(today)
        ])
    });
    let found: Vec<u32> = REGIONS
        .search(&text, 5)
        .iter()
        .map(|region| region.code)
        .collect();
    let answered = json!([
        reading,
        person.ok(),
        fold(&text),
        mask_list(kind, &text),
        mask_detail(kind, &text),
        found,
    ]);
    (asked, answered.to_string())
}

fn text(dice: &mut Dice, at: usize) -> String {
    let right = RIGHT.get(at).copied().unwrap_or_default();
    match dice.below(8) {
        0 => right.to_owned(),
        1 => values::text(dice),
        2 => dice.text(&SLIPS, 20),
        3 => dice
            .of(&["bj", "chao", "cyq", "崇文", "dongcq", "北"])
            .to_owned(),
        4..=6 if at == 0 => {
            let region = dice.of(&["110101", "110103", "110111", "440301", "830000", "990100"]);
            let (year, month) = (1880 + dice.below(150), dice.below(14));
            let (day, serial) = (dice.below(33), dice.below(1000));
            let body = format!("{region}{year:04}{month:02}{day:02}{serial:03}");
            complete(&body).unwrap_or(body)
        }
        _ => {
            let once = dice.slip(right, &SLIPS);
            match dice.once_in(3) {
                true => dice.slip(&once, &SLIPS),
                false => once,
            }
        }
    }
}

/// With the check character that fits, if one does.
fn complete(body: &str) -> Option<String> {
    let today = CalendarDate::new(2026, 11, 23)?;
    let mut all = "0123456789X".chars().map(|check| format!("{body}{check}"));
    all.find(|number| ResidentId::parse(number, today).is_ok())
}

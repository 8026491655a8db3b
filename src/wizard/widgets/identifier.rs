//! An identity number or code: checked when it is complete, shown in groups, and what
//! it says about the person (date of birth, sex, country) drawn from it.

use banshi_forms::{FieldView, Format};
use banshi_identifiers::{CalendarDate, Identifier, ResidentId, Sex, parse_foreign_id};
use leptos::prelude::*;

use super::line::{Line, line};
use crate::components::{IconName, icon};
use crate::dom::{View, effect, el, live};
use crate::i18n::{DateStyle, K, date, t, tf};
use crate::wizard::frame::Ask;
use crate::wizard::reading::raw;

/// Characters of a resident identity number (GB 11643) and of a code (GB 32100).
const CHARACTERS: usize = 18;
/// Most digits of a bank card (ISO/IEC 7812-1).
const CARD_DIGITS: usize = 19;

/// A line for a number, with what is drawn from it below.
pub(super) fn view(ask: Ask) -> View {
    let kind = match ask.field.with_untracked(|field| field.format) {
        Some(Format::Identifier(kind)) => kind,
        _ => Identifier::ResidentId,
    };
    let look = Line {
        spelling: false,
        complete: complete(kind),
        shown: match kind {
            Identifier::ResidentId | Identifier::ResidencePermit | Identifier::ForeignId => card,
            Identifier::OrganisationCode => code,
            Identifier::Plate => plate,
            Identifier::BankCard => fours,
            _ => str::to_owned,
        },
        ..Line::default()
    };
    if kind == Identifier::ResidentId {
        effect(move || {
            let typed = |field: &FieldView| !field.locked && !raw(&field.value).is_empty();
            if ask.field.with(typed) {
                ask.wizard.doubt_regions();
            }
        });
    }
    let drawn = Memo::new(move |_| drawn(ask, kind));
    let drawn = live(move || {
        let parts = drawn.get();
        let first = parts.first().map(|words| {
            el("span")
                .kid(icon(IconName::Check))
                .kid(el("span").text(words))
        });
        first
            .map(|first| {
                let rest = parts.iter().skip(1);
                rest.fold(el("p").class("drawn").kid(first), |all, words| {
                    all.kid(el("span").text(words))
                })
            })
            .into()
    });
    line(ask, &look, drawn)
}

/// With how many characters nothing can come behind them: the most that there can be,
/// where a number may be shorter too.
fn complete(kind: Identifier) -> Option<usize> {
    Some(match kind {
        Identifier::Plate => 8,
        Identifier::Passport | Identifier::OrganisationCode => 9,
        Identifier::HkMacaoTravelPermit | Identifier::TaiwanTravelPermit => 11,
        Identifier::BankCard => CARD_DIGITS,
        Identifier::ForeignPassport => return None,
        _ => CHARACTERS,
    })
}

/// In groups, as it is read out: region, date of birth, the rest.
fn card(number: &str) -> String {
    let places: &[usize] = if number.len() == CHARACTERS {
        &[6, 14]
    } else {
        &[]
    };
    cut(number, places, ' ')
}

/// As it is printed on the card.
fn fours(number: &str) -> String {
    cut(number, &[4, 8, 12, 16], ' ')
}

/// As it is printed: the check digit behind a hyphen.
fn code(number: &str) -> String {
    cut(number, &[8], '-')
}

/// The number with `mark` at these places; as it is while it is not understood.
fn cut(number: &str, places: &[usize], mark: char) -> String {
    let mut out = String::new();
    let plain = number.bytes().all(|b| b.is_ascii_alphanumeric());
    for (at, c) in number.char_indices() {
        if plain && places.contains(&at) {
            out.push(mark);
        }
        out.push(c);
    }
    out
}

/// As it is painted: a dot behind the province and the letter of the authority.
fn plate(number: &str) -> String {
    const HEAD_BYTES: usize = 4;
    let mut out = number.to_owned();
    let head = number.get(..HEAD_BYTES).map(|head| head.chars().count());
    let rest = number
        .get(HEAD_BYTES..)
        .and_then(|rest| rest.chars().next());
    if head == Some(2) && rest.is_some_and(|c| c != '·') {
        out.insert(HEAD_BYTES, '·');
    }
    out
}

/// What a number says that is whole and good.
fn drawn(ask: Ask, kind: Identifier) -> Vec<String> {
    let text = ask.field.with(|field| raw(&field.value));
    if text.is_empty() || ask.error().is_some() {
        return Vec::new();
    }
    let today = ask
        .wizard
        .today
        .with_value(|today| CalendarDate::parse(today));
    let Some(today) = today else {
        return Vec::new();
    };
    let born = |day: CalendarDate| {
        let day = date(&day.to_string(), DateStyle::FullDay);
        tf(K::WizardBorn, &[("date", &day)])
    };
    match kind {
        Identifier::ResidentId | Identifier::ResidencePermit => {
            let Ok(number) = ResidentId::parse(&text, today) else {
                return Vec::new();
            };
            let sex = match number.sex() {
                Sex::Male => K::WizardMale,
                Sex::Female => K::WizardFemale,
            };
            vec![t(K::WizardNumberValid), t(sex), born(number.birth_date())]
        }
        Identifier::ForeignId => {
            let Ok(number) = parse_foreign_id(&text, today) else {
                return Vec::new();
            };
            let country = tf(K::WizardCountry, &[("code", number.country())]);
            vec![t(K::WizardNumberValid), country, born(number.birth_date)]
        }
        Identifier::Uscc | Identifier::OrganisationCode
            if kind.read(&text, today, None).is_ok() =>
        {
            vec![t(K::WizardCodeValid)]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use banshi_identifiers::Identifier;

    use super::{card, code, complete, fours, plate};

    #[test]
    fn only_a_whole_number_is_grouped() {
        assert_eq!(card("11010519491231002X"), "110105 19491231 002X");
        assert_eq!(card("110105"), "110105");
        assert_eq!(card("一一〇一〇五"), "一一〇一〇五");
        assert_eq!(card("KAZ110090123105"), "KAZ110090123105");
        assert_eq!(fours("6222020000000000000"), "6222 0200 0000 0000 000");
        assert_eq!(fours("6222-0200"), "6222-0200");
        assert_eq!(code("69692767X"), "69692767-X");
        assert_eq!(plate("京A12345"), "京A·12345");
        assert_eq!(plate("粤Z1234港"), "粤Z·1234港");
        assert_eq!(plate("京A"), "京A");
        assert_eq!(plate("AA12345"), "AA12345");
        assert_eq!(plate("京A·12345"), "京A·12345");
    }

    /// What is complete is judged while its owner still types: nothing may be missing.
    #[test]
    fn the_longest_is_complete() {
        assert_eq!(complete(Identifier::ResidencePermit), Some(18));
        assert_eq!(complete(Identifier::Plate), Some(8));
        assert_eq!(complete(Identifier::ForeignPassport), None);
    }
}

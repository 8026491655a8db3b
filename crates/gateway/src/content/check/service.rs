//! The rules for one service.

use std::collections::BTreeSet;

use banshi_contract::Service;
use banshi_identifiers::Uscc;
use serde_json::Value;

use super::Report;
use crate::cases::period::always_longer;
use crate::content::codes;

impl Report {
    fn code(&mut self, value: &Value, pointer: &str, table: &str, codes: &[&str]) {
        let Some(found) = value.pointer(pointer) else {
            return;
        };
        if !found.as_str().is_some_and(|code| codes.contains(&code)) {
            self.add(
                pointer,
                "code-table",
                &format!("{table}: {}", codes.join(" ")),
            );
        }
    }

    fn codes(&mut self, value: &Value, pointer: &str, table: &str, codes: &[&str]) {
        let all = value
            .pointer(pointer)
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        if all.is_empty() {
            self.add(pointer, "required", "at least one");
        }
        for place in 0..all.len() {
            self.code(value, &format!("{pointer}/{place}"), table, codes);
        }
    }

    /// `an..N`: so many characters at most, in the language of the norm.
    fn length(&mut self, value: &Value, pointer: &str, most: usize) {
        let found = value.pointer(pointer);
        let words = found.and_then(|found| found.as_str().or_else(|| found.get("zh-CN")?.as_str()));
        if words.is_some_and(|words| words.chars().count() > most) {
            self.add(pointer, "length", &format!("at most {most} characters"));
        }
    }

    fn not_empty(&mut self, value: &Value, pointer: &str) {
        if value
            .pointer(pointer)
            .and_then(Value::as_array)
            .is_none_or(Vec::is_empty)
        {
            self.add(pointer, "required", "at least one");
        }
    }

    pub(super) fn service(
        &mut self,
        value: &Value,
        names: &[String],
        life_events: &BTreeSet<String>,
    ) {
        self.shape::<Service>(value);
        self.tables(value);
        self.lengths(value);
        self.numbers(value);
        for list in [
            "/conditions",
            "/materials",
            "/steps",
            "/legalBasis",
            "/questions",
            "/keywords",
        ] {
            self.not_empty(value, list);
        }
        self.rows(value);
        let events = value
            .get("lifeEvents")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        for (place, event) in events.iter().enumerate() {
            if !event
                .as_str()
                .is_some_and(|event| life_events.contains(event))
            {
                self.add(
                    &format!("/lifeEvents/{place}"),
                    "code-table",
                    "`lifeEvents` of tables.json",
                );
            }
        }
        let Ok(service) = serde_json::from_value::<Service>(value.clone()) else {
            return;
        };
        self.own_name("/id", &service.summary.id);
        self.sense(&service);
        if let Some(form) = &service.summary.form_id {
            let file = format!("forms/{form}.json");
            if !names.contains(&file) {
                self.add("/formId", "form-exists", &format!("there is no {file}"));
            }
        }
    }

    fn tables(&mut self, value: &Value) {
        self.code(value, "/itemType", "GB/T 39046 A.1", codes::ITEM_TYPES);
        self.code(value, "/level", "GB/T 39046 A.2", codes::LEVELS);
        self.code(
            value,
            "/department/nature",
            "GB/T 39046 A.3",
            codes::NATURES,
        );
        self.codes(value, "/audience", "GB/T 39046 A.4", codes::AUDIENCES);
        self.codes(value, "/channels", "GB/T 39046 A.5", codes::CHANNELS);
        self.code(value, "/caseType", "GB/T 39046 A.6", codes::CASE_TYPES);
        self.code(value, "/state", "TASK_STATE", codes::STATES);
        self.codes(
            value,
            "/onlineDepth",
            "ONLINE_HANDLE_DEPTH",
            codes::ONLINE_DEPTHS,
        );
        self.code(value, "/result/kind", "RESULT_TYPE", codes::RESULT_KINDS);
        self.code(value, "/crossRegion", "通办范围", codes::CROSS_REGIONS);
        self.not_empty(value, "/themes");
        let themes = value
            .get("themes")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        for (place, theme) in themes.iter().enumerate() {
            let known = theme
                .as_str()
                .and_then(|theme| theme.split_once(':'))
                .is_some_and(|(table, code)| match table {
                    "person" => codes::PERSON_THEMES.contains(&code),
                    "corporate" => codes::CORPORATE_THEMES.contains(&code),
                    _ => false,
                });
            if !known {
                self.add(
                    &format!("/themes/{place}"),
                    "code-table",
                    "`person:` or `corporate:` and a code of 服务主题",
                );
            }
        }
    }

    fn lengths(&mut self, value: &Value) {
        for (pointer, most) in [
            ("/name", 200),
            ("/department/name", 100),
            ("/department/code", 18),
            ("/quantityLimit", 200),
            ("/result/name", 200),
            ("/consultation/phone", 18),
            ("/consultation/note", 100),
            ("/complaint/phone", 18),
            ("/complaint/note", 100),
        ] {
            self.length(value, pointer, most);
        }
        for (list, fields) in [
            (
                "/windows",
                &[
                    ("name", 100),
                    ("address", 100),
                    ("hours", 150),
                    ("phone", 18),
                ][..],
            ),
            (
                "/materials",
                &[("name", 200), ("issuedBy", 100), ("note", 500)][..],
            ),
            ("/questions", &[("question", 1000), ("answer", 1000)][..]),
            ("/legalBasis", &[("says", 1000)][..]),
            ("/steps", &[("name", 100)][..]),
        ] {
            let count = value
                .pointer(list)
                .and_then(Value::as_array)
                .map_or(0, Vec::len);
            for place in 0..count {
                for (field, most) in fields {
                    self.length(value, &format!("{list}/{place}/{field}"), *most);
                }
            }
        }
    }

    fn numbers(&mut self, value: &Value) {
        let text = |pointer: &str| value.pointer(pointer).and_then(Value::as_str).unwrap_or("");
        let code = text("/department/code");
        if let Err(fault) = Uscc::parse(code) {
            self.add(
                "/department/code",
                "uscc",
                &format!("a USCC (GB 32100): {}", fault.reason()),
            );
        }
        let basic = text("/basicCode");
        if basic.len() != 12
            || !basic
                .bytes()
                .all(|one| one.is_ascii_digit() || one.is_ascii_uppercase())
        {
            self.add("/basicCode", "basic-code", "12 digits or capital letters");
        }
        let whole = format!("{code}{}{basic}", text("/level"));
        if text("/implementationCode") != whole {
            self.add(
                "/implementationCode",
                "implementation-code",
                "department code, level and basic code, 31 in all",
            );
        }
        if let Some(handling) = value.get("handlingCode").and_then(Value::as_str) {
            let rest = handling.strip_prefix(whole.as_str()).unwrap_or("");
            if rest.len() != 2 || !rest.bytes().all(|one| one.is_ascii_alphanumeric()) {
                self.add(
                    "/handlingCode",
                    "handling-code",
                    "the implementation code and two more",
                );
            }
        }
        if text("/effectiveFrom")
            .parse::<banshi_workdays::Date>()
            .is_err()
        {
            self.add("/effectiveFrom", "date", "YYYY-MM-DD");
        }
    }

    fn rows(&mut self, value: &Value) {
        let materials = value
            .get("materials")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        let mut ids = BTreeSet::new();
        for (place, material) in materials.iter().enumerate() {
            let at = format!("/materials/{place}");
            for (field, table, codes) in [
                ("kind", "MATERIAL_TYPE", codes::MATERIAL_KINDS),
                ("form", "MATERIAL_FORMAT", codes::MATERIAL_FORMS),
                ("necessity", "IS_NEED", codes::NECESSITIES),
                ("source", "SOURCE_TYPE", codes::SOURCES),
            ] {
                self.code(value, &format!("{at}/{field}"), table, codes);
            }
            let text = |field: &str| material.get(field).and_then(Value::as_str).unwrap_or("");
            if !ids.insert(text("id").to_owned()) {
                self.add(&format!("{at}/id"), "unique", "an id of its own");
            }
            if text("necessity") == "2" && material.get("when").is_none() {
                self.add(
                    &format!("{at}/when"),
                    "required",
                    "非必要时办理情形: when it is needed",
                );
            }
            if text("source") == "20" && material.get("issuedBy").is_none() {
                self.add(
                    &format!("{at}/issuedBy"),
                    "required",
                    "出具机构, where a government body issues it",
                );
            }
            for field in ["originals", "copies"] {
                if material
                    .get(field)
                    .and_then(Value::as_u64)
                    .is_some_and(|count| count > 99)
                {
                    self.add(&format!("{at}/{field}"), "length", "n..2: at most 99");
                }
            }
        }
        let basis = value
            .get("legalBasis")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        for (place, law) in basis.iter().enumerate() {
            let title = law
                .pointer("/title/zh-CN")
                .and_then(Value::as_str)
                .unwrap_or("");
            if !(title.starts_with('《') && title.ends_with('》')) {
                self.add(
                    &format!("/legalBasis/{place}/title/zh-CN"),
                    "title",
                    "the law's title in 《》",
                );
            }
        }
    }

    /// What fields say of each other.
    fn sense(&mut self, service: &Service) {
        let summary = &service.summary;
        if summary.visits > 0 && service.visit_reason.is_none() {
            self.add(
                "/visitReason",
                "required",
                "必须现场办理原因说明, where there are visits",
            );
        }
        if summary.has_fee == service.fees.is_empty() {
            self.add("/fees", "fees", "`hasFee` and `fees` must say the same");
        }
        if summary.case_type == "1" && summary.promised.value != 0 {
            self.add(
                "/promised/value",
                "at-once",
                "即办件 is promised at once: 0",
            );
        }
        if always_longer(&summary.promised, &service.statutory) {
            self.add(
                "/promised/value",
                "promise",
                "no longer than the statutory period",
            );
        }
        if service.channels.iter().any(|channel| channel == "1") && service.windows.is_empty() {
            self.add(
                "/windows",
                "required",
                "a window, where the channel 窗口办理 is named",
            );
        }
        if service.version == 0 {
            self.add("/version", "version", "counts from 1");
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::*;
    use banshi_contract::{Period, PeriodUnit};

    #[test]
    fn a_promise_is_held_against_the_law_across_units() {
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../content/services/residence-permit.json");
        let text = std::fs::read_to_string(file).unwrap();
        let mut service: Service = serde_json::from_str(&text).unwrap();
        service.summary.case_type = "2".into();
        let mut rules = |promised, legal| {
            let period = |(value, unit)| Period {
                value,
                unit,
                note: None,
            };
            service.summary.promised = period(promised);
            service.statutory = period(legal);
            let mut report = Report {
                file: String::new(),
                faults: Vec::new(),
            };
            report.sense(&service);
            let faults = report.faults.into_iter();
            faults.map(|fault| fault.rule).collect::<Vec<_>>()
        };
        use PeriodUnit::{CalendarDay, Month, WorkingDay};
        assert!(rules((10, WorkingDay), (15, CalendarDay)).is_empty());
        assert_eq!(rules((16, WorkingDay), (15, CalendarDay)), ["promise"]);
        assert!(rules((20, WorkingDay), (1, Month)).is_empty());
        assert_eq!(rules((30, WorkingDay), (1, Month)), ["promise"]);
        assert!(rules((20, WorkingDay), (20, WorkingDay)).is_empty());
        assert_eq!(rules((21, WorkingDay), (20, WorkingDay)), ["promise"]);
    }
}

//! What a decision (决定) is told as: its result, why, and what the person may do now.

use banshi_contract::{Outcome, Text};

use super::{Decision, words};

/// The outcome of a decision and what the timeline says of it. What the officer said
/// stands in both; a refusal tells how to object besides (行政许可法 第三十八条), and
/// a reason of the law's own where the officer gave none.
pub(crate) fn decided(
    decision: Decision,
    was_accepted: bool,
    said: Option<Text>,
) -> (Outcome, Text) {
    let note = said.filter(|said| !said.pick("zh-CN").trim().is_empty());
    let (code, label, explanation) = match decision {
        Decision::Granted => {
            let (label, explanation) = words::granted();
            ("granted", label, explanation)
        }
        Decision::Refused => {
            let refused = if was_accepted {
                words::refused()
            } else {
                words::not_accepted()
            };
            let explanation = match note {
                Some(_) => refused.objecting,
                None => words::one_after_other(&refused.why, &refused.objecting),
            };
            ("refused", refused.label, explanation)
        }
    };
    let told = note.clone().unwrap_or_else(|| explanation.clone());
    let outcome = Outcome {
        code: code.into(),
        label,
        note,
        explanation: Some(explanation),
    };
    (outcome, told)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::*;

    const REASON: &str = "经营场所平面图与现场不符。";

    fn zh(text: Option<&Text>) -> &str {
        text.map_or("", |text| text.pick("zh-CN"))
    }

    #[test]
    fn the_reason_of_a_refusal_stands_beside_how_to_object() {
        for was_accepted in [true, false] {
            let said = Some(words::note(REASON));
            let (outcome, told) = decided(Decision::Refused, was_accepted, said);
            assert_eq!(zh(outcome.note.as_ref()), REASON);
            let explanation = outcome.explanation.unwrap();
            assert!(explanation.pick("zh-CN").contains("行政复议"));
            assert!(explanation.pick("en").contains("reconsideration"));
            assert_eq!(told.pick("zh-CN"), REASON);
        }
    }

    #[test]
    fn without_a_reason_the_law_s_own_stands_before_how_to_object() {
        for said in [None, Some(words::note(" "))] {
            let (outcome, told) = decided(Decision::Refused, true, said);
            assert_eq!(outcome.note, None);
            let explanation = outcome.explanation.unwrap();
            assert_eq!(told, explanation);
            let zh = explanation.pick("zh-CN");
            assert!(zh.find("法定条件").unwrap() < zh.find("行政复议").unwrap());
            assert!(explanation.pick("en").contains("not met. If you"));
        }
    }

    #[test]
    fn what_is_said_of_a_grant_stands_with_it() {
        let said = Some(words::note("请带身份证领取。"));
        let (outcome, _) = decided(Decision::Granted, true, said);
        assert_eq!(zh(outcome.note.as_ref()), "请带身份证领取。");
        assert!(outcome.explanation.is_some());
    }
}

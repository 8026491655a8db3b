//! What the embedded back end says about a case, in both languages.

use banshi_contract::Text;

/// A text in Chinese and English.
pub(crate) fn say(zh: &str, en: &str) -> Text {
    Text::new(zh, en)
}

/// An officer's own words: in the language they were written in.
pub(crate) fn note(text: &str) -> Text {
    Text([("zh-CN".to_owned(), text.to_owned())].into())
}

/// Two texts in one.
pub(crate) fn one_after_other(first: &Text, second: &Text) -> Text {
    Text::new(
        format!("{}{}", first.pick("zh-CN"), second.pick("zh-CN")),
        format!("{} {}", first.pick("en"), second.pick("en")),
    )
}

pub(crate) fn submitted() -> (Text, Text) {
    (
        say("已提交，等待受理", "Submitted, waiting to be accepted"),
        say(
            "您的申请已送达受理部门。部门将在 5 个工作日内决定是否受理；材料不齐的，会一次性告知您。",
            "Your application has reached the department. Within 5 working days it decides \
             whether to accept it, and tells you once of everything that is missing.",
        ),
    )
}

pub(crate) fn accepted() -> (Text, Text) {
    (
        say("已受理", "Accepted"),
        say(
            "您的申请符合受理条件。办理时限从受理的第二天起计算。",
            "Your application meets the conditions. The time limit counts from the day after.",
        ),
    )
}

pub(crate) fn in_review() -> (Text, Text) {
    (
        say("开始审查", "Review begun"),
        say(
            "工作人员正在审查您的申请和材料，暂时不需要您做什么。",
            "An officer is going through your application and documents. There is nothing for you to do.",
        ),
    )
}

pub(crate) fn documents_requested() -> (Text, Text) {
    (
        say("请补充材料", "Please hand in more documents"),
        say(
            "请按要求补充或更换材料。您补充之前，办理时限不计算。",
            "Please add or replace the documents named. Until then the time limit does not count.",
        ),
    )
}

pub(crate) fn task_title() -> Text {
    say("补充材料", "Hand in the documents asked for")
}

pub(crate) fn task_consequence() -> Text {
    say(
        "逾期没有补充的，视为您放弃本次申请；需要时您可以重新申请。",
        "If nothing arrives by then, the application counts as given up. You may apply again at any time.",
    )
}

pub(crate) fn documents_received(count: usize) -> (Text, Text) {
    let en = if count == 1 {
        "1 document received".to_owned()
    } else {
        format!("{count} documents received")
    };
    (
        Text::new(format!("已收到 {count} 份材料"), en),
        say(
            "材料已完整保存，工作人员会接着查看。",
            "They are stored whole; an officer will look at them next.",
        ),
    )
}

/// What the documents are that answer a task.
pub(crate) fn handed_in_later() -> Text {
    say("补正材料", "Documents handed in later")
}

pub(crate) fn suspended() -> (Text, Text) {
    (
        say(
            "已进入特别程序，时限暂停",
            "Special procedure: the time limit stands still",
        ),
        say(
            "办理中需要听证、检验、检测、鉴定或者专家评审，所需时间依法不计入办理时限。",
            "A hearing, inspection, test or expert review is needed; by law its time does not count.",
        ),
    )
}

pub(crate) fn suspension_reason() -> Text {
    say("特别程序", "Special procedure")
}

pub(crate) fn correction_reason() -> Text {
    say("等待您补充材料", "Waiting for your documents")
}

pub(crate) fn resumed() -> (Text, Text) {
    (
        say(
            "继续办理，时限恢复计算",
            "Taken up again: the time limit runs",
        ),
        say(
            "暂停的日子不计入办理时限。",
            "The days it stood still do not count.",
        ),
    )
}

pub(crate) fn granted() -> (Text, Text) {
    (
        say("准予", "Granted"),
        say(
            "您的申请已获批准，正在制作并送达办理结果。",
            "Your application is granted; the result is being made and sent.",
        ),
    )
}

/// What a granted outcome says once its result has been handed over.
pub(crate) fn handed_over() -> Text {
    say(
        "您的申请已获批准，办理结果已送达。",
        "Your application is granted, and you have been given the result.",
    )
}

/// What a refusal is called, why where the officer does not say so, and how to object.
pub(crate) struct Refused {
    pub label: Text,
    pub why: Text,
    pub objecting: Text,
}

pub(crate) fn refused() -> Refused {
    Refused {
        label: say("不予许可", "Refused"),
        why: say(
            "您的申请不符合法定条件。",
            "The legal conditions are not met.",
        ),
        objecting: say(
            "您对这一决定不服的，可以自收到决定之日起 60 日内申请行政复议，或者 6 个月内提起行政诉讼。",
            "If you disagree, you may ask for administrative reconsideration within 60 days of \
             receiving the decision, or go to court within 6 months.",
        ),
    }
}

pub(crate) fn not_accepted() -> Refused {
    Refused {
        label: say("不予受理", "Not accepted"),
        why: say(
            "这项申请依法不需要许可，或者不属于本部门职权范围。",
            "By law this needs no permission, or another department is competent.",
        ),
        objecting: say(
            "您可以拨打 12345 咨询应当向哪里申请。对不予受理不服的，可以自收到决定之日起 60 日内申请行政复议，或者 6 个月内提起行政诉讼。",
            "12345 tells you where to apply. If you disagree, you may ask for administrative \
             reconsideration within 60 days of receiving the decision, or go to court within 6 months.",
        ),
    }
}

pub(crate) fn delivered() -> Text {
    say(
        "已办结，办理结果已送达",
        "Completed: the result has been delivered",
    )
}

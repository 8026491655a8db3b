//! `FromJson` and serde take the same documents and read the same out of them: every
//! sample as it is, and with each of its parts left out or replaced by something else.
#![allow(clippy::unwrap_used, reason = "tests may fail loudly")]

use std::fmt::Debug;

use banshi_contract::*;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Whether both read a document, and then the same; `loose`: serde alone may read it.
fn compare<T: FromJson + DeserializeOwned + PartialEq + Debug>(
    document: &Value,
    loose: bool,
) -> bool {
    let by_serde = serde_json::from_value::<T>(document.clone()).ok();
    let by_page = T::from_json(&mut document.clone());
    if by_page.is_none() && loose {
        return false;
    }
    assert_eq!(by_page, by_serde, "{document}");
    by_serde.is_some()
}

/// Whether serde may take `new` for `old`, which the contract does not know: a list of
/// its fields for an object, the number of an arm for a tag.
fn is_loose(pointer: &str, old: &Value, new: &Value) -> bool {
    let is_tag = ["/type", "/kind"].iter().any(|tag| pointer.ends_with(tag));
    old.is_object() && new.is_array() || is_tag && old.is_string() && new.is_number()
}

fn pointers(value: &Value, at: &str, out: &mut Vec<String>) {
    out.push(at.to_owned());
    match value {
        Value::Object(map) => map
            .iter()
            .for_each(|(name, inner)| pointers(inner, &format!("{at}/{name}"), out)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(n, inner)| pointers(inner, &format!("{at}/{n}"), out)),
        _ => {}
    }
}

fn without(document: &Value, pointer: &str) -> Option<Value> {
    let (parent, name) = pointer.rsplit_once('/')?;
    let mut document = document.clone();
    document
        .pointer_mut(parent)?
        .as_object_mut()?
        .remove(name)?;
    Some(document)
}

/// The sample, and every change of one part of it. Some changes must be read and some
/// refused, else nothing would be compared.
fn agree<T: FromJson + DeserializeOwned + PartialEq + Debug>(sample: Value) {
    assert!(compare::<T>(&sample, false), "the sample itself: {sample}");
    let others = [
        json!(null),
        json!(true),
        json!(3),
        json!(-1),
        json!(1.5),
        json!(70_000),
        json!(u64::MAX),
        json!("other"),
        json!([]),
        json!([1]),
        json!({}),
    ];
    let mut all = Vec::new();
    pointers(&sample, "", &mut all);
    let (mut read, mut refused) = (0_u32, 0_u32);
    let mut count = |document: &Value, loose: bool| {
        if compare::<T>(document, loose) {
            read += 1;
        } else {
            refused += 1;
        }
    };
    for pointer in &all {
        if let Some(shorter) = without(&sample, pointer) {
            count(&shorter, false);
        }
        let old = sample.pointer(pointer).unwrap();
        for new in &others {
            let mut changed = sample.clone();
            *changed.pointer_mut(pointer).unwrap() = new.clone();
            count(&changed, is_loose(pointer, old, new));
        }
    }
    assert!(refused > 0, "nothing was refused: {sample}");
    assert!(read > 0, "nothing but the sample was read: {sample}");
}

fn text(words: &str) -> Value {
    json!({ "zh-CN": words, "en": words })
}

fn case() -> Value {
    json!({
        "id": "c", "revision": "1", "reference": "BS-1", "serviceId": "s", "serviceName": text("事项"),
        "applicant": "陈*", "applicantName": "陈静", "applicantNumber": "1**4", "status": "inProgress",
        "native": { "code": "07", "label": "办理" },
        "outcome": { "code": "granted", "label": text("准予"), "note": text("请领取"), "explanation": text("因为") },
        "phases": [
            { "id": "a", "name": text("受理"), "detail": text("看"), "state": "done" },
            { "id": "b", "name": text("审核"), "state": "current" },
        ],
        "handler": { "department": text("局"), "desk": text("科"), "phone": "12345" },
        "clock": {
            "state": "running", "since": "2026-11-23T09:00:00+08:00", "reason": text("等"),
            "dueAt": "2026-12-01", "legalDueAt": "2026-12-08", "estimated": false, "legalEstimated": true,
            "promisedDays": 5, "daysLeft": -2, "daysSuspended": 1,
            "suspensions": [{ "from": "2026-11-24", "until": "2026-11-25", "reason": text("补正") }],
        },
        "tasks": [{
            "id": "t", "caseId": "c", "title": text("补"), "detail": text("件"), "dueAt": "2026-12-01",
            "daysLeft": 3, "consequence": text("否则"), "open": true,
        }],
        "documents": [{
            "id": "d", "name": "a.pdf", "material": text("合同"), "mediaType": "application/pdf", "size": 12, "state": "visibleToOfficial",
            "receivedAt": "2026-11-23T09:00:00+08:00", "fromPerson": true,
        }],
        "delivery": { "label": text("自取"), "detail": text("窗口") },
        "submittedAt": "2026-11-23T09:00:00+08:00", "updatedAt": "2026-11-23T09:00:00+08:00",
    })
}

#[test]
fn cases() {
    agree::<Case>(case());
    agree::<List<Case>>(json!({ "items": [case()], "nextCursor": "x", "total": 1 }));
    let event = json!({
        "id": "e", "seq": 4, "at": "2026-11-23T09:00:00+08:00", "type": "statusChanged", "status": "accepted",
        "title": text("受理"), "detail": text("好"), "by": text("局"),
    });
    let mut message = event.clone();
    *message.pointer_mut("/type").unwrap() = json!("message");
    agree::<CaseEvent>(event);
    agree::<CaseEvent>(message);
    agree::<PublicCase>(json!({
        "reference": "BS-1", "status": "nobody-knows", "updatedAt": "x",
        "phases": [{ "name": text("受理"), "state": "skipped" }],
    }));
}

#[test]
fn drafts_and_submissions() {
    let draft = json!({
        "id": "d", "revision": "1", "serviceId": "s", "serviceName": text("事项"), "formVersion": 3,
        "answers": { "a": [1, { "b": null }] }, "page": "p", "progress": { "page": 1, "of": 4 },
        "updatedAt": "x", "keepUntil": "2027-01-01",
    });
    agree::<List<Draft>>(json!({ "items": [draft.clone()] }));
    agree::<Draft>(draft);
    agree::<FormDelivery>(
        json!({ "definition": { "a": 1 }, "hash": "h", "prefill": { "person.name": "陈" } }),
    );
    agree::<Submission>(json!({
        "id": "s", "draftId": "d", "state": "succeeded", "caseId": "c", "reference": "r", "receivedAt": "x",
    }));
    agree::<CheckResult>(
        json!({ "errors": [{ "pointer": "/a", "keyword": "required", "params": { "how": "fill" } }] }),
    );
    agree::<CheckResult>(
        json!({ "errors": [], "warnings": [{ "pointer": "/a", "keyword": "format", "params": {} }] }),
    );
    agree::<UploadedFile>(
        json!({ "uploadId": "u", "name": "a", "size": 1, "mediaType": "image/png" }),
    );
}

#[test]
fn the_portal_and_who_is_signed_in() {
    let line = json!({ "label": text("电话"), "phone": "12345", "hours": text("全天") });
    let portal = |sign_in: Value| {
        json!({
            "version": "1",
            "operator": {
                "name": text("门户"), "region": text("省"), "sponsor": text("厅"), "emblem": "办", "icp": "1",
                "policeRecord": "2", "siteCode": "3", "support": line, "suggestions": line, "sample": true,
            },
            "signIn": sign_in, "uploads": { "maxBytes": 10, "mediaTypes": ["image/png"] },
            "live": true, "today": "2026-11-23",
        })
    };
    let people =
        json!([{ "id": "a", "name": text("陈"), "organisation": false, "about": text("她") }]);
    agree::<Capabilities>(portal(json!({ "kind": "sandbox", "people": people })));
    agree::<Capabilities>(portal(json!({ "kind": "redirect", "href": "/auth" })));
    agree::<SessionState>(json!({
        "person": {
            "id": "p", "displayName": "陈*", "salutation": text("女士"), "organisation": false, "roles": ["applicant"],
        },
        "expiresAt": "x",
    }));
    agree::<Problem>(json!({
        "type": "about:blank", "title": "t", "status": 404, "code": "not-found", "traceId": "AAAA-BBBB",
        "errors": [{ "pointer": "/a", "keyword": "enum", "params": {} }],
    }));
    agree::<CloudEvent>(json!({
        "specversion": "1.0", "id": "1", "source": "/api/v1", "type": "banshi.case.changed", "time": "x",
        "data": { "resource": "case", "id": "c", "revision": "2", "seq": 7, "changed": ["status"] },
    }));
}

#[test]
fn services() {
    let period = json!({ "value": 5, "unit": "workingDay", "note": text("注") });
    let summary = json!({
        "id": "s", "name": text("事项"), "summary": text("概要"),
        "department": { "code": "1", "name": text("局"), "nature": "01" },
        "audience": ["person"], "themes": ["01"], "lifeEvents": ["birth"], "caseType": "2", "promised": period,
        "visits": 1, "hasFee": false, "formId": "s", "keywords": ["词"],
    });
    let guide = json!({
        "revision": "1", "basicCode": "b", "implementationCode": "i", "handlingCode": "h", "itemType": "01",
        "level": "3", "state": "1", "version": 2, "effectiveFrom": "2026-01-01", "sample": true,
        "statutory": period, "conditions": [text("满半年")],
        "materials": [{
            "id": "m", "name": text("照片"), "kind": "1", "form": "1", "necessity": "1", "when": text("若"),
            "source": "10", "issuedBy": text("局"), "originals": 1, "copies": 0, "note": text("注"),
        }],
        "steps": [{ "name": text("受理"), "detail": text("看"), "period": period }],
        "fees": [{ "name": text("工本"), "amountFen": 500, "standard": text("元"), "basis": text("法"), "relief": text("免") }],
        "windows": [{ "name": text("厅"), "address": text("路"), "hours": text("时"), "phone": "1", "traffic": text("车") }],
        "visitReason": text("核"), "channels": ["web"], "onlineDepth": ["1"], "crossRegion": "1",
        "quantityLimit": text("无"), "result": { "kind": "10", "name": text("证"), "delivery": text("寄") },
        "consultation": { "phone": "1", "note": text("注") }, "complaint": { "phone": "2" },
        "legalBasis": [{ "title": text("条例"), "number": "663", "article": text("二"), "says": text("说") }],
        "questions": [{ "question": text("问"), "answer": text("答") }],
        "canBook": true, "canPayOnline": false, "canPost": true, "remedies": text("复议"),
    });
    let mut service = summary.as_object().unwrap().clone();
    service.extend(guide.as_object().unwrap().clone());
    agree::<Service>(Value::Object(service));
    agree::<List<Suggestion>>(json!({ "items": [{ "service": summary, "reason": text("因为") }] }));
    let facet = json!([{ "code": "1", "label": text("题"), "count": 2 }]);
    agree::<ServiceList>(json!({
        "items": [summary], "nextCursor": "n", "total": 1,
        "facets": { "themes": facet, "departments": facet, "lifeEvents": facet, "audiences": facet },
    }));
}

#[test]
fn what_is_no_json_is_nothing() {
    for text in ["", "{", "{\"items\":[]}x", "nul"] {
        assert_eq!(json::read::<List<Case>>(text), None, "{text}");
    }
    assert_eq!(json::read::<Option<bool>>("null"), Some(None));
}

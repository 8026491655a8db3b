//! Example cases, so that there is something to see from the first minute. They are
//! made by the same engine as real ones, at moments in the past. The sandbox leaves
//! them as they are; an officer may move them, and one whose task a person answers goes
//! on like any other.

use banshi_contract::{Document, DocumentState, Draft, DraftProgress, Service, Text};
use banshi_workdays::{Calendar, Date};
use serde_json::json;

use super::people::{self, Person};
use crate::cases::opening::{self, Applicant};
use crate::cases::{Action, CaseRecord, Decision, Step, engine};
use crate::clock::Moment;
use crate::content::Catalogue;
use crate::files::Files;
use crate::ids;
use crate::store::{Expect, Store, StoreResult, Upload};

/// The setting that says the examples were made.
const SEEDED: &str = "sandbox.seeded";

/// What is done to an example case: so many working days ago, with what is said of it in
/// Chinese and English.
type Script = &'static [(u32, Action, Option<(&'static str, &'static str)>)];

struct Example {
    id: &'static str,
    person: &'static str,
    service: &'static str,
    submitted_days_ago: u32,
    script: Script,
}

const EXAMPLES: [Example; 5] = [
    Example {
        id: "sample-id-card",
        person: "chen-jing",
        service: "id-card-renewal",
        submitted_days_ago: 11,
        script: &[
            (10, Action::Accept, None),
            (9, Action::Review, None),
            (
                8,
                Action::RequestDocuments,
                Some((
                    "您上传的户口簿复印件缺少本人页，请补充完整的户口簿复印件。",
                    "Your copy of the household register lacks your own page. Please send the whole copy.",
                )),
            ),
        ],
    },
    Example {
        id: "sample-income-tax",
        person: "chen-jing",
        service: "income-tax-settlement",
        submitted_days_ago: 5,
        script: &[(4, Action::Accept, None), (3, Action::Review, None)],
    },
    Example {
        id: "sample-housing",
        person: "li-wei",
        service: "second-hand-housing-transfer",
        submitted_days_ago: 2,
        script: &[(1, Action::Accept, None), (1, Action::Review, None)],
    },
    Example {
        id: "sample-school",
        person: "li-wei",
        service: "primary-school-enrolment",
        submitted_days_ago: 25,
        script: &[
            (24, Action::Accept, None),
            (22, Action::Review, None),
            (9, Action::Decide(Decision::Granted), None),
            (8, Action::Deliver, None),
        ],
    },
    Example {
        id: "sample-company",
        person: "sample-noodles",
        service: "company-registration",
        submitted_days_ago: 4,
        script: &[
            (3, Action::Accept, None),
            (3, Action::Review, None),
            (
                3,
                Action::Suspend,
                Some((
                    "需要现场核查经营场所，核查时间不计入办理时限。",
                    "The premises have to be inspected; the time this takes does not count.",
                )),
            ),
        ],
    },
];

/// Makes the examples once per database; true when it did. Each is made in several
/// steps: one that broke off on the way is made whole, what is there stays as it is.
///
/// # Errors
/// The store failed.
pub async fn seed(
    store: &dyn Store,
    files: &Files,
    catalogue: &Catalogue,
    now: Moment,
) -> StoreResult<bool> {
    if store.setting(SEEDED).await?.is_some() {
        return Ok(false);
    }
    for example in &EXAMPLES {
        let (Some(person), Some(service)) = (
            people::find(example.person),
            catalogue.services.get(example.service),
        ) else {
            continue;
        };
        make(store, files, example, person, service, now).await?;
    }
    if let Some(service) = catalogue.services.get("resident-medical-insurance") {
        draft(store, service, catalogue, now).await?;
    }
    store.set_setting(SEEDED, &now.rfc3339()).await?;
    Ok(true)
}

async fn make(
    store: &dyn Store,
    files: &Files,
    example: &Example,
    person: &Person,
    service: &Service,
    now: Moment,
) -> StoreResult<()> {
    let at = days_ago(now, example.submitted_days_ago, 10, 20);
    let applicant = Applicant {
        owner: person.id.into(),
        shown_as: person.masked(),
        delivery: None,
    };
    let reference = ids::reference(at);
    let check = ids::check_hash(&reference, &person.check());
    let documents = documents(example, at);
    for document in &documents {
        files
            .write_whole(&document.id, SAMPLE_PDF.as_bytes())
            .await?;
        let upload = Upload {
            id: document.id.clone(),
            owner: person.id.into(),
            name: document.name.clone(),
            media_type: document.media_type.clone(),
            size: document.size,
            complete: true,
            expires_at: at,
            case_id: Some(example.id.into()),
        };
        if store.upload(&upload.id).await?.is_none() {
            store.upload_begin(&upload).await?;
        }
    }
    let mut step = opening::open(
        example.id.into(),
        reference,
        service,
        &applicant,
        documents,
        at,
    );
    // The sandbox leaves it as it is.
    step.record.rests_since = None;
    // How far the script is, and how far what is stored.
    let mut told = step.record.clone();
    let mut record = match store.case(example.id).await? {
        Some(there) => there,
        None => {
            store.case_insert(&step, &check, at).await?;
            step.record
        }
    };
    for (place, (days, action, note)) in example.script.iter().enumerate() {
        let minute = 5 + i64::try_from(place).unwrap_or(0) * 7;
        let at = days_ago(now, *days, 14, minute);
        let act = |record: &CaseRecord| {
            engine::act(record, *action, note.map(|(zh, en)| Text::new(zh, en)), at)
        };
        let Ok(next) = act(&told) else {
            break;
        };
        told = next.record;
        if told.seq <= record.seq {
            continue;
        }
        let Ok(step) = act(&record) else {
            break;
        };
        record = keep(store, &record, step, at).await?;
    }
    Ok(())
}

async fn keep(
    store: &dyn Store,
    before: &CaseRecord,
    step: Step,
    at: Moment,
) -> StoreResult<CaseRecord> {
    store.case_step(before.seq, &step, &[], at).await?;
    Ok(step.record)
}

/// What the example's person handed in; its bytes are a note that it is an example.
fn documents(example: &Example, at: Moment) -> Vec<Document> {
    if example.service != "id-card-renewal" {
        return Vec::new();
    }
    vec![Document {
        id: format!("{}-register", example.id),
        name: "户口簿复印件.pdf".into(),
        material: Some(Text::new("户口簿", "Household register")),
        media_type: "application/pdf".into(),
        size: SAMPLE_PDF.len() as u64,
        state: DocumentState::Received,
        received_at: at.rfc3339(),
        from_person: true,
    }]
}

/// An empty page: what the example documents hold.
pub const SAMPLE_PDF: &str = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n\
trailer<</Root 1 0 R>>\n%%EOF\n";

/// So many working days before today, at an hour and minute, never later than now.
fn days_ago(now: Moment, days: u32, hour: i64, minute: i64) -> Moment {
    let calendar = Calendar::china();
    let mut day = now.date();
    let mut left = days;
    while left > 0 {
        day = day.add_days(-1);
        if calendar.working_day(day).works {
            left -= 1;
        }
    }
    let midnight = i64::from(Date::days_since_epoch(day)) * 86_400_000 - 8 * 3_600_000;
    let at = Moment::from_millis(midnight + hour * 3_600_000 + minute * 60_000);
    at.min(now)
}

async fn draft(
    store: &dyn Store,
    service: &Service,
    catalogue: &Catalogue,
    now: Moment,
) -> StoreResult<()> {
    let version = catalogue
        .forms
        .get("resident-medical-insurance")
        .map_or(1, |form| form.definition.version);
    let known = people::find("li-wei")
        .map(Person::prefill)
        .unwrap_or_default();
    let draft = Draft {
        id: "5a3c1f60-6a9e-4c1d-9d43-0d6f3b8f2a10".into(),
        revision: String::new(),
        service_id: service.summary.id.clone(),
        service_name: service.summary.name.clone(),
        form_version: version,
        answers: json!({"applicant": {
            "name": known.get("person.name"),
            "idNumber": known.get("person.idNumber"),
            "phone": known.get("person.phone"),
        }}),
        page: Some("household".into()),
        progress: Some(DraftProgress { page: 2, of: 6 }),
        updated_at: String::new(),
        keep_until: now.date().add_days(60).to_string(),
    };
    store
        .draft_put("li-wei", draft, Expect::None, days_ago(now, 1, 20, 15))
        .await?;
    Ok(())
}

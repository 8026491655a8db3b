//! The conformance suite of [`Store`]: what any implementation must do. SQLite runs it
//! here; another implementation adds a line to [`every_store`].

use std::sync::Arc;

use banshi_contract::{CaseStatus, Draft, Service, Submission, SubmissionState};
use banshi_gateway::cases::opening::{Applicant, open};
use banshi_gateway::cases::{Action, Step, engine};
use banshi_gateway::clock::Moment;
use banshi_gateway::ids;
use banshi_gateway::store::{
    After, Deleted, Expect, NewCase, Once, OnceKey, Put, Session, SqliteStore, Store, Submitted,
    Upload,
};
use serde_json::json;
use tempfile::TempDir;

use crate::support::NOW;

fn now() -> Moment {
    Moment::parse(NOW).unwrap()
}

/// Runs a test over a new, empty store of each kind.
async fn every_store<F: AsyncFn(Arc<dyn Store>)>(test: F) {
    let folder = TempDir::new().unwrap();
    test(Arc::new(
        SqliteStore::open(&folder.path().join("deep/b.db"))
            .await
            .unwrap(),
    ))
    .await;
}

fn draft(id: &str) -> Draft {
    Draft {
        id: id.into(),
        revision: String::new(),
        service_id: "residence-permit".into(),
        service_name: Default::default(),
        form_version: 1,
        answers: json!({"a": 1}),
        page: None,
        progress: None,
        updated_at: String::new(),
        keep_until: "2026-12-01".into(),
    }
}

fn service() -> Service {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../content/services/residence-permit.json");
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

fn case(owner: &str, reference: &str, at: Moment) -> Step {
    let applicant = Applicant {
        owner: owner.into(),
        shown_as: "陈*".into(),
        delivery: None,
    };
    open(
        ids::id(),
        reference.into(),
        &service(),
        &applicant,
        Vec::new(),
        at,
    )
}

fn submission(draft: &str, step: &Step) -> NewCase {
    NewCase {
        submission: Submission {
            id: ids::id(),
            draft_id: draft.into(),
            state: SubmissionState::Succeeded,
            case_id: Some(step.record.case.id.clone()),
            reference: Some(step.record.case.reference.clone()),
            received_at: NOW.into(),
        },
        step: step.clone(),
        check_hash: "hash".into(),
        answers: json!({}),
        draft_revision: "1".into(),
        uploads: vec![],
    }
}

fn upload(id: &str, owner: &str) -> Upload {
    Upload {
        id: id.into(),
        owner: owner.into(),
        name: "a.pdf".into(),
        media_type: "application/pdf".into(),
        size: 7,
        complete: false,
        expires_at: now().plus_millis(1000),
        case_id: None,
    }
}

#[tokio::test]
async fn sessions_come_last_and_go() {
    every_store(async |store| {
        let session = Session {
            token_hash: "h".into(),
            person: "a".into(),
            created_at: now(),
            expires_at: now().plus_millis(1000),
        };
        assert_eq!(store.session("h").await.unwrap(), None);
        store.session_begin(&session).await.unwrap();
        assert_eq!(store.session("h").await.unwrap(), Some(session));
        store
            .session_extend("h", now().plus_millis(5000))
            .await
            .unwrap();
        assert_eq!(
            store.session("h").await.unwrap().unwrap().expires_at,
            now().plus_millis(5000)
        );
        store.sweep(now().plus_millis(4000)).await.unwrap();
        assert!(store.session("h").await.unwrap().is_some());
        store.sweep(now().plus_millis(6000)).await.unwrap();
        assert!(store.session("h").await.unwrap().is_none());
        store.session_end("h").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn drafts_change_only_from_the_revision_they_had() {
    every_store(async |store| {
        let put = |expect| store.draft_put("a", draft("d"), expect, now());
        assert_eq!(put(Expect::Revision("1".into())).await.unwrap(), Put::Stale);
        let Put::Created(made) = put(Expect::None).await.unwrap() else { panic!() };
        assert_eq!(made.revision, "1");
        assert_eq!(made.updated_at, NOW);
        assert_eq!(put(Expect::None).await.unwrap(), Put::Stale);
        assert!(matches!(put(Expect::Revision("1".into())).await.unwrap(), Put::Changed(draft) if draft.revision == "2"));
        assert_eq!(put(Expect::Revision("1".into())).await.unwrap(), Put::Stale);
        assert_eq!(store.draft("b", "d").await.unwrap(), None);
        assert!(matches!(store.draft_put("b", draft("d"), Expect::None, now()).await.unwrap(), Put::Created(_)));
        assert_eq!(store.draft_delete("a", "d", Some("1"), now()).await.unwrap(), Deleted::Stale);
        assert_eq!(store.draft_delete("a", "d", Some("2"), now()).await.unwrap(), Deleted::Yes);
        assert_eq!(store.draft_delete("a", "d", None, now()).await.unwrap(), Deleted::Missing);
        assert_eq!(store.drafts("b").await.unwrap().len(), 1);
        store.sweep(Moment::parse("2026-12-03T00:00:00+08:00").unwrap()).await.unwrap();
        assert_eq!(store.drafts("b").await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn nobody_piles_up_drafts_without_end() {
    every_store(async |store| {
        for number in 0..banshi_gateway::store::MOST_DRAFTS {
            store
                .draft_put("a", draft(&number.to_string()), Expect::None, now())
                .await
                .unwrap();
        }
        assert_eq!(
            store
                .draft_put("a", draft("more"), Expect::None, now())
                .await
                .unwrap(),
            Put::Full
        );
    })
    .await;
}

#[tokio::test]
async fn a_key_is_good_once() {
    every_store(async |store| {
        let key = OnceKey {
            person: "a".into(),
            route: "r".into(),
            key: "k".into(),
            fingerprint: "f".into(),
        };
        let other = OnceKey {
            fingerprint: "g".into(),
            ..key.clone()
        };
        assert_eq!(store.once_begin(&key, now()).await.unwrap(), Once::First);
        assert_eq!(store.once_begin(&key, now()).await.unwrap(), Once::Running);
        store.once_failed(&key).await.unwrap();
        assert_eq!(store.once_begin(&key, now()).await.unwrap(), Once::First);
        store.once_done(&key, "answer").await.unwrap();
        store.once_failed(&key).await.unwrap();
        assert_eq!(
            store.once_begin(&key, now()).await.unwrap(),
            Once::Answered("answer".into())
        );
        assert_eq!(
            store.once_begin(&other, now()).await.unwrap(),
            Once::Mismatch
        );
        let elsewhere = OnceKey {
            person: "b".into(),
            ..other.clone()
        };
        assert_eq!(
            store.once_begin(&elsewhere, now()).await.unwrap(),
            Once::First
        );
        // Whoever ran it is gone: a minute later it can be tried again.
        assert_eq!(
            store
                .once_begin(&elsewhere, now().plus_millis(60_000))
                .await
                .unwrap(),
            Once::First
        );
        let tomorrow = now().plus_millis(24 * 3_600_000);
        assert_eq!(
            store.once_begin(&other, tomorrow).await.unwrap(),
            Once::First
        );
    })
    .await;
}

#[tokio::test]
async fn a_draft_becomes_one_case_all_or_nothing() {
    every_store(async |store| {
        store
            .draft_put("a", draft("d"), Expect::None, now())
            .await
            .unwrap();
        let step = case("a", "SL1", now());
        let mut stale = submission("d", &step);
        stale.draft_revision = "9".into();
        assert_eq!(store.submit(stale, now()).await.unwrap(), Submitted::Stale);
        assert_eq!(
            store.submit(submission("x", &step), now()).await.unwrap(),
            Submitted::Missing
        );
        assert_eq!(store.cases("a", None, 10).await.unwrap().total, 0);
        store
            .case_insert(&case("b", "SL2", now()), "h", now())
            .await
            .unwrap();
        let taken = submission("d", &case("a", "SL2", now()));
        assert_eq!(
            store.submit(taken, now()).await.unwrap(),
            Submitted::ReferenceTaken
        );
        assert!(store.draft("a", "d").await.unwrap().is_some());

        let new = submission("d", &step);
        assert_eq!(
            store.submit(new.clone(), now()).await.unwrap(),
            Submitted::Made
        );
        let again = submission("d", &case("a", "SL3", now()));
        assert_eq!(
            store.submit(again, now()).await.unwrap(),
            Submitted::Already(new.submission.clone())
        );
        assert_eq!(store.cases("a", None, 10).await.unwrap().total, 1);
        assert_eq!(
            store.submission("a", &new.submission.id).await.unwrap(),
            Some(new.submission.clone())
        );
        assert_eq!(
            store.submission("b", &new.submission.id).await.unwrap(),
            None
        );
        assert_eq!(
            store.submission_of_draft("a", "d").await.unwrap(),
            Some(new.submission)
        );
        assert_eq!(store.drafts("a").await.unwrap(), []);
        assert_eq!(
            store
                .draft_put("a", draft("d"), Expect::None, now())
                .await
                .unwrap(),
            Put::Submitted
        );
        assert_eq!(
            store.draft_delete("a", "d", None, now()).await.unwrap(),
            Deleted::Missing
        );
    })
    .await;
}

#[tokio::test]
async fn a_case_steps_only_from_where_it_is() {
    every_store(async |store| {
        let step = case("a", "SL1", now());
        let id = step.record.case.id.clone();
        store.case_insert(&step, "hash", now()).await.unwrap();
        assert_eq!(store.case(&id).await.unwrap().unwrap(), step.record);
        let (found, hash) = store.case_by_reference("SL1").await.unwrap().unwrap();
        assert_eq!((found, hash.as_str()), (step.record.clone(), "hash"));
        assert!(store.case_by_reference("SL9").await.unwrap().is_none());

        let asked = engine::act(&step.record, Action::RequestDocuments, None, now()).unwrap();
        store.upload_begin(&upload("u", "a")).await.unwrap();
        store
            .upload_complete(&upload("u", "a"), now())
            .await
            .unwrap();
        assert!(
            store
                .case_step(1, &asked, &["u".into()], now())
                .await
                .unwrap()
        );
        assert!(
            !store.case_step(1, &asked, &[], now()).await.unwrap(),
            "it moved on meanwhile"
        );
        assert_eq!(
            store.upload("u").await.unwrap().unwrap().case_id,
            Some(id.clone())
        );
        let task = &asked.record.case.tasks[0].id;
        assert_eq!(
            store.case_of_task(task).await.unwrap().unwrap(),
            asked.record
        );
        assert!(store.case_of_task("nothing").await.unwrap().is_none());
        let events = store.case_events(&id, None, 10).await.unwrap();
        assert_eq!(
            events.iter().map(|event| event.seq).collect::<Vec<_>>(),
            [2, 1]
        );
        assert_eq!(store.case_events(&id, Some(2), 10).await.unwrap().len(), 1);
        assert_eq!(
            store.cases_by_status().await.unwrap(),
            [("actionRequired".to_owned(), 1)]
        );
    })
    .await;
}

#[tokio::test]
async fn only_what_may_move_and_has_rested_is_moved() {
    every_store(async |store| {
        let mut still = case("a", "SL1", now());
        still.record.rests_since = None;
        let moving = case("a", "SL2", now());
        let waiting = engine::act(
            &case("a", "SL3", now()).record,
            Action::RequestDocuments,
            None,
            now(),
        )
        .unwrap();
        for step in [&still, &moving, &waiting] {
            store.case_insert(step, "h", now()).await.unwrap();
        }
        assert!(
            store
                .cases_at_rest(now().plus_millis(-1))
                .await
                .unwrap()
                .is_empty()
        );
        let rested = store.cases_at_rest(now()).await.unwrap();
        assert_eq!(rested.len(), 1);
        assert_eq!(rested[0].case.status, CaseStatus::Submitted);
        assert_eq!(rested[0], moving.record);
    })
    .await;
}

#[tokio::test]
async fn cases_come_latest_first_in_pages_without_gaps() {
    every_store(async |store| {
        for number in 0..7_i64 {
            // Some at the same moment.
            let at = now().plus_millis(number / 3 * 1000);
            store
                .case_insert(&case("a", &format!("SL{number}"), at), "h", at)
                .await
                .unwrap();
        }
        store
            .case_insert(&case("b", "SLB", now()), "h", now())
            .await
            .unwrap();
        let all: Vec<_> = store.cases("a", None, 100).await.unwrap().items;
        assert!(
            all.windows(2)
                .all(|pair| pair[0].case.updated_at >= pair[1].case.updated_at)
        );
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = store.cases("a", after, 2).await.unwrap();
            assert_eq!(page.total, 7);
            seen.extend(page.items.clone());
            if !page.more {
                break;
            }
            let last = page.items.last().unwrap();
            after = Some(After {
                updated_at: Moment::parse(&last.case.updated_at).unwrap().millis(),
                id: last.case.id.clone(),
            });
        }
        assert_eq!(seen, all);
        assert_eq!(all.len(), 7);
    })
    .await;
}

#[tokio::test]
async fn uploads_that_belong_to_a_case_stay() {
    every_store(async |store| {
        for id in ["u", "v"] {
            store.upload_begin(&upload(id, "a")).await.unwrap();
        }
        assert_eq!(store.uploads_pending("a").await.unwrap(), 14);
        store
            .upload_complete(&upload("u", "a"), now())
            .await
            .unwrap();
        assert!(store.upload("u").await.unwrap().unwrap().complete);
        store
            .draft_put("a", draft("d"), Expect::None, now())
            .await
            .unwrap();
        let mut new = submission("d", &case("a", "SL1", now()));
        new.uploads = vec!["u".into()];
        store.submit(new, now()).await.unwrap();
        assert_eq!(store.uploads_pending("a").await.unwrap(), 7);
        assert!(!store.upload_delete("u").await.unwrap());
        assert_eq!(store.sweep(now().plus_millis(2000)).await.unwrap(), ["v"]);
        assert!(store.upload("u").await.unwrap().is_some());
        assert!(store.upload("v").await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn nobody_piles_up_uploads_without_end() {
    every_store(async |store| {
        for number in 0..banshi_gateway::store::MOST_UPLOADS {
            let one = upload(&number.to_string(), "a");
            assert!(store.upload_begin(&one).await.unwrap());
        }
        assert!(!store.upload_begin(&upload("more", "a")).await.unwrap());
        assert!(store.upload("more").await.unwrap().is_none());
        assert!(store.upload_begin(&upload("other", "b")).await.unwrap());
        let with_case = Upload {
            case_id: Some("case".into()),
            ..upload("with-case", "a")
        };
        assert!(store.upload_begin(&with_case).await.unwrap());
        store.upload_delete("0").await.unwrap();
        assert!(store.upload_begin(&upload("more", "a")).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn an_upload_belongs_to_one_case_or_nothing_happens() {
    every_store(async |store| {
        for id in ["u", "v", "half"] {
            store.upload_begin(&upload(id, "a")).await.unwrap();
        }
        for id in ["u", "v"] {
            store
                .upload_complete(&upload(id, "a"), now())
                .await
                .unwrap();
        }
        for id in ["d", "e"] {
            store
                .draft_put("a", draft(id), Expect::None, now())
                .await
                .unwrap();
        }
        let submit = async |draft: &str, reference: &str, uploads: &[&str]| {
            let mut new = submission(draft, &case("a", reference, now()));
            new.uploads = uploads.iter().map(|&id| id.into()).collect();
            store.submit(new, now()).await.unwrap()
        };
        let taken = |id: &str| Submitted::UploadTaken(id.into());
        assert_eq!(submit("d", "SL1", &["u", "half"]).await, taken("half"));
        assert_eq!(submit("d", "SL1", &["u", "none"]).await, taken("none"));
        assert_eq!(store.upload("u").await.unwrap().unwrap().case_id, None);
        assert_eq!(store.cases("a", None, 10).await.unwrap().total, 0);
        assert_eq!(submit("d", "SL1", &["u"]).await, Submitted::Made);
        assert_eq!(submit("e", "SL2", &["v", "u"]).await, taken("u"));
        assert!(store.draft("a", "e").await.unwrap().is_some());
        assert_eq!(store.upload("v").await.unwrap().unwrap().case_id, None);

        let record = store.case_by_reference("SL1").await.unwrap().unwrap().0;
        let step = engine::act(&record, Action::RequestDocuments, None, now()).unwrap();
        for uploads in [
            ["v".to_owned(), "u".to_owned()],
            ["v".into(), "half".into()],
        ] {
            assert!(!store.case_step(1, &step, &uploads, now()).await.unwrap());
        }
        assert_eq!(store.case(&record.case.id).await.unwrap(), Some(record));
        assert_eq!(store.upload("v").await.unwrap().unwrap().case_id, None);
        assert!(
            store
                .case_step(1, &step, &["v".into()], now())
                .await
                .unwrap()
        );
    })
    .await;
}

#[tokio::test]
async fn what_a_draft_names_is_kept_as_long_as_the_draft() {
    every_store(async |store| {
        for (id, owner) in [("u", "a"), ("v", "a"), ("both", "a"), ("w", "b")] {
            store.upload_begin(&upload(id, owner)).await.unwrap();
        }
        let put = async |id: &str, names: &[&str]| {
            let mut draft = draft(id);
            draft.answers = json!({"files": names.iter().map(|name| json!({"uploadId": name})).collect::<Vec<_>>()});
            store.draft_put("a", draft, Expect::None, now()).await.unwrap();
        };
        put("d", &["u", "both", "w"]).await;
        put("e", &["v", "both"]).await;
        let left = async |at: Moment| {
            store.sweep(at).await.unwrap();
            let mut left = Vec::new();
            for id in ["u", "v", "both", "w"] {
                if store.upload(id).await.unwrap().is_some() {
                    left.push(id);
                }
            }
            left
        };
        // Naming what is somebody else's keeps nothing.
        assert_eq!(left(now().plus_millis(2000)).await, ["u", "v", "both"]);
        store.draft_delete("a", "d", None, now()).await.unwrap();
        assert_eq!(left(now().plus_millis(1)).await, ["v", "both"]);
        // The drafts go at the end of that day, and their files with them.
        let end = Moment::parse("2026-12-02T00:00:00+08:00").unwrap();
        assert_eq!(left(end.plus_millis(-1)).await, ["v", "both"]);
        assert!(store.draft("a", "e").await.unwrap().is_some());
        assert_eq!(left(end.plus_millis(1)).await, [""; 0]);
        assert!(store.draft("a", "e").await.unwrap().is_none());

        // What was named and not handed in goes when the draft is a case.
        store.upload_begin(&upload("u", "a")).await.unwrap();
        put("f", &["u"]).await;
        let new = submission("f", &case("a", "SL1", now()));
        assert_eq!(store.submit(new, now()).await.unwrap(), Submitted::Made);
        assert_eq!(left(now().plus_millis(1)).await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn the_log_counts_without_gaps_however_many_write() {
    every_store(async |store| {
        let writers = (0..20).map(|number| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                let owner = if number % 2 == 0 { "a" } else { "b" };
                store
                    .draft_put(owner, draft(&number.to_string()), Expect::None, now())
                    .await
                    .unwrap();
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.unwrap();
        }
        let page = store.log("a", Some(0), 100).await.unwrap();
        let cursors: Vec<u64> = page.entries.iter().map(|entry| entry.cursor).collect();
        assert_eq!(cursors, (1..=10).collect::<Vec<_>>());
        assert_eq!((page.head, page.reset), (10, false));
        assert_eq!(store.log("a", Some(4), 3).await.unwrap().entries.len(), 3);
        assert_eq!(store.log("a", None, 3).await.unwrap().entries, []);
        assert!(store.log("a", Some(11), 3).await.unwrap().reset);
        assert!(!store.log("nobody", Some(0), 3).await.unwrap().reset);
        let (head, persons) = store.log_since(0).await.unwrap();
        assert_eq!((head, persons), (20, vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(store.log_since(head).await.unwrap(), (head, vec![]));

        let week = now().plus_millis(8 * 24 * 3_600_000);
        store
            .draft_put("a", draft("late"), Expect::None, week)
            .await
            .unwrap();
        store.sweep(week).await.unwrap();
        assert!(store.log("a", Some(9), 3).await.unwrap().reset);
        assert_eq!(store.log("a", Some(10), 3).await.unwrap().entries.len(), 1);
        assert!(store.log("b", Some(9), 3).await.unwrap().reset);
        assert_eq!(store.log("b", Some(10), 3).await.unwrap().head, 10);
    })
    .await;
}

#[tokio::test]
async fn settings_are_shared() {
    every_store(async |store| {
        assert_eq!(store.setting("x").await.unwrap(), None);
        store.set_setting("x", "1").await.unwrap();
        store.set_setting("x", "2").await.unwrap();
        assert_eq!(store.setting("x").await.unwrap().as_deref(), Some("2"));
        store.ping().await.unwrap();
    })
    .await;
}

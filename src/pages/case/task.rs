//! What the person is asked to do: choose files and send them.

use banshi_cases::task_due;
use banshi_contract::{Case, ProblemCode, Task};
use banshi_workdays::Date;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use crate::api::{Api, ApiError, Remote, cases, uploads};
use crate::browser::{clock, random};
use crate::components::announcer::Announcer;
use crate::components::fault::words;
use crate::components::{DueChip, Icon, IconName, UploadFace, unique_id};
use crate::context::Portal;
use crate::i18n::{DateStyle, K, date, number, pick, size, t, tf, tn};

/// The open tasks of a case. Each stands as long as it is open, whatever else of the
/// case changes, so that what was chosen stays chosen.
#[component]
pub fn Tasks(case: Remote<Case>, today: Memo<Date>) -> impl IntoView {
    let open = Memo::new(move |_| {
        let tasks = case.get().map(|case| case.tasks).unwrap_or_default();
        tasks
            .into_iter()
            .filter(|task| task.open)
            .collect::<Vec<_>>()
    });
    view! {
        <For each=move || open.get() key=|task| task.id.clone() let(task)>
            <OneTask task=task case=case today=today/>
        </For>
    }
}

#[component]
fn OneTask(task: Task, case: Remote<Case>, today: Memo<Date>) -> impl IntoView {
    let title = task.title.clone();
    let detail = task.detail.clone();
    let due_at = task.due_at.clone();
    let consequence = task.consequence.clone();
    let due = task.clone();
    view! {
        <section class="card task task-now">
            <h2>{move || pick(&title)}</h2>
            <p>{move || detail.as_ref().map(pick)}</p>
            <p>
                {move || due_at.as_ref().map(|day| tf(K::PageDueBy, &[("date", &date(day, DateStyle::Day))]))}
                {move || consequence.as_ref().map(|text| " · ".to_owned() + &pick(text))} " "
                {move || view! { <DueChip due=task_due(&due, today.get())/> }}
            </p>
            <Answer task=task.id case=case/>
        </section>
    }
}

/// How an answer stands.
#[derive(Clone, PartialEq)]
enum Sending {
    No,
    Now(f64),
    Failed { why: K, reference: String },
}

#[component]
fn Answer(task: String, case: Remote<Case>) -> impl IntoView {
    let api = Api::use_here();
    let portal = Portal::use_here();
    let announcer = Announcer::use_here();
    let input = NodeRef::<Input>::new();
    let id = unique_id("task-files");
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let chosen = RwSignal::new_local(Vec::<File>::new());
    let wrong = RwSignal::new(None::<(K, String)>);
    let sending = RwSignal::new(Sending::No);
    let attempt = StoredValue::new(Attempt::default());
    let limits = move || portal.0.get().map(|all| all.uploads);
    let max = move || limits().map_or_else(String::new, |limits| size(limits.max_bytes));
    let accept = move || limits().map(|limits| limits.media_types.join(","));

    let choose = move |_| {
        if matches!(sending.get_untracked(), Sending::Now(_)) {
            return;
        }
        let files = input.get_untracked().and_then(|input| input.files());
        let files: Vec<File> = files
            .map(|all| (0..all.length()).filter_map(|n| all.get(n)).collect())
            .unwrap_or_default();
        let fault = untrack(limits).and_then(|limits| {
            files.iter().find_map(|file| {
                #[expect(clippy::cast_precision_loss, reason = "a limit of a few megabytes")]
                let too_large = file.size() > limits.max_bytes as f64;
                if !limits.media_types.contains(&uploads::media_type(file)) {
                    Some((K::CaseTaskType, file.name()))
                } else if too_large {
                    Some((K::CaseTaskSize, file.name()))
                } else {
                    None
                }
            })
        });
        sending.set(Sending::No);
        attempt.set_value(Attempt::default());
        let fine = fault.is_none();
        wrong.set(fault);
        chosen.set(if fine { files } else { Vec::new() });
    };
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if matches!(sending.get_untracked(), Sending::Now(_)) {
            return;
        }
        let files = chosen.get_untracked();
        if files.is_empty() {
            if wrong.get_untracked().is_none() {
                wrong.set(Some((K::CaseTaskMissing, String::new())));
            }
            if let Some(input) = input.get_untracked() {
                crate::browser::focus::focus(&input);
            }
            return;
        }
        let task = task.clone();
        sending.set(Sending::Now(0.0));
        spawn_local(async move {
            match answer(api, &task, &files, sending, attempt).await {
                Ok(answered) => {
                    announcer.say(untrack(|| t(K::CaseTaskSent)));
                    case.set(answered);
                }
                Err(error) => {
                    let why = if error.status == 0 {
                        K::CaseTaskFailed
                    } else {
                        words(&error).0
                    };
                    sending.try_set(Sending::Failed {
                        why,
                        reference: error.reference,
                    });
                }
            }
        });
    };
    let error = move || {
        let invalid = wrong
            .get()
            .map(|(key, name)| tf(key, &[("name", name.as_str()), ("size", max().as_str())]));
        invalid.or_else(|| match sending.get() {
            Sending::Failed { why, reference } => {
                let reference = tf(K::FaultReference, &[("reference", &reference)]);
                Some(format!("{} {reference}", t(why)))
            }
            _ => None,
        })
    };
    let state = move || match sending.get() {
        Sending::Now(part) => {
            let percent = format!("{} %", number((part * 100.0).floor()));
            tf(K::CaseTaskSending, &[("percent", &percent)])
        }
        _ => match i64::try_from(chosen.with(Vec::len)) {
            Ok(count) if count > 0 => tn(K::CaseTaskChosen, count, &[]),
            _ => String::new(),
        },
    };
    let described = format!("{hint_id} {error_id}");
    view! {
        <form class="field" class:field-error=move || wrong.get().is_some() on:submit=send novalidate>
            <label class="label" for=id.clone()>{move || t(K::CaseTaskFile)}</label>
            <p class="hint" id=hint_id>
                {move || tf(K::CaseTaskFileHint, &[("size", &max())])}
            </p>
            <div class="upload">
                <input
                    type="file"
                    multiple
                    id=id
                    node_ref=input
                    accept=accept
                    aria-describedby=described
                    aria-invalid=move || wrong.get().map(|_| "true")
                    disabled=move || matches!(sending.get(), Sending::Now(_))
                    on:change=choose
                />
                <UploadFace/>
                <p class="meta">{state}</p>
            </div>
            <p class="error-text" id=error_id role="alert">
                {move || error().map(|words| view! { <Icon name=IconName::AlertCircle/> {words} })}
            </p>
            <div class="actions">
                <button
                    type="submit"
                    class="btn"
                    aria-disabled=move || matches!(sending.get(), Sending::Now(_)).then_some("true")
                >
                    <Icon name=IconName::Upload/>
                    {move || t(K::CaseTaskSend)}
                </button>
            </div>
        </form>
    }
}

/// How often an answer that is still being taken is asked for, and how many times.
const ASK_AGAIN_MS: u32 = 1_000;
const ASK_AT_MOST: u32 = 30;

/// What a try again goes on from: the files of these that have arrived, in order, and
/// the key under which the answer counts once.
#[derive(Clone)]
struct Attempt {
    key: String,
    uploaded: Vec<String>,
}

impl Default for Attempt {
    fn default() -> Self {
        Self {
            key: random::uuid(),
            uploaded: Vec::new(),
        }
    }
}

async fn answer(
    api: Api,
    task: &str,
    files: &[File],
    sending: RwSignal<Sending>,
    attempt: StoredValue<Attempt>,
) -> Result<Case, ApiError> {
    let Some(mut now) = attempt.try_get_value() else {
        return Err(ApiError::gone());
    };
    let total: f64 = files.iter().map(|file| file.size()).sum::<f64>().max(1.0);
    let mut before = 0.0;
    for (at, file) in files.iter().enumerate() {
        if at >= now.uploaded.len() {
            let uploaded = uploads::send(api, file, |bytes| {
                sending.try_set(Sending::Now((before + bytes) / total));
            })
            .await?;
            now.uploaded.push(uploaded.upload_id);
            attempt.try_set_value(now.clone());
        }
        before += file.size();
    }
    for _ in 0..ASK_AT_MOST {
        match cases::answer_task(api, task, &now.key, now.uploaded.clone()).await {
            // The first try still runs.
            Err(error) if error.is_running() => clock::sleep(ASK_AGAIN_MS).await,
            Err(error) => {
                if !may_be_tried_again(&error) {
                    attempt.try_set_value(Attempt::default());
                }
                return Err(error);
            }
            answered => return answered,
        }
    }
    Err(ApiError::gone())
}

/// Whether the very same may yet be taken: it was not refused for what it holds.
fn may_be_tried_again(error: &ApiError) -> bool {
    error.is_signed_out()
        || error.is(ProblemCode::RateLimited)
        || !(400..500).contains(&error.status)
}

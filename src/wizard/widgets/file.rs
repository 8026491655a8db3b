//! Files: checked before they are sent, sent in pieces with progress, removed by
//! button. What is finished is the answer; what is on its way is not yet.

use banshi_contract::{FromJson, ProblemCode, UploadedFile};
use banshi_forms::Edit;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;
use web_sys::File;

use crate::api::{ApiError, ErrorKind, uploads};
use crate::browser::focus;
use crate::components::{Icon, IconName, UploadFace};
use crate::i18n::{K, number, size, t, tf};
use crate::wizard::frame::Ask;

/// A file on its way.
#[derive(Clone, Copy)]
struct OnItsWay {
    key: u32,
    name: StoredValue<String>,
    part: RwSignal<f64>,
}

/// A place to choose files, and a list of them.
pub(super) fn view(ask: Ask, several: bool) -> AnyView {
    let node = NodeRef::<Input>::new();
    let sending = RwSignal::new(Vec::<OnItsWay>::new());
    let accept = ask.field.with_untracked(|field| field.accept.join(","));
    let done = Memo::new(move |_| files_of(&ask.field.with(|field| field.value.clone())));
    let chosen = move |_| {
        let Some(input) = node.get_untracked() else {
            return;
        };
        let files: Vec<File> = input
            .files()
            .map(|all| (0..all.length()).filter_map(|at| all.get(at)).collect())
            .unwrap_or_default();
        // So that the same file can be chosen again.
        input.set_value("");
        ask.local.set(None);
        for file in files {
            match untrack(|| fault_of(ask, several, &file, sending)) {
                Some(words) => {
                    ask.wizard.announcer.say(words.clone());
                    ask.local.set(Some(words));
                }
                None => send(ask, several, file, sending),
            }
        }
    };
    let on_its_way = move || {
        sending
            .get()
            .into_iter()
            .map(|one| {
                let percent = move || number((one.part.get() * 100.0).floor());
                view! {
                    <li>
                        <Icon name=IconName::File/>
                        <span class="upload-name">{one.name.get_value()}</span>
                        <span class="hint">
                            {move || tf(K::WizardUploadSending, &[("percent", &percent())])}
                        </span>
                        <progress
                            class="progress"
                            max="1"
                            value=move || one.part.get()
                            aria-label=one.name.get_value()
                        ></progress>
                    </li>
                }
            })
            .collect_view()
    };
    let finished = move || {
        done.get()
            .into_iter()
            .map(|file| row(ask, node, file))
            .collect_view()
    };
    let any = move || !done.with(Vec::is_empty) || !sending.with(Vec::is_empty);
    let control = view! {
        <div class="upload upload-listed">
            <input
                node_ref=node
                type="file"
                id=ask.id("")
                accept=accept
                multiple=several
                required=move || ask.required().is_some()
                aria-invalid=move || ask.invalid()
                aria-describedby=move || ask.described()
                on:change=chosen
            />
            <UploadFace/>
        </div>
        <Show when=any>
            <ul class="upload-list">{finished} {on_its_way}</ul>
        </Show>
    };
    ask.one(control.into_any())
}

fn row(ask: Ask, node: NodeRef<Input>, file: UploadedFile) -> AnyView {
    let label = file.name.clone();
    let bytes = file.size;
    let remove = {
        let file = file.clone();
        move |_| {
            take_out(ask, &file);
            if let Some(input) = node.get_untracked() {
                focus::focus(&input);
            }
        }
    };
    view! {
        <li>
            <Icon name=IconName::File/>
            <span class="upload-name">{file.name}</span>
            <span class="hint">{move || size(bytes)}</span>
            <button
                type="button"
                class="btn btn-link"
                aria-label=move || tf(K::WizardUploadRemoveName, &[("name", &label)])
                on:click=remove
            >
                {move || t(K::WizardUploadRemove)}
            </button>
        </li>
    }
    .into_any()
}

/// The finished files of an answer.
fn files_of(value: &Value) -> Vec<UploadedFile> {
    let read = |value: &Value| UploadedFile::from_json(&mut value.clone());
    match value {
        Value::Array(all) => all.iter().filter_map(read).collect(),
        Value::Null => Vec::new(),
        one => read(one).into_iter().collect(),
    }
}

/// What is wrong with a file, before anything of it is sent.
fn fault_of(
    ask: Ask,
    several: bool,
    file: &File,
    sending: RwSignal<Vec<OnItsWay>>,
) -> Option<String> {
    let name = file.name();
    let name = ("name", name.as_str());
    let field = ask.field.get_untracked();
    if !field.accept.is_empty() && !field.accept.contains(&uploads::media_type(file)) {
        let kinds: Vec<String> = field.accept.iter().map(|kind| short(kind)).collect();
        let kinds = kinds.join(&t(K::WizardJoin));
        return Some(tf(K::WizardUploadType, &[name, ("accept", &kinds)]));
    }
    if file.size() <= 0.0 {
        return Some(tf(K::WizardUploadEmpty, &[name]));
    }
    #[expect(clippy::cast_precision_loss, reason = "a limit of a few megabytes")]
    let too_large = field.max_bytes.filter(|limit| file.size() > *limit as f64);
    if let Some(limit) = too_large {
        return Some(tf(K::WizardUploadSize, &[name, ("limit", &size(limit))]));
    }
    let most = field.max_items.filter(|_| several)?;
    let here = files_of(&field.value).len() + sending.with_untracked(Vec::len);
    (here >= most).then(|| tf(K::WizardUploadMany, &[("limit", &most.to_string())]))
}

/// A media type as people name it.
fn short(kind: &str) -> String {
    match kind.rsplit('/').next() {
        Some("jpeg") => "JPG".into(),
        other => other.unwrap_or_default().to_uppercase(),
    }
}

fn send(ask: Ask, several: bool, file: File, sending: RwSignal<Vec<OnItsWay>>) {
    let wizard = ask.wizard;
    let part = RwSignal::new(0.0);
    let name = file.name();
    let key = sending.with_untracked(|all| all.iter().map(|one| one.key + 1).max().unwrap_or(0));
    sending.update(|all| {
        all.push(OnItsWay {
            key,
            name: StoredValue::new(name.clone()),
            part,
        });
    });
    wizard.uploading.update(|count| *count += 1);
    wizard.hold.set(None);
    let at = ask.pointer();
    let total = file.size().max(1.0);
    spawn_local(async move {
        let outcome = uploads::send(wizard.api, &file, move |bytes| {
            part.try_set((bytes / total).min(1.0));
        })
        .await;
        sending.try_update(|all| all.retain(|one| one.key != key));
        wizard
            .uploading
            .try_update(|count| *count = count.saturating_sub(1));
        let (words, reference) = match outcome {
            Ok(uploaded) => {
                put(ask, several, &at, &uploaded);
                (K::WizardUploadDone, None)
            }
            Err(error) if error.is_signed_out() => return,
            Err(error) if is_refused(&error) => (K::WizardUploadRefused, Some(error.reference)),
            Err(error) => (K::WizardUploadFailed, Some(error.reference)),
        };
        let mut said = untrack(|| tf(words, &[("name", &name)]));
        if let Some(reference) = reference {
            let quote = untrack(|| tf(K::FaultReference, &[("reference", &reference)]));
            said = format!("{said} {quote}");
            ask.local.try_set(Some(said.clone()));
        }
        wizard.announcer.say(said);
    });
}

/// Whether sending it again would not help.
fn is_refused(error: &ApiError) -> bool {
    matches!(
        error.kind,
        ErrorKind::Problem(
            ProblemCode::Validation | ProblemCode::Unsupported | ProblemCode::Forbidden
        )
    )
}

fn put(ask: Ask, several: bool, at: &str, file: &UploadedFile) {
    let Ok(file) = serde_json::to_value(file) else {
        return;
    };
    let wizard = ask.wizard;
    let before = wizard
        .state
        .try_with_untracked(|state| state.answer(at).cloned())
        .flatten();
    let value = if several {
        let mut all = before
            .and_then(|all| all.as_array().cloned())
            .unwrap_or_default();
        all.push(file);
        Value::Array(all)
    } else {
        if let Some(before) = before {
            forget(ask, &before);
        }
        file
    };
    wizard.apply(Edit::Set {
        at: at.to_owned(),
        value,
    });
    wizard.touch(at);
}

fn take_out(ask: Ask, file: &UploadedFile) {
    let wizard = ask.wizard;
    let at = ask.pointer();
    let left: Vec<Value> = files_of(&ask.field.with_untracked(|field| field.value.clone()))
        .iter()
        .filter(|one| one.upload_id != file.upload_id)
        .filter_map(|one| serde_json::to_value(one).ok())
        .collect();
    let several = ask.field.with_untracked(|field| field.value.is_array());
    let edit = if several && !left.is_empty() {
        Edit::Set {
            at,
            value: Value::Array(left),
        }
    } else {
        Edit::Clear { at }
    };
    wizard.apply(edit);
    ask.local.set(None);
    wizard.announcer.say(untrack(|| {
        tf(K::WizardUploadRemoved, &[("name", &file.name)])
    }));
    if let Ok(value) = serde_json::to_value(file) {
        forget(ask, &value);
    }
}

/// Takes an upload back; one that can't be is cleared away by the gateway in time.
fn forget(ask: Ask, file: &Value) {
    let api = ask.wizard.api;
    for file in files_of(file) {
        spawn_local(async move {
            let _ = uploads::delete(api, &file.upload_id).await;
        });
    }
}

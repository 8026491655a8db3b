//! Files: checked before they are sent, sent in pieces with progress, removed by
//! button. What is finished is the answer; what is on its way is not yet.

use banshi_contract::{FromJson, UploadedFile};
use banshi_forms::Edit;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;
use web_sys::{Event, File, HtmlInputElement, HtmlProgressElement};

use crate::api::uploads;
use crate::browser::focus;
use crate::components::refused::{kinds, refused};
use crate::components::{IconName, icon, upload_face};
use crate::dom::{View, effect, el, live};
use crate::i18n::{K, number, size, tf};
use crate::wizard::frame::Ask;

/// A file on its way.
#[derive(Clone, Copy)]
struct OnItsWay {
    key: u32,
    name: StoredValue<String>,
    part: RwSignal<f64>,
}

/// A place to choose files, and a list of them.
pub(super) fn view(ask: Ask, several: bool) -> View {
    let sending = RwSignal::new(Vec::<OnItsWay>::new());
    let accept = ask.field.with_untracked(|field| field.accept.join(","));
    let done = Memo::new(move |_| files_of(&ask.field.with(|field| field.value.clone())));
    let control = el("input")
        .attr("type", "file")
        .attr("id", &ask.id(""))
        .attr("accept", &accept)
        .flag("multiple", several)
        .live_attr("required", move || {
            ask.field.with(|field| field.required).then(String::new)
        });
    let input: HtmlInputElement = control.cast();
    let chosen = input.clone();
    // What a person may quote who can't help themselves, apart from what they can do.
    let reference = RwSignal::new(None::<String>);
    let control = control.on("change", move |_: Event| {
        let files: Vec<File> = chosen
            .files()
            .map(|all| (0..all.length()).filter_map(|at| all.get(at)).collect())
            .unwrap_or_default();
        // So that the same file can be chosen again.
        chosen.set_value("");
        ask.local.set(None);
        reference.set(None);
        for file in files {
            take(ask, several, file, sending, reference);
        }
    });
    let input = StoredValue::new_local(input);
    let list = live(move || {
        let finished = done.get().into_iter().map(|file| row(ask, input, file));
        let on_its_way = sending.get().into_iter().map(travelling);
        let all: Vec<View> = finished.chain(on_its_way).collect();
        let any = (!all.is_empty()).then(|| el("ul").class("upload-list").kid(View::of(all)));
        any.into()
    });
    let face = el("div")
        .class("upload upload-listed")
        .kid(control.clone())
        .kid(upload_face());
    let quoted = live(move || {
        let wrong = ask.local.with(Option::is_some);
        let reference = reference.get().filter(|_| wrong);
        let quote = |reference: String| tf(K::FaultReference, &[("reference", &reference)]);
        let note = reference.map(|one| el("p").class("reference-note").text(&quote(one)));
        note.into()
    });
    ask.one(&control, View::from(face).and(list).and(quoted))
}

/// Sends a chosen file, or says why not.
fn take(
    ask: Ask,
    several: bool,
    file: File,
    sending: RwSignal<Vec<OnItsWay>>,
    reference: RwSignal<Option<String>>,
) {
    match untrack(|| fault_of(ask, several, &file, sending)) {
        Some(words) => {
            ask.wizard.announcer.say(words.clone());
            ask.local.set(Some(words));
        }
        None => send(ask, several, file, sending, reference),
    }
}

fn travelling(one: OnItsWay) -> View {
    let name = one.name.get_value();
    let said = el("span").class("hint").say(move || {
        let percent = number((one.part.get() * 100.0).floor());
        tf(K::WizardUploadSending, &[("percent", &percent)])
    });
    let progress = el("progress")
        .class("progress")
        .attr("max", "1")
        .attr("aria-label", &name);
    let bar: HtmlProgressElement = progress.cast();
    effect(move || bar.set_value(one.part.get()));
    el("li")
        .kid(icon(IconName::File))
        .kid(el("span").class("upload-name").text(&name))
        .kid(said)
        .kid(progress)
        .into()
}

fn row(ask: Ask, input: StoredValue<HtmlInputElement, LocalStorage>, file: UploadedFile) -> View {
    let (name, label, bytes) = (file.name.clone(), file.name.clone(), file.size);
    let remove = move || {
        take_out(ask, &file);
        if let Some(input) = input.try_get_value() {
            focus::focus(&input);
        }
    };
    el("li")
        .kid(icon(IconName::File))
        .kid(el("span").class("upload-name").text(&name))
        .kid(el("span").class("hint").say(move || size(bytes)))
        .kid(
            el("button")
                .attr("type", "button")
                .class("btn btn-link")
                .live_attr("aria-label", move || {
                    Some(tf(K::WizardUploadRemoveName, &[("name", &label)]))
                })
                .words(K::WizardUploadRemove)
                .click(remove),
        )
        .into()
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
        let kinds = kinds(field.accept.iter().map(String::as_str));
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

fn send(
    ask: Ask,
    several: bool,
    file: File,
    sending: RwSignal<Vec<OnItsWay>>,
    reference: RwSignal<Option<String>>,
) {
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
        let said = match outcome {
            Ok(uploaded) => {
                if !put(ask, several, &at, &uploaded) {
                    return;
                }
                untrack(|| tf(K::WizardUploadDone, &[("name", &name)]))
            }
            Err(error) if error.is_signed_out() => return,
            Err(error) => {
                let kind = uploads::media_type(&file);
                let accept = ask.field.try_with_untracked(|field| field.accept.clone());
                let accept = accept.unwrap_or_default();
                let words = untrack(|| refused(&error, &name, &kind, &accept));
                ask.local.try_set(Some(words.clone()));
                reference.try_set(Some(error.reference));
                words
            }
        };
        wizard.announcer.say(said);
    });
}

/// Whether it is among the answers now: not where the form was left meanwhile.
fn put(ask: Ask, several: bool, at: &str, file: &UploadedFile) -> bool {
    let wizard = ask.wizard;
    if !wizard.stands() {
        return false;
    }
    let Ok(file) = serde_json::to_value(file) else {
        return false;
    };
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
    let changes = wizard.apply(Edit::Set {
        at: at.to_owned(),
        value,
    });
    wizard.touch(at);
    changes.accepted
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

//! Views made one by one: what follows signals, what comes and goes, what stays.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "tests may fail loudly")]

use std::cell::RefCell;
use std::rc::Rc;

use banshi::dom::{View, effect, el, list, live};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::*;
use web_sys::{Element, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

/// A place in the document, and the owner of what is put there.
fn stage(make: impl FnOnce() -> View) -> (Element, Owner) {
    let place = document().create_element("div").unwrap();
    document().body().unwrap().append_child(&place).unwrap();
    // Starts what effects run on.
    leptos::mount::mount_to(place.clone().unchecked_into(), || ()).forget();
    let owner = Owner::new();
    let view = owner.with(make);
    place.append_child(view.node()).unwrap();
    (place, owner)
}

/// What stands there, without the marks between which it comes and goes.
fn html(place: &Element) -> String {
    place.inner_html().replace("<!---->", "")
}

async fn settle() {
    leptos::task::tick().await;
    leptos::task::tick().await;
}

#[wasm_bindgen_test]
async fn text_and_attributes_follow_what_they_read() {
    let (name, on) = (RwSignal::new("甲".to_owned()), RwSignal::new(false));
    let (place, _owner) = stage(|| {
        el("p")
            .say(move || name.get())
            .live_attr("aria-busy", move || on.get().then(|| "true".into()))
            .live_class("muted", move || on.get())
            .into()
    });
    assert_eq!(html(&place), "<p>甲</p>");
    name.set("<b>乙</b>".into());
    on.set(true);
    settle().await;
    let p = place.query_selector("p").unwrap().unwrap();
    assert_eq!(p.text_content().unwrap(), "<b>乙</b>");
    assert_eq!(p.get_attribute("aria-busy").unwrap(), "true");
    assert_eq!(p.class_name(), "muted");
    on.set(false);
    settle().await;
    assert!(!p.has_attribute("aria-busy"));
}

#[wasm_bindgen_test]
async fn a_browser_translation_does_not_break_what_comes_next() {
    let words = RwSignal::new("提交".to_owned());
    let (place, _owner) = stage(|| el("button").say(move || words.get()).into());
    // As translators do: the text is taken out, an element with other text put in.
    let button = place.first_element_child().unwrap();
    let font = document().create_element("font").unwrap();
    font.set_text_content(Some("Submit"));
    button
        .first_child()
        .unwrap()
        .unchecked_into::<web_sys::CharacterData>()
        .remove();
    button.append_child(&font).unwrap();
    words.set("正在提交".into());
    settle().await;
    assert_eq!(button.inner_html(), "正在提交");
}

#[wasm_bindgen_test]
async fn a_region_is_made_again_and_what_it_held_ends() {
    let shown = RwSignal::new(1);
    let inner = RwSignal::new(0);
    let runs: Rc<RefCell<Vec<(i32, i32)>>> = Rc::default();
    let seen = runs.clone();
    let (place, owner) = stage(|| {
        let region = live(move || {
            let number = shown.get();
            let seen = seen.clone();
            effect(move || seen.borrow_mut().push((number, inner.get())));
            (number > 0)
                .then(|| el("i").text(&number.to_string()))
                .into()
        });
        View::of([el("b").into(), region, el("u").into()])
    });
    assert_eq!(html(&place), "<b></b><i>1</i><u></u>");
    shown.set(2);
    settle().await;
    assert_eq!(html(&place), "<b></b><i>2</i><u></u>");
    shown.set(0);
    settle().await;
    assert_eq!(html(&place), "<b></b><u></u>");
    runs.borrow_mut().clear();
    inner.set(7);
    settle().await;
    // Only what stands now heard of it.
    assert_eq!(*runs.borrow(), [(0, 7)]);
    owner.cleanup();
    runs.borrow_mut().clear();
    inner.set(8);
    shown.set(3);
    settle().await;
    assert!(runs.borrow().is_empty());
    assert_eq!(html(&place), "<b></b><u></u>");
}

#[wasm_bindgen_test]
async fn a_list_keeps_the_elements_of_keys_that_stay_and_their_focus() {
    let keys = RwSignal::new(vec!["a", "b", "c"]);
    let (place, _owner) = stage(|| {
        list(
            move || keys.get().into_iter().map(str::to_owned).collect(),
            |key| el("input").attr("name", key).into(),
        )
    });
    let names = |place: &Element| {
        let all = place.children();
        (0..all.length())
            .map(|at| all.item(at).unwrap().get_attribute("name").unwrap())
            .collect::<String>()
    };
    assert_eq!(names(&place), "abc");
    let b: HtmlElement = place.children().item(1).unwrap().unchecked_into();
    b.focus().unwrap();
    for (next, want) in [
        (vec!["b", "c"], "bc"),
        (vec!["x", "b", "y", "c", "z"], "xbycz"),
        (vec!["b", "b"], "b"),
        (vec!["c", "b", "a"], "cba"),
    ] {
        keys.set(next);
        settle().await;
        assert_eq!(names(&place), want);
        let now = document().active_element().unwrap();
        assert!(
            now.is_same_node(Some(&b)),
            "the focus is lost before {want}"
        );
    }
    keys.set(Vec::new());
    settle().await;
    assert_eq!(names(&place), "");
}

#[wasm_bindgen_test]
fn a_handler_hears_its_event() {
    let clicks = Rc::new(RefCell::new(0));
    let count = clicks.clone();
    let (place, _owner) = stage(|| el("button").click(move || *count.borrow_mut() += 1).into());
    let button: HtmlElement = place.first_element_child().unwrap().unchecked_into();
    button.click();
    button.click();
    assert_eq!(*clicks.borrow(), 2);
}

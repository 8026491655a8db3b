//! What follows signals.

use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use web_sys::Node;

use super::element::View;

/// Runs now, and again whenever something it read has changed; ends with the owner it
/// is made in.
pub fn effect(run: impl FnMut() + 'static) {
    keep(Box::new(run));
}

fn keep(mut run: Box<dyn FnMut()>) {
    StoredValue::new_local(RenderEffect::new(move |_: Option<()>| run()));
}

/// A piece that is made again whenever something it read has changed.
#[must_use]
pub fn live(make: impl Fn() -> View + 'static) -> View {
    region(Box::new(make))
}

fn region(make: Box<dyn Fn() -> View>) -> View {
    let (from, to) = (View::mark(), View::mark());
    let whole = View::of([from.clone(), to.clone()]);
    // What is made lives until it is made again, and at most as long as what is around.
    let owner = Owner::current().map_or_else(Owner::new, |owner| owner.child());
    effect(move || {
        // What is taken down hears of it (a control that has the focus is left) when its
        // signals are gone already: it is nobody's business any more.
        owner.cleanup();
        clear(from.node(), to.node());
        let view = owner.with(&make);
        put_before(&view, to.node());
    });
    whole
}

/// Takes out what stands between two marks.
fn clear(from: &Node, to: &Node) {
    let Some(parent) = to.parent_node() else {
        return;
    };
    while let Some(next) = from.next_sibling() {
        if next.is_same_node(Some(to)) || parent.remove_child(&next).is_err() {
            break;
        }
    }
}

/// Puts a piece before a node, wherever that stands now.
fn put_before(view: &View, next: &Node) {
    if let Some(parent) = next.parent_node() {
        let _ = parent.insert_before(view.node(), Some(next));
    }
}

//! Pieces that come, go and move by their keys, and are never made again while they stay.

use std::collections::HashMap;

use leptos::prelude::*;
use web_sys::Node;

use super::element::View;
use super::live::effect;

/// One piece: what it lives in, and the element that shows it.
struct Item {
    owner: Owner,
    node: Node,
}

/// A piece for each key, in the order of the keys. `make` gives one element for a key;
/// it is made once and stays, with its focus and what is typed in it, as long as its key
/// does. Of equal keys only the first is shown.
#[must_use]
pub fn list(
    keys: impl Fn() -> Vec<String> + 'static,
    make: impl Fn(&str) -> View + 'static,
) -> View {
    keyed(Box::new(keys), Box::new(make))
}

fn keyed(keys: Box<dyn Fn() -> Vec<String>>, make: Box<dyn Fn(&str) -> View>) -> View {
    let end = View::mark();
    let whole = View::of([end.clone()]);
    let around = Owner::current();
    let mut items: HashMap<String, Item> = HashMap::new();
    effect(move || {
        let wanted = keys();
        let mut next: HashMap<String, Item> = HashMap::with_capacity(wanted.len());
        let mut shown: Vec<String> = Vec::with_capacity(wanted.len());
        for key in wanted {
            if next.contains_key(&key) {
                continue;
            }
            let item = items.remove(&key).unwrap_or_else(|| {
                let owner = around.as_ref().map_or_else(Owner::new, Owner::child);
                let view = untrack(|| owner.with(|| make(&key)));
                let node = view.node().clone();
                Item { owner, node }
            });
            shown.push(key.clone());
            next.insert(key, item);
        }
        for (_, gone) in items.drain() {
            gone.owner.cleanup();
            if let Some(parent) = gone.node.parent_node() {
                let _ = parent.remove_child(&gone.node);
            }
        }
        place(&shown, &next, &end);
        items = next;
    });
    whole
}

/// Brings the nodes into order before the mark, moving only what stands elsewhere: a
/// node that is moved loses its focus.
fn place(shown: &[String], items: &HashMap<String, Item>, end: &View) {
    let mut next = end.node().clone();
    for key in shown.iter().rev() {
        let Some(item) = items.get(key) else { continue };
        let stands = next
            .previous_sibling()
            .is_some_and(|before| before.is_same_node(Some(&item.node)));
        if !stands && let Some(parent) = next.parent_node() {
            let _ = parent.insert_before(&item.node, Some(&next));
        }
        next = item.node.clone();
    }
}

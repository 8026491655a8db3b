//! An order to evaluate in, and the cycles that there must not be.

use super::{
    Compute, Node,
    graph::{Entry, guarded},
    load::Loader,
};
use crate::order::tidy;

/// A question whose being asked would depend on its own answer is always asked: schemas
/// may say so, and mean that its presence is allowed.
pub(super) fn unbind(loader: &mut Loader) {
    for at in 0..loader.leaves.len() {
        let Some(leaf) = loader.leaves.get(at).filter(|leaf| !leaf.guards.is_empty()) else {
            continue;
        };
        let read = guarded(loader, leaf.guards.iter());
        if read.iter().any(|read| read.leaves.contains(&at))
            && let Some(leaf) = loader.leaves.get_mut(at)
        {
            leaf.guards.clear();
        }
    }
}

/// An order in which each comes after what it depends on. Where the schema's own
/// conditions depend on each other, what they decide is always asked.
pub(super) fn topological(
    loader: &mut Loader,
    nodes: &mut [Entry],
    computes: &[Compute],
) -> Vec<usize> {
    loop {
        let (order, stuck) = sorted(loader, nodes);
        let mut freed = false;
        for at in &stuck {
            if let Some((Node::Leaf(leaf), read, _)) = nodes.get_mut(*at)
                && let Some(leaf) = loader.leaves.get_mut(*leaf)
                && leaf.visible_if.is_none()
                && !leaf.guards.is_empty()
            {
                leaf.guards.clear();
                read.clear();
                freed = true;
            }
        }
        if freed {
            continue;
        }
        report(loader, nodes, computes, &stuck);
        return order;
    }
}

/// Kahn's algorithm; what is left over lies on a cycle.
fn sorted(loader: &Loader, nodes: &[Entry]) -> (Vec<usize>, Vec<usize>) {
    let mut writers: Vec<Vec<usize>> = loader.leaves.iter().map(|_| Vec::new()).collect();
    for (at, (_, _, writes)) in nodes.iter().enumerate() {
        for leaf in writes {
            if let Some(list) = writers.get_mut(*leaf) {
                list.push(at);
            }
        }
    }
    let needs: Vec<Vec<usize>> = nodes
        .iter()
        .map(|(_, reads, _)| {
            let leaves = reads.iter().flat_map(|r| &r.leaves);
            let mut needs: Vec<usize> = leaves
                .filter_map(|l| writers.get(*l))
                .flatten()
                .copied()
                .collect();
            tidy(&mut needs);
            needs
        })
        .collect();
    let mut placed = vec![false; nodes.len()];
    let mut order = Vec::with_capacity(nodes.len());
    loop {
        let before = order.len();
        for (at, needs) in needs.iter().enumerate() {
            let is_placed = |n: &usize| placed.get(*n).copied().unwrap_or(false);
            if !is_placed(&at) && needs.iter().all(is_placed) {
                order.push(at);
                if let Some(flag) = placed.get_mut(at) {
                    *flag = true;
                }
            }
        }
        if order.len() == before {
            break;
        }
    }
    // What merely hangs on a cycle is no fault: leave out, again and again, what nothing
    // left over depends on.
    let mut stuck: Vec<usize> = (0..nodes.len())
        .filter(|at| !placed.get(*at).copied().unwrap_or(false))
        .collect();
    loop {
        let needed = |at: &usize| {
            stuck
                .iter()
                .any(|other| needs.get(*other).is_some_and(|n| n.contains(at)))
        };
        let fewer: Vec<usize> = stuck.iter().copied().filter(needed).collect();
        if fewer.len() == stuck.len() {
            break;
        }
        stuck = fewer;
    }
    (order, stuck)
}

fn report(loader: &mut Loader, nodes: &[Entry], computes: &[Compute], stuck: &[usize]) {
    let sources: Vec<String> = stuck
        .iter()
        .filter_map(|at| match nodes.get(*at)?.0 {
            Node::Page(at) => loader.pages.get(at).map(|p| p.source.clone()),
            Node::Leaf(at) => loader.leaves.get(at).map(|l| l.source.clone()),
            Node::Compute(at) => computes.get(at).map(|c| c.source.clone()),
        })
        .collect();
    for source in sources {
        find!(
            loader,
            &source,
            "cycle",
            "what it depends on depends on it: break the circle",
        );
    }
}

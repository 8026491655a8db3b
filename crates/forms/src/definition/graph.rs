//! Who reads what: dependencies, an order to evaluate in, and the faults only seen
//! there: cycles, paths that lead nowhere, comparisons that can never hold.

use std::collections::BTreeMap;

use super::{Compute, Kind, Node, Reader, Rule, Shape, What, load::Loader};
use crate::logic::{Base, Expr, Path};

pub(super) struct Wiring {
    pub nodes: Vec<Node>,
    pub leaf_readers: Vec<Vec<Reader>>,
    pub group_readers: Vec<Vec<Reader>>,
    pub optionals: BTreeMap<(Option<usize>, String), Vec<usize>>,
}

/// Questions and groups that a path reads.
#[derive(Default)]
pub(super) struct Read {
    pub(super) leaves: Vec<usize>,
    groups: Vec<usize>,
    same_row: bool,
}

pub(super) fn wire(loader: &mut Loader, rules: &[Rule], computes: &[Compute]) -> Wiring {
    let mut nodes: Vec<(Node, Vec<Read>, Vec<usize>)> = Vec::new();
    let mut findings = Vec::new();
    let mut reads_of = |loader: &Loader, expr: &Expr, group: Option<usize>, source: &str| {
        reads(loader, expr, group, source, &mut findings)
    };
    for (at, page) in loader.pages.iter().enumerate() {
        if let Some(expr) = &page.visible_if {
            let source = format!("{}/visibleIf", page.source);
            nodes.push((
                Node::Page(at),
                reads_of(loader, expr, None, &source),
                page.leaves.clone(),
            ));
        }
    }
    for (at, leaf) in loader.leaves.iter().enumerate() {
        if let Some(expr) = &leaf.visible_if {
            let read = reads_of(loader, expr, leaf.group, &leaf.source);
            nodes.push((Node::Leaf(at), read, vec![at]));
        }
    }
    for (at, compute) in computes.iter().enumerate() {
        let group = loader.leaves.get(compute.leaf).and_then(|leaf| leaf.group);
        let read = reads_of(loader, &compute.value, group, &compute.source);
        nodes.push((Node::Compute(at), read, vec![compute.leaf]));
    }
    let rule_reads: Vec<_> = rules
        .iter()
        .map(|rule| {
            reads_of(
                loader,
                &rule.assert,
                rule.group,
                &format!("{}/assert", rule.source),
            )
        })
        .collect();
    let mut leaf_reads: Vec<(usize, Read)> = Vec::new();
    for (at, leaf) in loader.leaves.iter().enumerate() {
        if let Kind::Choice(choices) | Kind::Choices { choices, .. } = &leaf.kind {
            for expr in choices.iter().filter_map(|c| c.only_if.as_ref()) {
                let read = reads_of(loader, expr, leaf.group, &leaf.source);
                leaf_reads.extend(read.into_iter().map(|read| (at, read)));
            }
        }
    }
    let mut optionals: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, leaf) in loader.leaves.iter().enumerate() {
        for parent in &leaf.optional_parents {
            let key = (leaf.group, parent.clone());
            optionals.entry(key).or_default().push(at);
        }
    }
    for group in &loader.groups {
        if let Some(title) = &group.item_title {
            let at = loader.groups.iter().position(|g| std::ptr::eq(g, group));
            reads_of(loader, title, at, &group.source);
        }
    }
    for (pointer, rule, remedy) in findings {
        find!(loader, &pointer, rule, remedy);
    }
    #[cfg(feature = "lint")]
    super::lint::unreachable(loader);
    let order = topological(loader, &nodes, computes);
    let mut wiring = Wiring {
        nodes: order
            .iter()
            .filter_map(|at| nodes.get(*at).map(|n| n.0))
            .collect(),
        leaf_readers: loader.leaves.iter().map(|_| Vec::new()).collect(),
        group_readers: loader.groups.iter().map(|_| Vec::new()).collect(),
        optionals,
    };
    for (place, at) in order.iter().enumerate() {
        for read in nodes.get(*at).map_or(&[] as &[Read], |n| &n.1) {
            wiring.add(What::Node(place), read);
        }
    }
    for (at, reads) in rule_reads.iter().enumerate() {
        reads
            .iter()
            .for_each(|read| wiring.add(What::Rule(at), read));
    }
    for (at, read) in &leaf_reads {
        wiring.add(What::Leaf(*at), read);
    }
    wiring
}

impl Wiring {
    fn add(&mut self, what: What, read: &Read) {
        let reader = Reader {
            what,
            same_row: read.same_row,
        };
        let note = |list: Option<&mut Vec<Reader>>| {
            if let Some(list) = list
                && !list.contains(&reader)
            {
                list.push(reader);
            }
        };
        read.leaves
            .iter()
            .for_each(|leaf| note(self.leaf_readers.get_mut(*leaf)));
        read.groups
            .iter()
            .for_each(|group| note(self.group_readers.get_mut(*group)));
    }
}

pub(super) type Found = (String, &'static str, String);

fn reads(
    loader: &Loader,
    expr: &Expr,
    group: Option<usize>,
    source: &str,
    findings: &mut Vec<Found>,
) -> Vec<Read> {
    let mut reads = Vec::new();
    expr.walk(&mut |expr, path| {
        let Some(path) = path else {
            #[cfg(feature = "lint")]
            super::lint::impossible(loader, expr, group, source, findings);
            return;
        };
        match resolve(loader, path, group) {
            Some(read) => reads.push(read),
            #[cfg(not(feature = "lint"))]
            None => findings.push(Found::default()),
            #[cfg(feature = "lint")]
            None => {
                let dots = path.tokens.join(".");
                let remedy = match path.base {
                    Base::Row(_) if group.is_none() => {
                        format!("\"{dots}\" is read from a row outside a repeating group")
                    }
                    _ => format!("\"{dots}\" is not in the schema"),
                };
                findings.push((source.to_owned(), "absent-field", remedy));
            }
        }
    });
    reads
}

pub(super) fn resolve(loader: &Loader, path: &Path, group: Option<usize>) -> Option<Read> {
    let mut read = Read {
        same_row: matches!(path.base, Base::Row(_)),
        ..Read::default()
    };
    let mut shape = match path.base {
        Base::Data => &loader.shape,
        Base::Row(up) => {
            let mut around = group?;
            for _ in 0..up {
                around = loader.groups.get(around)?.parent?;
            }
            &loader.groups.get(around)?.row
        }
    };
    let mut tokens = path.tokens.iter();
    while let Some(token) = tokens.next() {
        shape = match shape {
            Shape::Object(members) => members.get(token)?,
            Shape::Group(group) => {
                token.parse::<usize>().ok()?;
                read.groups.push(*group);
                &loader.groups.get(*group)?.row
            }
            Shape::Leaf(leaf) => {
                // Inside a file, or one of several choices.
                let kind = &loader.leaves.get(*leaf)?.kind;
                if !matches!(kind, Kind::Choices { .. } | Kind::File | Kind::Files { .. }) {
                    return None;
                }
                tokens = [].iter();
                shape
            }
        };
    }
    gather(loader, shape, &mut read);
    Some(read)
}

fn gather(loader: &Loader, shape: &Shape, read: &mut Read) {
    match shape {
        Shape::Leaf(leaf) => read.leaves.push(*leaf),
        Shape::Object(members) => members.values().for_each(|s| gather(loader, s, read)),
        Shape::Group(group) => {
            read.groups.push(*group);
            if let Some(group) = loader.groups.get(*group) {
                gather(loader, &group.row, read);
            }
        }
    }
}

/// Kahn's algorithm; what is left over lies on a cycle.
fn topological(
    loader: &mut Loader,
    nodes: &[(Node, Vec<Read>, Vec<usize>)],
    computes: &[Compute],
) -> Vec<usize> {
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
            needs.sort_unstable();
            needs.dedup();
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
    order
}

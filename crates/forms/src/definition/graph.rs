//! Who reads what: dependencies, an order to evaluate in, and the faults only seen
//! there: cycles, paths that lead nowhere, comparisons that can never hold.

use super::{
    Compute, Kind, Leaf, Node, Optional, Reader, Rule, Shape, What, load::Loader, reads, sort,
};
use crate::logic::{Base, Expr, Path};
use crate::order::tidy;

pub(super) struct Wiring {
    pub nodes: Vec<Node>,
    pub leaf_readers: Vec<Vec<Reader>>,
    pub group_readers: Vec<Vec<Reader>>,
    pub optionals: Vec<Optional>,
}

/// Questions and groups that a path reads.
#[derive(Default)]
pub(super) struct Read {
    pub(super) leaves: Vec<usize>,
    pub(super) groups: Vec<usize>,
    pub(super) same_row: bool,
}

impl Read {
    /// Each once.
    pub(super) fn tidy(&mut self) {
        tidy(&mut self.leaves);
        tidy(&mut self.groups);
    }
}

/// Something to evaluate, what it reads, and what it decides.
pub(super) type Entry = (Node, Vec<Read>, Vec<usize>);

/// What all of these guards look at.
pub(super) fn guarded<'g>(loader: &Loader<'_>, guards: impl Iterator<Item = &'g u32>) -> Vec<Read> {
    let mut out = Vec::new();
    guards.for_each(|guard| reads::of_guard(loader, *guard, &mut out));
    out
}

/// The guards that decide how an answer is judged, those of its being asked apart.
fn judging(leaf: &Leaf) -> Vec<u32> {
    let mut guards: Vec<u32> = Vec::new();
    let mut add = |more: &mut dyn Iterator<Item = u32>| {
        for guard in more {
            if guard != 0 && !guards.contains(&guard) {
                guards.push(guard);
            }
        }
    };
    add(&mut leaf.nodes.iter().map(|(_, guard)| *guard));
    add(&mut leaf.required_if.iter().copied());
    for parent in &leaf.optional_parents {
        add(&mut parent.required_if.iter().copied());
    }
    if let Kind::Choice(choices) | Kind::Choices { choices, .. } = &leaf.kind {
        for choice in choices {
            add(&mut choice.guards.iter().copied());
        }
    }
    guards
}

pub(super) fn wire(loader: &mut Loader, rules: &[Rule], computes: &[Compute]) -> Wiring {
    sort::unbind(loader);
    let mut nodes: Vec<Entry> = Vec::new();
    let mut findings = Vec::new();
    let mut reads_of = |loader: &Loader, expr: &Expr, group: Option<usize>, source: &str| {
        reads(loader, expr, group, source, &mut findings)
    };
    for (at, page) in loader.pages.iter().enumerate() {
        let mut read = guarded(loader, page.guards.iter());
        if let Some(expr) = &page.visible_if {
            let source = [&page.source, "/visibleIf"].concat();
            read.extend(reads_of(loader, expr, None, &source));
        }
        if page.visible_if.is_some() || !page.guards.is_empty() {
            nodes.push((Node::Page(at), read, page.leaves.clone()));
        }
    }
    for (at, leaf) in loader.leaves.iter().enumerate() {
        let mut read = guarded(loader, leaf.guards.iter());
        if let Some(expr) = &leaf.visible_if {
            read.extend(reads_of(loader, expr, leaf.group, &leaf.source));
        }
        if leaf.visible_if.is_some() || !leaf.guards.is_empty() {
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
                &[&rule.source, "/assert"].concat(),
            )
        })
        .collect();
    let mut leaf_reads: Vec<(usize, Read)> = Vec::new();
    for (at, leaf) in loader.leaves.iter().enumerate() {
        let read = guarded(loader, judging(leaf).iter());
        leaf_reads.extend(read.into_iter().map(|read| (at, read)));
        if let Kind::Choice(choices) | Kind::Choices { choices, .. } = &leaf.kind {
            for expr in choices.iter().filter_map(|c| c.only_if.as_ref()) {
                let read = reads_of(loader, expr, leaf.group, &leaf.source);
                leaf_reads.extend(read.into_iter().map(|read| (at, read)));
            }
        }
    }
    let mut cross_reads = Vec::new();
    for at in 0..loader.crosses.len() {
        let Some(cross) = loader.crosses.get(at) else {
            continue;
        };
        let mut read = vec![reads::of_cross(loader, cross)];
        let looks_at = read
            .first()
            .map_or_else(Vec::new, |read| read.leaves.clone());
        reads::of_guard(loader, cross.guard, &mut read);
        cross_reads.push(read);
        if let Some(cross) = loader.crosses.get_mut(at) {
            cross.reads = looks_at;
        }
    }
    let mut optionals: Vec<Optional> = Vec::new();
    for (at, leaf) in loader.leaves.iter().enumerate() {
        for parent in &leaf.optional_parents {
            // The one before is most often the same.
            let same = |(group, pointer, _): &&mut Optional| {
                *group == leaf.group && *pointer == parent.pointer
            };
            match optionals.iter_mut().rev().find(same) {
                Some((_, _, leaves)) => leaves.push(at),
                None => optionals.push((leaf.group, parent.pointer.clone(), vec![at])),
            }
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
    let order = sort::topological(loader, &mut nodes, computes);
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
    for (at, reads) in cross_reads.iter().enumerate() {
        reads
            .iter()
            .for_each(|read| wiring.add(What::Cross(at), read));
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

pub(super) fn gather(loader: &Loader<'_>, shape: &Shape, read: &mut Read) {
    match shape {
        Shape::Leaf(leaf) => read.leaves.push(*leaf),
        Shape::Object(members) => members.iter().for_each(|(_, s)| gather(loader, s, read)),
        Shape::Group(group) => {
            read.groups.push(*group);
            if let Some(group) = loader.groups.get(*group) {
                gather(loader, &group.row, read);
            }
        }
    }
}

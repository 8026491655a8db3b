//! Which answers a schema looks at, so that it is judged again when one of them changes.

use super::{
    Shape, Test,
    graph::{Read, gather},
    load::Loader,
};
use crate::schema::Check;

/// Schemas and places that were looked at.
type Seen = Vec<(u32, usize)>;

/// The part of the answers at a pointer from the root or from the row of a group.
pub(super) fn shape_at<'l>(
    loader: &'l Loader<'_>,
    group: Option<usize>,
    at: &str,
) -> Option<&'l Shape> {
    let mut shape = match group {
        Some(group) => &loader.groups.get(group)?.row,
        None => &loader.shape,
    };
    for token in crate::pointer::tokens(at)? {
        shape = match shape {
            Shape::Object(fields) => fields.get(&token)?,
            _ => return None,
        };
    }
    Some(shape)
}

/// What a guard looks at, the guards around it included.
pub(super) fn of_guard(loader: &Loader<'_>, mut guard: u32, out: &mut Vec<Read>) {
    while let Some(def) = loader.guards.get(guard as usize).filter(|_| guard != 0) {
        let mut read = Read {
            same_row: def.group.is_some(),
            ..Read::default()
        };
        let at = match &def.test {
            Test::Fits { at, .. } | Test::Value { at, .. } => at,
            Test::Given(at) | Test::Chosen { at, .. } => at,
            Test::Always => "",
        };
        if let Some(shape) = shape_at(loader, def.group, at) {
            match &def.test {
                Test::Fits { node, .. } => {
                    of_node(loader, *node, shape, &mut read, &mut Vec::new());
                }
                Test::Always => {}
                _ => gather(loader, shape, &mut read),
            }
        }
        read.tidy();
        out.push(read);
        guard = def.outer;
    }
}

/// What a keyword looks at that several answers are judged by.
pub(super) fn of_cross(loader: &Loader<'_>, cross: &super::Cross) -> Read {
    let mut read = Read {
        same_row: cross.group.is_some(),
        ..Read::default()
    };
    let check = loader.schema.checks(cross.node).get(cross.check);
    let shape = shape_at(loader, cross.group, &cross.at);
    if let (Some(check), Some(shape)) = (check, shape) {
        of_check(loader, check, shape, &mut read, &mut Vec::new());
    }
    read.leaves.extend(cross.lead);
    read.tidy();
    read
}

fn of_node(loader: &Loader<'_>, node: u32, shape: &Shape, read: &mut Read, seen: &mut Seen) {
    let key = (node, std::ptr::from_ref(shape).addr());
    if node <= 1 || seen.contains(&key) {
        return;
    }
    seen.push(key);
    if let Shape::Leaf(leaf) = shape {
        read.leaves.push(*leaf);
        return;
    }
    for check in loader.schema.checks(node) {
        of_check(loader, check, shape, read, seen);
    }
}

fn of_check(loader: &Loader<'_>, check: &Check, shape: &Shape, read: &mut Read, seen: &mut Seen) {
    let mut named = |name: &str| {
        if let Shape::Object(fields) = shape
            && let Some(shape) = fields.get(name)
        {
            gather(loader, shape, read);
        }
    };
    match check {
        Check::Type(_) | Check::Bound(..) | Check::Pattern(_) | Check::Format(_) => {}
        Check::Required(names) => names.iter().for_each(|name| named(name)),
        Check::DependentRequired(lists) => {
            for (given, names) in lists {
                named(given);
                names.iter().for_each(|name| named(name));
            }
        }
        Check::Dependent(list) => {
            list.iter().for_each(|(given, _)| named(given));
            for (_, node) in list {
                of_node(loader, *node, shape, read, seen);
            }
        }
        Check::Ref(node) | Check::Not(node) => of_node(loader, *node, shape, read, seen),
        Check::All(nodes) | Check::Any(nodes) | Check::One(nodes) => {
            for node in nodes {
                of_node(loader, *node, shape, read, seen);
            }
        }
        Check::If(nodes) => {
            for node in nodes.iter() {
                of_node(loader, *node, shape, read, seen);
            }
        }
        Check::Object(members) if members.patterns.is_empty() && members.additional.is_none() => {
            if let Shape::Object(fields) = shape {
                for (name, node) in &members.named {
                    if let Some(shape) = fields.get(name) {
                        of_node(loader, *node, shape, read, seen);
                    }
                }
            }
        }
        Check::Array(first, rest) => {
            if let Shape::Group(group) = shape {
                read.groups.push(*group);
                if let Some(group) = loader.groups.get(*group) {
                    for node in first.iter().chain(rest) {
                        of_node(loader, *node, &group.row, read, seen);
                    }
                }
            }
        }
        // Whatever there is.
        _ => gather(loader, shape, read),
    }
}

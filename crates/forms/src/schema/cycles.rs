//! Schemas that lead back to themselves at the same place of the instance: judging them
//! would never end.

use super::node::{Candidates, Check, Node};

/// A node on such a loop. Dynamic references count with all that they could mean.
pub(super) fn find(nodes: &[Node], dynamic: &[Candidates]) -> Option<u32> {
    // 0 not seen, 1 on the way, 2 done. Names of anchors stand behind the nodes.
    let mut state = vec![0_u8; nodes.len() + dynamic.len()];
    for start in 0..nodes.len() {
        let mut stack = vec![(start, false)];
        while let Some((at, leaving)) = stack.pop() {
            let Some(seen) = state.get_mut(at) else {
                continue;
            };
            match (leaving, *seen) {
                (true, _) => *seen = 2,
                (false, 0) => {
                    *seen = 1;
                    stack.push((at, true));
                    let mut next: Vec<usize> = Vec::new();
                    match nodes.get(at) {
                        Some(node) => {
                            let checks = node.checks.iter();
                            checks.for_each(|check| in_place(check, nodes.len(), &mut next));
                        }
                        None => {
                            let candidates = dynamic.get(at - nodes.len()).into_iter().flatten();
                            next.extend(candidates.map(|(_, id)| *id as usize));
                        }
                    }
                    for id in next {
                        if state.get(id) == Some(&1) {
                            return u32::try_from(id.min(at)).ok();
                        }
                        stack.push((id, false));
                    }
                }
                _ => {}
            }
        }
    }
    None
}

fn in_place(check: &Check, nodes: usize, next: &mut Vec<usize>) {
    let ids = match check {
        Check::Ref(id) | Check::Not(id) => std::slice::from_ref(id),
        Check::Dynamic(target, name) => {
            next.push(nodes + *name as usize);
            std::slice::from_ref(target)
        }
        Check::All(ids) | Check::Any(ids) | Check::One(ids) => ids,
        Check::If(ids) => ids.as_slice(),
        Check::Dependent(list) => {
            next.extend(list.iter().map(|(_, id)| *id as usize));
            return;
        }
        _ => return,
    };
    next.extend(ids.iter().map(|id| *id as usize));
}

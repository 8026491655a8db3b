//! What can be read, and still makes no sense.

use super::graph::{Found, resolve};
use super::{Kind, load::Loader};
use crate::logic::{Expr, Op, Scope, equal_strict, evaluate, is_truthy};

/// `basis == "wrok"`: a comparison with a value that is not among the choices.
pub(super) fn impossible(
    loader: &Loader,
    expr: &Expr,
    group: Option<usize>,
    source: &str,
    findings: &mut Vec<Found>,
) {
    let Expr::Op(op, args) = expr else { return };
    let compares = matches!(
        op,
        Op::Equal | Op::EqualStrict | Op::NotEqual | Op::NotEqualStrict
    );
    let (path, value) = match args.as_slice() {
        [Expr::Var(path, _), Expr::Literal(value)] | [Expr::Literal(value), Expr::Var(path, _)]
            if compares =>
        {
            (path, value)
        }
        [Expr::Literal(value), Expr::Var(path, _)] if *op == Op::In => (path, value),
        _ => return,
    };
    let Some(read) = resolve(loader, path, group) else {
        return;
    };
    let [leaf] = read.leaves.as_slice() else {
        return;
    };
    if let Some(Kind::Choice(choices) | Kind::Choices { choices, .. }) =
        loader.leaves.get(*leaf).map(|l| &l.kind)
        && !value.is_null()
        && !choices.iter().any(|c| equal_strict(&c.value, value))
    {
        let remedy = format!(
            "{value} is not among the choices of \"{}\"",
            path.tokens.join(".")
        );
        findings.push((source.to_owned(), "impossible-value", remedy));
    }
}

/// A page whose condition is false whatever is answered.
pub(super) fn unreachable(loader: &mut Loader) {
    let never = |expr: &Expr| {
        let mut constant = true;
        expr.walk(&mut |_, path| constant &= path.is_none());
        let nothing = serde_json::Value::Null;
        let scope = Scope {
            data: &nothing,
            rows: &[],
            today: None,
        };
        constant && !is_truthy(&evaluate(expr, &scope))
    };
    let pages: Vec<String> = loader
        .pages
        .iter()
        .filter(|page| page.visible_if.as_ref().is_some_and(never))
        .map(|page| page.source.clone())
        .collect();
    for source in pages {
        find!(
            loader,
            &source,
            "unreachable-page",
            "its condition never holds: mend it or take the page away",
        );
    }
}

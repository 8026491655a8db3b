//! 申请材料: a table where there is room, cards where there is not. It is one table for
//! both; its roles are written out, since a browser drops them when the style sheet
//! lays the cells out as blocks.

use banshi_contract::{Material, Service};
use leptos::prelude::*;

use super::codes;
use crate::i18n::{K, pick, t, tf, tn};

/// 必要性: 必要.
const REQUIRED: &str = "1";
/// 来源渠道: 政府部门核发.
const ISSUED: &str = "20";

/// The documents to bring.
pub fn view(service: &Service) -> AnyView {
    if service.materials.is_empty() {
        return view! { <p>{t(K::GuideMaterialsNone)}</p> }.into_any();
    }
    let head = [
        K::GuideMaterial,
        K::GuideNecessity,
        K::GuideSource,
        K::GuideCopies,
    ]
    .map(|name| {
        view! {
            <th role="columnheader" scope="col">
                {t(name)}
            </th>
        }
        .into_any()
    });
    let rows = service.materials.iter().map(row).collect_view();
    view! {
        <div class="table-wrap guide-materials">
            <table role="table" aria-label=t(K::GuideMaterials)>
                <thead role="rowgroup">
                    <tr role="row">{head.collect_view()}</tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(material: &Material) -> AnyView {
    let note = small(material.note.as_ref().map(pick));
    let necessity = codes::coded(&material.necessity, codes::necessity);
    let chip = match material.necessity == REQUIRED {
        true => "chip chip-go",
        false => "chip chip-wait",
    };
    let when = small(material.when.as_ref().map(pick));
    let source = match &material.issued_by {
        Some(body) if material.source == ISSUED => tf(K::GuideIssuedBy, &[("body", &pick(body))]),
        _ => codes::coded(&material.source, codes::source),
    };
    let mut copies = Vec::new();
    if material.originals > 0 {
        copies.push(tn(K::GuideOriginalsN, material.originals.into(), &[]));
    }
    if material.copies > 0 {
        copies.push(tn(K::GuideCopiesN, material.copies.into(), &[]));
    }
    let copies = copies.join(&t(K::GuideListSeparator));
    let form = small(Some(codes::coded(&material.form, codes::material_form)));
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                {pick(&material.name)}
                {note}
            </th>
            {cell(K::GuideNecessity, view! { <span class=chip>{necessity}</span> {when} }.into_any())}
            {cell(K::GuideSource, source.into_any())}
            {cell(K::GuideCopies, view! { {copies} {form} }.into_any())}
        </tr>
    }
    .into_any()
}

/// A cell, with its column's name for where the columns are not seen.
fn cell(name: K, value: AnyView) -> AnyView {
    view! {
        <td role="cell">
            <span class="cell-label" aria-hidden="true">
                {t(name)}
            </span>
            <div>{value}</div>
        </td>
    }
    .into_any()
}

fn small(words: Option<String>) -> AnyView {
    words
        .map(|words| view! { <small>{words}</small> })
        .into_any()
}

//! `services`: the catalogue, guides and forms.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use banshi_contract::{FormDelivery, List, Problem, Service, ServiceList, Suggestion, Text};
use serde::Deserialize;

use super::session::Signed;
use super::{App, etag, part};
use crate::content::Catalogue;
use crate::problem::{ApiError, ApiResult};
use crate::sandbox::people::Person;
use crate::search;

/// What to look for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// Words, in any language, or pinyin or its initials.
    #[serde(default)]
    q: String,
    /// 服务主题, e.g. `person:090`.
    theme: Option<String>,
    /// The department's code.
    department: Option<String>,
    /// 人生事件.
    life_event: Option<String>,
    /// 服务对象.
    audience: Option<String>,
    /// How many, 1 to 100.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
    /// From the page before.
    cursor: Option<String>,
}

fn asked(value: Option<String>) -> Option<String> {
    value.filter(|value| !value.is_empty())
}

/// Services, best match first, and what they can be narrowed by.
///
/// # Errors
/// 400: the cursor is none of ours, or the limit is not 1 to 100.
#[utoipa::path(get, path = "/api/v1/services", tag = "services", params(ListQuery), responses(
    (status = 200, description = "Services, best match first", body = ServiceList),
    (status = 304, description = "As the client knows it"),
    (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
))]
pub async fn list(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Query(query): Query<ListQuery>,
) -> ApiResult {
    let catalogue = app.content.now();
    let limit = part::limit(query.limit, part::MOST_AT_ONCE)?;
    let start: usize = match asked(query.cursor) {
        Some(cursor) => cursor
            .parse()
            .map_err(|_| ApiError::bad_request("The cursor is none of ours"))?,
        None => 0,
    };
    let query = search::Query {
        words: query.q,
        theme: asked(query.theme),
        department: asked(query.department),
        life_event: asked(query.life_event),
        audience: asked(query.audience),
    };
    let found = search::find(&catalogue, &query);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let end = start.saturating_add(limit);
    let list = ServiceList {
        items: found
            .iter()
            .skip(start)
            .take(limit)
            .map(|service| service.summary.clone())
            .collect(),
        next_cursor: (end < found.len()).then(|| end.to_string()),
        total: u32::try_from(found.len()).unwrap_or(u32::MAX),
        facets: search::facets(&catalogue, &query),
    };
    etag::tagged(&headers, None, &list)
}

/// A service with its whole guide.
///
/// # Errors
/// 404.
#[utoipa::path(get, path = "/api/v1/services/{id}", tag = "services", params(("id" = String, Path, description = "The service")),
    responses(
        (status = 200, description = "The guide", body = Service),
        (status = 304, description = "As the client knows it"),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn get(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> ApiResult {
    let catalogue = app.content.now();
    let service = catalogue
        .services
        .get(&id)
        .ok_or_else(ApiError::not_found)?;
    etag::tagged(&headers, Some(&service.revision), &**service)
}

/// Lets through who may apply for a service: its form, drafts and submissions are for
/// the accounts it is meant for (服务对象).
///
/// # Errors
/// 403: it is for another kind of account, or for nobody since it is gone.
pub(super) fn for_this_account(
    catalogue: &Catalogue,
    person: &Person,
    service: &str,
) -> ApiResult<()> {
    let service = catalogue.services.get(service);
    if service.is_some_and(|service| person.may_apply(&service.summary.audience)) {
        return Ok(());
    }
    Err(ApiError::forbidden(
        "The service is for another kind of account",
    ))
}

/// The form of a service, and what the account knows already.
///
/// # Errors
/// 401; 403: it is for another kind of account (服务对象); 404: there is no such service,
/// or it has no form here.
#[utoipa::path(get, path = "/api/v1/services/{id}/form", tag = "services", params(("id" = String, Path, description = "The service")),
    responses(
        (status = 200, description = "The form", body = FormDelivery),
        (status = 304, description = "As the client knows it"),
        (status = 401, description = "Nobody is signed in", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "It is for another kind of account", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
    ))]
pub async fn form(
    State(app): State<Arc<App>>,
    Signed(known): Signed,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> ApiResult {
    let catalogue = app.content.now();
    let service = catalogue.services.get(&id);
    let form = service
        .and_then(|service| service.summary.form_id.as_ref())
        .and_then(|form| catalogue.forms.get(form))
        .ok_or_else(ApiError::not_found)?;
    for_this_account(&catalogue, known.person, &id)?;
    let delivery = FormDelivery {
        definition: form.json.clone(),
        hash: form.hash.clone(),
        prefill: known.person.prefill(),
    };
    etag::tagged(&headers, None, &delivery)
}

/// Services suggested to this person, and why; not those they are applying for.
///
/// # Errors
/// 401.
#[utoipa::path(get, path = "/api/v1/services/suggested", tag = "services", responses(
    (status = 200, description = "Suggestions", body = List<Suggestion>),
    (status = 304, description = "As the client knows it"),
    (status = 401, description = "Nobody is signed in", body = Problem, content_type = "application/problem+json"),
    (status = "default", description = "A problem", body = Problem, content_type = "application/problem+json"),
))]
pub async fn suggested(
    State(app): State<Arc<App>>,
    Signed(known): Signed,
    headers: HeaderMap,
) -> ApiResult {
    let catalogue = app.content.now();
    let drafts = app.store.drafts(known.person.id).await?;
    let cases = app.store.cases(known.person.id, None, 100).await?;
    let busy = |service: &str| {
        drafts.iter().any(|draft| draft.service_id == service)
            || cases.items.iter().any(|one| {
                one.case.service_id == service
                    && one.case.status != banshi_contract::CaseStatus::Withdrawn
            })
    };
    let items: Vec<Suggestion> = known
        .person
        .suggestions
        .iter()
        .filter(|(service, ..)| !busy(service))
        .filter_map(|(service, zh, en)| {
            Some(Suggestion {
                service: catalogue.services.get(*service)?.summary.clone(),
                reason: Text::new(*zh, *en),
            })
        })
        .collect();
    etag::tagged(&headers, None, &List::whole(items))
}

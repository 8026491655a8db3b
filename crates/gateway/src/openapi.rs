//! The OpenAPI document, made from the contract's types and the routes.

use utoipa::OpenApi;

use crate::http::{
    capabilities, cases, documents, drafts, lookup, services, session, stream, submissions, uploads,
};

/// The document; committed as `docs/openapi.json`.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Banshi 办事",
        description = "The contract between the page and the gateway. Errors are RFC 9457 problems \
                       with a stable `code` and a short `traceId`; every write needs `X-Banshi: 1`, and \
                       may say with `X-Banshi-Person` whom its page shows."
    ),
    paths(
        capabilities::get,
        session::get,
        session::exchange,
        session::extend,
        session::logout,
        services::list,
        services::suggested,
        services::get,
        services::form,
        drafts::list,
        drafts::get,
        drafts::put,
        drafts::delete,
        drafts::check,
        submissions::submit,
        submissions::get,
        cases::list,
        cases::get,
        cases::events,
        cases::tasks,
        cases::documents,
        cases::answer_task,
        lookup::lookup,
        documents::content,
        uploads::options,
        uploads::create,
        uploads::head,
        uploads::patch,
        uploads::delete,
        stream::events,
        stream::stream,
    ),
    components(schemas(banshi_contract::UploadedFile))
)]
struct Document;

/// The document as JSON, ready to be written to a file.
#[must_use]
pub fn text() -> String {
    let mut text = Document::openapi().to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

//! The OpenAPI document, made from the contract's types and the routes.

use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::{ObjectBuilder, RefOr, Required, Type};
use utoipa::{Modify, OpenApi};

use crate::http::{
    capabilities, cases, documents, drafts, lookup, regions, services, session, stream,
    submissions, uploads,
};

/// The document; committed as `docs/openapi.json`.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Banshi 办事",
        description = "The contract between the page and the gateway. Errors are RFC 9457 problems \
                       with a stable `code` and a short `traceId`; every write needs `X-Banshi: 1`; every \
                       request may say with `X-Banshi-Person` whom its page shows."
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
        regions::provinces,
        regions::codes,
        regions::inside,
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
    components(schemas(banshi_contract::UploadedFile)),
    modifiers(&ForPerson)
)]
struct Document;

/// Operations that do not ask whom the page shows (`guard::same_person`).
const ANYBODYS: [&str; 3] = [
    "/api/v1/session",
    "/api/v1/session/exchange",
    "/api/v1/session/logout",
];

/// Adds `X-Banshi-Person` to all operations but those: the guard around them reads it,
/// no handler does.
struct ForPerson;

impl Modify for ForPerson {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        for (path, item) in &mut document.paths.paths {
            if !ANYBODYS.contains(&path.as_str()) {
                for operation in operations(item) {
                    let header = ParameterBuilder::new()
                        .name("X-Banshi-Person")
                        .parameter_in(ParameterIn::Header)
                        .required(Required::False)
                        .description(Some(
                            "`person.id` of the session the page shows; 401 when another is signed in",
                        ))
                        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
                        .build();
                    let parameters = operation.parameters.get_or_insert_default();
                    parameters.push(RefOr::T(header));
                }
            }
        }
    }
}

/// All of a path but `OPTIONS`.
fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let PathItem {
        get,
        put,
        post,
        delete,
        head,
        patch,
        ..
    } = item;
    [get, put, post, delete, head, patch].into_iter().flatten()
}

/// The document as JSON, ready to be written to a file.
#[must_use]
pub fn text() -> String {
    let mut text = Document::openapi().to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

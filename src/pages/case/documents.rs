//! The documents of a case; each tells the truth about itself.

use banshi_contract::{Document, DocumentState};
use leptos::prelude::*;

use crate::api::BASE_PATH;
use crate::components::{Icon, IconName};
use crate::i18n::{DateStyle, K, date, pick, size, t};
use crate::routes::encode;

/// The list of documents.
pub fn documents(documents: Vec<Document>) -> AnyView {
    if documents.is_empty() {
        return ().into_any();
    }
    let rows = documents
        .into_iter()
        .map(|document| {
            let state = match document.state {
                DocumentState::Uploading => K::CaseDocumentUploading,
                DocumentState::Received => K::CaseDocumentReceived,
                DocumentState::Scanning => K::CaseDocumentScanning,
                DocumentState::Accepted => K::CaseDocumentAccepted,
                DocumentState::Rejected => K::CaseDocumentRejected,
                DocumentState::VisibleToOfficial => K::CaseDocumentVisible,
            };
            let from = if document.from_person {
                K::CaseDocumentFromYou
            } else {
                K::CaseDocumentFromOffice
            };
            let href = format!("{BASE_PATH}/documents/{}/content", encode(&document.id));
            view! {
                <li>
                    <Icon name=IconName::File/>
                    <a href=href download=document.name.clone()>{document.name.clone()}</a>
                    <span class="meta">
                        {document.material.map(|name| view! { <span>{move || pick(&name)}</span> })}
                        <span>{move || size(document.size)}</span>
                        <span>{move || t(from)}</span>
                        <span>{move || date(&document.received_at, DateStyle::Minute)}</span>
                        <span>{move || t(state)}</span>
                    </span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="section">
            <div class="section-head">
                <h2>{move || t(K::CaseDocuments)}</h2>
            </div>
            <ul class="upload-list card card-body">{rows}</ul>
        </section>
    }
    .into_any()
}

//! `services`: the catalogue, guides, forms, suggestions.

use banshi_contract::{FormDelivery, FromJson, List, Service, ServiceList, Text};

use super::{Api, ApiError};
use crate::routes::{CatalogueQuery, encode};

/// The catalogue, narrowed.
///
/// # Errors
/// See [`ApiError`].
pub async fn list(api: Api, query: &CatalogueQuery) -> Result<ServiceList, ApiError> {
    api.get(&list_path(query, "")).await
}

/// The next page of the catalogue, after a cursor that the page before it gave.
///
/// # Errors
/// See [`ApiError`].
pub async fn list_after(
    api: Api,
    query: &CatalogueQuery,
    cursor: &str,
) -> Result<ServiceList, ApiError> {
    api.get(&list_path(query, cursor)).await
}

/// The contract's own names of what the catalogue is narrowed by.
fn list_path(query: &CatalogueQuery, cursor: &str) -> String {
    let asked = [
        ("q", query.search.as_str()),
        ("theme", &query.theme),
        ("department", &query.department),
        ("lifeEvent", &query.life_event),
        ("audience", &query.audience),
        ("cursor", cursor),
    ];
    let mut path = String::from("/services");
    for (name, value) in asked.into_iter().filter(|(_, value)| !value.is_empty()) {
        path.push(if path.contains('?') { '&' } else { '?' });
        path.push_str(name);
        path.push('=');
        path.push_str(&encode(value));
    }
    path
}

/// A service with its guide.
///
/// # Errors
/// See [`ApiError`].
pub async fn get(api: Api, id: &str) -> Result<Service, ApiError> {
    api.get(&format!("/services/{}", encode(id))).await
}

/// The form to apply with, and what is known already.
///
/// # Errors
/// See [`ApiError`].
pub async fn form(api: Api, id: &str) -> Result<FormDelivery, ApiError> {
    api.get(&format!("/services/{}/form", encode(id))).await
}

/// What the dashboard shows of a [`banshi_contract::Suggestion`]: reading the rest of
/// the service would weigh on the first load.
#[derive(Clone, Debug, PartialEq, FromJson)]
pub struct Suggested {
    /// The service.
    pub service: Named,
    /// Why, in the person's words.
    pub reason: Text,
}

/// A service by name.
#[derive(Clone, Debug, PartialEq, FromJson)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Text,
}

/// Services suggested to this person, and why.
///
/// # Errors
/// See [`ApiError`].
pub async fn suggested(api: Api) -> Result<List<Suggested>, ApiError> {
    api.get("/services/suggested").await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_asked_for_by_the_contracts_names() {
        assert_eq!(list_path(&CatalogueQuery::default(), ""), "/services");
        let query = CatalogueQuery {
            search: "a b".into(),
            life_event: "moving".into(),
            ..Default::default()
        };
        assert_eq!(
            list_path(&query, "20"),
            "/services?q=a%20b&lifeEvent=moving&cursor=20"
        );
    }
}

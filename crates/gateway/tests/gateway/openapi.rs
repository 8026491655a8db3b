//! The committed document is the one that the code makes.

use std::collections::BTreeSet;
use std::path::Path;

use banshi_gateway::http::uploads::MOST_BYTES;
use serde_json::Value;

#[test]
fn the_committed_document_has_not_drifted() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    let committed = std::fs::read_to_string(file).unwrap_or_default();
    assert!(
        committed == banshi_gateway::openapi::text(),
        "write it anew: cargo run -p banshi-gateway -- openapi > docs/openapi.json"
    );
}

#[test]
fn every_route_is_in_the_document() {
    let document: Value = serde_json::from_str(&banshi_gateway::openapi::text()).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    let documented: BTreeSet<String> = document["paths"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    let source = include_str!("../../src/http/mod.rs");
    let mut routes = BTreeSet::new();
    for part in source.split(".route(").skip(1) {
        let route = part.split('"').nth(1).unwrap();
        if !["/healthz", "/readyz", "/metrics"].contains(&route) {
            routes.insert(format!("/api/v1{route}"));
        }
    }
    assert_eq!(documented, routes);
}

#[test]
fn every_operation_names_the_headers_it_reads() {
    let document: Value = serde_json::from_str(&banshi_gateway::openapi::text()).unwrap();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let none = Vec::new();
            let parameters = operation["parameters"].as_array().unwrap_or(&none);
            let takes = |name: &str| parameters.iter().any(|one| one["name"] == name);
            let writes = ["post", "put", "patch", "delete"].contains(&method.as_str());
            assert_eq!(takes("X-Banshi"), writes, "{method} {path}");
            // Where one person follows another nobody is asked whom the page shows.
            let anybodys = ["", "/exchange", "/logout"].map(|end| format!("/api/v1/session{end}"));
            let as_somebody = method != "options" && !anybodys.contains(path);
            assert_eq!(takes("X-Banshi-Person"), as_somebody, "{method} {path}");
            for one in parameters
                .iter()
                .filter(|one| one["name"] == "Upload-Length")
            {
                assert_eq!(one["schema"]["maximum"], MOST_BYTES, "{method} {path}");
            }
        }
    }
}

//! Schemas that governments wrote for other systems: `tests/data/government`, see the
//! README there. `GOVERNMENT_SCHEMAS` names a folder with more of them to try.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::{Widget, accept, check, prepare};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/government")
}

/// The definition that has nothing but this schema, as the gateway reads it.
fn definition(text: &str) -> Value {
    let head = r#"{"id": "form", "version": 1, "serviceId": "form", "schema": "#;
    prepare(&[head, text, "}"].concat()).unwrap()
}

fn named(name: &str) -> Arc<Definition> {
    let text = fs::read_to_string(folder().join(name)).unwrap();
    load(&definition(&text))
}

/// A value that a schema takes, with all that it names: its example, else one made up.
fn sample(root: &Value, schema: &Value) -> Value {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        return sample(root, root.pointer(&reference[1..]).unwrap());
    }
    for (keyword, at) in [("examples", "/0"), ("enum", "/0"), ("const", "")] {
        if let Some(value) = schema.get(keyword).and_then(|list| list.pointer(at)) {
            return value.clone();
        }
    }
    let kind = &schema["type"];
    match kind.as_str().or_else(|| kind[0].as_str()) {
        Some("object") => {
            let properties = schema["properties"].as_object().unwrap();
            let members = properties.iter();
            Value::Object(members.map(|(k, v)| (k.clone(), sample(root, v))).collect())
        }
        Some("array") => json!([sample(root, &schema["items"])]),
        Some("integer" | "number") => schema.get("minimum").cloned().unwrap_or(json!(2)),
        Some("boolean") => json!(true),
        _ => match schema["format"].as_str() {
            Some("date") => json!("2024-02-29"),
            Some("date-time") => json!("2024-02-29T10:00:00Z"),
            Some("email") => json!("someone@example.org"),
            _ => json!("some text"),
        },
    }
}

/// Every place of a value.
fn places(value: &Value, at: String, out: &mut Vec<String>) {
    match value {
        Value::Object(map) => map
            .iter()
            .for_each(|(k, v)| places(v, crate::pointer::join(&at, k), out)),
        Value::Array(items) if items.iter().all(Value::is_object) => {
            (0..)
                .zip(items)
                .for_each(|(i, v): (usize, _)| places(v, format!("{at}/{i}"), out));
        }
        _ => {}
    }
    out.push(at);
}

/// What a form of a schema takes, and what it says of what is broken, held against
/// another engine with the schema as it was written.
fn try_documents(name: &str, schema: &Value, document: &Value) -> usize {
    let definition = named(name);
    let oracle = jsonschema::validator_for(schema).unwrap();
    assert!(oracle.is_valid(document), "{name} {document:#}");
    let taken = accept(&definition, &context(), document);
    let taken = taken.unwrap_or_else(|errors| panic!("{name}: {errors:#?}"));
    assert_eq!(&taken, document, "{name}");
    let mut all = Vec::new();
    places(document, String::new(), &mut all);
    all.retain(|at| !at.is_empty());
    let mut broken = 0;
    for at in &all {
        for value in [json!({"not": ["this"]}), json!(null), json!("?"), json!(-1)] {
            let mut document = document.clone();
            let missing = value.is_null();
            if missing {
                crate::pointer::remove(&mut document, at);
            } else {
                crate::pointer::set(&mut document, at, value);
            }
            let errors = check(&definition, &context(), &document);
            if oracle.is_valid(&document) {
                continue;
            }
            if errors.is_empty() {
                // Said for the person, where nothing is an answer too.
                let taken = accept(&definition, &context(), &document).unwrap();
                assert!(oracle.is_valid(&taken), "{name} {at} {taken:#}");
                continue;
            }
            broken += 1;
            // At the place itself; for a list or an object that is missing or none, also
            // at the first question in it.
            let is_there =
                |e: &FieldError| e.pointer == *at || e.pointer.starts_with(&format!("{at}/"));
            assert!(errors.iter().any(is_there), "{name} {at} {errors:#?}");
        }
    }
    broken
}

#[test]
fn valid_documents_are_taken_and_broken_ones_told_where() {
    let mut broken = 0;
    for file in fs::read_dir(folder()).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|kind| kind != "json") {
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let schema: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        if name == "benefit-application.schema.json" {
            continue;
        }
        let mut document = sample(&schema, &schema);
        // One of three, as the schema says.
        for other in ["lpaCode", "newUser"] {
            if name.starts_with("appeal-representation-submission") {
                crate::pointer::remove(&mut document, &format!("/{other}"));
            }
        }
        broken += try_documents(&name, &schema, &document);
    }
    assert!(broken > 200, "{broken}");
}

#[test]
fn a_form_of_another_country() {
    let definition = named("benefit-application.schema.json");
    assert_eq!(definition.notes(), []);
    let mut state = State::new(definition.clone(), context(), json!({}));
    let pages = state.pages().into_iter();
    let titles: Vec<_> = pages.map(|page| page.title.pick("en").to_owned()).collect();
    assert_eq!(
        titles,
        [
            "APPLICATION FOR A TRAINING BENEFIT",
            "Applicant full name",
            "Home address",
            "Bank account",
            "Program",
            "Address",
            "Tours of duty"
        ]
    );
    // In the order of the text, which JSON itself does not keep.
    assert_eq!(
        state.asked("2-applicantfullname"),
        ["first", "middle", "last", "suffix"].map(|name| format!("/applicantFullName/{name}"))
    );
    let field = |state: &State, at: &str| state.field(at).unwrap_or_else(|| panic!("{at}"));
    assert_eq!(
        field(&state, "/dateOfBirth").label.pick("en"),
        "Date of birth"
    );
    assert_eq!(field(&state, "/email").widget, Widget::Email);
    assert_eq!(field(&state, "/monthlyIncome").widget, Widget::Number);
    assert_eq!(
        field(&state, "/privacyAgreementAccepted").widget,
        Widget::Statement
    );
    assert_eq!(
        field(&state, "/applicantFullName/suffix").widget,
        Widget::Radios
    );
    assert_eq!(field(&state, "/program/kind").widget, Widget::Select);
    // Which there are hangs on the country.
    assert_eq!(state.field("/homeAddress/state"), None);
    state.submit();
    assert_eq!(
        said(&state.errors()),
        [
            ("/socialNumber", "anyOf"),
            ("/privacyAgreementAccepted", "required"),
            ("/applicantFullName/first", "required"),
            ("/applicantFullName/last", "required"),
            ("/homeAddress/street", "required"),
            ("/homeAddress/city", "required"),
            ("/homeAddress/country", "required"),
        ]
    );
    for (at, value) in [
        ("/socialNumber", json!("123456789")),
        ("/privacyAgreementAccepted", json!(true)),
        ("/applicantFullName/first", json!("Ann")),
        ("/applicantFullName/last", json!("Li")),
        ("/homeAddress/street", json!("1 Main Street")),
        ("/homeAddress/city", json!("Reno")),
        ("/homeAddress/country", json!("USA")),
        ("/homeAddress/state", json!("Ontario")),
        ("/monthlyIncome", json!(0)),
        ("/bankAccount/accountNumber", json!("1")),
        ("/dateOfBirth", json!("1990-13-01")),
    ] {
        set(&mut state, at, value);
    }
    assert_eq!(
        said(&state.errors()),
        [
            ("/dateOfBirth", "pattern"),
            ("/monthlyIncome", "exclusiveMinimum"),
            ("/homeAddress/state", "enum"),
            ("/homeAddress/postalCode", "required"),
            ("/bankAccount/routingNumber", "required"),
        ]
    );
    for (at, value) in [
        ("/dateOfBirth", json!("XXXX-12-01")),
        ("/monthlyIncome", json!(0.5)),
        ("/homeAddress/state", json!("NY")),
        ("/homeAddress/postalCode", json!("10001")),
        ("/bankAccount/routingNumber", json!("123456789")),
    ] {
        set(&mut state, at, value);
    }
    state.apply(Edit::AddRow {
        at: "/toursOfDuty".into(),
    });
    set(&mut state, "/toursOfDuty/0/branch", json!("Navy"));
    assert_eq!(
        field(&state, "/toursOfDuty/0/period/from").label.pick("en"),
        "Period – From"
    );
    assert_eq!(
        said(&state.submit()),
        [("/toursOfDuty/0/period/from", "required")]
    );
    set(
        &mut state,
        "/toursOfDuty/0/period/from",
        json!("2001-01-XX"),
    );
    assert_eq!(state.submit(), []);
    let path = folder().join("benefit-application.schema.json");
    let schema = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let oracle = jsonschema::validator_for(&schema).unwrap();
    assert!(
        oracle.is_valid(&state.submission()),
        "{:#}",
        state.submission()
    );
}

#[test]
fn whatever_is_there_can_be_filled_in() {
    let more = std::env::var("GOVERNMENT_SCHEMAS").ok().map(PathBuf::from);
    let mut seen = 0;
    for folder in [Some(folder()), more.clone()].into_iter().flatten() {
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_none_or(|kind| kind != "json") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            match Definition::from_json(&definition(&text)) {
                Ok(definition) => {
                    seen += 1;
                    let pages = definition.pages.len();
                    assert!(pages > 0, "{name}");
                    if more.is_some() {
                        let notes: Vec<_> = definition.notes().iter().collect();
                        println!(
                            "{name}: {pages} pages, {} questions, {notes:#?}",
                            definition.leaves.len()
                        );
                    }
                    let state = State::new(Arc::new(definition), context(), json!({}));
                    let _ = (state.errors(), state.review());
                    for page in state.pages() {
                        for at in state.asked(&page.id) {
                            let field = state.field(&at).unwrap();
                            assert!(!field.label.0.is_empty(), "{name} {at}");
                        }
                    }
                }
                Err(findings) if more.is_some() => println!("{name}: {findings:#?}"),
                Err(findings) => panic!("{name}: {findings:#?}"),
            }
        }
    }
    assert!(seen > 3, "{seen}");
}

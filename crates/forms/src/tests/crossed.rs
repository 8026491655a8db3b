//! Keywords that look at several answers, and schemas that were written for others.

use proptest::prelude::*;

use super::arbitrary::same_views;
use super::*;
use crate::{accept, check, schema::Regress, schema::Schema};

/// A definition that has nothing but a schema.
pub(super) fn bare(schema: Value) -> Value {
    json!({"id": "bare", "version": 1, "serviceId": "bare", "title": "Application", "schema": schema})
}

fn begin(schema: Value, answers: Value) -> State {
    State::new(load(&bare(schema)), context(), answers)
}

/// What is wrong, in the order of the pages.
fn wrong(state: &State) -> Vec<String> {
    let errors = state.errors();
    let one = |e: &FieldError| format!("{} {}", e.pointer, e.keyword);
    errors.iter().map(one).collect()
}

/// The questions that are asked now.
fn asked(state: &State) -> Vec<String> {
    let pages = page_ids(state).into_iter();
    pages.flat_map(|page| state.asked(&page)).collect()
}

fn address() -> Value {
    json!({
        "type": "object",
        "properties": {
            "street": {"type": "string"},
            "country": {"title": "Country", "enum": ["CN", "US", "FR"]}
        },
        "required": ["country"],
        "if": {"properties": {"country": {"const": "US"}}, "required": ["country"]},
        "then": {"properties": {"zip": {"type": "string", "pattern": "^\\d{5}$"}, "street": {"minLength": 3}}, "required": ["zip"]},
        "else": {"properties": {"postcode": {"type": "string"}}}
    })
}

#[test]
fn what_a_condition_adds_is_asked_and_judged_while_it_holds() {
    let mut state = begin(
        json!({"type": "object", "properties": {"address": address()}, "required": ["address"]}),
        json!({}),
    );
    assert_eq!(
        asked(&state),
        ["/address/country", "/address/street", "/address/postcode"]
    );
    assert_eq!(wrong(&state), ["/address/country required"]);
    set(&mut state, "/address/street", json!("A"));
    set(&mut state, "/address/postcode", json!("1000"));
    let changes = set(&mut state, "/address/country", json!("US"));
    for at in ["/address/zip", "/address/postcode", "/address/street"] {
        assert!(changes.fields.contains(&at.to_owned()), "{at}");
    }
    assert_eq!(
        asked(&state),
        ["/address/country", "/address/street", "/address/zip"]
    );
    assert!(state.field("/address/zip").unwrap().required);
    assert_eq!(
        wrong(&state),
        ["/address/street minLength", "/address/zip required"]
    );
    set(&mut state, "/address/zip", json!("123"));
    set(&mut state, "/address/street", json!("Elm Street"));
    assert_eq!(wrong(&state), ["/address/zip pattern"]);
    set(&mut state, "/address/zip", json!("12345"));
    assert!(state.submit().is_empty());
    assert_eq!(
        state.submission(),
        json!({"address": {"country": "US", "street": "Elm Street", "zip": "12345"}})
    );
    set(&mut state, "/address/country", json!("CN"));
    assert_eq!(state.submission()["address"]["postcode"], json!("1000"));
    assert_eq!(state.submission()["address"].get("zip"), None);
}

#[test]
fn one_answer_may_ask_for_another() {
    let schema = json!({"type": "object", "properties": {
        "card": {"type": "string"}, "holder": {"type": "string"}, "note": {"type": "string"}},
        "dependentRequired": {"card": ["holder"]},
        "dependentSchemas": {"note": {"properties": {"language": {"enum": ["zh", "en"]}}, "required": ["language"]}}});
    let mut state = begin(schema, json!({}));
    assert_eq!(asked(&state), ["/card", "/holder", "/note"]);
    assert!(!state.field("/holder").unwrap().required);
    set(&mut state, "/card", json!("1"));
    assert!(state.field("/holder").unwrap().required);
    assert_eq!(wrong(&state), ["/holder required"]);
    set(&mut state, "/note", json!("x"));
    assert_eq!(asked(&state).len(), 4);
    assert_eq!(wrong(&state), ["/holder required", "/language required"]);
}

fn payee() -> Value {
    json!({"oneOf": [
        {"title": "A person", "properties": {"kind": {"const": "person"}, "name": {"type": "string"},
            "age": {"type": "integer", "minimum": 18}}, "required": ["kind", "name"]},
        {"title": "A company", "properties": {"kind": {"const": "company"}, "code": {"type": "string", "pattern": "^[A-Z]+$"},
            "size": {"enum": ["small", "large"]}}, "required": ["kind", "code"]},
    ]})
}

#[test]
fn an_answer_that_all_branches_have_chooses_between_them() {
    let mut state = begin(
        json!({"type": "object", "properties": {"payee": payee()}, "required": ["payee"]}),
        json!({}),
    );
    assert_eq!(asked(&state), ["/payee/kind"]);
    let kind = state.field("/payee/kind").unwrap();
    let offered: Vec<_> = kind.options.iter().map(|o| o.value.clone()).collect();
    assert_eq!(offered, ["person", "company"]);
    assert!(kind.required);
    assert_eq!(wrong(&state), ["/payee/kind required"]);
    set(&mut state, "/payee/kind", json!("company"));
    assert_eq!(asked(&state), ["/payee/kind", "/payee/code", "/payee/size"]);
    assert_eq!(wrong(&state), ["/payee/code required"]);
    set(&mut state, "/payee/code", json!("abc"));
    assert_eq!(wrong(&state), ["/payee/code pattern"]);
    set(&mut state, "/payee/code", json!("ABC"));
    assert!(state.submit().is_empty());
    set(&mut state, "/payee/kind", json!("person"));
    set(&mut state, "/payee/age", json!(7));
    assert_eq!(
        wrong(&state),
        ["/payee/age minimum", "/payee/name required"]
    );
    let definition = state.definition().clone();
    let broken = json!({"payee": {"kind": "person", "name": "甲", "code": "ABC", "age": 20}});
    assert!(
        accept(&definition, &context(), &broken).is_ok(),
        "what is not asked is left out"
    );
    let broken = json!({"payee": {"kind": "animal"}});
    assert_eq!(
        said(&check(&definition, &context(), &broken)),
        [("/payee/kind", "enum")]
    );
}

#[test]
fn where_nothing_tells_the_branches_apart_the_form_asks() {
    let schema = json!({"type": "object", "title": "Claim", "properties": {"by": {"title": "Who claims?", "anyOf": [
        {"title": "With a number", "properties": {"number": {"type": "string", "minLength": 4}}, "required": ["number"], "additionalProperties": false},
        {"properties": {"name": {"type": "string"}, "born": {"type": "string", "format": "date"}}, "required": ["name", "born"], "additionalProperties": false},
    ]}}, "required": ["by"]});
    let mut state = begin(schema.clone(), json!({}));
    assert_eq!(asked(&state), ["/by/?"]);
    let which = state.field("/by/?").unwrap();
    let words: Vec<_> = which.options.iter().map(|o| o.label.pick("en")).collect();
    assert_eq!(words, ["With a number", "Born, Name"]);
    assert_eq!(which.label.pick("en"), "Who claims?");
    assert_eq!(wrong(&state), ["/by/? required"]);
    set(&mut state, "/by/?", json!(2));
    assert_eq!(asked(&state), ["/by/?", "/by/born", "/by/name"]);
    set(&mut state, "/by/name", json!("甲"));
    assert_eq!(wrong(&state), ["/by/born required"]);
    set(&mut state, "/by/born", json!("2001-02-03"));
    assert!(state.submit().is_empty());
    let by = json!({"by": {"name": "甲", "born": "2001-02-03"}});
    assert_eq!(state.submission(), by);
    // A draft keeps what was chosen, and answers from elsewhere say it themselves.
    assert_eq!(state.answers()["by"]["?"], json!(2));
    let definition = state.definition().clone();
    assert_eq!(
        accept(&definition, &context(), state.answers()),
        Ok(by.clone())
    );
    assert_eq!(accept(&definition, &context(), &by), Ok(by));
    let short = json!({"by": {"number": "1"}});
    assert_eq!(
        said(&check(&definition, &context(), &short)),
        [("/by/number", "minLength")]
    );
}

#[test]
fn what_only_compares_answers_is_said_where_it_can_be_mended() {
    let schema = json!({"type": "object", "x-order": ["ssn", "file", "a", "b"], "properties": {
        "ssn": {"type": "string"}, "file": {"type": "string"},
        "a": {"type": "boolean"}, "b": {"type": "boolean"}},
        "anyOf": [{"required": ["ssn"]}, {"required": ["file"]}],
        "not": {"properties": {"a": {"const": true}, "b": {"const": true}}, "required": ["a", "b"]},
        "maxProperties": 3});
    let mut state = begin(schema, json!({}));
    assert_eq!(wrong(&state), ["/ssn anyOf"]);
    // Not while it may still come.
    state.touch("/ssn");
    assert!(state.page(&page_ids(&state)[0]).unwrap().errors.is_empty());
    assert_eq!(
        said(&state.leave_page(&page_ids(&state)[0])),
        [("/ssn", "anyOf")]
    );
    let changes = set(&mut state, "/file", json!("1"));
    assert!(changes.fields.contains(&"/ssn".to_owned()));
    assert_eq!(wrong(&state), [""; 0]);
    set(&mut state, "/a", json!(true));
    assert_eq!(wrong(&state), [""; 0]);
    set(&mut state, "/b", json!(true));
    assert_eq!(wrong(&state), ["/a not"]);
    set(&mut state, "/ssn", json!("1"));
    assert_eq!(wrong(&state), ["/ssn maxProperties", "/a not"]);
    set(&mut state, "/b", json!(false));
    set(&mut state, "/file", json!(null));
    assert_eq!(wrong(&state), [""; 0]);
}

#[test]
fn rows_are_judged_together() {
    let schema = json!({"type": "object", "properties": {"people": {"type": "array", "uniqueItems": true,
        "contains": {"properties": {"adult": {"const": true}}, "required": ["adult"]},
        "items": {"type": "object", "properties": {"name": {"type": "string"}, "adult": {"type": "boolean"},
            "guardian": {"type": "string"}},
            "if": {"properties": {"adult": {"const": false}}, "required": ["adult"]}, "then": {"required": ["guardian"]}}}}});
    let answers =
        json!({"people": [{"name": "甲", "adult": false}, {"name": "甲", "adult": false}]});
    let mut state = begin(schema, answers);
    assert_eq!(
        wrong(&state),
        [
            "/people uniqueItems",
            "/people contains",
            "/people/0/guardian required",
            "/people/1/guardian required"
        ]
    );
    set(&mut state, "/people/1/adult", json!(true));
    assert_eq!(wrong(&state), ["/people/0/guardian required"]);
    let required = |state: &State, row: usize| {
        state
            .field(&format!("/people/{row}/guardian"))
            .unwrap()
            .required
    };
    assert!(required(&state, 0) && !required(&state, 1));
}

#[test]
fn plain_values_are_rows_of_their_own() {
    let schema = json!({"type": "object", "properties": {"tags": {"type": "array", "title": "Tags", "maxItems": 3,
        "items": {"type": "string", "minLength": 2}}, "sizes": {"type": "array", "items": {"enum": ["s", "m"]}}},
        "required": ["tags"]});
    let mut state = begin(schema, json!({"tags": ["ab"]}));
    let page = state.page("1-sizes");
    assert!(page.is_none(), "{:?}", page_ids(&state));
    let tags = page_ids(&state).pop().unwrap();
    let group = state.page(&tags).unwrap().group.unwrap();
    assert_eq!(group.rows[0].fields[0].pointer, "/tags/0");
    assert_eq!(group.rows[0].fields[0].label.pick("en"), "Tags");
    let at = || "/tags".to_owned();
    state.apply(Edit::AddRow { at: at() });
    assert_eq!(wrong(&state), ["/tags/1 required"]);
    set(&mut state, "/tags/1", json!("x"));
    assert_eq!(wrong(&state), ["/tags/1 minLength"]);
    set(&mut state, "/tags/1", json!("xy"));
    set(&mut state, "/sizes", json!(["m"]));
    assert_eq!(
        state.submission(),
        json!({"tags": ["ab", "xy"], "sizes": ["m"]})
    );
    state.apply(Edit::Clear {
        at: "/tags/0".into(),
    });
    assert_eq!(state.answers()["tags"], json!([null, "xy"]));
    assert_eq!(wrong(&state), ["/tags/0 required"]);
    assert!(state.undo().accepted);
    assert_eq!(wrong(&state), [""; 0]);
    let row = state.page(&tags).unwrap().group.unwrap().rows[0].id;
    state.apply(Edit::RemoveRow { at: at(), row });
    assert_eq!(state.submission()["tags"], json!(["xy"]));
    assert_eq!(state.page_of("/tags/0").as_ref(), Some(&tags));
}

#[test]
fn what_is_given_and_what_is_only_read() {
    let schema = json!({"type": "object", "properties": {
        "country": {"type": "string", "default": "CN"}, "number": {"type": "string", "readOnly": true},
        "rows": {"type": "array", "items": {"type": "object", "properties": {"n": {"type": "integer", "default": 1}}}}}});
    let mut state = begin(schema, json!({}));
    assert_eq!(state.answers(), &json!({"country": "CN"}));
    assert!(state.field("/number").unwrap().locked);
    let edit = Edit::Set {
        at: "/number".into(),
        value: json!("1"),
    };
    assert!(!state.apply(edit).accepted);
    state.apply(Edit::AddRow { at: "/rows".into() });
    assert_eq!(state.answer("/rows/0/n"), Some(&json!(1)));
}

/// A form in which everything hangs together.
fn tangled() -> Value {
    json!({
        "type": "object",
        "$defs": {"name": {"type": "string", "minLength": 2}, "address": address()},
        "properties": {
            "name": {"$ref": "#/$defs/name", "maxLength": 4},
            "pick": {"enum": ["a", "b"]},
            "home": {"$ref": "#/$defs/address"},
            "payee": payee(),
            "tags": {"type": "array", "items": {"type": "string", "pattern": "^[a-z]+$"}, "uniqueItems": true},
            "people": {"type": "array", "maxItems": 3, "items": {"allOf": [{"properties": {"n": {"type": "integer"}}},
                {"properties": {"m": {"type": "integer"}}, "dependentRequired": {"n": ["m"]}}]}}
        },
        "required": ["name"],
        "allOf": [
            {"if": {"properties": {"pick": {"const": "a"}}, "required": ["pick"]},
                "then": {"properties": {"extra": {"type": "integer", "multipleOf": 3}}, "required": ["extra", "home"]}},
            {"anyOf": [{"required": ["pick"]}, {"required": ["payee"]}, {"minProperties": 3}]}
        ]
    })
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(Value::from),
        (0..8).prop_map(Value::from),
        Just(json!(["a", "b"])),
        "[ab]{0,5}".prop_map(Value::from),
        proptest::sample::select(vec!["US", "CN", "person", "company", "12345", "AB"])
            .prop_map(Value::from),
    ]
}

const PLACES: [&str; 18] = [
    "/name",
    "/pick",
    "/extra",
    "/home/country",
    "/home/zip",
    "/home/street",
    "/home/postcode",
    "/payee/kind",
    "/payee/name",
    "/payee/age",
    "/payee/code",
    "/payee/size",
    "/tags/0",
    "/tags/1",
    "/people/0/n",
    "/people/0/m",
    "/people/1/n",
    "/people/1/m",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, ..ProptestConfig::default() })]

    /// What is found edit by edit is what is found at once, and all that the schema finds
    /// in what is handed in.
    #[test]
    fn edit_by_edit_or_at_once(edits in proptest::collection::vec((0_usize..22, any_value()), 0..40)) {
        let definition = load(&bare(tangled()));
        let schema = Schema::compile(&tangled(), &[], &Regress, &crate::schema::Options::default()).unwrap();
        let mut state = State::new(definition.clone(), context(), json!({}));
        for (what, value) in edits {
            match PLACES.get(what) {
                Some(at) => {
                    state.apply(Edit::Set { at: (*at).into(), value });
                }
                None if what < 20 => {
                    state.apply(Edit::AddRow { at: "/tags".into() });
                }
                None => {
                    state.apply(Edit::AddRow { at: "/people".into() });
                }
            }
            let fresh = State::new(definition.clone(), context(), state.answers().clone());
            prop_assert_eq!(state.submission(), fresh.submission());
            prop_assert_eq!(state.errors(), fresh.errors());
            same_views(&state, &fresh)?;
            let found = schema.validate(&state.submission(), &Regress);
            // A row that was added and not filled in is no part of what is handed in.
            let errors = state.errors();
            if errors.iter().any(|e| e.pointer.starts_with("/tags/") && e.keyword == "required") {
                continue;
            }
            prop_assert_eq!(errors.is_empty(), found.is_empty(),
                "{} {:?} {:?}", state.submission(), errors, found);
        }
        let errors = state.submit();
        let checked = check(&definition, &context(), state.answers());
        prop_assert_eq!(checked.is_empty(), errors.is_empty(), "{:?} {:?}", checked, errors);
    }
}

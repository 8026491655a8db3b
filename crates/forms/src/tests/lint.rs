//! Each fault of a definition is found and named.

use super::*;

/// The rules that are found after a change of the small form.
fn found(change: impl FnOnce(&mut Value)) -> Vec<String> {
    let mut form = small();
    change(&mut form);
    match Definition::from_json(&form) {
        Ok(_) => Vec::new(),
        Err(findings) => {
            for finding in &findings {
                assert!(!finding.remedy.is_empty());
                assert!(finding.pointer.is_empty() || finding.pointer.starts_with('/'));
            }
            findings
                .iter()
                .map(|f| format!("{} {}", f.pointer, f.rule))
                .collect()
        }
    }
}

fn put(at: &'static str, value: Value) -> impl FnOnce(&mut Value) {
    move |form| {
        *form.pointer_mut(at).unwrap_or_else(|| panic!("{at}")) = value;
    }
}

fn add(at: &'static str, name: &'static str, value: Value) -> impl FnOnce(&mut Value) {
    move |form| {
        form.pointer_mut(at)
            .unwrap()
            .as_object_mut()
            .unwrap()
            .insert(name.into(), value);
    }
}

fn push(at: &'static str, value: Value) -> impl FnOnce(&mut Value) {
    move |form| {
        form.pointer_mut(at)
            .unwrap()
            .as_array_mut()
            .unwrap()
            .push(value)
    }
}

#[test]
fn each_fault_by_name() {
    let name = "/schema/properties/about/properties/name";
    assert_eq!(found(|_| {}), [""; 0]);
    assert_eq!(
        found(add("", "colour", json!(1))),
        ["/colour unknown-keyword"]
    );
    assert_eq!(
        found(add(name, "patern", json!("x"))),
        [format!("{name}/patern unknown-keyword")]
    );
    assert_eq!(
        found(add(name, "x-widget", json!("slider"))),
        [format!("{name}/x-widget unknown-widget")]
    );
    assert_eq!(
        found(add(name, "x-widget", json!("yes-no"))),
        [format!("{name}/x-widget widget-mismatch")]
    );
    assert_eq!(
        found(add(name, "format", json!("number-plate"))),
        [format!("{name}/format unknown-format")]
    );
    assert_eq!(
        found(add(name, "title", json!({"zh-CN": "姓名"}))),
        [format!("{name}/title missing-words")]
    );
    assert_eq!(
        found(add(name, "title", json!("姓名"))),
        [format!("{name}/title missing-words")]
    );
    assert_eq!(
        found(add(name, "type", json!("text")))[0],
        format!("{name}/type bad-type")
    );
    assert_eq!(
        found(push("/pages/1/fields", json!("/about/nothing"))),
        ["/pages/1/fields/1 absent-field"]
    );
    assert_eq!(
        found(push("/pages/1/fields", json!("/about/name"))),
        ["/pages/1/fields/1 repeated-field"]
    );
    assert_eq!(
        found(put("/pages/1/id", json!("about"))),
        ["/pages/1/id repeated-page"]
    );
    assert_eq!(
        found(put("/pages/1/id", json!("review"))),
        ["/pages/1/id page-id"]
    );
    assert_eq!(
        found(add("/pages/1", "visibleIf", json!(false))),
        ["/pages/1 unreachable-page"]
    );
    assert_eq!(
        found(add("/pages/1", "visibleIf", json!({"==": [1, 2]}))),
        ["/pages/1 unreachable-page"]
    );
    assert_eq!(
        found(add(
            "/pages/0",
            "visibleIf",
            json!({"var": "about.married"})
        )),
        ["/pages/0 cycle"],
        "a page that hides what it depends on, not what hangs on it"
    );
    assert_eq!(
        found(|form| {
            form.pointer_mut("/pages/0/fields")
                .unwrap()
                .as_array_mut()
                .unwrap()
                .remove(0);
        }),
        [""; 0],
        "what is filled in need not be asked"
    );
    assert_eq!(
        found(|form| {
            form.pointer_mut("/pages/0/fields")
                .unwrap()
                .as_array_mut()
                .unwrap()
                .remove(2);
        }),
        ["/schema/properties/about/properties/married required-never-shown"]
    );
    assert_eq!(
        found(put("/rules/0/assert", json!({"var": "about.wife"}))),
        ["/rules/0/assert absent-field"]
    );
    assert_eq!(
        found(put("/rules/0/assert", json!({"var": "./name"}))),
        ["/rules/0/assert absent-field"]
    );
    assert_eq!(
        found(put("/rules/0/assert", json!({"log": 1})))
            .first()
            .unwrap(),
        "/rules/0/assert unknown-operator"
    );
    assert_eq!(
        found(put("/rules/0/at", json!(["/about/wife"])))[0],
        "/rules/0/at absent-field"
    );
    assert_eq!(
        found(put("/rules/1/id", json!("other-name")))[0],
        "/rules/1 rule-id"
    );
    assert_eq!(
        found(put("/compute/0/to", json!("/about/wife")))
            .first()
            .unwrap(),
        "/compute/0/to absent-field"
    );
    assert_eq!(
        found(put("/compute/0/value", json!({"var": "about.tax"}))),
        ["/compute/0 cycle"]
    );
    assert_eq!(
        found(put("/prefill/0/to", json!("/wife")))[0],
        "/prefill/0/to absent-field"
    );
    assert_eq!(
        found(put("/prefill/0/from", json!("person.shoe"))),
        ["/prefill/0/from unknown-source"]
    );
    assert_eq!(
        found(put("/prefill/0/to", json!("/about/married"))),
        ["/prefill/0 prefill-type"]
    );
    assert_eq!(
        found(|form| {
            form.pointer_mut("/messages/en")
                .unwrap()
                .as_object_mut()
                .unwrap()
                .remove("rule.twins");
        }),
        ["/messages/en missing-words"]
    );
    assert_eq!(found(put("/migrations", json!([]))), [""; 0]);
    assert_eq!(
        found(put("/version", json!(3))),
        ["/migrations migration-gap"]
    );
    assert_eq!(found(put("/version", json!(0)))[0], "/version bad-type");
    assert_eq!(
        found(put("/migrations/0/steps/0", json!({"copy": 1}))),
        ["/migrations/0/steps bad-type"]
    );
    assert_eq!(
        found(add("", "keepDraftFor", json!("P2M"))),
        ["/keepDraftFor bad-type"]
    );
}

#[test]
fn keywords_of_the_schema_are_understood() {
    let at = "/schema/properties/address/properties/street";
    assert_eq!(found(add(at, "pattern", json!("^[^\\s]+$"))), [""; 0]);
    assert_eq!(
        found(add(at, "pattern", json!("(a+)+$"))),
        [format!("{at}/pattern slow-pattern")]
    );
    let long = "/schema/properties/about/properties/spouse";
    assert_eq!(
        found(add(long, "pattern", json!("\\s+,\\s+,\\s+$"))),
        [format!("{long}/pattern slow-pattern")],
        "cheap for short texts alone"
    );
    assert_eq!(
        found(add(at, "$ref", json!("#/$defs/none")))[0],
        format!("{at}/$ref unknown-reference")
    );
    assert_eq!(
        found(add("/schema", "$schema", json!("https://example.org/own"))),
        ["/schema/$schema unknown-dialect"]
    );
    assert_eq!(
        found(add("/schema", "additionalProperties", json!(true))),
        ["/schema/additionalProperties bad-type"]
    );
    assert_eq!(
        found(push("/schema/required", json!("nothing"))),
        ["/schema/required absent-field"]
    );
    // A part that can't be asked for is a fault in a definition of ours.
    let list = json!({"type": "array", "title": words("x"), "items": {"type": "array"}});
    assert_eq!(
        found(add("/schema/properties", "lists", list)),
        ["/schema/properties/lists bad-type"]
    );
}

#[test]
fn comparisons_that_never_hold_are_found() {
    let choice = json!({"type": "string", "title": words("甲"), "oneOf": [{"const": "a", "title": words("a")}]});
    let with = |value: &'static str| {
        let choice = choice.clone();
        found(move |form| {
            add("/schema/properties/address/properties", "pick", choice)(form);
            add(
                "/pages/3",
                "visibleIf",
                json!({"==": [{"var": "address.pick"}, value]}),
            )(form);
        })
    };
    assert_eq!(with("a"), [""; 0]);
    assert_eq!(with("b"), ["/pages/3/visibleIf impossible-value"]);
}

#[test]
fn groups_in_groups_end_somewhere() {
    let mut group = json!({"a": {"type": "string", "title": words("a")}});
    for _ in 0..3 {
        group = json!({"pets": {"type": "array", "title": words("x"),
            "items": {"type": "object", "properties": group}}});
    }
    let pets = group["pets"].take();
    let at = "/schema/properties/children/items/properties/pets";
    let inner = "items/properties/pets";
    let found = found(add(
        "/schema/properties/children/items/properties",
        "pets",
        pets,
    ));
    assert!(
        found.contains(&format!("{at}/{inner}/{inner} nested-group")),
        "{found:?}"
    );
}

#[test]
fn a_group_in_a_group_is_asked_in_its_row() {
    let pets = json!({"type": "array", "title": words("x"), "items": {"type": "object",
        "properties": {"a": {"type": "string", "title": words("a")}}}});
    let with = |field: Value, page: Option<Value>| {
        let pets = pets.clone();
        found(move |form| {
            add("/schema/properties/children/items/properties", "pets", pets)(form);
            push("/pages/2/item/fields", field)(form);
            page.into_iter().for_each(|page| push("/pages", page)(form));
        })
    };
    let item = json!({"label": words("x"), "fields": ["/a"]});
    assert_eq!(with(json!("/pets"), None), [""; 0]);
    assert_eq!(with(json!({"at": "/pets", "item": item}), None), [""; 0]);
    assert_eq!(
        with(
            json!({"at": "/pets", "item": {"label": words("x"), "fields": []}}),
            None
        )[0],
        "/pages/2/item/fields/4/item/fields empty-page"
    );
    assert_eq!(
        with(json!({"at": "/pets", "item": 5}), None)[0],
        "/pages/2/item/fields/4/item bad-type"
    );
    assert_eq!(
        with(json!({"at": "/pets", "help": words("x")}), None),
        ["/pages/2/item/fields/4/help unknown-keyword"]
    );
    let page = json!({"id": "x", "title": words("x"), "each": "/children/*/pets", "item": item});
    assert_eq!(
        with(json!("/pets"), Some(page)),
        ["/pages/4/each nested-group"]
    );
}

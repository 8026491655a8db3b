//! The pages of a definition, or, where it has none, pages made from its schema.

use serde_json::{Map, Value};

use super::{Group, Page, Shape, load::Loader};
use crate::pointer::join;

/// Most pages of a form.
pub(super) const MAX_PAGES: usize = 200;

impl Loader<'_> {
    pub(super) fn pages(&mut self, root: &Map<String, Value>) {
        let pages = self.list(root, "pages");
        if pages.len() > MAX_PAGES {
            find!(
                self,
                "/pages",
                "too-much",
                format!("a form has at most {MAX_PAGES} pages"),
            );
            return;
        }
        if pages.is_empty() {
            self.pages_from_schema();
            return;
        }
        for (index, value) in pages.iter().enumerate() {
            let source = format!("/pages/{index}");
            match value.as_object() {
                Some(map) => self.read_page(map, source),
                None => find!(self, &source, "bad-type", "a page is an object"),
            }
        }
    }

    fn read_page(&mut self, map: &Map<String, Value>, source: String) {
        #[cfg(feature = "lint")]
        let known = [
            "id",
            "title",
            "intro",
            "visibleIf",
            "fields",
            "each",
            "item",
        ];
        #[cfg(feature = "lint")]
        self.only(map, &source, &known);
        let id = map
            .get("id")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if id.is_empty() || !id.chars().all(plain) || id == "review" || id == "receipt" {
            find!(
                self,
                &join(&source, "id"),
                "page-id",
                "an id is lower-case letters, digits and hyphens, not review or receipt"
            );
        }
        if self.pages.iter().any(|page| page.id == id) {
            find!(
                self,
                &join(&source, "id"),
                "repeated-page",
                "give each page an id of its own",
            );
        }
        let at = self.pages.len();
        let visible_if = self.expr(map.get("visibleIf"), &join(&source, "visibleIf"));
        let page = Page {
            id,
            title: self.needed_text(map, "title", &source),
            intro: self.text(map, "intro", &source),
            group: None,
            leaves: Vec::new(),
            visible_if,
            guards: Vec::new(),
            source: source.clone(),
        };
        self.pages.push(page);
        let (group, fields, fields_at) = match map.get("each") {
            None => (None, map.get("fields"), join(&source, "fields")),
            Some(each) => {
                let each = each.as_str().unwrap_or_default();
                let Some(group) = self.groups.iter().position(|g| g.template == each) else {
                    find!(
                        self,
                        &join(&source, "each"),
                        "absent-field",
                        format!("\"{each}\" is no repeating group of the schema")
                    );
                    return;
                };
                if self.groups.get(group).is_some_and(|g| g.parent.is_some()) {
                    find!(
                        self,
                        &join(&source, "each"),
                        "nested-group",
                        "ask it among the fields of the group around it"
                    );
                    return;
                }
                let Some(item) = map.get("item").and_then(Value::as_object) else {
                    find!(
                        self,
                        &join(&source, "item"),
                        "bad-type",
                        "a page with \"each\" needs \"item\""
                    );
                    return;
                };
                self.read_item(item, group, at, &source);
                (
                    Some(group),
                    item.get("fields"),
                    format!("{source}/item/fields"),
                )
            }
        };
        self.read_fields(fields, group, at, &fields_at);
        let of_group = group.and_then(|group| self.groups.get(group));
        let guards = of_group.map_or_else(Vec::new, |group| group.guards.clone());
        if let Some(page) = self.pages.get_mut(at) {
            page.group = group;
            page.guards = guards;
        }
    }

    fn read_fields(
        &mut self,
        fields: Option<&Value>,
        group: Option<usize>,
        page: usize,
        source: &str,
    ) {
        let fields = fields
            .and_then(Value::as_array)
            .map_or(&[] as &[Value], Vec::as_slice);
        if fields.is_empty() {
            find!(
                self,
                source,
                "empty-page",
                "put questions on the page, or take it away"
            );
        }
        for (index, field) in fields.iter().enumerate() {
            self.read_field(field, group, page, &format!("{source}/{index}"));
        }
    }

    /// What the rows of a group are called, and that they are asked on this page.
    fn read_item(&mut self, item: &Map<String, Value>, group: usize, page: usize, source: &str) {
        let at = join(source, "item");
        #[cfg(feature = "lint")]
        self.only(item, &at, &["label", "title", "fields"]);
        let label = self.needed_text(item, "label", &at);
        let title = self.expr(item.get("title"), &join(&at, "title"));
        let repeated = match self.groups.get_mut(group) {
            Some(group) => {
                group.item_label = label;
                group.item_title = title;
                group.page.replace(page).is_some()
            }
            None => false,
        };
        if repeated {
            find!(
                self,
                &join(source, "each"),
                "repeated-field",
                "a group is asked on one page only",
            );
        }
    }

    /// A group among the fields of the group around it: its pointer alone, or with
    /// `item` as a page has it.
    fn read_inner(&mut self, field: &Value, group: usize, page: usize, source: &str) {
        let item = field.get("item");
        #[cfg(feature = "lint")]
        if let Some(map) = field.as_object() {
            self.only(map, source, &["at", "item"]);
        }
        match item.map(Value::as_object) {
            None if self.groups.get(group).is_some_and(|g| g.page.is_some()) => {
                find!(
                    self,
                    source,
                    "repeated-field",
                    "a group is asked on one page only",
                );
            }
            None => self.ask_group(group, page),
            Some(Some(item)) => {
                self.read_item(item, group, page, source);
                let at = format!("{source}/item/fields");
                self.read_fields(item.get("fields"), Some(group), page, &at);
            }
            Some(None) => find!(self, &join(source, "item"), "bad-type", "this is an object"),
        }
    }

    /// All questions of a group and of those in it, in the order of the schema.
    pub(super) fn ask_group(&mut self, group: usize, page: usize) {
        let Some(def) = self.groups.get_mut(group) else {
            return;
        };
        def.page = Some(page);
        let (leaves, children) = (def.leaves.clone(), def.children.clone());
        for leaf in leaves {
            self.ask(leaf, page);
        }
        for child in children {
            self.ask_group(child, page);
        }
    }

    fn read_field(&mut self, field: &Value, group: Option<usize>, page: usize, source: &str) {
        let named = field.get("at").unwrap_or(field).as_str();
        let inner =
            |g: &Group| group.is_some() && g.parent == group && Some(g.relative.as_str()) == named;
        if let Some(inner) = self.groups.iter().position(inner) {
            self.read_inner(field, inner, page, source);
            return;
        }
        let (at, help, visible_if) = match field {
            Value::String(at) => (at.clone(), None, None),
            Value::Object(map) => {
                #[cfg(feature = "lint")]
                self.only(map, source, &["at", "help", "visibleIf"]);
                (
                    map.get("at")
                        .and_then(Value::as_str)
                        .unwrap_or_default()
                        .to_owned(),
                    self.text(map, "help", source),
                    self.expr(map.get("visibleIf"), &join(source, "visibleIf")),
                )
            }
            _ => {
                find!(
                    self,
                    source,
                    "bad-type",
                    "a field is a pointer or an object with \"at\"",
                );
                return;
            }
        };
        // The question there, or those in the object there, in the order of the schema.
        let mut matches = Vec::new();
        if let Some(shape) = super::reads::shape_at(self, group, &at) {
            below(shape, &mut matches);
        }
        crate::order::tidy(&mut matches);
        if matches.is_empty() || at.is_empty() {
            find!(
                self,
                source,
                "absent-field",
                format!("\"{at}\" is not in the schema"),
            );
            return;
        }
        for index in matches {
            let Some(leaf) = self.leaves.get_mut(index) else {
                continue;
            };
            if leaf.page.is_some() {
                #[cfg(feature = "lint")]
                let asked = leaf.template.clone();
                find!(
                    self,
                    source,
                    "repeated-field",
                    format!("\"{asked}\" is asked twice"),
                );
                continue;
            }
            leaf.visible_if = visible_if.clone();
            if help.is_some() {
                leaf.hint.clone_from(&help);
            }
            self.ask(index, page);
        }
    }

    /// Puts a question on a page, behind those there.
    pub(super) fn ask(&mut self, leaf: usize, page: usize) {
        let mut group = None;
        if let Some(leaf) = self.leaves.get_mut(leaf) {
            leaf.page = Some(page);
            group = leaf.group;
        }
        if let Some(group) = group.and_then(|group| self.groups.get_mut(group)) {
            group.asked.push(leaf);
        }
        if let Some(page) = self.pages.get_mut(page) {
            page.leaves.push(leaf);
        }
    }
}

/// The questions there, those of rows in it apart.
fn below(shape: &Shape, out: &mut Vec<usize>) {
    match shape {
        Shape::Leaf(leaf) => out.push(*leaf),
        Shape::Object(fields) => fields.iter().for_each(|(_, shape)| below(shape, out)),
        Shape::Group(_) => {}
    }
}

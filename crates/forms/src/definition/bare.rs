//! A definition without pages: what its questions are called and on which pages they are
//! asked follows from the schema alone.

use banshi_contract::{DEFAULT_LANGUAGE, Text};

use super::{Page, Shape, facts::Facts, load::Loader, schema::Spot};
use crate::pointer;

/// Most questions of one object that are asked on one page.
const MAX_ASKED: usize = 20;
/// Where there are more, so many on each at most,
const DIVIDED: usize = 10;
/// unless they would be more pages than this.
const MAX_PARTS: usize = 50;
/// The first character of the scripts of East Asia.
const FIRST_EASTERN: char = '\u{2e80}';

/// Words in one language: Chinese when there is a Chinese character in them, else English.
pub(super) fn plain(words: &str) -> Text {
    let is_eastern = words.chars().any(|c| c >= FIRST_EASTERN);
    let language = if is_eastern { DEFAULT_LANGUAGE } else { "en" };
    let mut text = Text::default();
    text.0.insert(language.to_owned(), words.to_owned());
    text
}

/// A name of a property as people write: `dateOfBirth` is `Date of birth`.
pub(super) fn readable(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut chars = name.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        if matches!(c, '_' | '-' | ' ' | '.') {
            before = ' ';
            continue;
        }
        let next = chars.peek().copied().unwrap_or(' ');
        let begins = c.is_ascii_uppercase()
            && (before.is_ascii_lowercase()
                || before.is_ascii_digit()
                || before.is_ascii_uppercase() && next.is_ascii_lowercase());
        if !out.is_empty() && (begins || before == ' ') {
            out.push(' ');
        }
        let spelled = next.is_ascii_uppercase() || before.is_ascii_uppercase() && !begins;
        let is_first = out.is_empty();
        out.push(if is_first {
            c.to_ascii_uppercase()
        } else if c.is_ascii_uppercase() && !spelled {
            c.to_ascii_lowercase()
        } else {
            c
        });
        before = c;
    }
    out
}

/// Both, one after the other, in each language.
fn joined(first: &Text, between: &str, second: &Text) -> Text {
    let mut text = Text::default();
    for language in first.0.keys().chain(second.0.keys()) {
        let words = [first.pick(language), between, second.pick(language)].concat();
        text.0.insert(language.clone(), words);
    }
    text
}

impl<'a> Loader<'a> {
    /// What a place is called: its title, else its name.
    pub(super) fn label(&mut self, facts: &Facts<'a>, spot: &Spot, needed: bool) -> Text {
        if !self.bare {
            if !needed {
                let title = facts.get("title").cloned();
                return title
                    .and_then(|title| serde_json::from_value(title).ok())
                    .unwrap_or_default();
            }
            if !facts.has("title") {
                find!(
                    self,
                    &spot.source,
                    "missing-words",
                    "add \"title\" in zh-CN and en"
                );
            }
            return self.said_text(facts, "title").unwrap_or_default();
        }
        let own = self.said_text(facts, "title").unwrap_or_else(|| {
            let named = spot.template.trim_end_matches("/*");
            let name = named.rsplit('/').next().unwrap_or_default();
            plain(&readable(&name.replace("~1", "/").replace("~0", "~")))
        });
        match &spot.within {
            Some(around) if needed => joined(around, " – ", &own),
            _ => own,
        }
    }

    /// What the questions of an object in a row are called with.
    pub(super) fn inside(&self, around: Option<&Text>, own: Text) -> Text {
        match around {
            Some(around) => joined(around, " – ", &own),
            None => own,
        }
    }

    /// A branch without a title, by what it asks.
    pub(super) fn named_branch(&self, facts: &Facts<'a>, number: usize) -> Text {
        let mut words = String::new();
        for facet in &facts.0 {
            for (name, schema) in super::gather::named(facet.map, "properties").take(3) {
                if schema.get("const").is_none() {
                    words.push_str(if words.is_empty() { "" } else { ", " });
                    words.push_str(&readable(name));
                }
            }
        }
        if words.is_empty() {
            words = number.to_string();
        }
        plain(&words)
    }

    /// A page for what stands at the top, one per object, one per repeating group.
    pub(super) fn pages_from_schema(&mut self) {
        let mut made = Vec::new();
        let shape = std::mem::replace(&mut self.shape, Shape::Leaf(0));
        if let Shape::Object(fields) = &shape {
            let title = self.title.clone();
            self.sections("general", &title, "", fields, &mut made);
        }
        self.shape = shape;
        // In the order of the questions, which is that of x-order; what stands loose at
        // the top comes first.
        let rank = |at: usize| {
            let section: Option<&Section> = made.get(at);
            let first = section.and_then(|section| section.leaves.first().copied());
            let loose = section.is_some_and(|section| section.name == "general");
            (!loose, first.unwrap_or(usize::MAX), at)
        };
        let mut order: Vec<usize> = (0..made.len()).collect();
        crate::order::arrange(&mut order, &|a, b| rank(a) < rank(b));
        for section in order.into_iter().filter_map(|at| made.get(at)) {
            let is_single = section.group.is_some() || section.leaves.len() <= MAX_ASKED;
            let pages = section.leaves.len().div_ceil(DIVIDED).min(MAX_PARTS);
            let size = if is_single {
                section.leaves.len().max(1)
            } else {
                section.leaves.len().div_ceil(pages)
            };
            for (number, leaves) in section.leaves.chunks(size).enumerate() {
                let mut title = section.title.clone();
                if number > 0 {
                    let number = [" (", &(number + 1).to_string(), ")"].concat();
                    title
                        .0
                        .values_mut()
                        .for_each(|words| words.push_str(&number));
                }
                self.make_page(section, title, leaves);
            }
        }
    }

    fn make_page(&mut self, section: &Section, title: Text, leaves: &[usize]) {
        let at = self.pages.len();
        if at >= super::pages::MAX_PAGES {
            find!(self, "/schema", "too-much", "make the schema smaller");
            return;
        }
        let mut id = (at + 1).to_string();
        id.push('-');
        for c in section.name.chars() {
            id.push(if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            });
        }
        let guards = section
            .group
            .and_then(|group| self.groups.get(group))
            .map_or_else(Vec::new, |group| group.guards.clone());
        self.pages.push(Page {
            id,
            title,
            intro: None,
            group: section.group,
            leaves: Vec::new(),
            visible_if: None,
            guards,
            source: "/schema".into(),
        });
        match section.group {
            Some(group) => self.ask_group(group, at),
            None => leaves.iter().for_each(|leaf| self.ask(*leaf, at)),
        }
    }

    /// The sections that an object makes: its own questions, then each object in it with
    /// more than one question, and each repeating group.
    fn sections(
        &self,
        name: &str,
        title: &Text,
        template: &str,
        fields: &super::Fields,
        made: &mut Vec<Section>,
    ) {
        let mut own = Vec::new();
        for (name, shape) in fields.iter() {
            let at = pointer::join(template, name);
            match shape {
                Shape::Leaf(leaf) => own.push(*leaf),
                Shape::Group(group) => {
                    let Some(def) = self.groups.get(*group) else {
                        continue;
                    };
                    made.push(Section {
                        name: name.clone(),
                        title: def.label.clone(),
                        group: Some(*group),
                        leaves: self.first_of(*group),
                    });
                }
                Shape::Object(inner) => {
                    if let (1, Some((_, Shape::Leaf(leaf)))) =
                        (inner.iter().len(), inner.iter().next())
                        && !template.is_empty()
                    {
                        own.push(*leaf);
                        continue;
                    }
                    let known = self.titles.iter().find(|(known, _)| *known == at);
                    let inner_title = known
                        .map(|(_, title)| title)
                        .filter(|title| !title.0.is_empty());
                    self.sections(name, inner_title.unwrap_or(title), &at, inner, made);
                }
            }
        }
        if !own.is_empty() {
            crate::order::tidy(&mut own);
            made.push(Section {
                name: name.to_owned(),
                title: title.clone(),
                group: None,
                leaves: own,
            });
        }
    }

    /// A question of a group or of those in it, for its place.
    fn first_of(&self, group: usize) -> Vec<usize> {
        let leaves = self.leaves.iter().enumerate();
        let within = |at: Option<usize>| {
            let outer = |group: &usize| self.groups.get(*group).and_then(|g| g.parent);
            std::iter::successors(at, outer).any(|at| at == group)
        };
        let mut of_group = leaves.filter(|(_, leaf)| within(leaf.group));
        of_group.next().map(|(at, _)| at).into_iter().collect()
    }
}

/// What becomes a page, or several.
struct Section {
    name: String,
    title: Text,
    group: Option<usize>,
    leaves: Vec<usize>,
}

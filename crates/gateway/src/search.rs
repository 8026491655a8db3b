//! Finding a service: by words in any language, pinyin or its initials, and by what
//! the catalogue can be narrowed by. Pure.

use std::collections::BTreeMap;
use std::sync::Arc;

use banshi_contract::{Coded, Facet, Facets, Service, Text};

use crate::content::Catalogue;

/// What is asked for; what is empty does not narrow.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// As typed.
    pub words: String,
    /// 服务主题, e.g. `person:090`.
    pub theme: Option<String>,
    /// The department's code.
    pub department: Option<String>,
    /// 人生事件.
    pub life_event: Option<String>,
    /// 服务对象.
    pub audience: Option<String>,
}

/// Longer queries are cut: nobody types more, and each word costs a pass.
const MOST_CHARACTERS: usize = 100;

/// The services asked for, best match first; without words by Chinese name.
#[must_use]
pub fn find(catalogue: &Catalogue, query: &Query) -> Vec<Arc<Service>> {
    let narrowed: Vec<&Arc<Service>> = catalogue
        .services
        .values()
        .filter(|service| fits(service, query))
        .collect();
    let words = tokens(&query.words);
    if words.is_empty() {
        let mut all: Vec<_> = narrowed.into_iter().cloned().collect();
        all.sort_by(|a, b| name(a).cmp(name(b)));
        return all;
    }
    let haystacks: Vec<(Haystack, &Arc<Service>)> = narrowed
        .into_iter()
        .map(|service| (Haystack::of(service), service))
        .collect();
    let mut found: Vec<(u32, &Arc<Service>)> = haystacks
        .iter()
        .filter_map(|(haystack, service)| Some((haystack.score_all(&words)?, *service)))
        .collect();
    if found.is_empty() {
        // Nobody types a service's name exactly: take what shares most pairs of characters.
        found = haystacks
            .iter()
            .filter_map(|(haystack, service)| Some((haystack.score_pairs(&words)?, *service)))
            .collect();
    }
    found.sort_by(|(a, left), (b, right)| b.cmp(a).then_with(|| name(left).cmp(name(right))));
    found
        .into_iter()
        .map(|(_, service)| Arc::clone(service))
        .collect()
}

/// What the answer to `query` can be narrowed by, only what leads to something: each kind
/// counts what there would be without its own restriction, which may be changed for
/// another. What is chosen stays in the list, also where it leads to nothing.
#[must_use]
pub fn facets(catalogue: &Catalogue, query: &Query) -> Facets {
    let without = |change: fn(&mut Query) -> &mut Option<String>| {
        let mut query = query.clone();
        let chosen = change(&mut query).take();
        (find(catalogue, &query), chosen)
    };
    let list = |table: &str,
                (services, chosen): (Vec<Arc<Service>>, Option<String>),
                codes: fn(&Service) -> &[String]| {
        let mut counted = BTreeMap::new();
        for service in &services {
            count(&mut counted, codes(service), |code| {
                words(catalogue, table, code)
            });
        }
        as_facets(counted, chosen, |code| words(catalogue, table, code))
    };
    let department = |code: &str| {
        let mut all = catalogue.services.values();
        all.find(|service| service.summary.department.code == code)
            .map_or_else(
                || Text::new(code, code),
                |service| service.summary.department.name.clone(),
            )
    };
    let (services, chosen) = without(|query| &mut query.department);
    let mut departments = BTreeMap::new();
    for service in &services {
        let code = std::slice::from_ref(&service.summary.department.code);
        count(&mut departments, code, department);
    }
    Facets {
        themes: list("themes", without(|query| &mut query.theme), |service| {
            &service.summary.themes
        }),
        departments: as_facets(departments, chosen, department),
        life_events: list(
            "lifeEvents",
            without(|query| &mut query.life_event),
            |service| &service.summary.life_events,
        ),
        audiences: list(
            "audiences",
            without(|query| &mut query.audience),
            |service| &service.summary.audience,
        ),
    }
}

fn as_facets(
    mut counted: BTreeMap<String, (Text, u32)>,
    chosen: Option<String>,
    words: impl Fn(&str) -> Text,
) -> Vec<Facet> {
    if let Some(code) = chosen {
        let label = words(&code);
        counted.entry(code).or_insert((label, 0));
    }
    counted
        .into_iter()
        .map(|(code, (label, count))| Facet {
            value: Coded { code, label },
            count,
        })
        .collect()
}

fn count(
    counted: &mut BTreeMap<String, (Text, u32)>,
    codes: &[String],
    words: impl Fn(&str) -> Text,
) {
    for code in codes {
        counted
            .entry(code.clone())
            .or_insert_with(|| (words(code), 0))
            .1 += 1;
    }
}

fn words(catalogue: &Catalogue, table: &str, code: &str) -> Text {
    catalogue
        .words(table, code)
        .cloned()
        .unwrap_or_else(|| Text::new(code, code))
}

fn name(service: &Service) -> &str {
    service.summary.name.pick("zh-CN")
}

fn fits(service: &Service, query: &Query) -> bool {
    let summary = &service.summary;
    let has = |wanted: &Option<String>, codes: &[String]| {
        wanted.as_ref().is_none_or(|wanted| codes.contains(wanted))
    };
    has(&query.theme, &summary.themes)
        && has(&query.life_event, &summary.life_events)
        && has(&query.audience, &summary.audience)
        && query
            .department
            .as_ref()
            .is_none_or(|wanted| *wanted == summary.department.code)
}

/// Full-width letters and digits are meant like narrow ones; case does not matter.
fn fold(text: &str) -> String {
    text.chars()
        .map(|one| match one {
            '\u{3000}' => ' ',
            '！'..='～' => char::from_u32(u32::from(one) - 0xFEE0).unwrap_or(one),
            other => other,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

fn tokens(text: &str) -> Vec<String> {
    let cut: String = text.chars().take(MOST_CHARACTERS).collect();
    fold(&cut)
        .split(|one: char| !one.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

struct Haystack {
    names: Vec<String>,
    keywords: Vec<String>,
    rest: Vec<String>,
}

impl Haystack {
    fn of(service: &Service) -> Self {
        let summary = &service.summary;
        let all = |text: &Text| text.0.values().map(|words| fold(words)).collect::<Vec<_>>();
        let mut rest = all(&summary.summary);
        rest.extend(all(&summary.department.name));
        rest.extend(all(&service.result.name));
        Self {
            names: all(&summary.name),
            keywords: summary.keywords.iter().map(|word| fold(word)).collect(),
            rest,
        }
    }

    /// How well one word fits; none when it does not.
    fn score(&self, word: &str) -> Option<u32> {
        let best = |texts: &[String], same: u32, start: u32, inside: u32| {
            texts
                .iter()
                .filter_map(|text| match text.find(word) {
                    Some(0) if text.len() == word.len() => Some(same),
                    Some(0) => Some(start),
                    Some(at) if begins_a_word(text, at, word) => Some(inside),
                    _ => None,
                })
                .max()
        };
        [
            best(&self.names, 100, 70, 50),
            best(&self.keywords, 60, 30, 20),
            best(&self.rest, 10, 10, 10),
        ]
        .into_iter()
        .flatten()
        .max()
    }

    fn score_all(&self, words: &[String]) -> Option<u32> {
        words.iter().map(|word| self.score(word)).sum()
    }

    /// The share of pairs of Chinese characters that occur, in percent; from half on, or
    /// when two do, since around what is meant people write whole sentences.
    fn score_pairs(&self, words: &[String]) -> Option<u32> {
        let mut pairs = Vec::new();
        for word in words.iter().filter(|word| !word.is_ascii()) {
            let characters: Vec<char> = word.chars().collect();
            pairs.extend(
                characters
                    .windows(2)
                    .map(|pair| pair.iter().collect::<String>()),
            );
        }
        let found = pairs
            .iter()
            .filter(|pair| {
                let within =
                    |texts: &[String]| texts.iter().any(|text| text.contains(pair.as_str()));
                within(&self.names) || within(&self.keywords)
            })
            .count();
        let share = u32::try_from(found * 100 / pairs.len().max(1)).unwrap_or(0);
        (found >= 2 || share >= 50).then_some(share)
    }
}

/// Latin words are found by their beginning only: `id` is not in `residence`.
fn begins_a_word(text: &str, at: usize, word: &str) -> bool {
    let latin = word
        .chars()
        .next()
        .is_some_and(|one| one.is_ascii_alphanumeric());
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    !latin || before.is_none_or(|one| !one.is_ascii_alphanumeric())
}

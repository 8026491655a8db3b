//! The grammar of ECMA-262, 22.2.1, with the flag `u` (neither `v` nor annex B).

use super::{
    BadPattern, MAX_SOURCE,
    class::{self, Class},
};

/// Deepest nesting of groups.
const MAX_DEPTH: usize = 50;

/// Most rounds of a repetition inside of look-behind.
const MAX_BEHIND: u32 = 1_000;

/// A part of a pattern. Captures are plain groups: only their ways count.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// `^`.
    Start,
    /// `$`, `\b`, `\B`.
    Edge,
    /// One character of a class, by its number.
    One(usize),
    Sequence(Vec<Part>),
    Choice(Vec<Part>),
    /// At least and at most so often.
    Repeat(Box<Part>, u32, Option<u32>),
    Ahead(Box<Part>),
    Behind(Box<Part>),
    /// `\1`, `\k<name>`.
    Back,
}

/// A pattern as it was understood.
pub(super) struct Parsed {
    pub part: Part,
    pub classes: Vec<Class>,
    /// Whether a part is certainly too slow.
    pub slow: bool,
    /// Whether it names Unicode properties, whose names are not checked here.
    pub properties: bool,
}

/// Reads on through a pattern.
pub(super) struct Parser {
    pub rest: Vec<char>,
    pub at: usize,
    depth: usize,
    classes: Vec<Class>,
    groups: usize,
    names: Vec<String>,
    wanted_group: usize,
    wanted_names: Vec<String>,
    slow: bool,
    pub properties: bool,
}

pub(super) type Parse<T> = Result<T, BadPattern>;

/// Reads a pattern.
pub(super) fn parse(source: &str) -> Parse<Parsed> {
    let rest: Vec<char> = source.chars().collect();
    if rest.len() > MAX_SOURCE {
        return Err(BadPattern::Large);
    }
    let mut parser = Parser {
        rest,
        at: 0,
        depth: 0,
        classes: Vec::new(),
        groups: 0,
        names: Vec::new(),
        wanted_group: 0,
        wanted_names: Vec::new(),
        slow: false,
        properties: false,
    };
    let part = parser.choice()?;
    let known = parser
        .wanted_names
        .iter()
        .all(|name| parser.names.contains(name));
    parser.require(parser.at == parser.rest.len() && known)?;
    parser.require(parser.wanted_group <= parser.groups)?;
    Ok(Parsed {
        part,
        classes: parser.classes,
        slow: parser.slow,
        properties: parser.properties,
    })
}

impl Parser {
    pub(super) fn peek(&self) -> Option<char> {
        self.rest.get(self.at).copied()
    }

    pub(super) fn next(&mut self) -> Parse<char> {
        let next = self.peek().ok_or(BadPattern::Syntax)?;
        self.at += 1;
        Ok(next)
    }

    pub(super) fn require(&self, yes: bool) -> Parse<()> {
        if yes { Ok(()) } else { Err(BadPattern::Syntax) }
    }

    pub(super) fn eat(&mut self, text: &str) -> bool {
        let length = text.chars().count();
        let here = self.rest.get(self.at..).unwrap_or_default();
        let fits = here.len() >= length && here.iter().zip(text.chars()).all(|(a, b)| *a == b);
        if fits {
            self.at += length;
        }
        fits
    }

    fn choice(&mut self) -> Parse<Part> {
        let mut branches = vec![self.sequence()?];
        while self.eat("|") {
            branches.push(self.sequence()?);
        }
        match branches.pop() {
            Some(only) if branches.is_empty() => Ok(only),
            last => {
                branches.extend(last);
                Ok(Part::Choice(branches))
            }
        }
    }

    fn sequence(&mut self) -> Parse<Part> {
        let mut parts = Vec::new();
        while let Some(next) = self.peek() {
            if next == '|' || next == ')' {
                break;
            }
            let part = self.term()?;
            parts.push(part);
        }
        Ok(Part::Sequence(parts))
    }

    fn term(&mut self) -> Parse<Part> {
        let part = match self.next()? {
            '^' => return Ok(Part::Start),
            '$' => return Ok(Part::Edge),
            '(' => return self.group(),
            '.' => self.class(Class::exactly(class::LINE_END).negated()),
            '[' => {
                let class = self.bracket()?;
                self.class(class)
            }
            '\\' => match self.peek() {
                Some('b' | 'B') => {
                    self.at += 1;
                    return Ok(Part::Edge);
                }
                Some('1'..='9') => {
                    let group = self.number()?.unwrap_or(u32::MAX);
                    self.wanted_group = self.wanted_group.max(group as usize);
                    Part::Back
                }
                Some('k') => {
                    self.at += 1;
                    self.expect('<')?;
                    let name = self.name()?;
                    self.wanted_names.push(name);
                    Part::Back
                }
                _ => {
                    let class = self.escape(false)?;
                    self.class(class)
                }
            },
            '*' | '+' | '?' | '{' | '}' | ']' => return Err(BadPattern::Syntax),
            plain => self.character(u32::from(plain)),
        };
        self.repeated(part)
    }

    pub(super) fn eat_one(&mut self, wanted: char) -> bool {
        let fits = self.peek() == Some(wanted);
        self.at += usize::from(fits);
        fits
    }

    pub(super) fn expect(&mut self, wanted: char) -> Parse<()> {
        let fits = self.eat_one(wanted);
        self.require(fits)
    }

    fn class(&mut self, class: Class) -> Part {
        self.classes.push(class.tidy());
        Part::One(self.classes.len() - 1)
    }

    fn character(&mut self, point: u32) -> Part {
        self.class(Class::exactly(&[(point, point)]))
    }

    fn group(&mut self) -> Parse<Part> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(BadPattern::Large);
        }
        let look = if self.eat("?=") || self.eat("?!") {
            Some(false)
        } else if self.eat("?<=") || self.eat("?<!") {
            Some(true)
        } else {
            if self.eat("?<") {
                let name = self.name()?;
                self.require(!self.names.contains(&name))?;
                self.names.push(name);
                self.groups += 1;
            } else if !self.eat("?:") {
                self.groups += 1;
            }
            None
        };
        let part = self.choice()?;
        self.expect(')')?;
        self.depth -= 1;
        match look {
            Some(false) => Ok(Part::Ahead(Box::new(part))),
            Some(true) => {
                self.slow |= part.any(&|p| match p {
                    Part::Repeat(_, _, most) => most.is_none_or(|most| most > MAX_BEHIND),
                    other => matches!(other, Part::Back),
                });
                Ok(Part::Behind(Box::new(part)))
            }
            None => self.repeated(part),
        }
    }

    fn name(&mut self) -> Parse<String> {
        let mut name = String::new();
        loop {
            match self.next()? {
                '>' => break,
                c if c.is_alphabetic() || c == '_' || c == '$' => name.push(c),
                c if c.is_numeric() && !name.is_empty() => name.push(c),
                _ => return Err(BadPattern::Syntax),
            }
        }
        self.require(!name.is_empty())?;
        Ok(name)
    }

    fn repeated(&mut self, part: Part) -> Parse<Part> {
        let (least, most) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                self.at += 1;
                let least = self.number()?.ok_or(BadPattern::Syntax)?;
                let most = if self.eat_one(',') {
                    self.number()?
                } else {
                    Some(least)
                };
                self.require(self.peek() == Some('}'))?;
                self.require(most.is_none_or(|most| most >= least))?;
                (least, most)
            }
            _ => return Ok(part),
        };
        self.at += 1;
        self.eat_one('?');
        if most.is_none_or(|most| most > 1) {
            self.slow |= part.any(&|p| matches!(p, Part::Back));
        }
        Ok(Part::Repeat(Box::new(part), least, most))
    }

    /// Digits as a number, if there are any; a huge one is as good as any other.
    fn number(&mut self) -> Parse<Option<u32>> {
        let mut number: Option<u32> = None;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            self.at += 1;
            let before = number.unwrap_or_default();
            number = Some(before.saturating_mul(10).saturating_add(digit));
        }
        Ok(number)
    }
}

impl Part {
    /// Whether it or a part of it is such.
    fn any(&self, is: &dyn Fn(&Self) -> bool) -> bool {
        is(self)
            || match self {
                Self::Sequence(parts) | Self::Choice(parts) => parts.iter().any(|p| p.any(is)),
                Self::Repeat(part, ..) | Self::Ahead(part) | Self::Behind(part) => part.any(is),
                _ => false,
            }
    }
}

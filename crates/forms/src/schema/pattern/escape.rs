//! Escapes and classes in brackets.

use super::{
    BadPattern,
    class::{self, Class},
    parse::{Parse, Parser},
};

impl Parser {
    /// What stands after a backslash.
    pub(super) fn escape(&mut self, in_class: bool) -> Parse<Class> {
        let named = match self.next()? {
            'd' => Class::exactly(class::DIGIT),
            'D' => Class::exactly(class::DIGIT).negated(),
            's' => Class::exactly(class::SPACE),
            'S' => Class::exactly(class::SPACE).negated(),
            'w' => Class::exactly(class::WORD),
            'W' => Class::exactly(class::WORD).negated(),
            'p' => self.property()?,
            'P' => self.property()?.negated(),
            other => {
                let point = self.point(other, in_class)?;
                Class::exactly(&[(point, point)])
            }
        };
        Ok(named)
    }

    fn property(&mut self) -> Parse<Class> {
        self.expect('{')?;
        self.properties = true;
        let mut name = String::new();
        loop {
            match self.next()? {
                '}' => break,
                c if c.is_ascii_alphanumeric() || c == '_' || c == '=' => name.push(c),
                _ => return Err(BadPattern::Syntax),
            }
        }
        self.require(!name.is_empty())?;
        Ok(class::property(&name))
    }

    /// The character that an escape means.
    fn point(&mut self, kind: char, in_class: bool) -> Parse<u32> {
        Ok(match kind {
            't' => 9,
            'n' => 10,
            'v' => 11,
            'f' => 12,
            'r' => 13,
            'b' if in_class => 8,
            '-' if in_class => 0x2D,
            '0' if !self.peek().is_some_and(|c| c.is_ascii_digit()) => 0,
            'c' => {
                let letter = self.next()?;
                self.require(letter.is_ascii_alphabetic())?;
                u32::from(letter) % 32
            }
            'x' => self.hex(2)?,
            'u' if self.eat_one('{') => {
                let mut point = self.hex(1)?;
                while !self.eat_one('}') {
                    point = point.saturating_mul(16).saturating_add(self.hex(1)?);
                }
                self.require(point <= class::LAST)?;
                point
            }
            'u' => {
                let lead = self.hex(4)?;
                let before = self.at;
                if (0xD800..0xDC00).contains(&lead) && self.eat("\\u") {
                    match self.hex(4) {
                        Ok(trail) if (0xDC00..0xE000).contains(&trail) => {
                            return Ok(0x1_0000 + ((lead - 0xD800) << 10) + (trail - 0xDC00));
                        }
                        _ => self.at = before,
                    }
                }
                lead
            }
            c if "^$\\.*+?()[]{}|/".contains(c) => u32::from(c),
            _ => return Err(BadPattern::Syntax),
        })
    }

    fn hex(&mut self, digits: u32) -> Parse<u32> {
        let mut point = 0;
        for _ in 0..digits {
            let digit = self.next()?.to_digit(16).ok_or(BadPattern::Syntax)?;
            point = point * 16 + digit;
        }
        Ok(point)
    }

    /// `[…]` after its bracket.
    pub(super) fn bracket(&mut self) -> Parse<Class> {
        let negated = self.eat_one('^');
        let mut class = Class::default();
        while !self.eat_one(']') {
            let first = self.atom()?;
            let is_range =
                self.peek() == Some('-') && self.rest.get(self.at + 1).is_some_and(|c| *c != ']');
            if !is_range {
                class.add(first);
                continue;
            }
            self.at += 1;
            let last = self.atom()?;
            match (single(&first), single(&last)) {
                (Some(first), Some(last)) if first <= last => {
                    class.add(Class::exactly(&[(first, last)]));
                }
                _ => return Err(BadPattern::Syntax),
            }
        }
        let class = class.tidy();
        Ok(if negated { class.negated() } else { class })
    }

    fn atom(&mut self) -> Parse<Class> {
        match self.next()? {
            '\\' => self.escape(true),
            plain => Ok(Class::exactly(&[(u32::from(plain), u32::from(plain))])),
        }
    }
}

fn single(class: &Class) -> Option<u32> {
    match (class.most.as_slice(), class.sure.as_slice()) {
        ([(first, last)], [_]) if first == last => Some(*first),
        _ => None,
    }
}

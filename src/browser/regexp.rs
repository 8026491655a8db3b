//! Patterns of forms on the browser's own `RegExp`, always with the flag `u`: no engine
//! of ours is in the page. What can backtrack too far is refused, and what is too long is
//! not matched, before it gets here: the form engine counts that itself, the same in the
//! gateway (`banshi_forms::schema::pattern`).

use std::cell::{OnceCell, RefCell};

use banshi_forms::schema::{BadPattern, Pattern, Patterns};
use js_sys::{Array, Function, Reflect, RegExp};
use wasm_bindgen::JsCast;

/// The browser's `RegExp`.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserPatterns;

struct Compiled {
    source: Box<str>,
    plain: RegExp,
    /// For texts with characters of two code units, made when the first one comes.
    aligned: OnceCell<Option<RegExp>>,
}

impl Compiled {
    fn is_match(&self, text: &str) -> bool {
        // Neither has `g` nor `y`: they begin at the front each time.
        if text.bytes().all(|byte| byte < FIRST_OF_FOUR) {
            return self.plain.test(text);
        }
        let aligned = self.aligned.get_or_init(|| aligned(&self.source));
        aligned.as_ref().unwrap_or(&self.plain).test(text)
    }
}

thread_local! {
    /// The patterns that forms hold. A form knows their places only, so that it may be
    /// held where nothing of the browser's may be: in signals.
    static PATTERNS: RefCell<Vec<Option<Compiled>>> = const { RefCell::new(Vec::new()) };
}

/// The place of a pattern in [`PATTERNS`], which is free again when this goes.
struct Held(usize);

impl Held {
    fn hold(pattern: Compiled) -> Self {
        PATTERNS.with_borrow_mut(|all| {
            let free = all.iter().position(Option::is_none);
            let at = free.unwrap_or_else(|| {
                all.push(None);
                all.len() - 1
            });
            if let Some(place) = all.get_mut(at) {
                *place = Some(pattern);
            }
            Self(at)
        })
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // Not when the page ends.
        let _ = PATTERNS.try_with(|all| {
            if let Some(place) = all.borrow_mut().get_mut(self.0) {
                *place = None;
            }
        });
    }
}

impl Pattern for Held {
    fn is_match(&self, text: &str) -> bool {
        PATTERNS.with_borrow(|all| {
            let pattern = all.get(self.0).and_then(Option::as_ref);
            pattern.is_some_and(|pattern| pattern.is_match(text))
        })
    }
}

/// UTF-8 begins characters of two UTF-16 code units with this byte or a greater one.
const FIRST_OF_FOUR: u8 = 0xF0;

/// The same pattern, sought from the front in whole characters. V8 looks for one also
/// between the two halves of a character, where `\B` and assertions hold that should not.
fn aligned(source: &str) -> Option<RegExp> {
    regexp(&format!("^[^]*?(?:{source})"))
}

/// None when it is no pattern; called by reflection, since what `new` throws would end
/// the page.
fn regexp(source: &str) -> Option<RegExp> {
    let arguments = Array::of2(&source.into(), &"u".into());
    let constructor = Reflect::get(&js_sys::global(), &"RegExp".into()).ok()?;
    let constructor: Function = constructor.dyn_into().ok()?;
    let made = Reflect::construct(&constructor, &arguments).ok()?;
    made.dyn_into().ok()
}

impl Patterns for BrowserPatterns {
    fn compile(&self, source: &str) -> Result<Box<dyn Pattern>, BadPattern> {
        let plain = regexp(source).ok_or(BadPattern::Syntax)?;
        Ok(Box::new(Held::hold(Compiled {
            source: source.into(),
            plain,
            aligned: OnceCell::new(),
        })))
    }
}

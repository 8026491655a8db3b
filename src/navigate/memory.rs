//! Addresses kept by the page alone, for tests and for pieces embedded in a host that
//! keeps its own.

use std::cell::RefCell;
use std::rc::Rc;

use super::Navigator;

/// A history in memory; clones share it.
#[derive(Clone)]
pub struct Memory {
    trail: Rc<RefCell<Vec<String>>>,
    moved: Rc<RefCell<Option<Moved>>>,
}

type Moved = Rc<dyn Fn()>;

impl Memory {
    /// Starts at an address.
    #[must_use]
    pub fn at(address: &str) -> Self {
        Self {
            trail: Rc::new(RefCell::new(vec![address.to_owned()])),
            moved: Rc::new(RefCell::new(None)),
        }
    }

    /// Goes back, as the browser's button would; stays at the first address.
    pub fn back(&self) {
        if self.trail.borrow().len() > 1 {
            self.trail.borrow_mut().pop();
        }
        let moved = self.moved.borrow().clone();
        if let Some(moved) = moved {
            moved();
        }
    }
}

impl Navigator for Memory {
    fn address(&self) -> String {
        self.trail
            .borrow()
            .last()
            .cloned()
            .unwrap_or_else(|| "/".into())
    }

    fn href(&self, address: &str) -> String {
        address.to_owned()
    }

    fn push(&self, address: &str) {
        self.trail.borrow_mut().push(address.to_owned());
    }

    fn replace(&self, address: &str) {
        let mut trail = self.trail.borrow_mut();
        trail.pop();
        trail.push(address.to_owned());
    }

    fn listen(&self, moved: Rc<dyn Fn()>) {
        *self.moved.borrow_mut() = Some(moved);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn going_back_calls_who_listens_and_skips_what_was_replaced() {
        let memory = Memory::at("/");
        let calls = Rc::new(RefCell::new(0));
        let counted = Rc::clone(&calls);
        memory.listen(Rc::new(move || *counted.borrow_mut() += 1));
        memory.push("/cases");
        memory.replace("/lookup");
        assert_eq!(memory.address(), "/lookup");
        memory.back();
        assert_eq!((memory.address().as_str(), *calls.borrow()), ("/", 1));
        memory.back();
        assert_eq!(memory.address(), "/");
    }
}

//! Ending what is awaited from outside.

use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

/// A stop that clones share.
#[derive(Clone, Default)]
pub struct Stop(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    stopped: bool,
    waker: Option<Waker>,
}

impl Stop {
    /// Stops.
    pub fn stop(&self) {
        let waker = {
            let mut state = self.0.borrow_mut();
            state.stopped = true;
            state.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Runs `task` to its end, or until stopped: then it is dropped where it waits.
    pub async fn or(&self, task: impl Future<Output = ()>) {
        let mut task = pin!(task);
        poll_fn(|context| {
            {
                let mut state = self.0.borrow_mut();
                if state.stopped {
                    return Poll::Ready(());
                }
                state.waker = Some(context.waker().clone());
            }
            task.as_mut().poll(context)
        })
        .await;
    }
}

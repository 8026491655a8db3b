//! Starts the page.

fn main() {
    banshi::start();
}

//! Builds, serves, tests and measures whosaid.
fn main() {}

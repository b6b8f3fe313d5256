//! The commands of this repository: `cargo xtask build | start | test | bench | size | generate`.

fn main() {}

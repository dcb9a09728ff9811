//! Says whether the built app is there to be embedded (`cfg(app_built)`).
//!
//! Not here: building the app. `cargo xtask app` does that, and cargo comes back here when the
//! folder changes. Without it the server still compiles, and says so when it is opened.

use std::path::Path;

fn main() {
    let dist = Path::new("../dist");
    // A path that does not exist would make cargo run this again at every build. Where the folder
    // cannot be made (a read-only checkout), that is all that happens.
    let _created = std::fs::create_dir_all(dist);
    println!("cargo::rerun-if-changed=../dist");
    println!("cargo::rustc-check-cfg=cfg(app_built)");
    if dist.join("index.html").is_file() {
        println!("cargo::rustc-cfg=app_built");
    }
}

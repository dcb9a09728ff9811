//! Starts the two reference programs: pyxform (Python) and `@getodk/xforms-engine` (Node). Not
//! here: installing them, which `cargo xtask test` does.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::forms;

/// Where `cargo xtask test` installs what only the tests use.
fn tools() -> PathBuf {
    let beside = || {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
        target
            .unwrap_or_else(|| workspace.join("target"))
            .join("test-tools")
    };
    let folder = std::env::var_os("KANPING_TEST_TOOLS").map_or_else(beside, PathBuf::from);
    for part in ["python/bin/python", "node/node_modules/jsdom"] {
        let path = folder.join(part);
        assert!(
            path.exists(),
            "{} is not there: `cargo xtask test-tools` installs it",
            path.display()
        );
    }
    folder
}

/// A folder with the whole corpus, converted by pyxform.
pub fn converted() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for form in forms::all() {
        form.write(folder.path());
    }
    let mut python = Command::new(tools().join("python/bin/python"));
    python.arg(forms::folder().join("convert.py"));
    run(python.arg(folder.path()));
    folder
}

/// Runs `sequences.json` of the folder in the reference engine; answers `states.json`.
pub fn run_engine(folder: &Path) -> String {
    let mut node = Command::new("node");
    node.arg(forms::folder().join("engine.mjs"));
    run(node.arg(folder).arg(tools().join("node")));
    fs::read_to_string(folder.join("states.json")).unwrap()
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{command:?} ended with {}:\n{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
}

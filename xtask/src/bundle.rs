//! The files of `dist/`: hashed names, filled templates, the precache list, compressed copies.
//!
//! Not here: how wasm and script were made (`app_build`), and how files are served (the server's
//! `assets`). A file whose name carries its hash may be cached for ever; `index.html`,
//! `service-worker.js` and the manifest keep their names and are asked for anew each time.

use crate::app_build::Effort;
use crate::compress::{Compressed, compressed, sha256_hex};
use crate::first_load::FirstLoad;
use crate::workspace;
use anyhow::{Context, Result, bail};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The style sheets every page needs, in the order of the cascade; others follow by name.
const STYLES_FIRST: [&str; 3] = ["tokens.css", "base.css", "components.css"];

/// The app as it was built: an entry, which every visit loads, and parts beside it.
pub struct AppFiles {
    /// Scripts and wasm by path in one folder; they name each other by relative path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Each part with the files it needs beside the entry.
    pub parts: BTreeMap<String, Vec<String>>,
}

impl AppFiles {
    /// A folder whose name stands for all that is in it: the files name each other, so that none of
    /// them can carry its own hash.
    fn folder(&self) -> String {
        let listing: String = self
            .files
            .iter()
            .map(|(path, bytes)| format!("{path} {}\n", sha256_hex(bytes)))
            .collect();
        format!("app.{}", &sha256_hex(listing.as_bytes())[..16])
    }
}

/// Writes `dist/` anew and answers what a first visit loads.
pub fn write(app: &AppFiles, effort: Effort) -> Result<FirstLoad> {
    let public = workspace::root().join("public");
    let mut files = Files::default();
    let folder = app.folder();
    for (path, bytes) in &app.files {
        files.add(&format!("{folder}/{path}"), bytes.clone());
    }
    let url = |name: &str| format!("/{folder}/{name}");
    let urls = |names: &Vec<String>| names.iter().map(|name| url(name)).collect::<Vec<_>>();
    let parts: BTreeMap<&str, Vec<String>> = app
        .parts
        .iter()
        .map(|(part, names)| (part.as_str(), urls(names)))
        .collect();
    let script = url("app.js");
    let wasm = url("app_bg.wasm");
    let styles = files.add_hashed("styles", "css", read_styles(&public.join("styles"))?);
    let boot = read_text(&public.join("boot.js"))?;
    let addresses = json!({ "script": script, "wasm": wasm, "parts": parts });
    let boot = fill(&boot, &[("app", &addresses.to_string())])?;
    let boot = files.add_hashed("boot", "js", boot.into_bytes());
    let names = [("styles", styles.as_str()), ("boot", boot.as_str())];
    let index = fill(&read_text(&public.join("index.html"))?, &names)?;
    files.add("index.html", index.into_bytes());
    let loaded_with_the_parts = app.parts.values().flatten().map(|name| url(name));
    let late: BTreeSet<String> = loaded_with_the_parts.collect();
    let scripts = files.urls().into_iter();
    let entry = scripts.filter(|path| path.starts_with("/app.") && !late.contains(path));
    let page = ["/index.html".to_owned(), boot, styles];
    let mut first_load = FirstLoad::new(entry.chain(page).collect(), &parts);

    files.add(
        "manifest.webmanifest",
        read(&public.join("manifest.webmanifest"))?,
    );
    for name in list(&public.join("icons"))? {
        files.add(
            &format!("icons/{name}"),
            read(&public.join("icons").join(&name))?,
        );
    }
    let worker = read_text(&public.join("service-worker.js"))?;
    let precache = serde_json::to_string(&files.urls()).context("the precache list")?;
    let worker = fill(
        &worker,
        &[("version", &files.version()), ("precache", &precache)],
    )?;
    files.add("service-worker.js", worker.into_bytes());

    let compressed = files.write_to(&workspace::dist(), effort)?;
    first_load.weigh(&files.0, &compressed);
    Ok(first_load)
}

/// Content by path under `dist/`, sorted, so that the same sources give the same list.
#[derive(Default)]
struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    fn add(&mut self, path: &str, bytes: Vec<u8>) {
        self.0.insert(path.to_owned(), bytes);
    }

    /// Adds `stem.<first 16 hex digits of SHA-256>.extension` and answers its URL.
    fn add_hashed(&mut self, stem: &str, extension: &str, bytes: Vec<u8>) -> String {
        let path = format!("{stem}.{}.{extension}", &sha256_hex(&bytes)[..16]);
        self.add(&path, bytes);
        format!("/{path}")
    }

    fn urls(&self) -> Vec<String> {
        self.0.keys().map(|path| format!("/{path}")).collect()
    }

    /// One name for exactly these contents.
    fn version(&self) -> String {
        let mut all = String::new();
        for (path, bytes) in &self.0 {
            all.push_str(path);
            all.push_str(&sha256_hex(bytes));
        }
        sha256_hex(all.as_bytes())[..16].to_owned()
    }

    /// Makes the folder hold these files with their compressed copies, and nothing else.
    /// An unchanged file keeps its time stamp, so that cargo does not rebuild the server.
    fn write_to(&self, folder: &Path, effort: Effort) -> Result<BTreeMap<String, Compressed>> {
        let mut wanted = BTreeMap::new();
        let mut copies = BTreeMap::new();
        for (path, bytes) in &self.0 {
            wanted.insert(path.clone(), bytes.clone());
            if path.ends_with(".png") {
                continue;
            }
            let copy = compressed(bytes, effort)?;
            wanted.insert(format!("{path}.br"), copy.brotli.clone());
            wanted.insert(format!("{path}.gz"), copy.gzip.clone());
            copies.insert(path.clone(), copy);
        }
        remove_others(folder, folder, &wanted)?;
        for (path, bytes) in &wanted {
            write_if_changed(&folder.join(path), bytes)?;
        }
        Ok(copies)
    }
}

fn remove_others(root: &Path, folder: &Path, wanted: &BTreeMap<String, Vec<u8>>) -> Result<()> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(());
    };
    for entry in entries {
        let path = entry.context("listing dist")?.path();
        if path.is_dir() {
            remove_others(root, &path, wanted)?;
            // Only an empty folder goes; the others still hold what is wanted.
            let _ = fs::remove_dir(&path);
            continue;
        }
        let relative = path.strip_prefix(root).context("a file outside dist")?;
        if !wanted.contains_key(relative.to_string_lossy().as_ref()) {
            fs::remove_file(&path).with_context(|| format!("removing {}", path.display()))?;
        }
    }
    Ok(())
}

fn write_if_changed(file: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(file).is_ok_and(|present| present == bytes) {
        return Ok(());
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
    }
    fs::write(file, bytes).with_context(|| format!("writing {}", file.display()))
}

fn read_styles(folder: &Path) -> Result<Vec<u8>> {
    let mut names = list(folder)?;
    for name in STYLES_FIRST {
        if !names.iter().any(|present| present == name) {
            bail!("{} is missing", folder.join(name).display());
        }
    }
    names.retain(|name| name.ends_with(".css"));
    names.sort_by_key(|name| {
        let place = STYLES_FIRST.iter().position(|first| first == name);
        (place.unwrap_or(STYLES_FIRST.len()), name.clone())
    });
    let mut all = Vec::new();
    for name in names {
        all.extend(read(&folder.join(name))?);
        all.push(b'\n');
    }
    Ok(all)
}

/// Replaces every `{{name}}`; an unknown or a left-over name is an error, never a broken page.
fn fill(template: &str, values: &[(&str, &str)]) -> Result<String> {
    let mut filled = template.to_owned();
    for (name, value) in values {
        filled = filled.replace(&format!("{{{{{name}}}}}"), value);
    }
    if let Some((_, rest)) = filled.split_once("{{") {
        let name = rest.split("}}").next().unwrap_or(rest);
        bail!("nothing fills {{{{{name}}}}} in a template of public/");
    }
    Ok(filled)
}

fn list(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder).with_context(|| format!("listing {}", folder.display()))?;
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.with_context(|| format!("listing {}", folder.display()))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("reading {}", file.display()))
}

fn read_text(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn a_template_gets_every_name_it_asks_for() {
        let filled = fill("<a href=\"{{styles}}\">", &[("styles", "/styles.1.css")]);
        assert_eq!(filled.unwrap(), "<a href=\"/styles.1.css\">");
    }

    #[test]
    fn a_name_that_nothing_fills_stops_the_build() {
        let error = fill("{{styles}} {{boot}}", &[("styles", "x")]).unwrap_err();
        assert!(error.to_string().contains("boot"), "{error}");
    }
}

//! Turns locales/<language>/<namespace>.json into the typed `i18n` module, and the keys of
//! problems.json into the table from problem codes to texts.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=locales");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    let config = Config::new("zh-CN")?
        .add_locale("en")?
        .add_namespaces([
            "common",
            "problems",
            "field",
            "desk",
            "engagements",
            "respondents",
            "surveys",
            "tablet",
            "questions",
            "kiosk",
            "forms",
            "interviews",
            "documents",
            "findings",
            "passport",
            "scores",
            "plan",
            "library",
            "reports",
            "feedback",
            "archive",
            "checks",
            "programme",
        ])?
        // `t_string!` with values, for attributes such as aria-label.
        .parse_options(ParseOptions::new().interpolate_display(true));
    let parsed = parse_locales(None, config)?;
    let module = leptos_i18n_codegen::gen_code(&parsed, None, false, None, true)?;
    let folder = out.join("i18n");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("mod.rs"), module.to_string())?;
    write_problem_table(&out)
}

/// One arm for each key: a code that nobody wrote words for falls back to its code.
fn write_problem_table(out: &Path) -> Result<(), Box<dyn Error>> {
    let text = std::fs::read_to_string("locales/zh-CN/problems.json")?;
    let texts: BTreeMap<String, String> = serde_json::from_str(&text)?;
    let mut table = String::from("match code {\n");
    for key in texts.keys() {
        let code = key.to_uppercase();
        writeln!(
            table,
            "    \"{code}\" => td_string!(locale, problems.{key}),"
        )?;
    }
    table.push_str("    _ => td_string!(locale, problems.unknown),\n}\n");
    std::fs::write(out.join("problem_table.rs"), table)?;
    Ok(())
}

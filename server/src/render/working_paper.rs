//! One record as a working paper 底稿 that any browser opens: questions, answers, files with their
//! hashes, who signed. Not here: which records go into a pack.

use domain::fieldwork::RecordBody;
use domain::instrument::{Instrument, Node};

use super::html::Html;

/// What the page shows.
pub struct WorkingPaper<'a> {
    /// 索引号.
    pub index: &'a str,
    /// What it is about.
    pub about: &'a str,
    /// The form it was filled with.
    pub instrument: &'a Instrument,
    /// Answers and files.
    pub body: &'a RecordBody,
    /// Where its files lie, seen from the page.
    pub files: &'a [PaperFile],
}

/// A file of a working paper.
pub struct PaperFile {
    /// Question, caption, moment.
    pub about: String,
    /// Its address; empty where it never arrived.
    pub href: String,
    /// Its SHA-256.
    pub sha256: String,
    /// Whether a browser shows it as a picture.
    pub is_picture: bool,
}

/// The page.
pub fn page(paper: &WorkingPaper<'_>) -> String {
    let mut out = Html::default();
    out.raw("<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>");
    out.text(paper.index);
    out.raw("</title><style>body{font:16px/1.7 serif;margin:2em;max-width:60em}");
    out.raw("table{border-collapse:collapse;width:100%}th,td{border:1px solid #888;");
    out.raw(
        "padding:4px 8px;text-align:left;vertical-align:top}th{width:45%}img{max-width:24em}</style></head><body>",
    );
    out.raw("<h1>");
    out.text(paper.index);
    out.raw(" ");
    out.text(paper.about);
    out.raw("</h1><p>");
    out.text(&format!(
        "{} {}",
        paper.instrument.title, paper.instrument.version
    ));
    out.raw("</p><table>");
    for node in paper.instrument.walk() {
        let Node::Question { path, label, .. } = node else {
            continue;
        };
        if let Some(answer) = paper.body.answers.get(path) {
            let shown = shown(node, answer, paper.instrument);
            named_row(&mut out, path, paper.instrument.label(label, ""), &shown);
        }
    }
    // Rows of repeats are answers of their own.
    for (path, answer) in paper
        .body
        .answers
        .iter()
        .filter(|(path, _)| path.contains('['))
    {
        named_row(&mut out, path, path, answer);
    }
    out.raw("</table><h2>");
    out.text(domain::report::archive_words::PAPER_FILES);
    out.raw("</h2><table>");
    for file in paper.files {
        file_row(&mut out, file);
    }
    out.raw("</table></body></html>\n");
    out.finish()
}

fn shown(node: &Node, answer: &str, instrument: &Instrument) -> String {
    if !node.is_select() {
        return answer.to_owned();
    }
    let names = answer.split(' ').map(|name| {
        let choice = node.choices().iter().find(|choice| choice.name == name);
        choice.map_or(name, |choice| instrument.label(&choice.label, ""))
    });
    names.collect::<Vec<_>>().join("、")
}

/// A row that a number in the report leads to.
fn named_row(out: &mut Html, path: &str, label: &str, value: &str) {
    out.raw("<tr id=\"");
    out.text(path);
    out.raw("\"><th scope=\"row\">");
    out.text(label);
    out.raw("</th><td>");
    out.text(value);
    out.raw("</td></tr>");
}

fn file_row(out: &mut Html, file: &PaperFile) {
    out.raw("<tr><th scope=\"row\">");
    out.text(&file.about);
    out.raw("</th><td>");
    if !file.href.is_empty() {
        out.raw("<a href=\"");
        out.text(&file.href);
        out.raw("\">");
        if file.is_picture {
            out.raw("<img loading=\"lazy\" src=\"");
            out.text(&file.href);
            out.raw("\" alt=\"");
            out.text(&file.about);
            out.raw("\">");
        } else {
            out.text(&file.href);
        }
        out.raw("</a><br>");
    }
    out.text(&file.sha256);
    out.raw("</td></tr>");
}

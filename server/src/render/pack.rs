//! Pages of an archive pack that any browser opens: tables, and the contents that lead through it.
//! Not here: which there are (`service::reporting::archive`), working papers (`working_paper`).

use domain::survey_statistics::{Cell, Sheet};

use super::html::Html;

/// Headings whose cells are names: other pages link to such a row.
const NAMING: [&str; 4] = ["编号", "编码", "代码", "索引号"];

const STYLE: &str = "<style>body{font:16px/1.7 serif;margin:2em;max-width:75em}\
    table{border-collapse:collapse;width:100%}th,td{border:1px solid #888;padding:4px 8px;\
    text-align:left;vertical-align:top;overflow-wrap:anywhere}thead th{background:#eee}\
    img{max-width:24em;max-height:24em}</style>";

/// The beginning of a page up to its heading.
pub(super) fn begin(out: &mut Html, title: &str) {
    out.raw("<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>");
    out.text(title);
    out.raw("</title>");
    out.raw(STYLE);
    out.raw("</head><body><h1>");
    out.text(title);
    out.raw("</h1>");
}

/// A table as a page. `links` gives where the first cell of a row leads; `back` leads to the
/// contents.
pub fn table_page(sheet: &Sheet, links: &dyn Fn(usize) -> Option<String>, back: &str) -> String {
    let mut out = Html::default();
    begin(&mut out, sheet.name);
    link(&mut out, back, domain::report::archive_words::CONTENTS);
    out.raw("<table><thead><tr>");
    for heading in &sheet.headings {
        out.raw("<th scope=\"col\">");
        out.text(heading);
        out.raw("</th>");
    }
    out.raw("</tr></thead><tbody>");
    let names = |heading: &String| NAMING.contains(&heading.as_str());
    let naming = sheet.headings.iter().position(names);
    for (row, cells) in sheet.rows.iter().enumerate() {
        out.raw("<tr");
        if let Some(name) = naming.and_then(|column| cells.get(column)) {
            out.raw(" id=\"");
            out.text(shown(name));
            out.raw("\"");
        }
        out.raw(">");
        for (column, cell) in cells.iter().enumerate() {
            out.raw("<td>");
            match links(row).filter(|_| column == 0) {
                Some(href) => link(&mut out, &href, shown(cell)),
                None => out.text(shown(cell)),
            }
            out.raw("</td>");
        }
        out.raw("</tr>");
    }
    out.raw("</tbody></table></body></html>\n");
    out.finish()
}

fn shown(cell: &Cell) -> &str {
    match cell {
        Cell::Text(text) | Cell::Number(text) => text,
    }
}

fn link(out: &mut Html, href: &str, label: &str) {
    out.raw("<a href=\"");
    out.text(href);
    out.raw("\">");
    out.text(label);
    out.raw("</a>");
}

/// 目录: sections of links.
pub fn contents_page(
    title: &str,
    about: &str,
    sections: &[(String, Vec<(String, String)>)],
) -> String {
    let mut out = Html::default();
    begin(&mut out, title);
    for line in about.lines() {
        out.raw("<p>");
        out.text(line);
        out.raw("</p>");
    }
    for (heading, links) in sections {
        out.raw("<h2>");
        out.text(heading);
        out.raw("</h2><ul>");
        for (label, href) in links {
            out.raw("<li>");
            link(&mut out, href, label);
            out.raw("</li>");
        }
        out.raw("</ul>");
    }
    out.raw("</body></html>\n");
    out.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_named_linked_and_escaped() {
        let sheet = Sheet {
            name: "问题清单",
            headings: vec!["编号".to_owned(), "事实".to_owned()],
            rows: vec![vec![
                Cell::Text("S-001".to_owned()),
                Cell::Text("<b>缺护栏</b>".to_owned()),
            ]],
        };
        let page = table_page(
            &sheet,
            &|_| Some("../papers/x.html".to_owned()),
            "../index.html",
        );
        assert!(page.contains("<tr id=\"S-001\"><td><a href=\"../papers/x.html\">S-001</a>"));
        assert!(page.contains("&lt;b&gt;缺护栏&lt;/b&gt;"), "{page}");
    }
}

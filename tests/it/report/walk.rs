//! Every number that the example's report prints leads to what it rests on. Not here: what the
//! numbers are (`composed`), single links (`rendered`).

use std::collections::BTreeSet;

use domain::party::Role;
use domain::wire::urls;
use regex_lite::Regex;
use server::demo::Lifecycle;

use crate::world::{Person, World, demo_url};

/// The page as pieces: text that lies in no link to a source, and those links.
struct Walk {
    loose: Vec<String>,
    cells: usize,
    links: BTreeSet<String>,
    figures: usize,
}

/// Markup whose numbers count places of the document itself.
const PLACES: [&str; 6] = ["h1", "h2", "h3", "h4", "caption", "figcaption"];

impl Walk {
    fn of(page: &str) -> Self {
        let mut walk = Self {
            loose: Vec::new(),
            cells: 0,
            links: BTreeSet::new(),
            figures: 0,
        };
        let mut open: Vec<(String, bool)> = Vec::new();
        let mut rest = page;
        while let Some((text, tail)) = rest.split_once('<') {
            walk.text(&open, text);
            let Some((tag, after)) = tail.split_once('>') else {
                break;
            };
            rest = after;
            walk.tag(&mut open, tag);
        }
        walk
    }

    fn tag(&mut self, open: &mut Vec<(String, bool)>, tag: &str) {
        if let Some(name) = tag.strip_prefix('/') {
            let place = open.iter().rposition(|(known, _)| known == name.trim());
            open.truncate(place.unwrap_or(open.len()));
            return;
        }
        let name = tag.split_whitespace().next().unwrap_or_default();
        match name {
            "tr" => self.cells = 0,
            "td" => self.cells += 1,
            _ => {}
        }
        let void = ["meta", "br", "img", "hr", "col", "!DOCTYPE"].contains(&name);
        if void || tag.ends_with('/') {
            return;
        }
        // A bar's label is an answer as the form offers it: 60岁及以上.
        let is_label = tag.contains("class=\"label\"");
        let is_source = ["class=\"figure\"", "class=\"source\"", "class=\"more\""]
            .iter()
            .any(|class| tag.contains(class));
        if name == "a" && tag.contains("class=\"figure\"") {
            self.figures += 1;
        }
        if name == "a" && is_source {
            let (_, address) = tag.split_once("href=\"").unwrap();
            let address = address.split_once('"').unwrap().0.replace("&amp;", "&");
            self.links.insert(address);
        }
        open.push((name.to_owned(), is_source || is_label));
    }

    fn text(&mut self, open: &[(String, bool)], text: &str) {
        let sourced = open.iter().any(|(_, is_source)| *is_source);
        let named = open.iter().any(|(name, _)| {
            PLACES.contains(&name.as_str())
                || ["style", "title", "nav", "header"].contains(&&**name)
        });
        // 序号 of a row.
        let is_ordinal = self.cells == 1 && text.trim().parse::<u16>().is_ok();
        if !sourced && !named && !is_ordinal && text.contains(|c: char| c.is_ascii_digit()) {
            self.loose.push(text.trim().to_owned());
        }
    }
}

/// What may stand unlinked: names, dates and places in the document, which are no measurements.
fn without_names(text: &str, names: &BTreeSet<String>) -> String {
    let mut text = text.to_owned();
    for name in names.iter().rev() {
        text = text.replace(name.as_str(), "");
    }
    let patterns = [
        // Dates and times.
        r"\d{4}-\d{2}-\d{2}( \d{2}:\d{2}(:\d{2})?)?|\d{4}年(\d{1,2}月(\d{1,2}日)?|度)?",
        // Where something stands in this document.
        r"[表图]\d+|附件\d+|^\d+\.",
        // Counts of what is listed at that place.
        r"共\d+项，见|尚有\d+项资料缺口，见|\d+人，名单见",
        // Codes of records, findings, indicators and projects; versions of methods.
        r"[A-Z]{1,2}-\d+(-\d+)*|\b[A-D]\d{1,2}\b|\bDL\d{4}\b",
        r"splitmix64/\d+|kanping-scoring/\d+|SHA-256",
        // The beginning of a photo's hash, and its index.
        r"^[0-9a-f]{8}$",
    ];
    for pattern in patterns {
        text = Regex::new(pattern)
            .unwrap()
            .replace_all(&text, "")
            .into_owned();
    }
    text
}

async fn reaches(person: &Person, address: &str) -> bool {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let room = path.strip_prefix("/desk/demo/").unwrap_or_default();
    let room = room.split('#').next().unwrap_or_default();
    let value = |name: &str| {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs
            .filter(|(key, _)| *key == name)
            .map(|(_, value)| value.to_owned())
            .next()
    };
    let answer = match room.split_once('/') {
        Some(("records", record)) => person.get(&demo_url(urls::RECORD, &[record])).await,
        None if room == "records" => person.get(&demo_url(urls::RECORDS, &[])).await,
        None if room == "report" => person.get(&demo_url(urls::REPORT, &[])).await,
        None if room == "frame" => person.get(&demo_url(urls::FRAME, &[])).await,
        None if room == "scores" || room == "plan" => {
            let answer = person.get(&demo_url(urls::SCORES, &[])).await;
            let rows = answer.body["sheet"]["rows"]
                .as_array()
                .cloned()
                .unwrap_or_default();
            let wanted = value("indicator");
            let is_there = wanted.is_none_or(|code| rows.iter().any(|row| row["code"] == *code));
            return answer.status == 200 && is_there;
        }
        None if room == "findings" => {
            let answer = person.get(&demo_url(urls::FINDINGS, &[])).await;
            let wanted = value("finding").unwrap_or_default();
            return answer.status == 200
                && answer.body.to_string().contains(&format!("\"{wanted}\""));
        }
        _ => return false,
    };
    answer.status == 200
}

#[tokio::test]
async fn each_number_of_the_examples_report_leads_to_a_record() {
    let world = World::at(Lifecycle::Reported).await;
    let manager = world.person(Role::Manager).await;
    let request = manager
        .client
        .get(world.url(&demo_url(urls::REPORT_HTML, &[])));
    let page = request.send().await.unwrap().text().await.unwrap();
    let walk = Walk::of(&page);
    assert!(walk.figures > 1_000, "{} figures", walk.figures);

    let frame = manager.get(&demo_url(urls::FRAME, &[])).await.body;
    let mut names = BTreeSet::new();
    for project in frame["projects"].as_array().unwrap() {
        names.insert(project["name"].as_str().unwrap().to_owned());
    }
    let orphans: Vec<String> = walk
        .loose
        .iter()
        .map(|text| without_names(text, &names))
        .filter(|text| text.contains(|c: char| c.is_ascii_digit()))
        .collect();
    assert!(
        orphans.is_empty(),
        "{} orphans:\n{}",
        orphans.len(),
        orphans.join("\n")
    );

    let mut dead = Vec::new();
    for link in &walk.links {
        if !reaches(&manager, link).await {
            dead.push(link.clone());
        }
    }
    assert!(
        dead.is_empty(),
        "{} of {} links lead nowhere:\n{}",
        dead.len(),
        walk.links.len(),
        dead.join("\n")
    );
}

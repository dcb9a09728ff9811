//! Which block comes next: a form cut into pages of a phone, and the way through them.
//! Not here: what a page looks like.

use std::collections::BTreeSet;

use super::control::Control;
use super::places::{Place, PlaceKind, places};
use super::screening::{consent_question, stops_here};
use crate::instrument::{Instrument, Node, Session};

/// A group with more questions than this is cut.
const LONGEST_PAGE: usize = 10;
/// The pieces of a long group, and of loose questions, hold at most so many.
const PIECE: usize = 6;

/// A form cut into pages.
pub struct Pages<'a> {
    pages: Vec<Page<'a>>,
    intro: Vec<&'a Node>,
}

/// One page: a block of the form.
pub struct Page<'a> {
    /// Its number in the address, from 1; it never moves while a form is filled in.
    pub number: usize,
    /// The top-level group it shows, or a piece of; `None` for questions outside of any group.
    pub group: Option<&'a Node>,
    /// What it holds, by template: the group's children or the loose questions.
    roots: Vec<&'a Node>,
    consent: Option<String>,
}

impl<'a> Page<'a> {
    /// What stands on it now, in the order of the form.
    pub fn places(&self, session: &Session) -> Vec<Place<'a>> {
        let mut places = places(&self.roots, session);
        places.retain(|place| self.consent.as_ref() != Some(&place.path));
        places
    }

    /// Whether something on it is asked or to be read now.
    pub fn is_asked(&self, session: &Session) -> bool {
        let mut places = self.places(session).into_iter();
        places.any(|place| matches!(place.kind, PlaceKind::Asked(_) | PlaceKind::Adder))
    }

    /// The questions and notes it may show, by template.
    pub fn questions(&self) -> Vec<&'a Node> {
        let all = self.roots.iter().flat_map(|node| node.walk());
        all.filter(|node| {
            Control::of(node).is_some_and(Control::is_shown)
                && self.consent.as_deref() != Some(node.path())
        })
        .collect()
    }

    /// All nodes it may show, headings too.
    pub(super) fn nodes(&self) -> Vec<&'a Node> {
        self.roots.iter().flat_map(|node| node.walk()).collect()
    }

    /// Instance paths on it that are asked now and stand in the way of going on: required and
    /// unanswered, or refused.
    pub fn open_ends(&self, session: &Session) -> Vec<String> {
        let state = session.state();
        let refused = state.invalid.iter().map(|invalid| &invalid.path);
        let open: BTreeSet<&String> = state.missing.iter().chain(refused).collect();
        let places = self.places(session).into_iter().map(|place| place.path);
        places.filter(|path| open.contains(path)).collect()
    }
}

impl<'a> Pages<'a> {
    /// Cuts a form: each top-level group is a page, a long one several, loose questions go
    /// together. The consent question is asked before all pages, so it stands on none; a page that
    /// would hold nothing else is left out and its notes become the intro.
    pub fn of(instrument: &'a Instrument) -> Self {
        let consent = consent_question(instrument).map(|(path, _)| path);
        let mut intro = Vec::new();
        let mut pages: Vec<Page<'a>> = Vec::new();
        for (group, roots) in top_blocks(instrument) {
            let page = Page {
                number: pages.len() + 1,
                group,
                roots,
                consent: consent.clone(),
            };
            let asks_consent = page
                .nodes()
                .iter()
                .any(|node| consent.as_deref() == Some(node.path()));
            let questions = page.questions();
            let takes = |node: &&Node| Control::of(node).is_some_and(Control::takes_answer);
            if asks_consent && !questions.iter().any(takes) {
                intro.extend(questions);
            } else if !questions.is_empty() {
                pages.push(page);
            }
        }
        Self { pages, intro }
    }

    /// All pages in order.
    pub fn all(&self) -> &[Page<'a>] {
        &self.pages
    }

    /// The notes that stood beside the consent question.
    pub fn intro(&self) -> &[&'a Node] {
        &self.intro
    }

    /// The page with this number.
    pub fn page(&self, number: usize) -> Option<&Page<'a>> {
        self.pages.iter().find(|page| page.number == number)
    }

    /// The first page after `number` that is asked; `None` at the end, and as soon as an answer
    /// ends the interview.
    pub fn next(&self, session: &Session, number: usize) -> Option<usize> {
        if stops_here(session.instrument(), &session.answers()) {
            return None;
        }
        let mut after = self.pages.iter().filter(|page| page.number > number);
        after
            .find(|page| page.is_asked(session))
            .map(|page| page.number)
    }

    /// The last page before `number` that is asked.
    pub fn previous(&self, session: &Session, number: usize) -> Option<usize> {
        let mut before = self.pages.iter().rev().filter(|page| page.number < number);
        before
            .find(|page| page.is_asked(session))
            .map(|page| page.number)
    }

    /// The first page with something missing or refused; `None` when the form may be sent.
    pub fn first_open(&self, session: &Session) -> Option<usize> {
        if stops_here(session.instrument(), &session.answers()) {
            return None;
        }
        let mut open = self.pages.iter();
        open.find(|page| !page.open_ends(session).is_empty())
            .map(|page| page.number)
    }

    /// Place and count for 第 3 页，共 6 页: pages passed that were asked, and all that still may
    /// come. The count never grows while a person goes on.
    pub fn progress(&self, session: &Session, number: usize) -> (usize, usize) {
        let (before, rest): (Vec<_>, Vec<_>) =
            self.pages.iter().partition(|page| page.number < number);
        let passed = before
            .into_iter()
            .filter(|page| page.is_asked(session))
            .count();
        (passed + 1, passed + rest.len().max(1))
    }
}

/// The blocks of the form before anything is left out.
fn top_blocks(instrument: &Instrument) -> Vec<(Option<&Node>, Vec<&Node>)> {
    let mut blocks = Vec::new();
    let mut loose: Vec<&Node> = Vec::new();
    for node in &instrument.nodes {
        if matches!(node, Node::Question { .. }) {
            loose.push(node);
            if answers(&loose) >= PIECE {
                blocks.push((None, std::mem::take(&mut loose)));
            }
            continue;
        }
        if !loose.is_empty() {
            blocks.push((None, std::mem::take(&mut loose)));
        }
        blocks.extend(pieces(node));
    }
    if !loose.is_empty() {
        blocks.push((None, loose));
    }
    blocks
}

/// A group as one page, or in pieces that never cut a group inside of it. A repeat stays whole.
fn pieces(group: &Node) -> Vec<(Option<&Node>, Vec<&Node>)> {
    if matches!(group, Node::Group { repeat: true, .. }) {
        return vec![(None, vec![group])];
    }
    let children: Vec<&Node> = group.children().iter().collect();
    if answers(&children) <= LONGEST_PAGE {
        return vec![(Some(group), children)];
    }
    let mut found = Vec::new();
    let mut piece: Vec<&Node> = Vec::new();
    for child in children {
        if !piece.is_empty() && answers(&piece) + answers(&[child]) > PIECE {
            found.push((Some(group), std::mem::take(&mut piece)));
        }
        piece.push(child);
    }
    if !piece.is_empty() {
        found.push((Some(group), piece));
    }
    found
}

fn answers(nodes: &[&Node]) -> usize {
    let takes = |node: &&Node| Control::of(node).is_some_and(Control::takes_answer);
    nodes
        .iter()
        .flat_map(|node| node.walk())
        .filter(takes)
        .count()
}

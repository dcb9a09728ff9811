//! Which block comes next: a form cut into pages of a phone, and the way through them.
//! Not here: what a page looks like.

use super::control::Control;
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
    /// What stands on it, in the order of the form; groups before what they hold.
    pub nodes: Vec<&'a Node>,
}

impl Page<'_> {
    /// Whether something on it is asked or to be read now.
    pub fn is_asked(&self, session: &Session) -> bool {
        self.questions()
            .any(|node| session.state().relevant(node.path()))
    }

    /// The questions and notes on it.
    pub fn questions(&self) -> impl Iterator<Item = &Node> {
        self.nodes
            .iter()
            .copied()
            .filter(|node| Control::of(node).is_some())
    }

    /// Whether this question stands on it.
    pub fn holds(&self, path: &str) -> bool {
        self.questions().any(|node| node.path() == path)
    }

    /// Paths on it that are asked now and stand in the way of going on: required and unanswered,
    /// or refused.
    pub fn open_ends(&self, session: &Session) -> Vec<String> {
        let state = session.state();
        let refused = state.invalid.iter().map(|invalid| &invalid.path);
        let open = state.missing.iter().chain(refused);
        open.filter(|path| self.holds(path)).cloned().collect()
    }
}

impl<'a> Pages<'a> {
    /// Cuts a form: each top-level group is a page, a long one several, loose questions go
    /// together. The consent question is asked before all pages, so it stands on none; a page that
    /// would hold nothing else is left out and its notes become the intro.
    pub fn of(instrument: &'a Instrument) -> Self {
        let consent = consent_question(instrument).map(|(path, _)| path);
        let is_shown = |node: &&Node| match Control::of(node) {
            Some(control) => control.is_shown() && consent.as_deref() != Some(node.path()),
            None => true,
        };
        let mut intro = Vec::new();
        let mut blocks: Vec<(Option<&Node>, Vec<&Node>)> = Vec::new();
        for (group, nodes) in top_blocks(instrument) {
            let asked_consent = nodes
                .iter()
                .any(|node| consent.as_deref() == Some(node.path()));
            let nodes: Vec<&Node> = nodes.into_iter().filter(is_shown).collect();
            let answerable = nodes
                .iter()
                .any(|node| Control::of(node).is_some_and(Control::takes_answer));
            if asked_consent && !answerable {
                intro.extend(nodes.into_iter().filter(|node| Control::of(node).is_some()));
            } else if nodes.iter().any(|node| Control::of(node).is_some()) {
                blocks.push((group, nodes));
            }
        }
        let pages = (1..).zip(blocks).map(|(number, (group, nodes))| Page {
            number,
            group,
            nodes,
        });
        Self {
            pages: pages.collect(),
            intro,
        }
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

/// A group as one page, or in pieces that never cut a group inside of it.
fn pieces(group: &Node) -> Vec<(Option<&Node>, Vec<&Node>)> {
    let inside: Vec<&Node> = group.children().iter().flat_map(Node::walk).collect();
    if answers(&inside) <= LONGEST_PAGE {
        return vec![(Some(group), inside)];
    }
    let mut found = Vec::new();
    let mut piece: Vec<&Node> = Vec::new();
    for child in group.children() {
        let nodes = child.walk();
        if !piece.is_empty() && answers(&piece) + answers(&nodes) > PIECE {
            found.push((Some(group), std::mem::take(&mut piece)));
        }
        piece.extend(nodes);
    }
    if !piece.is_empty() {
        found.push((Some(group), piece));
    }
    found
}

fn answers(nodes: &[&Node]) -> usize {
    let takes = |node: &&&Node| Control::of(node).is_some_and(Control::takes_answer);
    nodes.iter().filter(takes).count()
}

//! A removed row of a repeat, and how it comes back between the rows that moved up. Not here:
//! saving (`editor`), what a removal does to paths (`domain::instrument::renumber`).

use std::collections::BTreeMap;

use domain::fieldwork::{Attachment, RecordBody};
use domain::ids::AttachmentId;

/// A record's manifest.
pub type Attachments = BTreeMap<AttachmentId, Attachment>;

/// What stood in a row.
#[derive(Clone, Debug, PartialEq)]
pub struct RemovedRow {
    /// The repeat's path.
    repeat: String,
    /// The row's position, from 1.
    position: usize,
    answers: BTreeMap<String, String>,
    attachments: Attachments,
}

impl RemovedRow {
    /// Takes a row of a body that is about to be removed (`/data/rep[2]`).
    pub fn of(body: &RecordBody, row_path: &str) -> Self {
        let (repeat, position) = split(row_path).unwrap_or((row_path, 1));
        let inside = |path: &str| {
            let rest = path.strip_prefix(row_path);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '[']))
        };
        let answers = body.answers.iter().filter(|(path, _)| inside(path));
        let attachments = body.attachments.iter().filter(|(_, a)| inside(&a.path));
        Self {
            repeat: repeat.to_owned(),
            position,
            answers: answers.map(|(k, v)| (k.clone(), v.clone())).collect(),
            attachments: attachments.map(|(k, v)| (k.clone(), v.clone())).collect(),
        }
    }

    /// Answers and manifest of a body with the row where it was.
    pub fn back_into(&self, body: &RecordBody) -> (BTreeMap<String, String>, Attachments) {
        let rows = self.rows_in(body);
        let moved = body
            .answers
            .iter()
            .map(|(path, v)| (self.make_room(path), v.clone()));
        let mut answers: BTreeMap<String, String> = moved.collect();
        answers.extend(self.answers.clone());
        // A repeat says how many rows it has: an empty row has no answer that would tell.
        answers.insert(self.repeat.clone(), (rows + 1).to_string());
        let mut attachments = body.attachments.clone();
        for attachment in attachments.values_mut() {
            attachment.path = self.make_room(&attachment.path);
        }
        attachments.extend(self.attachments.clone());
        (answers, attachments)
    }

    fn rows_in(&self, body: &RecordBody) -> usize {
        let said = body
            .answers
            .get(&self.repeat)
            .and_then(|rows| rows.parse().ok());
        let seen = body
            .answers
            .keys()
            .filter_map(|path| self.position_of(path));
        said.or_else(|| seen.map(|(position, _)| position).max())
            .unwrap_or(1)
            .max(self.position - 1)
    }

    /// The position of the row a path lies in, and the rest of the path.
    fn position_of<'a>(&self, path: &'a str) -> Option<(usize, &'a str)> {
        let behind = path.strip_prefix(self.repeat.as_str())?.strip_prefix('[')?;
        let (number, rest) = behind.split_once(']')?;
        Some((number.parse().ok()?, rest))
    }

    fn make_room(&self, path: &str) -> String {
        match self.position_of(path) {
            Some((number, rest)) if number >= self.position => {
                format!("{}[{}]{rest}", self.repeat, number + 1)
            }
            _ => path.to_owned(),
        }
    }
}

fn split(row_path: &str) -> Option<(&str, usize)> {
    let (repeat, position) = row_path.strip_suffix(']')?.rsplit_once('[')?;
    Some((repeat, position.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(answers: &[(&str, &str)]) -> RecordBody {
        let answers = answers
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
        RecordBody {
            answers: answers.collect(),
            ..RecordBody::default()
        }
    }

    #[test]
    fn a_removed_row_comes_back_between_its_neighbours_and_later_edits_stay() {
        let before = body(&[
            ("/data/p", "3"),
            ("/data/p[1]/name", "one"),
            ("/data/p[2]/name", "two"),
            ("/data/p[2]/pet[1]/kind", "cat"),
            ("/data/p[3]/name", "three"),
        ]);
        let row = RemovedRow::of(&before, "/data/p[2]");
        let after = body(&[
            ("/data/p", "2"),
            ("/data/p[1]/name", "one, corrected"),
            ("/data/p[2]/name", "three"),
        ]);
        let (answers, _) = row.back_into(&after);
        let expected = body(&[
            ("/data/p", "3"),
            ("/data/p[1]/name", "one, corrected"),
            ("/data/p[2]/name", "two"),
            ("/data/p[2]/pet[1]/kind", "cat"),
            ("/data/p[3]/name", "three"),
        ]);
        assert_eq!(answers, expected.answers);
    }
}

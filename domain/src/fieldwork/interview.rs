//! Interviews 访谈: what the answers of a guide mean, by the names of docs/FORMS.md; what one still
//! lacks before it counts as finished; its open items 待核实事项. Not here: asking (`instrument`),
//! numbering (`working_paper`), who resolved an open item.

use std::collections::BTreeMap;

use super::RecordBody;
use crate::instrument::{Instrument, Node, Translations};
use crate::problem::Problem;

/// Two people hold an interview (domain.md §2.1, §6.3).
pub const MIN_INTERVIEWERS: usize = 2;

/// The suffix of the question 待核实事项 beside an answer.
const OPEN_ITEM_SUFFIX: &str = "_verify";
/// `interviewer_a`, `interviewer_b` …; `interviewers_more` holds any number of further names.
const INTERVIEWER_PREFIX: &str = "interviewer_";
const MORE_INTERVIEWERS: &str = "interviewers_more";
const RECORDER: &str = "recorder";
const CONFIRMATION: &str = "interviewee_confirms";
const SIGNATURE: &str = "sign_interviewee";
const REFUSAL: &str = "sign_interviewee_refused";
/// What people write between two names.
const NAME_SEPARATORS: [char; 5] = ['、', '，', ',', '；', ';'];

/// An interview as lists and the report print it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct InterviewFacts {
    /// 访谈对象: unit, post and, where given, name, separated by blanks.
    pub interviewee: String,
    /// 日期 `2026-09-14`; empty where it was not written.
    pub held_on: String,
    /// 地点.
    pub place: String,
    /// 方式: the choice's name (`face_to_face`, `telephone`, `video`); empty for none.
    pub way: String,
    /// 访谈人, each once, in the order of the form.
    pub interviewers: Vec<String>,
    /// 访谈对象确认.
    pub confirmation: Confirmation,
}

/// Whether the interviewee stands by the record.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Confirmation {
    /// Neither signed nor refused yet.
    #[default]
    Open,
    /// Signed; the signature is an attachment of the record.
    Signed,
    /// Refused.
    Refused {
        /// Why; never blank.
        reason: String,
    },
}

/// Reads an interview.
pub fn facts(body: &RecordBody) -> InterviewFacts {
    let text = |name: &str| answer(&body.answers, name).to_owned();
    let parts = [text("who_unit"), text("who_post"), text("who_name")];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    InterviewFacts {
        interviewee: parts.join(" "),
        held_on: text("held_on"),
        place: text("place"),
        way: text("way"),
        interviewers: interviewers(&body.answers),
        confirmation: confirmation(body),
    }
}

/// The interviewers' printed names, each once, in the order of the form.
pub fn interviewers(answers: &BTreeMap<String, String>) -> Vec<String> {
    let is_interviewer = |name: &str| {
        name == MORE_INTERVIEWERS
            || name
                .strip_prefix(INTERVIEWER_PREFIX)
                .is_some_and(|rest| !rest.contains('_'))
    };
    let written = answers
        .iter()
        .filter(|(path, _)| is_interviewer(last_segment(path)))
        .map(|(_, value)| value.as_str());
    distinct(written)
}

/// Everybody of the team who took part, interviewers and recorder: they see the record.
pub fn participants(answers: &BTreeMap<String, String>) -> Vec<String> {
    let interviewers = interviewers(answers);
    let recorder = answer(answers, RECORDER);
    distinct(interviewers.iter().map(String::as_str).chain([recorder]))
}

fn distinct<'a>(written: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in written.flat_map(|text| text.split(NAME_SEPARATORS)) {
        let name = name.trim();
        if !name.is_empty() && names.iter().all(|known| known != name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// The confirmation as it stands. A refusal without a reason and a signature without its picture
/// are none.
pub fn confirmation(body: &RecordBody) -> Confirmation {
    let answers = &body.answers;
    let reason = answer(answers, REFUSAL).trim();
    let signed = body
        .attachments
        .keys()
        .any(|id| id.as_str() == answer(answers, SIGNATURE));
    match (answer(answers, CONFIRMATION), signed, reason) {
        ("signed" | "", true, _) => Confirmation::Signed,
        ("refused" | "", false, reason) if !reason.is_empty() => Confirmation::Refused {
            reason: reason.to_owned(),
        },
        ("refused", true, reason) if !reason.is_empty() => Confirmation::Refused {
            reason: reason.to_owned(),
        },
        _ => Confirmation::Open,
    }
}

/// Whether an interview may count as finished (提交): enough interviewers, and the interviewee's
/// word. The server takes no other as submitted.
pub fn may_be_finished(body: &RecordBody) -> bool {
    interviewers(&body.answers).len() >= MIN_INTERVIEWERS
        && confirmation(body) != Confirmation::Open
}

/// What stands in the way of finishing, beyond the form's own rules
/// (`instrument::validate_complete`). Problems: `INTERVIEWERS_TOO_FEW` (`expected`, `found`),
/// `INTERVIEW_REFUSAL_WITHOUT_REASON`, `INTERVIEW_NOT_CONFIRMED`, each at its question's path.
pub fn shortfalls(instrument: &Instrument, body: &RecordBody) -> Vec<Problem> {
    let mut problems = Vec::new();
    let found = interviewers(&body.answers).len();
    if found < MIN_INTERVIEWERS {
        problems.push(
            Problem::new("INTERVIEWERS_TOO_FEW")
                .with("expected", MIN_INTERVIEWERS)
                .with("found", found)
                .at_path(&path_of(instrument, "interviewer_b")),
        );
    }
    if confirmation(body) == Confirmation::Open {
        let problem = match answer(&body.answers, CONFIRMATION) {
            "refused" => Problem::new("INTERVIEW_REFUSAL_WITHOUT_REASON")
                .at_path(&path_of(instrument, REFUSAL)),
            _ => {
                Problem::new("INTERVIEW_NOT_CONFIRMED").at_path(&path_of(instrument, CONFIRMATION))
            }
        };
        problems.push(problem);
    }
    problems
}

/// Something that was said and has to be verified elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenItem {
    /// The form path of the question 待核实事项.
    pub path: String,
    /// The question of the guide it belongs to, per language.
    pub question: Translations,
    /// What has to be verified.
    pub text: String,
}

/// The open items of an interview, in the order of the answers' paths.
pub fn open_items(instrument: &Instrument, answers: &BTreeMap<String, String>) -> Vec<OpenItem> {
    let nodes = instrument.walk();
    let label_of = |path: &str| {
        let found = nodes.iter().find(|node| node.path() == path);
        found.map(|node| match node {
            Node::Question { label, .. } | Node::Group { label, .. } => label.clone(),
        })
    };
    let item = |(path, text): (&String, &String)| {
        let place = without_positions(path);
        let parent = place.rsplit_once('/').map_or("", |(parent, _)| parent);
        let question = label_of(parent)
            .filter(|label| label.values().any(|text| !text.is_empty()))
            .or_else(|| label_of(&place))
            .unwrap_or_default();
        OpenItem {
            path: path.clone(),
            question,
            text: text.trim().to_owned(),
        }
    };
    answers
        .iter()
        .filter(|(path, text)| {
            last_segment(path).ends_with(OPEN_ITEM_SUFFIX) && !text.trim().is_empty()
        })
        .map(item)
        .collect()
}

/// The first answer whose question has this name; empty for none.
fn answer<'a>(answers: &'a BTreeMap<String, String>, name: &str) -> &'a str {
    let found = answers.iter().find(|(path, _)| last_segment(path) == name);
    found.map_or("", |(_, value)| value.trim())
}

/// Where the question of this name stands in the form; the name itself where it has none.
fn path_of(instrument: &Instrument, name: &str) -> String {
    let nodes = instrument.walk();
    let found = nodes.iter().find(|node| last_segment(node.path()) == name);
    found.map_or(name, |node| node.path()).to_owned()
}

fn last_segment(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// `/data/q[2]/q_verify` is an answer to `/data/q/q_verify`.
fn without_positions(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut inside = false;
    for letter in path.chars() {
        match letter {
            '[' => inside = true,
            ']' => inside = false,
            other if !inside => out.push(other),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fieldwork::{Attachment, AttachmentKind};
    use crate::ids::Sha256Hex;
    use crate::time::Timestamp;

    fn body(pairs: &[(&str, &str)]) -> RecordBody {
        let answers = pairs
            .iter()
            .map(|(path, value)| ((*path).to_owned(), (*value).to_owned()));
        RecordBody {
            answers: answers.collect(),
            ..RecordBody::default()
        }
    }

    fn signature() -> Attachment {
        Attachment {
            kind: AttachmentKind::Signature,
            path: "/data/signoff/sign_interviewee".to_owned(),
            sha256: Sha256Hex::of(b"ink"),
            original_sha256: Sha256Hex::of(b"ink"),
            bytes: 3,
            media_type: "image/png".to_owned(),
            taken_at: Timestamp(1),
            taken_by: "a".into(),
            position: None,
            caption: String::new(),
        }
    }

    #[test]
    fn interviewers_are_counted_once_each_wherever_they_are_written() {
        let names = body(&[
            ("/data/header/interviewer_a", "王建国"),
            ("/data/header/interviewer_b", " 王建国 "),
            ("/data/header/interviewers_more", "李秀英、赵明，李秀英"),
            ("/data/header/recorder", "陈静"),
            ("/data/signoff/sign_interviewer_a", "attachment"),
        ]);
        assert_eq!(interviewers(&names.answers), ["王建国", "李秀英", "赵明"]);
        assert_eq!(participants(&names.answers).len(), 4);
    }

    #[test]
    fn a_refusal_needs_its_reason_and_a_signature_its_picture() {
        let refused = [("/data/signoff/interviewee_confirms", "refused")];
        assert_eq!(confirmation(&body(&refused)), Confirmation::Open);
        let reason = ("/data/signoff/sign_interviewee_refused", "不便签字");
        assert_eq!(
            confirmation(&body(&[refused[0], reason])),
            Confirmation::Refused {
                reason: "不便签字".to_owned()
            }
        );
        let mut signed = body(&[
            ("/data/signoff/interviewee_confirms", "signed"),
            ("/data/signoff/sign_interviewee", "one"),
        ]);
        assert_eq!(confirmation(&signed), Confirmation::Open);
        signed.attachments.insert("one".into(), signature());
        assert_eq!(confirmation(&signed), Confirmation::Signed);
    }

    #[test]
    fn positions_of_repeats_do_not_hide_a_question() {
        assert_eq!(
            without_positions("/data/q[12]/q_verify"),
            "/data/q/q_verify"
        );
    }
}

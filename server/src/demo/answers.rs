//! Invents plausible answers for the example by asking the form engine what is asked. Not here:
//! the forms' rules; what a form refuses would show at once in the server's own re-check.

use std::collections::BTreeMap;

use domain::ids::AttachmentId;
use domain::instrument::{Instrument, Node, QuestionType, Session, prefill};
use domain::project::Project;
use domain::sampling::SplitMix64;
use domain::time::Timestamp;

use super::problems;
use crate::service::ServiceError;

/// Answering one question may open others; a form settles long before this.
const ROUNDS: usize = 12;

/// Whose hand fills the form, and about what.
pub struct Situation<'a> {
    /// The site.
    pub project: &'a Project,
    /// `X-012`.
    pub index: String,
    /// 核查人A and 核查人B.
    pub evaluators: [&'a str; 2],
    /// When.
    pub at: Timestamp,
}

/// A filled form and the pictures it names.
pub struct Filled {
    /// Form path → answer.
    pub answers: BTreeMap<String, String>,
    /// Form path, the attachment's id, whether it is a signature.
    pub pictures: Vec<(String, AttachmentId, bool)>,
}

/// Fills everything the form asks.
pub fn fill(
    instrument: &Instrument,
    situation: &Situation<'_>,
    generator: &mut SplitMix64,
    new_identifier: &dyn Fn() -> String,
) -> Result<Filled, ServiceError> {
    let wrong = |problem| ServiceError::invalid(problem);
    let mut session = Session::new(instrument, situation.at).map_err(wrong)?;
    for (path, value) in prefill(instrument, situation.project, &situation.index) {
        session.answer(&path, &value);
    }
    let mut pictures = Vec::new();
    for _ in 0..ROUNDS {
        let mut changed = false;
        for node in instrument.walk() {
            let Node::Question {
                path,
                question_type,
                appearance,
                ..
            } = node
            else {
                continue;
            };
            let asked = node.is_answerable() && session.state().relevant(path);
            if !asked || !session.value(path).is_empty() {
                continue;
            }
            let value = if *question_type == QuestionType::Image {
                picture(path, appearance, &mut pictures, new_identifier)
            } else {
                invented(path, question_type, &session, situation, generator)
            };
            if let Some(value) = value {
                changed |= session.answer(path, &value);
            }
        }
        if !changed {
            break;
        }
    }
    Ok(Filled {
        answers: session.answers(),
        pictures,
    })
}

/// Every slot gets a picture but the refused and optional ones of a calm visit.
fn picture(
    path: &str,
    appearance: &str,
    pictures: &mut Vec<(String, AttachmentId, bool)>,
    new_identifier: &dyn Fn() -> String,
) -> Option<String> {
    if path.ends_with("/p7") || pictures.iter().any(|(known, ..)| known == path) {
        return None;
    }
    let id = new_identifier();
    pictures.push((
        path.to_owned(),
        AttachmentId(id.clone()),
        appearance.contains("signature"),
    ));
    Some(id)
}

fn invented(
    path: &str,
    question_type: &QuestionType,
    session: &Session,
    situation: &Situation<'_>,
    generator: &mut SplitMix64,
) -> Option<String> {
    let name = path.rsplit('/').next().unwrap_or_default();
    match question_type {
        QuestionType::Text => text(name, situation, generator),
        QuestionType::Decimal | QuestionType::Integer => {
            number(path, name, session, situation, generator)
        }
        QuestionType::Date => Some(date(name, generator)),
        QuestionType::DateTime => Some(situation.at.to_iso_text()),
        QuestionType::Time => Some(situation.at.to_clock_text()),
        QuestionType::Acknowledge => Some("OK".to_owned()),
        QuestionType::Geopoint => {
            let project = situation.project;
            Some(format!(
                "{} {} 0 8",
                project.latitude.as_ref()?,
                project.longitude.as_ref()?
            ))
        }
        QuestionType::SelectOne { .. } | QuestionType::SelectMultiple { .. } => {
            let choices: Vec<&str> = session
                .choices(path)
                .into_iter()
                .map(|choice| choice.name.as_str())
                .collect();
            choice(name, &choices, generator).map(str::to_owned)
        }
        _ => None,
    }
}

fn one<'a, T: ?Sized>(generator: &mut SplitMix64, from: &[&'a T]) -> Option<&'a T> {
    let index = usize::try_from(generator.below(from.len().max(1) as u64)).ok()?;
    from.get(index).copied()
}

fn text(name: &str, situation: &Situation<'_>, generator: &mut SplitMix64) -> Option<String> {
    let [first, second] = situation.evaluators;
    let project = situation.project;
    let text = match name {
        "h5" => format!("{}石桥村", project.township),
        "h6" => "C024 村道 四级".to_owned(),
        "h8" => "某某路桥工程有限公司".to_owned(),
        "h9" => "某某工程监理有限公司".to_owned(),
        "h10_document" => "区交字〔2018〕32号".to_owned(),
        "h17" => one(
            generator,
            &["晴，通行正常", "阴，通行正常", "小雨，路面湿滑"],
        )?
        .to_owned(),
        "advice" => "明确管护责任人，建立巡查记录。".to_owned(),
        "sign_a_name" => first.to_owned(),
        "sign_b_name" => second.to_owned(),
        "sign_unit_name" => "陈志明".to_owned(),
        "q12" => return None,
        _ if name.ends_with("_note") => {
            one(generator, &problems::seen(name, &project.project_type))?.to_owned()
        }
        _ if name.contains("refused") || name.contains("reason") => return None,
        _ if name.contains("village") => return None,
        _ => return None,
    };
    Some(text)
}

/// Decimal texts are built from whole thousandths, never from floating point.
fn thousandths(value: u64) -> String {
    format!("{}.{:03}", value / 1_000, value % 1_000)
}

fn parse_thousandths(text: &str) -> Option<u64> {
    use rust_decimal::prelude::ToPrimitive as _;
    let value: rust_decimal::Decimal = text.parse().ok()?;
    (value * rust_decimal::Decimal::ONE_THOUSAND).to_u64()
}

fn number(
    path: &str,
    name: &str,
    session: &Session,
    situation: &Situation<'_>,
    generator: &mut SplitMix64,
) -> Option<String> {
    let project = situation.project;
    let value = if name.contains("design") {
        match (name, project.measure_unit.as_str()) {
            // 公里 in the frame, 米 in the form.
            ("m1_design", "公里") => {
                parse_thousandths(project.planned_quantity.as_ref()?)? * 1_000
            }
            ("m1_design" | "m8_design", _) => (18 + generator.below(40)) * 1_000,
            _ => (3 + generator.below(5)) * 1_000,
        }
    } else if name.contains("measured") {
        let design = design_of(path, session)?;
        // 99.6 % to 100.3 % of design, now and then 5 % short.
        let permille = if generator.below(25) == 0 {
            950
        } else {
            996 + generator.below(8)
        };
        design * permille / 1_000
    } else if matches!(name, "h11" | "h12" | "h13") {
        let amount = parse_thousandths(&project.amount.to_wan_yuan_exact(4))?;
        amount * (960 + generator.below(50)) / 1_000
    } else if name == "q10" {
        return Some(generator.below(40).to_string());
    } else {
        (1 + generator.below(5)) * 1_000
    };
    Some(thousandths(value))
}

fn design_of(path: &str, session: &Session) -> Option<u64> {
    let written = path.replace("measured", "design");
    let without_point = written.trim_end_matches(|c: char| c.is_ascii_digit());
    let candidates = [written.as_str(), without_point.trim_end_matches('_')];
    candidates
        .into_iter()
        .find_map(|candidate| parse_thousandths(session.value(candidate)))
}

fn date(name: &str, generator: &mut SplitMix64) -> String {
    let late = generator.below(8) == 0;
    match name {
        "h14_start" => format!("2018-{:02}-15", 3 + generator.below(3)),
        "h14_planned_end" => "2018-10-31".to_owned(),
        "h14_actual_end" if late => format!("2018-12-{:02}", 1 + generator.below(20)),
        "h14_actual_end" => format!("2018-10-{:02}", 1 + generator.below(30)),
        _ => "2018-12-31".to_owned(),
    }
}

fn choice<'a>(name: &str, choices: &[&'a str], generator: &mut SplitMix64) -> Option<&'a str> {
    let has = |wanted: &str| choices.iter().copied().find(|choice| *choice == wanted);
    let roll = generator.below(100);
    let weighted = |table: &[(u64, &str)]| {
        let found = table.iter().find(|(up_to, _)| roll < *up_to);
        found.and_then(|(_, wanted)| has(wanted))
    };
    if has("cannot_verify").is_some() {
        return weighted(&[
            (90, "yes"),
            (94, "no"),
            (98, "not_applicable"),
            (100, "cannot_verify"),
        ]);
    }
    if has("very_satisfied").is_some() {
        return weighted(&[
            (38, "very_satisfied"),
            (74, "satisfied"),
            (90, "fair"),
            (95, "dissatisfied"),
            (97, "very_dissatisfied"),
            (100, "unknown"),
        ]);
    }
    if has("class_1").is_some() {
        return if name.contains("before") {
            has("class_4")
        } else {
            weighted(&[(30, "class_1"), (92, "class_2"), (100, "class_3")])
        };
    }
    if has("under_14").is_some() {
        return weighted(&[
            (2, "age_14_17"),
            (40, "age_18_44"),
            (72, "age_45_59"),
            (100, "age_60_up"),
        ]);
    }
    match name {
        "s1" => weighted(&[(97, "yes"), (100, "no")]),
        _ if has("yes").is_some() && choices.len() == 2 => has("yes"),
        _ if name.ends_with("_result") || name == "m4_measured" || name == "m4_design" => {
            choices.first().copied()
        }
        _ => one(generator, choices),
    }
}

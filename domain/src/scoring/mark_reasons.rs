//! What was recorded with a desk mark, as the report prints it: one line a judgement, without the
//! scorers' names. Not here: what a mark is worth (`rules`), who gave it (the working paper).

use super::exact::short_percent;
use super::{DeskMark, ElementMark, ElementState};
use crate::indicator::Indicator;

/// The recorded reasons, in the order of the elements or of the marks; empty where none was given.
pub fn mark_reasons(indicator: &Indicator, mark: &DeskMark) -> Vec<String> {
    match mark {
        DeskMark::Elements { elements } => element_lines(indicator, elements),
        DeskMark::YesNo { met, note } => {
            let verdict = if *met { "是" } else { "否" };
            vec![with_note(verdict, note)]
        }
        DeskMark::Level {
            level, pct, reason, ..
        } => {
            vec![with_note(&judged(level, &short_percent(&pct.0)), reason)]
        }
        DeskMark::Joint { marks, decision } => {
            let several = marks.len() > 1;
            let given = marks.iter().zip(1..).map(|(mark, number)| {
                let verdict = judged(&mark.level, &short_percent(&mark.pct.0));
                let scorer = if several {
                    format!("评分人{number}：{verdict}")
                } else {
                    verdict
                };
                with_note(&scorer, &mark.reason)
            });
            let decided = decision.iter().map(|it| {
                let verdict = judged(&it.level, &short_percent(&it.pct.0));
                with_note(&format!("裁定：{verdict}"), &it.reason)
            });
            given.chain(decided).collect()
        }
        DeskMark::ExpertMarks { marks, note } => {
            let marks: Vec<String> = marks.iter().map(|mark| short_percent(&mark.0)).collect();
            vec![with_note(&format!("专家评分{}", marks.join("、")), note)]
        }
        DeskMark::Counts { note, .. } | DeskMark::Figures { note, .. } => only(note),
        DeskMark::Manual { reason, .. } => only(reason),
    }
}

fn only(note: &str) -> Vec<String> {
    let note = without_stop(note);
    (!note.is_empty())
        .then(|| note.to_owned())
        .into_iter()
        .collect()
}

fn judged(level: &str, percent: &str) -> String {
    format!("评定为“{level}”（{percent}）")
}

fn without_stop(note: &str) -> &str {
    note.trim().trim_end_matches(['。', '；'])
}

fn with_note(verdict: &str, note: &str) -> String {
    match without_stop(note) {
        "" => verdict.to_owned(),
        note => format!("{verdict}，{note}"),
    }
}

/// Elements with the same state and the same note stand together: `要点1、2具备（已查阅资料）`.
fn element_lines(indicator: &Indicator, marks: &[ElementMark]) -> Vec<String> {
    let mut groups: Vec<(ElementState, &str, Vec<String>)> = Vec::new();
    for element in &indicator.elements {
        let Some(mark) = marks.iter().find(|mark| mark.no == element.no) else {
            continue;
        };
        let note = without_stop(&mark.note);
        let number = element.no.to_string();
        let same = groups
            .iter_mut()
            .find(|(state, other, _)| *state == mark.state && *other == note);
        match same {
            Some((_, _, numbers)) => numbers.push(number),
            None => groups.push((mark.state, note, vec![number])),
        }
    }
    let line = |(state, note, numbers): &(ElementState, &str, Vec<String>)| {
        let verdict = match state {
            ElementState::Met => "具备",
            ElementState::NotMet => "不具备",
            ElementState::NotApplicable => "不适用",
        };
        let note = match *note {
            "" => String::new(),
            note => format!("（{note}）"),
        };
        format!("要点{}{verdict}{note}", numbers.join("、"))
    };
    groups.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_with_one_note_stand_together_and_the_unmet_one_says_why() {
        let framework = crate::indicator::starter("road_bridge").expect("it ships");
        let indicators = framework.indicators().map(|located| located.indicator);
        let indicator = indicators
            .into_iter()
            .find(|it| it.elements.len() > 2)
            .expect("one with elements");
        let marks = (1..=3).map(|no| ElementMark {
            no,
            state: if no == 3 {
                ElementState::NotMet
            } else {
                ElementState::Met
            },
            note: if no == 3 {
                "未见公示资料。"
            } else {
                "已查阅批复"
            }
            .to_owned(),
        });
        let mark = DeskMark::Elements {
            elements: marks.collect(),
        };
        let lines = mark_reasons(indicator, &mark);
        assert_eq!(
            lines,
            ["要点1、2具备（已查阅批复）", "要点3不具备（未见公示资料）"]
        );
    }
}

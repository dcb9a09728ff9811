//! A line of measurements: 设计 | 实测 × n | 平均 | 偏差 | 合格/不合格, judged as one types by
//! `domain::fieldwork::measurement`. Not here: the tolerance itself (it stands in the form).

use domain::fieldwork::measurement::{Judgement, judge};
use domain::instrument::{Node, QuestionType, Tolerance, Translations};
use leptos::prelude::*;

use super::handle::{Answer, FormHandle};
use super::inputs::followed;
use super::question::{AnswerProblems, control_id, element_id, problems_id, question_view};
use crate::components::{Icon, IconName};
use crate::i18n::*;

/// One typed number of the line.
#[derive(Clone, Debug)]
struct Cell {
    path: String,
    label: Translations,
    whole: bool,
    read_only: bool,
}

/// One design value with the points measured against it.
struct Line {
    design: Option<Cell>,
    points: Vec<Cell>,
    tolerance: Option<Tolerance>,
}

/// What the children of a measure group are.
struct Measure {
    lines: Vec<Line>,
    unit: Option<String>,
    rest: Vec<Node>,
}

/// A design value says so by its role or name; every other number is a measured point. Several
/// design values (length × height) take as many points each, in the order of the form.
fn read_measure(children: &[Node]) -> Measure {
    let (mut designs, mut points) = (Vec::new(), Vec::new());
    let mut measure = Measure {
        lines: Vec::new(),
        unit: None,
        rest: Vec::new(),
    };
    for node in children {
        let Node::Question {
            path,
            question_type,
            label,
            evaluation,
            read_only,
            ..
        } = node
        else {
            measure.rest.push(node.clone());
            continue;
        };
        if !matches!(question_type, QuestionType::Decimal | QuestionType::Integer) {
            measure.rest.push(node.clone());
            continue;
        }
        measure.unit = measure.unit.or_else(|| evaluation.unit.clone());
        let role = evaluation.role.as_deref().unwrap_or("");
        let name = path.rsplit('/').next().unwrap_or("");
        let cell = Cell {
            path: path.clone(),
            label: label.clone(),
            whole: *question_type == QuestionType::Integer,
            read_only: *read_only,
        };
        match role.contains("design") || name.contains("_design") {
            true => designs.push(cell),
            false => points.push((cell, evaluation.tolerance.clone())),
        }
    }
    let share = points.len().div_ceil(designs.len().max(1));
    let mut designs = designs.into_iter();
    while !points.is_empty() {
        let rest = points.split_off(share.min(points.len()));
        let tolerance = points.iter().find_map(|(_, tolerance)| tolerance.clone());
        let cells = points.into_iter().map(|(cell, _)| cell).collect();
        measure.lines.push(Line {
            design: designs.next(),
            points: cells,
            tolerance,
        });
        points = rest;
    }
    for design in designs {
        measure.lines.push(Line {
            design: Some(design),
            points: Vec::new(),
            tolerance: None,
        });
    }
    measure
}

/// A group with the appearance `kp-measure`.
#[component]
pub fn MeasureRow(
    path: String,
    label: Translations,
    children_nodes: Vec<Node>,
    form: FormHandle,
) -> impl IntoView {
    let asked = form.asked(&path);
    let heading = form.text(label);
    let measure = read_measure(&children_nodes);
    let heading_id = format!("h{path}");
    let labelled_by = heading_id.clone();
    let several = measure.lines.len() > 1;
    let line = |line: Line| view! { <MeasureLine line several form/> };
    view! {
        <section
            class="measure" id=element_id(&path) tabindex="-1" aria-labelledby=labelled_by
            hidden=move || !asked.get()
        >
            <h3 id=heading_id class="question-label">
                {move || heading.get()}
                {measure.unit.map(|unit| view! { <span class="unit">{format!("（{unit}）")}</span> })}
            </h3>
            {measure.lines.into_iter().map(line).collect_view()}
            {measure.rest.iter().map(|node| question_view(node, Vec::new(), form)).collect_view()}
        </section>
    }
}

/// One line; where a group has several, the form's own labels stand over the numbers.
#[component]
fn MeasureLine(line: Line, several: bool, form: FormHandle) -> impl IntoView {
    let i18n = use_i18n();
    let judgement = judged(&line, form);
    let many = line.points.len() > 1;
    let own = move |cell: &Cell| several.then(|| form.text(cell.label.clone()));
    let design = line.design.clone().map(|cell| {
        let own = own(&cell);
        let caption = Signal::derive(move || {
            own.map_or_else(|| t_string!(i18n, field.design).to_owned(), |own| own.get())
        });
        view! { <NumberCell cell caption form/> }
    });
    let point = move |(index, cell): (usize, Cell)| {
        let own = own(&cell);
        let caption = Signal::derive(move || match (own, many) {
            (Some(own), _) => own.get(),
            (None, true) => t_string!(i18n, field.measured_point, number = index + 1).to_string(),
            (None, false) => t_string!(i18n, field.measured).to_owned(),
        });
        view! { <NumberCell cell caption form/> }
    };
    let problems: Vec<String> = line
        .design
        .iter()
        .chain(&line.points)
        .map(|cell| cell.path.clone())
        .collect();
    let judgeable = line.design.is_some() && line.tolerance.is_some();
    view! {
        <div class="measure-cells">
            {design} {line.points.into_iter().enumerate().map(point).collect_view()}
            {judgeable.then(|| view! { <Verdict judgement/> })}
        </div>
        {problems.into_iter().map(|path| view! { <AnswerProblems path form/> }).collect_view()}
    }
}

/// Follows the typed values; nothing while there is nothing to judge.
fn judged(line: &Line, form: FormHandle) -> Memo<Option<Judgement>> {
    let design = line.design.as_ref().map(|cell| form.value(&cell.path));
    let points: Vec<Memo<String>> = line
        .points
        .iter()
        .map(|cell| form.value(&cell.path))
        .collect();
    let tolerance = line.tolerance.clone();
    Memo::new(move |_| {
        let design = design?.get();
        let points: Vec<String> = points.iter().map(|point| point.get()).collect();
        let points: Vec<&str> = points.iter().map(String::as_str).collect();
        judge(&design, &points, tolerance.as_ref()?)
    })
}

#[component]
fn NumberCell(cell: Cell, caption: Signal<String>, form: FormHandle) -> impl IntoView {
    let asked = form.asked(&cell.path);
    let refusal = form.refusal(&cell.path);
    let missing = form.missing(&cell.path);
    let (shown, typed) = followed(form.value(&cell.path));
    let label = form.text(cell.label);
    let path = cell.path.clone();
    let give = move |value: String, typing: bool| {
        typed.set_value(value.clone());
        form.on_answer.run(Answer {
            path: path.clone(),
            value,
            typing,
        });
    };
    let on_input = {
        let give = give.clone();
        move |event| give(event_target_value(&event), true)
    };
    let read_only = cell.read_only;
    let invalid = move || (refusal.with(Option::is_some) || missing.get()).to_string();
    view! {
        <label
            class="measure-cell" hidden=move || !asked.get() id=element_id(&cell.path)
            tabindex="-1"
        >
            <span class="measure-caption">{move || caption.get()}</span>
            <input
                class="input number" type="text" autocomplete="off"
                inputmode=if cell.whole { "numeric" } else { "decimal" }
                id=control_id(&cell.path) data-test=format!("input-{}", cell.path)
                aria-label=move || format!("{} {}", label.get(), caption.get())
                aria-describedby=problems_id(&cell.path) aria-invalid=invalid
                readonly=move || read_only || form.locked.get()
                prop:value=move || shown.get() on:input=on_input
                on:change=move |event| give(event_target_value(&event), false)
            />
        </label>
    }
}

/// Mean, deviation and verdict; announced when the verdict changes.
#[component]
fn Verdict(judgement: Memo<Option<Judgement>>) -> impl IntoView {
    let i18n = use_i18n();
    let mean = move || {
        judgement
            .get()
            .map_or_else(|| "—".to_owned(), |judged| judged.mean)
    };
    let deviation = move || match judgement.get() {
        Some(judged) if judged.deviation.starts_with('-') || judged.deviation == "0" => {
            judged.deviation
        }
        Some(judged) => format!("+{}", judged.deviation),
        None => "—".to_owned(),
    };
    let passes = Memo::new(move |_| judgement.get().map(|judged| judged.passes));
    let word = move || match passes.get() {
        Some(true) => view! {
            <span class="verdict verdict-good">
                <Icon name=IconName::Done/> <span>{t!(i18n, field.passes)}</span>
            </span>
        }
        .into_any(),
        Some(false) => view! {
            <span class="verdict verdict-bad">
                <Icon name=IconName::Severe/> <span>{t!(i18n, field.fails)}</span>
            </span>
        }
        .into_any(),
        None => view! { <span class="verdict">"—"</span> }.into_any(),
    };
    view! {
        <div class="measure-cell measure-out">
            <span class="measure-caption">{t!(i18n, field.mean)}</span>
            <output class="number">{mean}</output>
        </div>
        <div class="measure-cell measure-out">
            <span class="measure-caption">{t!(i18n, field.deviation)}</span>
            <output class="number">{deviation}</output>
        </div>
        <div class="measure-cell measure-out" role="status" data-test="verdict">{word}</div>
    }
}

#[cfg(test)]
mod tests {
    use domain::instrument::{EvaluationColumns, QuestionDetails};

    use super::*;

    fn number(name: &str, tolerance: Option<Tolerance>) -> Node {
        Node::Question {
            path: format!("/data/m/{name}"),
            question_type: QuestionType::Decimal,
            label: Translations::new(),
            hint: Translations::new(),
            appearance: String::new(),
            required: false,
            read_only: false,
            evaluation: EvaluationColumns {
                tolerance,
                ..EvaluationColumns::default()
            },
            details: QuestionDetails::default(),
        }
    }

    #[test]
    fn three_points_stand_against_one_design_value() {
        let tolerance = Some(Tolerance::Abs("0.02".to_owned()));
        let point = |name| number(name, tolerance.clone());
        let nodes = [
            number("m3_design", None),
            point("m3_measured_1"),
            point("m3_measured_2"),
            point("m3_measured_3"),
        ];
        let measure = read_measure(&nodes);
        assert_eq!(measure.lines.len(), 1);
        assert_eq!(measure.lines[0].points.len(), 3);
        assert_eq!(measure.lines[0].tolerance, tolerance);
    }

    #[test]
    fn length_and_height_are_judged_each_against_its_own_design() {
        let names = [
            "m6_design_length",
            "m6_design_height",
            "m6_measured_length",
            "m6_measured_height",
        ];
        let measure = read_measure(&names.map(|name| number(name, None)));
        let pairs: Vec<(&str, &str)> = measure
            .lines
            .iter()
            .filter_map(|line| {
                Some((
                    line.design.as_ref()?.path.as_str(),
                    line.points[0].path.as_str(),
                ))
            })
            .collect();
        assert_eq!(
            pairs,
            [
                ("/data/m/m6_design_length", "/data/m/m6_measured_length"),
                ("/data/m/m6_design_height", "/data/m/m6_measured_height"),
            ]
        );
    }
}

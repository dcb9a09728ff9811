//! A line of measurements: 设计 | 实测 × n | 平均 | 偏差 | 合格/不合格, judged as one types by
//! `domain::fieldwork::measurement`. Not here: the tolerance itself (it stands in the form).

use domain::fieldwork::measurement::{Judgement, judge};
use domain::fieldwork::measurement_lines::lines_of_group;
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

impl Cell {
    fn of(group: &Node, path: &str) -> Option<Self> {
        let node = group.children().iter().find(|node| node.path() == path)?;
        let Node::Question {
            question_type,
            label,
            read_only,
            ..
        } = node
        else {
            return None;
        };
        Some(Self {
            path: path.to_owned(),
            label: label.clone(),
            whole: *question_type == QuestionType::Integer,
            read_only: *read_only,
        })
    }
}

/// One design value with the points measured against it.
struct Line {
    design: Cell,
    points: Vec<Cell>,
    tolerance: Tolerance,
}

/// What the children of a measure group are: lines by the one rule of `domain`, and the rest, which
/// are questions as anywhere else.
fn read_measure(group: &Node) -> (Vec<Line>, Vec<Node>, String) {
    let found = lines_of_group(group);
    let unit = found.iter().find(|line| !line.unit.is_empty());
    let unit = unit.map(|line| line.unit.clone()).unwrap_or_default();
    let in_line = |node: &&Node| {
        let path = node.path();
        found
            .iter()
            .any(|line| line.design == path || line.measured.iter().any(|point| point == path))
    };
    let rest = group.children().iter().filter(|node| !in_line(node));
    let rest = rest.cloned().collect();
    let lines = found.iter().filter_map(|line| {
        Some(Line {
            design: Cell::of(group, &line.design)?,
            points: line
                .measured
                .iter()
                .filter_map(|path| Cell::of(group, path))
                .collect(),
            tolerance: line.tolerance.clone(),
        })
    });
    (lines.collect(), rest, unit)
}

/// A group with the appearance `kp-measure`.
#[component]
pub fn MeasureRow(group: Node, form: FormHandle) -> impl IntoView {
    let path = group.path().to_owned();
    let asked = form.asked(&path);
    let label = match &group {
        Node::Group { label, .. } | Node::Question { label, .. } => label.clone(),
    };
    let heading = form.text(label, &path);
    let (lines, rest, unit) = read_measure(&group);
    let heading_id = format!("h{path}");
    let labelled_by = heading_id.clone();
    let several = lines.len() > 1;
    let line = |line: Line| view! { <MeasureLine line several form/> };
    let unit = (!unit.is_empty()).then(|| {
        view! {
            <span class="unit">{format!("（{unit}）")}</span>
        }
    });
    view! {
        <section
            class="measure" id=element_id(&path) tabindex="-1" aria-labelledby=labelled_by
            hidden=move || !asked.get()
        >
            <h3 id=heading_id class="question-label">{move || heading.get()} {unit}</h3>
            {lines.into_iter().map(line).collect_view()}
            {rest.iter().map(|node| question_view(node, Vec::new(), form)).collect_view()}
        </section>
    }
}

/// One line; where a group has several, the form's own labels stand over the numbers.
#[component]
fn MeasureLine(line: Line, several: bool, form: FormHandle) -> impl IntoView {
    let i18n = use_i18n();
    let judgement = judged(&line, form);
    let many = line.points.len() > 1;
    let own = move |cell: &Cell| several.then(|| form.text(cell.label.clone(), &cell.path));
    let own_design = own(&line.design);
    let caption = Signal::derive(move || {
        own_design.map_or_else(|| t_string!(i18n, field.design).to_owned(), |own| own.get())
    });
    let design = view! { <NumberCell cell=line.design.clone() caption form/> };
    let point = move |(index, cell): (usize, Cell)| {
        let own = own(&cell);
        let caption = Signal::derive(move || match (own, many) {
            (Some(own), _) => own.get(),
            (None, true) => t_string!(i18n, field.measured_point, number = index + 1).to_string(),
            (None, false) => t_string!(i18n, field.measured).to_owned(),
        });
        view! { <NumberCell cell caption form/> }
    };
    let problems: Vec<String> = std::iter::once(&line.design)
        .chain(&line.points)
        .map(|cell| cell.path.clone())
        .collect();
    view! {
        <div class="measure-cells">
            {design} {line.points.into_iter().enumerate().map(point).collect_view()}
            <Verdict judgement/>
        </div>
        {problems.into_iter().map(|path| view! { <AnswerProblems path form/> }).collect_view()}
    }
}

/// Follows the typed values; nothing while there is nothing to judge.
fn judged(line: &Line, form: FormHandle) -> Memo<Option<Judgement>> {
    let design = form.value(&line.design.path);
    let points: Vec<Memo<String>> = line
        .points
        .iter()
        .map(|cell| form.value(&cell.path))
        .collect();
    let tolerance = line.tolerance.clone();
    Memo::new(move |_| {
        let design = design.get();
        let points: Vec<String> = points.iter().map(|point| point.get()).collect();
        let points: Vec<&str> = points.iter().map(String::as_str).collect();
        judge(&design, &points, &tolerance)
    })
}

#[component]
fn NumberCell(cell: Cell, caption: Signal<String>, form: FormHandle) -> impl IntoView {
    let asked = form.asked(&cell.path);
    let refusal = form.refusal(&cell.path);
    let missing = form.missing(&cell.path);
    let (shown, typed) = followed(form.value(&cell.path));
    let label = form.text(cell.label, &cell.path);
    let fixed = form.fixed(&cell.path, cell.read_only);
    let path = cell.path.clone();
    let give = move |value: String, typing: bool| {
        typed.set_value(value.clone());
        form.actions.answer.run(Answer {
            path: path.clone(),
            value,
            typing,
        });
    };
    let on_input = {
        let give = give.clone();
        move |event| give(event_target_value(&event), true)
    };
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
                readonly=move || fixed.get()
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
    use domain::instrument::EvaluationColumns;

    use super::*;

    fn number(name: &str) -> Node {
        Node::Question {
            path: format!("/data/m/{name}"),
            question_type: QuestionType::Decimal,
            label: Translations::new(),
            hint: Translations::new(),
            appearance: String::new(),
            required: false,
            read_only: false,
            evaluation: EvaluationColumns {
                tolerance: name
                    .contains("measured")
                    .then(|| Tolerance::Abs("0.02".to_owned())),
                ..EvaluationColumns::default()
            },
            details: Default::default(),
        }
    }

    fn group(names: &[&str]) -> Node {
        Node::Group {
            path: "/data/m".to_owned(),
            label: Translations::new(),
            appearance: "kp-measure".to_owned(),
            repeat: false,
            fixed_count: false,
            children: names.iter().map(|name| number(name)).collect(),
        }
    }

    #[test]
    fn length_and_height_are_judged_each_against_its_own_design() {
        let (lines, rest, _) = read_measure(&group(&[
            "m6_design_length",
            "m6_design_height",
            "m6_measured_length",
            "m6_measured_height",
            "remark_depth",
        ]));
        let pairs: Vec<(&str, &str)> = lines
            .iter()
            .map(|line| (line.design.path.as_str(), line.points[0].path.as_str()))
            .collect();
        assert_eq!(
            pairs,
            [
                ("/data/m/m6_design_length", "/data/m/m6_measured_length"),
                ("/data/m/m6_design_height", "/data/m/m6_measured_height"),
            ]
        );
        let rest: Vec<&str> = rest.iter().map(Node::path).collect();
        assert_eq!(rest, ["/data/m/remark_depth"], "nothing is left out");
    }
}

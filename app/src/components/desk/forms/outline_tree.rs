//! The questions of a form as a tree. ↑ and ↓ choose, Alt with them moves, Enter edits, Delete
//! takes out. Hundreds of rows stay smooth because rows out of sight are not laid out
//! (`content-visibility` in forms.css).

use std::sync::Arc;

use domain::form_design::{FormOutline, OutlineKind, OutlineRow};
use leptos::prelude::*;

use super::words::{in_words, type_word};
use crate::components::desk::words::Words;
use crate::components::{Icon, IconName};
use crate::i18n::*;
use crate::platform;

/// Beyond any form's length.
const FAR: isize = 1_000_000;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TreeKey {
    /// Enter: to the editor.
    Edit,
    /// Delete or Backspace.
    Remove,
    /// Alt with ↑.
    MoveUp,
    /// Alt with ↓.
    MoveDown,
}

/// One line of the tree.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Line {
    row: u32,
    depth: u32,
    label: String,
    name: String,
    type_word: String,
    is_group: bool,
    required: bool,
    conditional: bool,
    indicator: String,
    problems: usize,
}

fn line(i18n: Words, row: &OutlineRow) -> Option<Line> {
    let is_group = match row.kind {
        OutlineKind::EndGroup | OutlineKind::EndRepeat => return None,
        OutlineKind::BeginGroup | OutlineKind::BeginRepeat => true,
        OutlineKind::Question | OutlineKind::Remark => false,
    };
    let label = match in_words(i18n, &row.label) {
        label if label.is_empty() => row.name.clone(),
        label => label,
    };
    Some(Line {
        row: row.row,
        depth: row.depth,
        label,
        name: row.name.clone(),
        type_word: match row.kind {
            OutlineKind::Remark => t_string!(i18n, forms.type_remark).to_owned(),
            OutlineKind::BeginRepeat => t_string!(i18n, forms.type_repeat).to_owned(),
            OutlineKind::BeginGroup => t_string!(i18n, forms.type_group).to_owned(),
            _ => type_word(i18n, &row.question_type),
        },
        is_group,
        required: !matches!(row.required.as_str(), "" | "no" | "false" | "false()"),
        conditional: !row.relevant.is_empty(),
        indicator: row.indicator.clone(),
        problems: row.problems.len(),
    })
}

fn line_id(row: u32) -> String {
    format!("outline-{row}")
}

/// The tree; one stop of the Tab key.
#[component]
pub fn OutlineTree(
    #[prop(into)] outline: Signal<Arc<FormOutline>>,
    #[prop(into)] chosen: Signal<Option<u32>>,
    on_choose: Callback<u32>,
    on_key: Callback<(TreeKey, u32)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let lines = Memo::new(move |_| {
        outline.with(|outline| {
            let lines = outline.rows.iter().filter_map(|row| line(i18n, row));
            lines.collect::<Vec<_>>()
        })
    });
    let is_chosen = Selector::new(move || chosen.get());
    // A change moves the chosen line; it stays in sight.
    Effect::new(move |_| {
        lines.track();
        if let Some(row) = chosen.get() {
            request_animation_frame(move || platform::scroll_into_view(&line_id(row)));
        }
    });
    let step = move |steps: isize| {
        let next = lines.with_untracked(|lines| {
            let here = chosen
                .get_untracked()
                .and_then(|row| lines.iter().position(|line| line.row == row));
            let there = match here {
                Some(here) => here
                    .saturating_add_signed(steps)
                    .min(lines.len().checked_sub(1)?),
                None => 0,
            };
            lines.get(there).map(|line| line.row)
        });
        if let Some(row) = next {
            on_choose.run(row);
        }
    };
    let pressed = move |event: leptos::ev::KeyboardEvent| {
        let (steps, key) = match (event.key().as_str(), event.alt_key()) {
            ("ArrowDown", false) => (1, None),
            ("ArrowUp", false) => (-1, None),
            ("Home", _) => (-FAR, None),
            ("End", _) => (FAR, None),
            ("ArrowDown", true) => (0, Some(TreeKey::MoveDown)),
            ("ArrowUp", true) => (0, Some(TreeKey::MoveUp)),
            ("Enter", _) => (0, Some(TreeKey::Edit)),
            ("Delete" | "Backspace", _) => (0, Some(TreeKey::Remove)),
            _ => return,
        };
        event.prevent_default();
        match (key, chosen.get_untracked()) {
            (None, _) => step(steps),
            (Some(key), Some(row)) => on_key.run((key, row)),
            (Some(_), None) => {}
        }
    };
    view! {
        <div
            class="outline" role="tree" tabindex="0" data-test="outline"
            aria-label=move || t_string!(i18n, forms.outline)
            aria-activedescendant=move || chosen.get().map(line_id)
            on:keydown=pressed
        >
            <For each=move || lines.get() key=|line| line.clone() let:line>
                <TreeLine line is_chosen=is_chosen.clone() on_choose/>
            </For>
        </div>
    }
}

#[component]
fn TreeLine(
    line: Line,
    is_chosen: Selector<Option<u32>>,
    on_choose: Callback<u32>,
) -> impl IntoView {
    let i18n = use_i18n();
    let row = line.row;
    let shown = is_chosen.clone();
    let problems = line.problems;
    let test = format!("outline-{}", line.name);
    let class = if line.is_group {
        "outline-line outline-group"
    } else {
        "outline-line"
    };
    view! {
        <div
            class=class role="treeitem" id=line_id(row)
            attr:aria-level=(line.depth + 1).to_string()
            aria-expanded=line.is_group.then_some("true")
            aria-selected=move || shown.selected(&Some(row)).to_string()
            data-test=test
            style=format!("--depth:{}", line.depth)
            on:click=move |_| on_choose.run(row)
        >
            <span class="outline-label">{line.label}</span>
            <span class="outline-facts">
                <span>{line.type_word}</span>
                <span class="code">{line.name}</span>
                {line.required.then(|| view! { <span>{t!(i18n, forms.required)}</span> })}
                {line.conditional.then(|| view! { <span>{t!(i18n, forms.conditional)}</span> })}
                {(!line.indicator.is_empty()).then_some(view! {
                    <span class="code">{line.indicator}</span>
                })}
                {(problems > 0).then(|| view! {
                    <span class="verdict verdict-bad">
                        <Icon name=IconName::Severe/>
                        {t!(i18n, forms.problem_count, count = problems)}
                    </span>
                })}
            </span>
        </div>
    }
}

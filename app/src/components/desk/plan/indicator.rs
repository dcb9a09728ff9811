//! The drawer of an indicator, and the one of a level. Every change goes out at once as a whole
//! changed value; the draft and undo are the page's.

use domain::indicator::{EvidenceKind, Indicator, Level1Kind, RuleParts, suggested_rule_text};
use domain::scoring::Points;
use leptos::prelude::*;

use super::fields::{SelectField, WeightField};
use super::parts::PartsEditor;
use super::sources::Sources;
use super::trial::{TrialBox, WorkedExample};
use super::words::{LEVEL1_KINDS, evidence_name, evidence_word, level1_word};
use crate::components::Button;
use crate::components::desk::forms::TextField;
use crate::i18n::*;

const EVIDENCE: [EvidenceKind; 4] = [
    EvidenceKind::Doc,
    EvidenceKind::Site,
    EvidenceKind::Interview,
    EvidenceKind::Survey,
];

/// Everything about one indicator.
#[component]
pub fn IndicatorEditor(
    indicator: Memo<Indicator>,
    sources: StoredValue<Sources>,
    on_change: Callback<Indicator>,
    /// Another code; the page refuses one that is taken.
    on_recode: Callback<String>,
) -> impl IntoView {
    let change = move |write: &dyn Fn(&mut Indicator)| {
        let mut changed = indicator.get_untracked();
        write(&mut changed);
        on_change.run(changed);
    };
    let parts = Memo::new(move |_| {
        indicator.with(|it| RuleParts {
            rule: it.rule.clone(),
            elements: it.elements.clone(),
            operands: it.operands.clone(),
        })
    });
    // A sentence that nobody rewrote follows the parameters.
    let set_parts = Callback::new(move |parts: RuleParts| {
        change(&|it| {
            let old = suggested_rule_text(&it.rule, &it.elements);
            let RuleParts {
                rule,
                elements,
                operands,
            } = parts.clone();
            (it.rule, it.elements, it.operands) = (rule, elements, operands);
            if it.rule_text.trim().is_empty() || it.rule_text == old {
                it.rule_text = suggested_rule_text(&it.rule, &it.elements);
            }
        });
    });
    let weight = Signal::derive(move || indicator.with(|it| it.weight));
    let kind = Signal::derive(move || parts.with(|it| it.rule.kind()));
    view! {
        <div class="form plan-indicator">
            <Naming indicator on_change on_recode/>
            <Evidence indicator on_change/>
            <PartsEditor parts weight sources on_change=set_parts/>
            <RuleWords indicator on_change/>
            <WorkedExample kind/>
            <TrialBox parts weight/>
        </div>
    }
}

#[component]
fn Naming(
    indicator: Memo<Indicator>,
    on_change: Callback<Indicator>,
    on_recode: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let read = move |read: fn(&Indicator) -> &str| {
        Signal::derive(move || indicator.with(|it| read(it).to_owned()))
    };
    let write = move |write: fn(&mut Indicator, String)| {
        Callback::new(move |text: String| {
            let mut changed = indicator.get_untracked();
            write(&mut changed, text);
            on_change.run(changed);
        })
    };
    let weight = Signal::derive(move || indicator.with(|it| it.weight));
    let weigh = Callback::new(move |weight: Points| {
        on_change.run(Indicator {
            weight,
            ..indicator.get_untracked()
        });
    });
    view! {
        <div class="field-row">
            <TextField
                label=plan_text!(i18n, code) value=read(|it| it.code.as_str())
                on_commit=on_recode code=true data_test="indicator-code"
            />
            <WeightField
                label=plan_text!(i18n, weight) value=weight on_commit=weigh
                data_test="indicator-weight"
            />
        </div>
        <TextField
            label=plan_text!(i18n, name) value=read(|it| &it.name)
            on_commit=write(|it, text| it.name = text) data_test="indicator-name"
        />
        <TextField
            label=plan_text!(i18n, explanation) value=read(|it| &it.explanation) long=true
            on_commit=write(|it, text| it.explanation = text) data_test="indicator-explanation"
        />
    }
}

#[component]
fn Evidence(indicator: Memo<Indicator>, on_change: Callback<Indicator>) -> impl IntoView {
    let i18n = use_i18n();
    let toggle = move |kind: EvidenceKind, on: bool| {
        let mut changed = indicator.get_untracked();
        changed.evidence.retain(|known| *known != kind);
        if on {
            changed.evidence.push(kind);
            changed.evidence.sort();
        }
        on_change.run(changed);
    };
    let check = move |kind: EvidenceKind| {
        view! {
            <label class="check">
                <input
                    type="checkbox" data-test=format!("evidence-{}", evidence_name(kind))
                    prop:checked=move || indicator.with(|it| it.evidence.contains(&kind))
                    on:change:target=move |event| toggle(kind, event.target().checked())
                />
                <span>{move || evidence_word(i18n, kind)}</span>
            </label>
        }
    };
    let documents = Signal::derive(move || indicator.with(|it| it.documents.join("\n")));
    let set_documents = Callback::new(move |text: String| {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        on_change.run(Indicator {
            documents: lines.map(str::to_owned).collect(),
            ..indicator.get_untracked()
        });
    });
    view! {
        <fieldset class="choices">
            <legend>{t!(i18n, plan.evidence)}</legend>
            {EVIDENCE.map(check).into_iter().collect_view()}
        </fieldset>
        <TextField
            label=plan_text!(i18n, documents) hint=plan_text!(i18n, documents_hint) long=true
            value=documents on_commit=set_documents data_test="indicator-documents"
        />
    }
}

/// 评分标准 as it is printed, with the sentence that the parameters make.
#[component]
fn RuleWords(indicator: Memo<Indicator>, on_change: Callback<Indicator>) -> impl IntoView {
    let i18n = use_i18n();
    let text = Signal::derive(move || indicator.with(|it| it.rule_text.clone()));
    let formula = Signal::derive(move || indicator.with(|it| it.formula.clone()));
    let suggested =
        Memo::new(move |_| indicator.with(|it| suggested_rule_text(&it.rule, &it.elements)));
    let set = Callback::new(move |rule_text: String| {
        on_change.run(Indicator {
            rule_text,
            ..indicator.get_untracked()
        });
    });
    let set_formula = Callback::new(move |formula: String| {
        on_change.run(Indicator {
            formula,
            ..indicator.get_untracked()
        });
    });
    view! {
        <TextField
            label=plan_text!(i18n, rule_text) value=text on_commit=set long=true
            data_test="indicator-rule-text"
        />
        <Show when=move || text.get() != suggested.get()>
            <div class="plan-suggestion">
                <p class="soft">{move || suggested.get()}</p>
                <Button
                    on_click=move |()| set.run(suggested.get_untracked())
                    data_test="rule-text-suggested"
                >
                    {t!(i18n, plan.take_suggestion)}
                </Button>
            </div>
        </Show>
        <TextField
            label=plan_text!(i18n, formula) value=formula on_commit=set_formula
            data_test="indicator-formula"
        />
    }
}

/// What can be changed at a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LevelEdit {
    /// Its name.
    Name(String),
    /// What a 一级 looks at.
    Kind(Level1Kind),
}

/// A level's name, and of a 一级 its kind.
#[component]
pub fn LevelEditor(
    #[prop(into)] name: Signal<String>,
    /// `None` for a 二级.
    #[prop(into)]
    kind: Signal<Option<Level1Kind>>,
    on_edit: Callback<LevelEdit>,
) -> impl IntoView {
    let i18n = use_i18n();
    let options = Signal::derive(move || {
        let each = LEVEL1_KINDS.into_iter();
        each.map(|(name, kind)| (name.to_owned(), level1_word(i18n, kind).to_owned()))
            .collect::<Vec<_>>()
    });
    let chosen = Signal::derive(move || {
        let known = LEVEL1_KINDS.iter().find(|(_, it)| Some(*it) == kind.get());
        known
            .map(|(name, _)| (*name).to_owned())
            .unwrap_or_default()
    });
    let pick = Callback::new(move |name: String| {
        if let Some((_, kind)) = LEVEL1_KINDS.iter().find(|(known, _)| *known == name) {
            on_edit.run(LevelEdit::Kind(*kind));
        }
    });
    view! {
        <div class="form">
            <TextField
                label=plan_text!(i18n, name) value=name
                on_commit=Callback::new(move |text| on_edit.run(LevelEdit::Name(text)))
                data_test="level-name"
            />
            <Show when=move || kind.get().is_some()>
                <SelectField
                    label=plan_text!(i18n, level1_kind) options value=chosen on_pick=pick
                    data_test="level-kind"
                />
            </Show>
        </div>
    }
}

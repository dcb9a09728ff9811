//! 一票否决: which finding sets an indicator to zero, or caps the grade. Not here: applying it
//! (`domain::scoring`).

use domain::finding::{FindingClass, Severity};
use domain::ids::IndicatorCode;
use domain::indicator::Veto;
use leptos::prelude::*;

use super::deductions::SEVERITIES;
use super::fields::SelectField;
use super::words::class_word;
use crate::components::desk::forms::TextField;
use crate::components::desk::words::severity_word;
use crate::components::{Button, ButtonKind, Icon, IconName};
use crate::i18n::*;

/// The list.
#[component]
pub fn VetoList(
    #[prop(into)] vetoes: Signal<Vec<Veto>>,
    indicators: Signal<Vec<(String, String)>>,
    grades: Signal<Vec<String>>,
    on_change: Callback<Vec<Veto>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let vetoes = Memo::new(move |_| vetoes.get());
    let count = Memo::new(move |_| vetoes.with(Vec::len));
    let add = move |()| {
        let mut all = vetoes.get_untracked();
        all.push(Veto {
            name: String::new(),
            severity: Severity::Severe,
            class: None,
            zeroes: None,
            grade_cap: None,
        });
        on_change.run(all);
    };
    view! {
        <fieldset class="choices">
            <legend>{t!(i18n, plan.vetoes)}</legend>
            <Show when=move || count.get() == 0>
                <p class="soft">{t!(i18n, plan.no_vetoes)}</p>
            </Show>
            <For each=move || 0..count.get() key=|index| *index let:index>
                <VetoRow index vetoes indicators grades on_change/>
            </For>
            <Button on_click=add data_test="veto-add">
                <Icon name=IconName::Add/>{t!(i18n, plan.veto_add)}
            </Button>
        </fieldset>
    }
}

#[component]
fn VetoRow(
    index: usize,
    vetoes: Memo<Vec<Veto>>,
    indicators: Signal<Vec<(String, String)>>,
    grades: Signal<Vec<String>>,
    on_change: Callback<Vec<Veto>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let change = move |write: &dyn Fn(&mut Veto)| {
        let mut all = vetoes.get_untracked();
        if let Some(veto) = all.get_mut(index) {
            write(veto);
            on_change.run(all);
        }
    };
    let read = move |read: fn(&Veto) -> String| {
        Signal::derive(move || vetoes.with(|all| all.get(index).map(read).unwrap_or_default()))
    };
    let severities = Signal::derive(move || {
        let each = SEVERITIES.into_iter();
        each.map(|(name, it)| (name.to_owned(), severity_word(i18n, it).to_owned()))
            .collect::<Vec<_>>()
    });
    let pick_severity = Callback::new(move |name: String| {
        if let Some((_, severity)) = SEVERITIES.iter().find(|(known, _)| *known == name) {
            change(&|it| it.severity = *severity);
        }
    });
    let remove = move |()| {
        let mut all = vetoes.get_untracked();
        if index < all.len() {
            all.remove(index);
            on_change.run(all);
        }
    };
    let severity = read(|it| {
        let known = SEVERITIES
            .iter()
            .find(|(_, severity)| *severity == it.severity);
        known
            .map(|(name, _)| (*name).to_owned())
            .unwrap_or_default()
    });
    view! {
        <div class="plan-element">
            <TextField
                label=plan_text!(i18n, veto_name) value=read(|it| it.name.clone())
                on_commit=Callback::new(move |text: String| {
                    change(&|it| it.name.clone_from(&text));
                })
                data_test=format!("veto-name-{index}")
            />
            <SelectField
                label=plan_text!(i18n, veto_severity) options=severities value=severity
                on_pick=pick_severity data_test=format!("veto-severity-{index}")
            />
            <VetoEffects index vetoes indicators grades on_change/>
            <Button
                kind=ButtonKind::Quiet on_click=remove label=plan_text!(i18n, remove)
                data_test=format!("veto-remove-{index}")
            >
                <Icon name=IconName::Close/>
            </Button>
        </div>
    }
}

/// Which class triggers it, what it sets to zero, which grade it caps.
#[component]
fn VetoEffects(
    index: usize,
    vetoes: Memo<Vec<Veto>>,
    indicators: Signal<Vec<(String, String)>>,
    grades: Signal<Vec<String>>,
    on_change: Callback<Vec<Veto>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let veto = move || vetoes.with(|all| all.get(index).cloned());
    let change = move |write: &dyn Fn(&mut Veto)| {
        let mut all = vetoes.get_untracked();
        if let Some(veto) = all.get_mut(index) {
            write(veto);
            on_change.run(all);
        }
    };
    let with_none = move |words: &str, more: Vec<(String, String)>| {
        let none = (String::new(), words.to_owned());
        std::iter::once(none).chain(more).collect::<Vec<_>>()
    };
    let class_name = |class: FindingClass| {
        let place = FindingClass::ALL.iter().position(|it| *it == class);
        place.unwrap_or_default().to_string()
    };
    let classes = Signal::derive(move || {
        let each = FindingClass::ALL.into_iter();
        let each = each.map(|it| (class_name(it), class_word(i18n, it).to_owned()));
        with_none(t_string!(i18n, plan.any_class), each.collect())
    });
    let zeroed = Signal::derive(move || with_none(t_string!(i18n, plan.none), indicators.get()));
    let caps = Signal::derive(move || {
        let each = grades.get().into_iter().map(|grade| (grade.clone(), grade));
        with_none(t_string!(i18n, plan.none), each.collect())
    });
    let pick_class = Callback::new(move |place: String| {
        let place = place.parse::<usize>().ok();
        let class = place.and_then(|place| FindingClass::ALL.get(place).copied());
        change(&|it| it.class = class);
    });
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    view! {
        <SelectField
            label=plan_text!(i18n, veto_class) options=classes on_pick=pick_class
            value=Signal::derive(move || {
                veto().and_then(|it| it.class).map(class_name).unwrap_or_default()
            })
            data_test=format!("veto-class-{index}")
        />
        <SelectField
            label=plan_text!(i18n, veto_zeroes) options=zeroed
            value=Signal::derive(move || {
                veto().and_then(|it| it.zeroes).map(|it| it.0).unwrap_or_default()
            })
            on_pick=Callback::new(move |code: String| {
                let code = some(code).map(IndicatorCode);
                change(&|it| it.zeroes.clone_from(&code));
            })
            data_test=format!("veto-zeroes-{index}")
        />
        <SelectField
            label=plan_text!(i18n, veto_cap) options=caps
            value=Signal::derive(move || veto().and_then(|it| it.grade_cap).unwrap_or_default())
            on_pick=Callback::new(move |grade: String| {
                let grade = some(grade);
                change(&|it| it.grade_cap.clone_from(&grade));
            })
            data_test=format!("veto-cap-{index}")
        />
    }
}

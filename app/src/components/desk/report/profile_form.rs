//! 项目概况: what only a person can say of the fund, and how closely the report is reviewed.
//! Not here: its limits (`domain::engagement`).

use domain::engagement::EngagementProfile;
use domain::review::RiskLevel;
use leptos::prelude::*;

use super::words::risk_word;
use crate::components::{Button, ButtonKind};
use crate::i18n::*;

const RISKS: [(&str, RiskLevel); 3] = [
    ("A", RiskLevel::A),
    ("B", RiskLevel::B),
    ("C", RiskLevel::C),
];

/// The whole profile; goals are one a line.
#[component]
pub fn ProfileForm(
    profile: EngagementProfile,
    /// What is wrong with it, in words.
    problems: Callback<EngagementProfile, Vec<String>>,
    may_edit: bool,
    #[prop(into)] busy: Signal<bool>,
    on_save: Callback<EngagementProfile>,
) -> impl IntoView {
    let i18n = use_i18n();
    let kind = RwSignal::new(profile.evaluation_kind);
    let sector = RwSignal::new(profile.sector);
    let background = RwSignal::new(profile.background);
    let goals = RwSignal::new(profile.goals.join("\n"));
    let self_score = RwSignal::new(profile.self_score);
    let risk = RwSignal::new(profile.risk);
    let written = Memo::new(move |_| {
        let lines = goals.get();
        let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
        EngagementProfile {
            evaluation_kind: kind.get().trim().to_owned(),
            risk: risk.get(),
            sector: sector.get().trim().to_owned(),
            background: background.get(),
            goals: lines.map(str::to_owned).collect(),
            self_score: self_score.get().trim().to_owned(),
        }
    });
    let wrong = Memo::new(move |_| problems.run(written.get()));
    let hindered =
        Signal::derive(move || !may_edit || busy.get() || wrong.with(|wrong| !wrong.is_empty()));
    view! {
        <form class="side-form" on:submit=move |event| event.prevent_default()>
            <datalist id="evaluation-kinds">
                <option value=move || t_string!(i18n, reports.kind_finance)></option>
                <option value=move || t_string!(i18n, reports.kind_department)></option>
                <option value=move || t_string!(i18n, reports.kind_self)></option>
            </datalist>
            <Line
                label=text!(i18n, evaluation_kind) value=kind test="profile-kind"
                list="evaluation-kinds"
            />
            <RiskChoice risk/>
            <Line label=text!(i18n, sector) value=sector test="profile-sector"/>
            <Area label=text!(i18n, background) value=background test="profile-background" rows=8/>
            <Area label=text!(i18n, goals) value=goals test="profile-goals" rows=5/>
            <Line label=text!(i18n, self_score) value=self_score test="profile-self-score"/>
            <div class="field-problem" role="status">
                {move || wrong.get().into_iter().map(|words| view! { <p>{words}</p> })
                    .collect_view()}
            </div>
            <Button
                kind=ButtonKind::Primary disabled=hindered data_test="profile-save"
                on_click=move |()| on_save.run(written.get_untracked())
            >
                {t!(i18n, reports.save)}
            </Button>
        </form>
    }
}

#[component]
fn RiskChoice(risk: RwSignal<RiskLevel>) -> impl IntoView {
    let i18n = use_i18n();
    let choose = move |value: String| {
        if let Some((_, chosen)) = RISKS.iter().find(|(name, _)| *name == value) {
            risk.set(*chosen);
        }
    };
    let option = |(name, level): (&'static str, RiskLevel)| {
        view! {
            <option value=name selected=move || risk.get() == level>
                {move || risk_word(i18n, level)}
            </option>
        }
    };
    view! {
        <label class="field">
            <span>{t!(i18n, reports.risk)}</span>
            <select
                data-test="profile-risk"
                on:change:target=move |event| choose(event.target().value())
            >
                {RISKS.into_iter().map(option).collect_view()}
            </select>
            <small>{t!(i18n, reports.risk_hint)}</small>
        </label>
    }
}

#[component]
fn Line(
    label: Signal<String>,
    value: RwSignal<String>,
    test: &'static str,
    #[prop(optional)] list: Option<&'static str>,
) -> impl IntoView {
    view! {
        <label class="field">
            <span>{move || label.get()}</span>
            <input
                type="text" data-test=test list=list
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
            />
        </label>
    }
}

#[component]
fn Area(
    label: Signal<String>,
    value: RwSignal<String>,
    test: &'static str,
    rows: u32,
) -> impl IntoView {
    view! {
        <label class="field">
            <span>{move || label.get()}</span>
            <textarea
                rows=rows.to_string() data-test=test
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
            ></textarea>
        </label>
    }
}

//! An addition by judgement: which project, the criteria that hold, and why.

use domain::ids::ProjectCode;
use domain::project::Project;
use domain::sampling::{JUDGEMENTAL_CRITERIA, JUDGEMENTAL_REASON_MIN_CHARS};
use domain::wire::JudgementalRequest;
use leptos::prelude::*;

use crate::components::{Button, ButtonKind};
use crate::i18n::*;

/// `candidates` are proposed while typing; whether a code exists is for the server to say.
#[component]
pub fn JudgementalForm(
    candidates: Vec<Project>,
    #[prop(into)] busy: Signal<bool>,
    on_add: Callback<JudgementalRequest>,
) -> impl IntoView {
    let i18n = use_i18n();
    let code = RwSignal::new(String::new());
    let ticks = RwSignal::new([false; JUDGEMENTAL_CRITERIA.len()]);
    let reason = RwSignal::new(String::new());
    let length = move || reason.get().trim().chars().count();
    let ready = move || {
        !code.get().is_empty()
            && ticks.get().contains(&true)
            && length() >= JUDGEMENTAL_REASON_MIN_CHARS
    };
    let options = candidates
        .into_iter()
        .map(|project| {
            let label = format!("{} · {}", project.name, project.amount.to_wan_yuan_text());
            view! { <option value=project.code.to_string()>{label}</option> }
        })
        .collect_view();
    let criteria = JUDGEMENTAL_CRITERIA
        .into_iter()
        .enumerate()
        .map(|(index, criterion)| {
            let toggle = move |checked: bool| ticks.update(|ticks| ticks[index] = checked);
            view! {
                <label class="check">
                    <input
                        type="checkbox"
                        data-test=format!("criterion-{index}")
                        on:change:target=move |event| toggle(event.target().checked())
                    />
                    <span>{criterion}</span>
                </label>
            }
        })
        .collect_view();
    let add = move |()| {
        let ticked = JUDGEMENTAL_CRITERIA.iter().zip(ticks.get());
        on_add.run(JudgementalRequest {
            project_code: ProjectCode::from(code.get()),
            criteria: ticked
                .filter(|(_, on)| *on)
                .map(|(name, _)| (*name).to_owned())
                .collect(),
            reason: reason.get().trim().to_owned(),
        });
    };
    view! {
        <form class="form" on:submit=move |event| event.prevent_default()>
            <p class="soft">{t!(i18n, desk.judgemental_rule)}</p>
            <label class="field">
                <span>{t!(i18n, desk.project_code)}</span>
                <input
                    type="text"
                    list="judgemental-candidates"
                    data-test="judgemental-code"
                    on:input:target=move |event| code.set(event.target().value().trim().to_owned())
                />
                <datalist id="judgemental-candidates">{options}</datalist>
            </label>
            <fieldset class="choices">
                <legend>{t!(i18n, desk.criteria)}</legend>
                {criteria}
            </fieldset>
            <label class="field">
                <span>{t!(i18n, desk.reason)}</span>
                <textarea
                    rows="3"
                    data-test="judgemental-reason"
                    on:input:target=move |event| reason.set(event.target().value())
                ></textarea>
                <small aria-live="polite">
                    {move || format!("{}/{JUDGEMENTAL_REASON_MIN_CHARS}", length())}
                    " "
                    {t!(i18n, desk.reason_at_least, count = JUDGEMENTAL_REASON_MIN_CHARS)}
                </small>
            </label>
            <Button
                kind=ButtonKind::Primary
                on_click=add
                disabled=Signal::derive(move || busy.get() || !ready())
                data_test="judgemental-add"
            >
                {t!(i18n, desk.add_site)}
            </Button>
        </form>
    }
}

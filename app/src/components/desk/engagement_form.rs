//! What a new engagement is, as a form; what is refused stands under its field.

use domain::problem::Problem;
use domain::wire::{Beginning, NewEngagement, StarterForm};
use leptos::prelude::*;

use crate::components::{Button, ButtonKind};
use crate::i18n::*;

/// Questionnaires for each site, unless something else is typed (domain.md §6.1).
const QUESTIONNAIRES: u32 = 10;

/// `year` is the present one; what a manager most often means is proposed.
#[component]
pub fn EngagementForm(
    offered: Beginning,
    year: u16,
    #[prop(into)] problems: Signal<Vec<Problem>>,
    #[prop(into)] busy: Signal<bool>,
    on_begin: Callback<NewEngagement>,
) -> impl IntoView {
    let i18n = use_i18n();
    let first = offered.frameworks.first();
    let new = RwSignal::new(NewEngagement {
        fund_year: year.saturating_sub(1),
        evaluation_year: year,
        framework: first
            .map(|framework| framework.name.clone())
            .unwrap_or_default(),
        questionnaires_per_site: QUESTIONNAIRES,
        ..NewEngagement::default()
    });
    let words = move |text: fn(crate::components::desk::words::Words) -> &'static str| {
        Signal::derive(move || text(i18n).to_owned())
    };
    let frameworks = offered.frameworks.into_iter().map(|framework| {
        view! { <option value=framework.name>{framework.title}</option> }
    });
    let number = |text: String| text.trim().parse().unwrap_or(0);
    view! {
        <form class="form" data-test="begin-form" on:submit=move |event| event.prevent_default()>
            <Line name="title" label=words(|i| t_string!(i, engagements.name)) problems
                hint=words(|i| t_string!(i, engagements.name_hint))
                on_text=move |text| new.update(|new| new.title = text)/>
            <Line name="code" label=words(|i| t_string!(i, engagements.code)) problems
                hint=words(|i| t_string!(i, engagements.code_hint))
                on_text=move |text: String| new.update(|new| new.code = text.trim().to_owned())/>
            <Line name="commissioned_by" label=words(|i| t_string!(i, engagements.commissioned_by))
                problems on_text=move |text| new.update(|new| new.commissioned_by = text)/>
            <Line name="competent_department" label=words(|i| t_string!(i, engagements.department))
                problems on_text=move |text| new.update(|new| new.competent_department = text)/>
            <Line name="firm" label=words(|i| t_string!(i, engagements.firm)) problems
                on_text=move |text| new.update(|new| new.firm = text)/>
            <div class="form-row">
                <Line name="fund_year" label=words(|i| t_string!(i, engagements.fund_year))
                    problems numeric=true start=year.saturating_sub(1).to_string()
                    on_text=move |text| new.update(|new| new.fund_year = number(text))/>
                <Line name="evaluation_year" problems numeric=true start=year.to_string()
                    label=words(|i| t_string!(i, engagements.evaluation_year))
                    on_text=move |text| new.update(|new| new.evaluation_year = number(text))/>
            </div>
            <label class="field">
                <span>{t!(i18n, engagements.framework)}</span>
                <select data-test="begin-framework"
                    on:change:target=move |event| {
                        new.update(|new| new.framework = event.target().value());
                    }
                >{frameworks.collect_view()}</select>
            </label>
            <FormChoices forms=offered.forms new/>
            <Line name="questionnaires_per_site" numeric=true start=QUESTIONNAIRES.to_string()
                label=words(|i| t_string!(i, engagements.questionnaires)) problems
                on_text=move |text: String| {
                    let count = text.trim().parse().unwrap_or(u32::MAX);
                    new.update(|new| new.questionnaires_per_site = count);
                }/>
            <Line name="contact" label=words(|i| t_string!(i, engagements.contact)) problems
                hint=words(|i| t_string!(i, engagements.contact_hint))
                on_text=move |text| new.update(|new| new.contact = text)/>
            <Button
                kind=ButtonKind::Primary disabled=busy data_test="begin-submit"
                on_click=move |()| on_begin.run(new.get_untracked())
            >
                {t!(i18n, engagements.begin)}
            </Button>
        </form>
    }
}

/// One line to type into, with its hint and what is wrong with it.
#[component]
fn Line(
    /// The field's name in `NewEngagement`.
    name: &'static str,
    label: Signal<String>,
    #[prop(optional)] hint: Option<Signal<String>>,
    #[prop(optional)] numeric: bool,
    #[prop(into, optional)] start: String,
    problems: Signal<Vec<Problem>>,
    #[prop(into)] on_text: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let wrong = move || {
        problems.with(|problems| {
            let is_here = |problem: &&Problem| {
                let place = problem.place.as_ref();
                place.and_then(|place| place.path.as_deref()) == Some(name)
            };
            let found = problems.iter().find(is_here);
            // It stands under its field: the field need not be named again.
            let placeless = found.map(|problem| Problem {
                place: None,
                ..problem.clone()
            });
            placeless.map(|problem| problem_text(i18n.get_locale(), &problem))
        })
    };
    let id = format!("begin-{name}");
    let error_id = format!("{id}-wrong");
    let described = error_id.clone();
    view! {
        <label class="field">
            <span>{move || label.get()}</span>
            <input
                type="text" id=id.clone() data-test=id value=start
                inputmode=if numeric { "numeric" } else { "text" }
                aria-invalid=move || wrong().map(|_| "true")
                aria-describedby=move || wrong().map(|_| described.clone())
                on:input:target=move |event| on_text.run(event.target().value())
            />
            {move || wrong().map(|text| {
                view! { <strong class="field-problem" id=error_id.clone()>{text}</strong> }
            })}
            {hint.map(|hint| view! { <small>{move || hint.get()}</small> })}
        </label>
    }
}

#[component]
fn FormChoices(forms: Vec<StarterForm>, new: RwSignal<NewEngagement>) -> impl IntoView {
    let i18n = use_i18n();
    let choice = move |form: StarterForm| {
        let name = form.name.clone();
        let toggle = move |on: bool| {
            new.update(|new| {
                new.forms.retain(|known| *known != name);
                if on {
                    new.forms.push(name.clone());
                }
            });
        };
        view! {
            <label class="check">
                <input
                    type="checkbox" data-test=format!("begin-form-{}", form.name)
                    on:change:target=move |event| toggle(event.target().checked())
                />
                <span>{form.title}</span>
            </label>
        }
    };
    view! {
        <fieldset class="choices choices-below">
            <legend>{t!(i18n, engagements.forms)}</legend>
            {forms.into_iter().map(choice).collect_view()}
            <small>{t!(i18n, engagements.forms_hint)}</small>
        </fieldset>
    }
}

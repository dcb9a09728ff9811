//! The settings of validity and method, and who changed them.

use domain::scoring::survey::SurveyPlan;
use domain::wire::PlanRequest;
use leptos::prelude::*;

use super::super::support::{load, run, use_rooms, when_loaded};
use crate::components::desk::survey::{PlanForm, PlanHistory};
use crate::i18n::*;
use crate::state::surveys;

/// The form and the history.
#[component]
pub fn PlanSide(form: String) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let busy = RwSignal::new(false);
    let found = load(
        move || rooms.engagement.get(),
        |code| async move { surveys::plan(&code).await },
    );
    when_loaded(found, move |view| {
        let revision = view.revision;
        let on_save = Callback::new(move |(plan, reason): (SurveyPlan, String)| {
            let code = rooms.engagement.get_untracked();
            run(busy, async move {
                let request = PlanRequest {
                    revision,
                    plan,
                    reason,
                };
                match surveys::save_plan(&code, &request).await {
                    Ok(_) => {
                        rooms.done(t_string!(i18n, surveys.plan_saved));
                        found.refetch();
                    }
                    Err(failure) => rooms.fail(i18n, &failure),
                }
            });
        });
        let form = form.clone();
        view! {
            <PlanForm plan=view.plan form=form busy=busy on_save=on_save/>
            <section><PlanHistory history=view.history/></section>
        }
    })
}

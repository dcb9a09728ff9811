//! 概况: the profile of the engagement. Not here: the form (`components`), the limits (`domain`).

use domain::engagement::{EngagementProfile, problems_of_profile};
use domain::wire::SaveProfile;
use leptos::prelude::*;

use super::draft::Draft;
use crate::components::desk::report::ProfileForm;
use crate::i18n::*;
use crate::pages::desk::support::problem_text;
use crate::state::reports;

/// The whole panel; it is drawn anew when somebody stored another profile.
#[component]
pub fn ProfilePanel(draft: Draft) -> impl IntoView {
    let i18n = use_i18n();
    let seen = Memo::new(move |_| {
        let report = draft.report();
        (report.profile.clone(), report.may_edit)
    });
    let problems = Callback::new(move |profile: EngagementProfile| {
        let problems = problems_of_profile(&profile);
        let words = problems.iter().map(|problem| problem_text(i18n, problem));
        words.collect::<Vec<String>>()
    });
    let save = Callback::new(move |profile: EngagementProfile| {
        let said = t_string!(i18n, reports.saved);
        let body = SaveProfile { profile };
        let change = async move { reports::save_profile(&draft.code(), &body).await };
        draft.send(change, said, || {});
    });
    view! {
        <section class="side-part">
            {move || {
                let (profile, may_edit) = seen.get();
                view! { <ProfileForm profile problems may_edit busy=draft.busy on_save=save/> }
            }}
        </section>
    }
}

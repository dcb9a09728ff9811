//! Responses that are not simply valid, and the manager's rulings.

use domain::ids::DocumentId;
use domain::scoring::survey::RulingDecision;
use domain::wire::RulingRequest;
use leptos::prelude::*;

use super::super::support::{load, run, use_rooms, when_loaded};
use crate::components::desk::encode;
use crate::components::desk::survey::{VerdictTable, survey_text};
use crate::components::{EmptyState, IconName};
use crate::i18n::*;
use crate::state::surveys;

/// The list with its rulings.
#[component]
pub fn SuspectSide(form: String) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let busy = RwSignal::new(false);
    let wanted = form.clone();
    let list = load(
        move || (rooms.engagement.get(), form.clone()),
        |(code, form)| async move { surveys::verdicts(&code, &form).await },
    );
    let on_rule = Callback::new(
        move |(record, decision, reason): (DocumentId, RulingDecision, String)| {
            let (code, form) = (rooms.engagement.get_untracked(), wanted.clone());
            run(busy, async move {
                let ruling = RulingRequest {
                    record,
                    decision,
                    reason,
                };
                match surveys::rule(&code, &form, &ruling).await {
                    Ok(_) => {
                        rooms.done(t_string!(i18n, surveys.ruled));
                        list.refetch();
                    }
                    Err(failure) => rooms.fail(i18n, &failure),
                }
            });
        },
    );
    let href = Callback::new(move |record: String| {
        format!("{}/{}", rooms.href("records"), encode(&record))
    });
    view! {
        <p class="soft">{t!(i18n, surveys.suspects_intro)}</p>
        {when_loaded(list, move |list| {
            if list.responses.is_empty() {
                view! {
                    <EmptyState
                        icon=IconName::Done
                        title=survey_text!(i18n, no_suspects)
                        text=survey_text!(i18n, no_suspects_text)
                    />
                }
                .into_any()
            } else {
                view! {
                    <VerdictTable
                        responses=list.responses
                        busy=busy
                        href=href
                        on_rule=on_rule
                    />
                }
                .into_any()
            }
        })}
    }
}

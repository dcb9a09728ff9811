//! Monitored projects taken from the frame. Not here: the board (`monitoring`).

use domain::monitoring::MonitoredProject;
use domain::wire::SaveMonitored;
use leptos::prelude::*;

use crate::components::{Button, Icon, IconName};
use crate::i18n::*;
use crate::pages::desk::support::{run, use_rooms};
use crate::state::desk;

/// Begins with the projects of the frame that are not here yet; their amounts are their budgets.
#[component]
pub fn FromFrame(
    known: Vec<String>,
    busy: RwSignal<bool>,
    save: Callback<Vec<SaveMonitored>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let asking = RwSignal::new(false);
    let known = StoredValue::new(known);
    let take = move |()| {
        let code = rooms.engagement.get_untracked();
        run(asking, async move {
            let frame = match desk::frame(&code).await {
                Ok(frame) => frame,
                Err(failure) => return rooms.fail(i18n, &failure),
            };
            let is_new = |code: &String| known.with_value(|known| !known.contains(code));
            let projects: Vec<SaveMonitored> = frame
                .projects
                .into_iter()
                .filter(|project| is_new(&project.code.0))
                .map(|project| SaveMonitored {
                    base_revision: 0,
                    project: MonitoredProject {
                        code: project.code.0,
                        name: project.name,
                        unit: project.unit,
                        budget: project.amount,
                        figures: Vec::new(),
                    },
                })
                .collect();
            match projects.is_empty() {
                true => rooms.done(t_string!(i18n, checks.frame_is_here)),
                false => save.run(projects),
            }
        });
    };
    view! {
        <Button
            on_click=take data_test="monitoring-from-frame"
            disabled=Signal::derive(move || asking.get() || busy.get())
        >
            <Icon name=IconName::Import/>{t!(i18n, checks.from_frame)}
        </Button>
    }
}

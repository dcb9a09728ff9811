//! What has to be done before the tablet may be handed over, for the evaluator. Not here: which
//! rule says so.

use leptos::prelude::*;

use crate::components::{Icon, IconName};

/// One thing in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KioskObstacle {
    /// What is not possible.
    pub title: String,
    /// Why, in words.
    pub reasons: Vec<String>,
}

/// All of them; nothing is drawn when there are none.
#[component]
pub fn KioskObstacles(
    #[prop(into)] obstacles: Signal<Vec<KioskObstacle>>,
    data_test: &'static str,
) -> impl IntoView {
    let one = move |obstacle: KioskObstacle| {
        let reason = |reason: String| view! { <li>{reason}</li> };
        view! {
            <section class="kiosk-obstacle" data-test=data_test>
                <h2><Icon name=IconName::Problem/> {obstacle.title}</h2>
                <ul>{obstacle.reasons.into_iter().map(reason).collect_view()}</ul>
            </section>
        }
    };
    move || obstacles.get().into_iter().map(one).collect_view()
}

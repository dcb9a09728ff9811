//! 项目汇总 over the engagements a person takes part in, and the firm's scorecard; outside of any
//! engagement. Not here: the sums (`domain::programme`, `domain::scorecard`).

/// A text of `programme.json` as a signal that follows the language.
macro_rules! said {
    ($i18n:ident, $key:ident) => {
        leptos::prelude::Signal::derive(move || {
            crate::i18n::t_string!($i18n, programme.$key).to_owned()
        })
    };
}

mod card_items;
mod scorecard;
mod summary;

use leptos::prelude::*;
use leptos_router::components::A;

use super::layout::UserMenu;
use super::support::{filter, load, when_loaded};
use crate::components::desk::{Tabs, text};
use crate::components::{Toast, ToastKind};
use crate::i18n::*;
use crate::state::checks;

/// The one message on the screen.
type Message = RwSignal<Option<(ToastKind, String)>>;

/// `/desk/programme?tab=`.
#[component]
pub fn ProgrammePage() -> impl IntoView {
    let i18n = use_i18n();
    let message: Message = RwSignal::new(None);
    let (tab, choose) = filter("tab");
    let chosen = Signal::derive(move || match tab.get() {
        tab if tab.is_empty() => "summary".to_owned(),
        tab => tab,
    });
    let names = vec![
        ("summary", said!(i18n, tab_summary)),
        ("scorecard", said!(i18n, tab_scorecard)),
    ];
    view! {
        <a class="skip-link" href="#content">{t!(i18n, desk.skip_to_content)}</a>
        <div class="desk-single">
            <header class="desk-top">
                <A href="/desk" attr:class="desk-name" attr:data-test="programme-home">
                    {t!(i18n, desk.app_name)}
                </A>
                <UserMenu/>
            </header>
            <main id="content" class="desk-content" tabindex="-1">
                <h1>{t!(i18n, programme.room)}</h1>
                <Tabs label=said!(i18n, parts) names chosen on_choose=choose/>
                {move || match chosen.get().as_str() {
                    "scorecard" => view! { <scorecard::ScorecardPart message/> }.into_any(),
                    _ => view! { <SummaryPart/> }.into_any(),
                }}
            </main>
            <Toast
                message=message close_label=text!(i18n, close)
                on_close=move |()| message.set(None)
            />
        </div>
    }
}

#[component]
fn SummaryPart() -> impl IntoView {
    let seen = load(|| (), |()| checks::programme());
    when_loaded(seen, |seen| view! { <summary::Summary seen/> })
}

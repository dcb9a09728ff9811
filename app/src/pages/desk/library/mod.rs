//! 指标库 of the firm, outside of any engagement: search, states, merges, import and export. Not
//! here: drawing (`components::desk::plan`), what may follow (`domain::indicator::next_state`).

mod content;

use domain::wire::LibraryView;
use leptos::prelude::*;
use leptos_router::components::A;

use self::content::LibraryContent;
use super::layout::UserMenu;
use super::support::{failure_text, load, when_loaded};
use crate::components::desk::text;
use crate::components::{Toast, ToastKind};
use crate::i18n::*;
use crate::state::{Failure, frameworks};

/// The one message on the screen.
type Message = RwSignal<Option<(ToastKind, String)>>;

/// `/desk/library`.
#[component]
pub fn LibraryPage() -> impl IntoView {
    let i18n = use_i18n();
    let message: Message = RwSignal::new(None);
    let loading = load(|| (), |()| frameworks::library());
    let changed = RwSignal::new(None::<LibraryView>);
    let answered = Callback::new(move |answer: Result<LibraryView, Failure>| match answer {
        Ok(view) => {
            changed.set(Some(view));
            let words = t_string!(i18n, library.done).to_owned();
            message.set(Some((ToastKind::Good, words)));
        }
        Err(failure) => message.set(Some((ToastKind::Bad, failure_text(i18n, &failure)))),
    });
    view! {
        <a class="skip-link" href="#content">{t!(i18n, desk.skip_to_content)}</a>
        <div class="desk-single">
            <header class="desk-top">
                <A href="/desk" attr:class="desk-name">{t!(i18n, desk.app_name)}</A>
                <UserMenu/>
            </header>
            <main id="content" class="desk-content" tabindex="-1">
                <h1>{t!(i18n, library.room)}</h1>
                {when_loaded(loading, move |first: LibraryView| {
                    let view = Memo::new(move |_| changed.get().unwrap_or_else(|| first.clone()));
                    view! { <LibraryContent view on_answer=answered/> }
                })}
            </main>
            <Toast
                message close_label=text!(i18n, close)
                on_close=move |()| message.set(None)
            />
        </div>
    }
}

//! 反馈整改: opinions on the draft, the ledger after the report, the letters; one part at a time,
//! named in the address. Not here: composing documents (the server).

/// A text of `feedback.json` as a signal that follows the language.
macro_rules! said {
    ($i18n:ident, $key:ident) => {
        leptos::prelude::Signal::derive(move || {
            crate::i18n::t_string!($i18n, feedback.$key).to_owned()
        })
    };
}

mod documents;
mod drawing;
mod ledger;
mod ledger_history;
mod ledger_line;
mod opinion_form;
mod opinions;
mod words;

use leptos::prelude::*;

use crate::components::desk::Tabs;
use crate::i18n::*;
use crate::pages::desk::support::filter;

pub use drawing::Drawing;

/// `/desk/:engagement/feedback?tab=`, with `&opinion=` or `&line=` for the open drawer.
#[component]
pub fn FeedbackRoom() -> impl IntoView {
    let i18n = use_i18n();
    let (tab, choose) = filter("tab");
    let chosen = Signal::derive(move || match tab.get() {
        tab if tab.is_empty() => "opinions".to_owned(),
        tab => tab,
    });
    let names = vec![
        ("opinions", said!(i18n, tab_opinions)),
        ("ledger", said!(i18n, tab_ledger)),
        ("documents", said!(i18n, tab_documents)),
    ];
    view! {
        <h1>{t!(i18n, feedback.room)}</h1>
        <Tabs label=said!(i18n, parts) names chosen on_choose=choose/>
        {move || match chosen.get().as_str() {
            "ledger" => view! { <ledger::LedgerPart/> }.into_any(),
            "documents" => view! { <documents::DocumentsPart/> }.into_any(),
            _ => view! { <opinions::OpinionsPart/> }.into_any(),
        }}
    }
}

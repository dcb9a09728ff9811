//! Beside the page: which panel is shown, and the one with sources and comments. Not here: the
//! review, versions, the profile (each a file of its own).

use domain::wire::{NewComment, ReportComment, ResolveComment};
use leptos::prelude::*;

use super::draft::Draft;
use super::profile::ProfilePanel;
use super::review::ReviewPanel;
use super::versions::VersionPanel;
use crate::components::desk::report::{BlockSource, CommentForm, CommentList, PlacedComment, text};
use crate::components::{Button, ButtonKind};
use crate::i18n::*;
use crate::pages::desk::support::filter;
use crate::state::reports;

/// Which panel is shown; its name stands in the address.
const PANELS: [&str; 4] = ["", "review", "versions", "profile"];

/// The panels; the chosen one stands in the address.
#[component]
pub fn SidePanel(draft: Draft) -> impl IntoView {
    let i18n = use_i18n();
    let (side, set_side) = filter("side");
    let label = move |name: &str| match name {
        "review" => text!(i18n, side_review),
        "versions" => text!(i18n, side_versions),
        "profile" => text!(i18n, side_profile),
        _ => text!(i18n, side_notes),
    };
    let tab = move |name: &'static str| {
        let label = label(name);
        let test = match name {
            "" => "side-notes".to_owned(),
            name => format!("side-{name}"),
        };
        view! {
            <button
                type="button" class="switch-option" data-test=test
                aria-pressed=move || (side.get() == name).to_string()
                on:click=move |_| set_side.run(name.to_owned())
            >
                {move || label.get()}
            </button>
        }
    };
    // What is typed in a panel stays while another one is shown.
    let shown = move |name: &'static str| move || side.get() != name;
    view! {
        <aside class="paper-side" aria-label=move || t_string!(i18n, reports.side)>
            <div
                class="switch side-tabs" role="group"
                aria-label=move || t_string!(i18n, reports.side)
            >
                {PANELS.into_iter().map(tab).collect_view()}
            </div>
            <div hidden=shown("")><NotesPanel draft/></div>
            <div hidden=shown("review")><ReviewPanel draft/></div>
            <div hidden=shown("versions")><VersionPanel draft/></div>
            <div hidden=shown("profile")><ProfilePanel draft/></div>
        </aside>
    }
}

/// 来源与意见 of the chosen block; all comments where none is chosen.
#[component]
fn NotesPanel(draft: Draft) -> impl IntoView {
    let i18n = use_i18n();
    let chosen = draft.chosen;
    let is_whole = Memo::new(move |_| chosen.with(String::is_empty));
    let place = move || match draft.place(&chosen.get()) {
        place if place.is_empty() => t_string!(i18n, reports.whole_report).to_owned(),
        place => place,
    };
    let source = Memo::new(move |_| draft.block(&chosen.get()));
    let comments = Memo::new(move |_| {
        let block = chosen.get();
        let fits = |comment: &&ReportComment| block.is_empty() || comment.block == block;
        let placed = |comment: &ReportComment| PlacedComment {
            place: draft.place(&comment.block),
            comment: comment.clone(),
        };
        let report = draft.report();
        report
            .comments
            .iter()
            .filter(fits)
            .map(placed)
            .collect::<Vec<_>>()
    });
    let written = RwSignal::new(String::new());
    let add = Callback::new(move |()| {
        let body = NewComment {
            block: chosen.get_untracked(),
            text: written.get_untracked().trim().to_owned(),
        };
        let said = t_string!(i18n, reports.comment_added);
        let change = async move { reports::comment(&draft.code(), &body).await };
        draft.send(change, said, move || written.set(String::new()));
    });
    let resolve = Callback::new(move |(id, resolved): (String, bool)| {
        let said = t_string!(i18n, reports.saved);
        let body = ResolveComment { resolved };
        let change = async move { reports::resolve_comment(&draft.code(), &id, &body).await };
        draft.send(change, said, || {});
    });
    let jump = Callback::new(move |id: String| draft.jump(&id));
    view! {
        <section class="side-part" data-test="side-block">
            <h3>{place}</h3>
            <Show when=move || !is_whole.get()>
                <Button
                    kind=ButtonKind::Quiet data_test="side-whole"
                    on_click=move |()| chosen.set(String::new())
                >
                    {t!(i18n, reports.show_all)}
                </Button>
            </Show>
            {move || source.get().map(|block| view! { <BlockSource block/> })}
        </section>
        <section class="side-part">
            <h3>{t!(i18n, reports.comments)}</h3>
            <CommentList
                comments with_place=is_whole busy=draft.busy on_resolve=resolve on_jump=jump
            />
            <CommentForm written busy=draft.busy on_add=add/>
        </section>
    }
}

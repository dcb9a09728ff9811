//! Comments on a block or on the whole report: written, settled, taken up again. Not here: the
//! notes of reviewers (`review_notes`).

use domain::wire::ReportComment;
use leptos::prelude::*;

use crate::components::{Button, ButtonKind};
use crate::i18n::*;

/// A comment and where it belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedComment {
    /// What was said.
    pub comment: ReportComment,
    /// The section; empty for the whole report.
    pub place: String,
}

/// The comments, oldest first.
#[component]
pub fn CommentList(
    #[prop(into)] comments: Signal<Vec<PlacedComment>>,
    /// Whether each says where it belongs.
    #[prop(into)]
    with_place: Signal<bool>,
    #[prop(into)] busy: Signal<bool>,
    /// Which, and whether it is settled.
    on_resolve: Callback<(String, bool)>,
    on_jump: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let entry = move |placed: PlacedComment| {
        let PlacedComment { comment, place } = placed;
        let resolved = comment.resolved_by.clone();
        let is_resolved = resolved.is_some();
        let (id, block) = (comment.id.clone(), comment.block.clone());
        let jump = (with_place.get() && !place.is_empty()).then(|| {
            view! {
                <button
                    type="button" class="button button-link"
                    on:click=move |_| on_jump.run(block.clone())
                >
                    {place}
                </button>
            }
        });
        view! {
            <li class="comment" class:comment-resolved=is_resolved>
                {jump}
                <p class="comment-text">{comment.text}</p>
                <p class="soft">
                    {comment.name}" · "<time>{comment.at.to_minute_text()}</time>
                    {resolved.map(|name| view! {
                        " · "{t!(i18n, reports.resolved_by, name = name)}
                    })}
                </p>
                <Button
                    kind=ButtonKind::Quiet disabled=busy
                    data_test=format!("comment-resolve-{}", comment.id)
                    on_click=move |()| on_resolve.run((id.clone(), !is_resolved))
                >
                    {move || match is_resolved {
                        true => t_string!(i18n, reports.carry_on),
                        false => t_string!(i18n, reports.resolve),
                    }}
                </Button>
            </li>
        }
    };
    view! {
        <ul class="plain-list" data-test="comments">
            {move || comments.get().into_iter().map(entry).collect_view()}
        </ul>
        <p class="soft" hidden=move || comments.with(|comments| !comments.is_empty())>
            {t!(i18n, reports.no_comments)}
        </p>
    }
}

/// A field for a new comment.
#[component]
pub fn CommentForm(
    written: RwSignal<String>,
    #[prop(into)] busy: Signal<bool>,
    on_add: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let nothing = Signal::derive(move || busy.get() || written.with(|text| text.trim().is_empty()));
    view! {
        <div class="side-form">
            <label class="field">
                <span>{t!(i18n, reports.new_comment)}</span>
                <textarea
                    rows="3" data-test="comment-text"
                    prop:value=move || written.get()
                    on:input:target=move |event| written.set(event.target().value())
                ></textarea>
            </label>
            <Button disabled=nothing data_test="comment-add" on_click=on_add>
                {t!(i18n, reports.add_comment)}
            </Button>
        </div>
    }
}

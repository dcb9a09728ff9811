//! One record: answers, photos, flags in words, history, and the reviewer's decision.

use domain::fieldwork::{RecordState, ReviewDecision};
use domain::instrument::{Instrument, Node, Translations, template_path};
use domain::wire::{RecordView, ReviewRequest};
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;

use super::records::{RecordsInHand, wanted_path};
use super::support::{load, problem_text, run, use_rooms, when_loaded};
use crate::components::desk::words::{Words, form_text, state_sign, state_word};
use crate::components::desk::{
    Decision, DraftNote, PhotoStrip, Picture, RecordAnswers, ReviewForm, question_anchor,
};
use crate::components::respondents::sender;
use crate::components::{Icon, IconName};
use crate::i18n::*;
use crate::platform::scroll_to;
use crate::state::desk;

/// `/desk/:engagement/records/:record`, with `?path=/data/checks/c3` to show a question.
#[component]
pub fn RecordPanel() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let params = use_params_map();
    let record = load(
        move || {
            (
                rooms.engagement.get(),
                params.get().get("record").unwrap_or_default(),
            )
        },
        |(code, record)| async move { desk::record(&code, &record).await },
    );
    view! {
        <A href=move || rooms.href("records") attr:class="back-link">
            <Icon name=IconName::Back/>{t!(i18n, desk.back_to_list)}
        </A>
        {when_loaded(record, move |seen| {
            let again = Callback::new(move |()| record.refetch());
            view! { <Record seen=seen on_reviewed=again/> }
        })}
    }
}

#[component]
fn Record(seen: RecordView, on_reviewed: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let code = rooms.engagement.get_untracked();
    let notes = RwSignal::new(Vec::<DraftNote>::new());
    let on_note = Callback::new(move |(path, question): (String, String)| {
        notes.update(|notes| {
            if notes.iter().all(|note| note.path != path) {
                notes.push(DraftNote {
                    path,
                    question,
                    note: String::new(),
                });
            }
        });
    });
    let wanted = wanted_path();
    Effect::new(move |_| {
        let path = wanted.get();
        if !path.is_empty() {
            scroll_to(&question_anchor(&path));
        }
    });
    let pictures = pictures(i18n, &seen, &code);
    let has_pictures = !pictures.is_empty();
    let state = seen.summary.state;
    let reviewable = matches!(state, RecordState::Submitted | RecordState::Held);
    let review_seen = seen.clone();
    view! {
        <article class="record" data-test="record">
            <RecordHead seen=seen.clone()/>
            <Flags seen=seen.clone()/>
            {seen.review.clone().map(|review| last_review(review, &seen.instrument))}
            {has_pictures.then(|| view! {
                <h3>{t!(i18n, desk.photos)}</h3>
                <PhotoStrip pictures=pictures/>
            })}
            <RecordAnswers
                instrument=seen.instrument
                body=seen.body
                highlighted=wanted
                on_note=on_note
            />
            <History entries=seen.history/>
            {reviewable.then(|| view! {
                <Review seen=review_seen notes=notes on_reviewed=on_reviewed/>
            })}
        </article>
    }
}

/// The label of what stands at a form path, in a row of a repeat as outside; empty where there is
/// none.
fn label_at(instrument: &Instrument, path: &str) -> Translations {
    let template = template_path(path);
    let nodes = instrument.walk().into_iter();
    let mut labels = nodes
        .filter(|node| node.path() == template)
        .map(|node| match node {
            Node::Question { label, .. } | Node::Group { label, .. } => label.clone(),
        });
    labels.next().unwrap_or_default()
}

/// A label in the language of the screen; the path where the form gives no label.
fn label_or_path(i18n: Words, label: &Translations, path: &str) -> String {
    let text = form_text(i18n, label);
    match text.trim().is_empty() {
        true => path.to_owned(),
        false => text,
    }
}

/// Photos in the order of the manifest; the question's label stands under each.
pub fn pictures(i18n: Words, seen: &RecordView, code: &str) -> Vec<Picture> {
    let label_of = |path: &str| form_text(i18n, &label_at(&seen.instrument, path));
    let pictures = seen.body.attachments.values().map(|attachment| {
        let hash = attachment.sha256.as_str();
        let received = !seen.missing_blobs.contains(&attachment.sha256);
        Picture {
            question: label_of(&attachment.path),
            thumbnail: received.then(|| desk::thumbnail_url(code, hash)),
            full: desk::blob_url(code, hash),
            attachment: attachment.clone(),
        }
    });
    pictures.collect()
}

#[component]
fn RecordHead(seen: RecordView) -> impl IntoView {
    let i18n = use_i18n();
    let summary = seen.summary;
    let (class, icon) = state_sign(summary.state);
    let project = seen.project;
    view! {
        <header class="record-head">
            <h2 tabindex="-1">
                <span class="code">{summary.index}</span>" "{summary.project_name}
            </h2>
            <p class="record-facts">
                <span class=format!("verdict verdict-{class}") data-test="record-state">
                    <Icon name=icon/>{move || state_word(i18n, summary.state)}
                </span>
                <span>{summary.unit}</span>
                {project.map(|project| view! {
                    <span>{project.township}</span>
                    <span>{project.project_type}</span>
                    <span>
                        {t!(i18n, desk.amount_wan_yuan)}" "{project.amount.to_wan_yuan_text()}
                    </span>
                })}
                <span>{sender(i18n, summary.evaluator)}</span>
                <time>{summary.received_at.to_minute_text()}</time>
                <span data-test="record-photos">
                    {t!(i18n, desk.photos)}
                    {format!(" {}/{}", summary.photos_received, summary.photos)}
                </span>
            </p>
        </header>
    }
}

/// What the server's re-check of the form's own rules found, in words.
#[component]
fn Flags(seen: RecordView) -> impl IntoView {
    let i18n = use_i18n();
    let missing = seen.missing_blobs.len();
    let flags = seen
        .problems
        .into_iter()
        .map(|problem| {
            let mut problem = problem;
            let place = problem
                .place
                .take()
                .and_then(|place| place.path)
                .unwrap_or_default();
            let label = label_at(&seen.instrument, &place);
            view! {
                <li class="verdict verdict-warn">
                    <Icon name=IconName::Problem/>
                    <span>{move || problem_text(i18n, &problem)}</span>
                    <span class="soft">{move || label_or_path(i18n, &label, &place)}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <ul class="flags-list" data-test="record-flags">
            {(missing > 0).then(|| view! {
                <li class="verdict verdict-warn">
                    <Icon name=IconName::Camera/>
                    {t!(i18n, desk.photos_not_arrived, count = missing)}
                </li>
            })}
            {flags}
        </ul>
    }
}

fn last_review(review: ReviewDecision, instrument: &Instrument) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let accepted = review.accepted;
    let notes = review
        .notes
        .into_iter()
        .map(|note| {
            let label = label_at(instrument, &note.path);
            let question = move || label_or_path(i18n, &label, &note.path);
            view! { <li><strong>{question}</strong>" "{note.note}</li> }
        })
        .collect_view();
    view! {
        <section class="last-review" data-test="last-review">
            <p>
                <strong>
                    {move || match accepted {
                        true => t_string!(i18n, desk.state_accepted),
                        false => t_string!(i18n, desk.state_returned),
                    }}
                </strong>
                " · "{review.reviewer}" · "<time>{review.at.to_minute_text()}</time>
            </p>
            <p>{review.reason}</p>
            <ul>{notes}</ul>
        </section>
    }
}

#[component]
fn History(entries: Vec<(u64, String, domain::time::Timestamp)>) -> impl IntoView {
    let i18n = use_i18n();
    let items = entries
        .into_iter()
        .map(|(revision, who, when)| {
            view! {
                <li>
                    <span class="code">{revision}</span>" "{who}" "
                    <time>{when.to_minute_text()}</time>
                </li>
            }
        })
        .collect_view();
    view! {
        <details class="history">
            <summary>{t!(i18n, desk.history)}</summary>
            <ol>{items}</ol>
        </details>
    }
}

#[component]
fn Review(
    seen: RecordView,
    notes: RwSignal<Vec<DraftNote>>,
    on_reviewed: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let in_hand = expect_context::<RecordsInHand>();
    let busy = RwSignal::new(false);
    let missing = seen.missing_blobs.len();
    let held = seen.summary.state == RecordState::Held;
    let obstacle = Signal::derive(move || match (held, missing) {
        (true, _) => t_string!(i18n, desk.cannot_accept_held).to_owned(),
        (false, 0) => String::new(),
        (false, _) => t_string!(i18n, desk.cannot_accept_incomplete).to_owned(),
    });
    let record = seen.summary.doc_id.to_string();
    let revision = seen.summary.rev;
    let decide = move |decision: Decision| {
        let code = rooms.engagement.get_untracked();
        let record = record.clone();
        run(busy, async move {
            let request = ReviewRequest {
                rev: revision,
                accepted: decision.accepted,
                reason: decision.reason,
                notes: decision.notes,
            };
            match desk::review(&code, &record, &request).await {
                Ok(_) => {
                    rooms.done(match request.accepted {
                        true => t_string!(i18n, desk.record_accepted),
                        false => t_string!(i18n, desk.record_returned),
                    });
                    in_hand.list.refetch();
                    on_reviewed.run(());
                }
                Err(failure) => rooms.fail(i18n, &failure),
            }
        });
    };
    view! {
        <ReviewForm notes=notes busy=busy obstacle=obstacle on_decide=Callback::new(decide)/>
    }
}

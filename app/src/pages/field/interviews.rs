//! The interviews on this tablet, mine and those that name me, and a new one from each guide. Not
//! here: filling one in (`interview`).

use domain::fieldwork::{RecordKind, interview};
use domain::instrument::InstrumentKind;
use domain::working_paper::interview_index;
use leptos::prelude::*;

use super::site::BackBar;
use super::site_progress::{chip_of, first_sentence, is_returned};
use crate::components::field::{InterviewCard, InterviewRow};
use crate::components::{EmptyState, Icon, IconName};
use crate::i18n::*;
use crate::state::{FieldState, LocalRecord, use_field};

/// A guide of the pack: form id and title.
type Guide = (String, String);

fn guides(field: FieldState) -> Vec<Guide> {
    field.pack().with(|pack| {
        let forms = pack.iter().flat_map(|pack| pack.instruments.iter());
        forms
            .filter(|form| form.kind == InstrumentKind::Interview)
            .map(|form| (form.form_id.0.clone(), form.title.clone()))
            .collect()
    })
}

/// Returned work on top, then the newest.
fn cards(field: FieldState) -> Vec<InterviewCard> {
    let guides = guides(field);
    let card = |record: &LocalRecord| {
        let facts = interview::facts(&record.body);
        let guide = guides.iter().find(|guide| guide.0 == record.form_id.0);
        let review = record.review.as_ref().filter(|_| is_returned(record));
        InterviewCard {
            href: format!("/field/interviews/{}", record.doc_id),
            index: record.number.map(interview_index),
            interviewee: facts.interviewee,
            guide: guide.map(|guide| guide.1.clone()).unwrap_or_default(),
            held_on: facts.held_on,
            chip: chip_of(Some(record)),
            returned_because: review.map(|review| first_sentence(&review.reason)),
        }
    };
    let mut mine: Vec<LocalRecord> = field.records().with(|records| {
        let of_kind = records.iter().filter(|r| r.kind == RecordKind::Interview);
        of_kind.cloned().collect()
    });
    mine.sort_by_key(|record| {
        let returned = chip_of(Some(record)).came_back();
        (!returned, std::cmp::Reverse(record.body.started_at))
    });
    mine.iter().map(card).collect()
}

/// `/field/interviews`.
#[component]
pub fn InterviewsPage() -> impl IntoView {
    let i18n = use_i18n();
    let field = use_field();
    let cards = Memo::new(move |_| cards(field));
    let title = Signal::derive(move || t_string!(i18n, interviews.title).to_owned());
    let none_title = Signal::derive(move || t_string!(i18n, interviews.none_title).to_owned());
    let none_text = Signal::derive(move || t_string!(i18n, interviews.none_text).to_owned());
    view! {
        <BackBar href="/field".to_owned() title/>
        <NewInterview/>
        <Show
            when=move || !cards.with(Vec::is_empty)
            fallback=move || view! {
                <EmptyState icon=IconName::Person title=none_title text=none_text/>
            }
        >
            <ul class="site-rows" data-test="interviews">
                {move || cards.get().into_iter()
                    .map(|card| view! { <InterviewRow card/> }).collect_view()}
            </ul>
        </Show>
    }
}

/// One link for each guide. The document's name is made here; nothing is stored before the first
/// answer.
#[component]
fn NewInterview() -> impl IntoView {
    let i18n = use_i18n();
    let field = use_field();
    let link = move |(form_id, title): Guide| {
        let doc_id = field.new_document_id();
        let href = format!("/field/interviews/{doc_id}?guide={form_id}");
        view! {
            <a class="button button-primary" href=href data-test=format!("new-interview-{form_id}")>
                <Icon name=IconName::Add/>
                <span>{t!(i18n, interviews.begin)} " " {title}</span>
            </a>
        }
    };
    let guides = Memo::new(move |_| guides(field));
    view! {
        <section class="new-interview" aria-label=move || t_string!(i18n, interviews.begin)>
            {move || guides.get().into_iter().map(link).collect_view()}
            <p class="soft" hidden=move || !guides.with(Vec::is_empty)>
                {t!(i18n, interviews.no_guides)}
            </p>
        </section>
    }
}

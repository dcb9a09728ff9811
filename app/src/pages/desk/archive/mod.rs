//! 归档: until when, what the pack holds, making it, and how anybody can test it without our
//! software. Not here: making the pack (the server).

/// A text of `archive.json` as a signal that follows the language.
macro_rules! said {
    ($i18n:ident, $key:ident) => {
        leptos::prelude::Signal::derive(move || {
            crate::i18n::t_string!($i18n, archive.$key).to_owned()
        })
    };
}

use domain::rectification::publication_colour;
use domain::wire::IssuedReport;
use leptos::prelude::*;
use leptos_router::components::A;

use super::feedback::Drawing;
use super::support::{load, use_rooms, when_loaded};
use crate::components::desk::Judgement;
use crate::components::desk::words::colour_verdict;
use crate::components::{EmptyState, IconName};
use crate::i18n::*;
use crate::platform;
use crate::state::reports;

/// Tests the sums of the unpacked archive with what every Linux and macOS has.
const WITHOUT_US: &str = "sha256sum -c SHA256SUMS";
/// The same with our own program, and the chain of hashes too.
const WITH_US: &str = "kanping verify --archive archive.zip";

/// `/desk/:engagement/archive`.
#[component]
pub fn ArchiveRoom() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let report = load(
        move || rooms.engagement.get(),
        |code| async move { reports::report(&code).await },
    );
    view! {
        <h1>{t!(i18n, archive.room)}</h1>
        {when_loaded(report, move |report| match report.issued.first() {
            None => view! { <NotIssued/> }.into_any(),
            Some(issued) => view! { <Issued issued=issued.clone()/> }.into_any(),
        })}
        <Contents/>
        <Testing/>
    }
}

#[component]
fn NotIssued() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    view! {
        <EmptyState
            icon=IconName::Clock
            title=said!(i18n, not_issued) text=said!(i18n, not_issued_text)
        >
            <A
                href=move || rooms.href("report") attr:class="button button-primary"
                attr:data-test="archive-to-report"
            >
                {t!(i18n, archive.to_report)}
            </A>
        </EmptyState>
    }
}

#[component]
fn Issued(issued: IssuedReport) -> impl IntoView {
    let i18n = use_i18n();
    let today = platform::now().to_day_text();
    let colour = publication_colour(&issued.publication_due, &issued.published_on, &today);
    let (class, word) = colour_verdict(i18n, colour);
    let is_published = !issued.published_on.is_empty();
    let published_on = issued.published_on.clone();
    view! {
        <dl class="control-totals" data-test="archive-days">
            <div>
                <dt>{t!(i18n, archive.report_number)}</dt>
                <dd>{issued.number.clone()}<small>{issued.day}</small></dd>
            </div>
            <div>
                <dt>{t!(i18n, archive.archive_due)}</dt>
                <dd data-test="archive-due">{issued.archive_due}</dd>
            </div>
            <div>
                <dt>{t!(i18n, archive.publication_due)}</dt>
                <dd data-test="publication-due">
                    {issued.publication_due}
                    <small>
                        <Judgement class word/>" "
                        {match is_published {
                            true => t!(i18n, archive.published_on, day = published_on).into_any(),
                            false => t!(i18n, archive.not_published).into_any(),
                        }}
                    </small>
                </dd>
            </div>
            <div>
                <dt>{t!(i18n, archive.retention)}</dt>
                <dd>{t!(i18n, archive.retention_years)}</dd>
            </div>
        </dl>
        <Drawing file="archive.zip" label=said!(i18n, make) number=issued.number/>
        <p class="soft">{t!(i18n, archive.make_text)}</p>
    }
}

/// What lies in the pack.
#[component]
fn Contents() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section>
            <h2>{t!(i18n, archive.contents)}</h2>
            <ul data-test="archive-contents">
                <li>{t!(i18n, archive.contents_report)}</li>
                <li>{t!(i18n, archive.contents_annexes)}</li>
                <li>{t!(i18n, archive.contents_papers)}</li>
                <li>{t!(i18n, archive.contents_photos)}</li>
                <li>{t!(i18n, archive.contents_log)}</li>
                <li>{t!(i18n, archive.contents_sums)}</li>
            </ul>
        </section>
    }
}

/// How the pack is tested years later.
#[component]
fn Testing() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section>
            <h2>{t!(i18n, archive.testing)}</h2>
            <p>{t!(i18n, archive.testing_without)}</p>
            <p><code class="code" data-test="archive-sums">{WITHOUT_US}</code></p>
            <p>{t!(i18n, archive.testing_with)}</p>
            <p><code class="code" data-test="archive-verify">{WITH_US}</code></p>
        </section>
    }
}

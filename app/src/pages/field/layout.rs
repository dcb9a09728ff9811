//! The frame around the field pages: status bar, list of sites at the left of wide screens, work at
//! the right. On narrow screens list and work take turns, by style.

use domain::fieldwork::{Position, RecordKind};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;

use super::device;
use super::documents::document_lines;
use super::site_progress::site_cards;
use crate::components::Busy;
use crate::components::field::{Methods, SiteCard, SiteList, StatusBar, StatusFacts};
use crate::i18n::*;
use crate::state::{LocalRecord, use_app, use_field};

/// The status bar's facts.
fn status_facts() -> Signal<StatusFacts> {
    let (app, field) = (use_app(), use_field());
    Signal::derive(move || {
        let title = field
            .pack()
            .with(|pack| pack.as_ref().map(|p| p.engagement.title.clone()));
        field.queue().with(|queue| StatusFacts {
            engagement: title.clone().unwrap_or_default(),
            online: app.online().get(),
            saved_at: field.saved_at().get().map(|at| at.to_clock_text()),
            records: queue.pending_records,
            photos: queue.pending_photos,
            protected: app.storage_protected().get(),
            failed: queue.last_failure.is_some(),
        })
    })
}

/// The list's cards, with distances once there is a fix.
fn cards() -> Memo<Vec<SiteCard>> {
    let field = use_field();
    let here = RwSignal::new(None::<Position>);
    Effect::new(move |_| {
        spawn_local(async move {
            let found = device::position_if_allowed().await;
            here.try_set(found);
        });
    });
    Memo::new(move |_| {
        let pack = field.pack().get();
        field.records().with(|records| {
            here.with(|here| match &pack {
                Some(pack) => field
                    .collected_by_others()
                    .with(|others| site_cards(pack, records, others, here.as_ref())),
                None => Vec::new(),
            })
        })
    })
}

/// The ways to interviews and requested documents, with their counts.
#[component]
fn OtherMethods() -> impl IntoView {
    let field = use_field();
    let interviews = Signal::derive(move || {
        field.records().with(|records| {
            let of_kind = |record: &&LocalRecord| record.kind == RecordKind::Interview;
            records.iter().filter(of_kind).count().to_string()
        })
    });
    let documents = Signal::derive(move || {
        let lines = document_lines(field);
        let settled = lines.iter().filter(|line| line.is_settled()).count();
        format!("{settled}/{}", lines.len())
    });
    view! { <Methods interviews documents/> }
}

/// The code in `/field/sites/:code…`.
fn code_in(path: &str) -> Option<String> {
    let code = path.strip_prefix("/field/sites/")?.split('/').next()?;
    (!code.is_empty()).then(|| code.to_owned())
}

/// The parent of all field pages but the kiosk.
#[component]
pub fn FieldLayout() -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let field = use_field();
    let location = use_location();
    let selected = Signal::derive(move || code_in(&location.pathname.get()));
    let at_work = {
        let location = use_location();
        move || {
            location
                .pathname
                .with(|path| path.trim_end_matches('/') != "/field")
        }
    };
    let facts = status_facts();
    let cards = cards();
    let has_sites = move || {
        field
            .pack()
            .with(|pack| pack.as_ref().is_some_and(|pack| !pack.sites.is_empty()))
    };
    let has_pack = move || field.pack().with(Option::is_some);
    let empty = move || !has_pack();
    let reading = Signal::derive(move || t_string!(i18n, field.reading_store).to_owned());
    view! {
        <div class="field-app field-framed">
            <StatusBar facts href="/field/sync"/>
            <Show
                when=move || app.restored().get()
                fallback=move || view! { <Busy what=reading/> }
            >
                <div class="field-panes" class:field-at-work=at_work class:field-empty=empty>
                    <Show when=has_pack>
                        <aside
                            class="field-list" aria-label=move || t_string!(i18n, field.sites_title)
                        >
                            <OtherMethods/>
                            <Show when=has_sites><SiteList cards selected/></Show>
                        </aside>
                    </Show>
                    <main class="field-work" id="work"><Outlet/></main>
                </div>
            </Show>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::code_in;

    #[test]
    fn the_selected_site_stands_in_the_address() {
        assert_eq!(
            code_in("/field/sites/DL0002/photos").as_deref(),
            Some("DL0002")
        );
        assert_eq!(code_in("/field/sync"), None);
        assert_eq!(code_in("/field/sites/"), None);
    }
}

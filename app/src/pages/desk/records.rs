//! 记录: the list, its filters, and moving through it by keys. Not here: the record itself
//! (`record`), the list of keys (`keys`).

use domain::desk_tables::DeskTable;
use domain::fieldwork::{RecordKind, RecordState};
use domain::wire::{RecordPage, RecordSummary};
use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::{use_location, use_navigate, use_params_map};

use super::frame::FilterChips;
use super::support::{Loading, export_link, filter, load, use_rooms, when_loaded};
use crate::components::desk::words::{kind_word, state_word};
use crate::components::desk::{RecordList, encode, text};
use crate::components::{Chip, EmptyState, Icon, IconName};
use crate::i18n::*;
use crate::platform::is_typing;
use crate::state::desk;

const STATES: [RecordState; 7] = [
    RecordState::Submitted,
    RecordState::Held,
    RecordState::Returned,
    RecordState::Accepted,
    RecordState::Draft,
    RecordState::Conflict,
    RecordState::Withdrawn,
];
/// Receipts of documents have a room of their own.
const KINDS: [RecordKind; 3] = [
    RecordKind::SiteInspection,
    RecordKind::QuestionnaireResponse,
    RecordKind::Interview,
];

/// The list as the record below needs it: to ask anew after a decision.
#[derive(Clone, Copy)]
pub struct RecordsInHand {
    /// The filtered list.
    pub list: Loading<RecordPage>,
}

/// `/desk/:engagement/records`.
#[component]
pub fn RecordsRoom() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let (state, set_state) = filter("state");
    let (unit, set_unit) = filter("unit");
    let (kind, set_kind) = filter("kind");
    let (form, set_form) = filter("form");
    let (site, set_site) = filter("site");
    let filters = move || {
        [
            ("state", state.get()),
            ("unit", unit.get()),
            ("kind", kind.get()),
            ("form", form.get()),
            ("site", site.get()),
        ]
    };
    let list = load(
        move || (rooms.engagement.get(), filters()),
        |(code, filters)| async move { desk::records(&code, &filters).await },
    );
    let params = use_params_map();
    let current = Signal::derive(move || params.get().get("record").unwrap_or_default());
    let query = Signal::derive(move || filter_query(&filters()));
    let navigate = StoredValue::new(use_navigate());
    let step = Callback::new(move |by: isize| {
        let Some(Ok(page)) = list.get_untracked() else {
            return;
        };
        if let Some(next) = neighbour(&page.records, &current.get_untracked(), by) {
            let room = format!("records/{}{}", encode(&next), query.get_untracked());
            let address = rooms.href(&room);
            navigate.with_value(|navigate| navigate(&address, Default::default()));
        }
    });
    provide_context(RecordsInHand { list });
    move_by_keys(step);
    let site_name = Signal::derive(move || {
        let code = site.get();
        let overview = rooms.overview.get().and_then(Result::ok);
        let sites = overview.map(|overview| overview.sites).unwrap_or_default();
        let named = sites.into_iter().find(|s| s.project_code.as_str() == code);
        named.map_or(code, |site| site.name)
    });
    let units = Memo::new(move |_| {
        let overview = rooms.overview.get().and_then(Result::ok);
        overview
            .map(|o| o.units.into_iter().map(|u| u.unit).collect())
            .unwrap_or_default()
    });
    let opened = move || !current.get().is_empty();
    view! {
        <h1 class:visually-hidden=opened>{t!(i18n, desk.room_records)}</h1>
        <div class="split" class:split-open=opened>
            <section class="split-list" aria-label=move || t_string!(i18n, desk.room_records)>
                <StateChips value=state set=set_state/>
                <KindChips value=kind set=set_kind/>
                {move || view! {
                    <FilterChips label=text!(i18n, unit) names=units.get() value=unit set=set_unit/>
                }}
                <OnlyChip value=form set=set_form name=text!(i18n, only_this_form)/>
                <OnlyChip value=site set=set_site name=site_name/>
                <div class="actions">{export_link(DeskTable::Records, Some(query))}</div>
                {when_loaded(list, move |page| {
                    if page.records.is_empty() {
                        view! { <NoRecords/> }.into_any()
                    } else {
                        view! {
                            <RecordList records=page.records href_prefix=rooms.href("records")
                                query current/>
                        }
                        .into_any()
                    }
                })}
            </section>
            <section class="split-detail"><Outlet/></section>
        </div>
    }
}

/// `?state=submitted&unit=…`, without the empty ones.
fn filter_query(filters: &[(&str, String)]) -> String {
    let pairs: Vec<String> = filters
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", encode(value)))
        .collect();
    if pairs.is_empty() {
        String::new()
    } else {
        format!("?{}", pairs.join("&"))
    }
}

/// The record before or after the current one; the first when none is open.
fn neighbour(records: &[RecordSummary], current: &str, by: isize) -> Option<String> {
    let place = records
        .iter()
        .position(|record| record.doc_id.as_str() == current);
    let next = match place {
        Some(place) => place.checked_add_signed(by)?,
        None => 0,
    };
    records.get(next).map(|record| record.doc_id.to_string())
}

#[component]
fn NoRecords() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <EmptyState
            icon=IconName::List
            title=text!(i18n, no_records)
            text=text!(i18n, no_records_text)
        />
    }
}

#[component]
fn StateChips(value: Signal<String>, set: Callback<String>) -> impl IntoView {
    let i18n = use_i18n();
    let chips = STATES
        .into_iter()
        .map(|state| {
            let name = state.as_str();
            let selected = Signal::derive(move || value.get() == name);
            let toggle = move |()| {
                set.run(if selected.get() {
                    String::new()
                } else {
                    name.to_owned()
                });
            };
            view! {
                <Chip selected=selected on_toggle=toggle data_test=format!("filter-{name}")>
                    {move || state_word(i18n, state)}
                </Chip>
            }
        })
        .collect_view();
    view! {
        <div class="chips" role="group" aria-label=move || t_string!(i18n, desk.state)>{chips}</div>
    }
}

#[component]
fn KindChips(value: Signal<String>, set: Callback<String>) -> impl IntoView {
    let i18n = use_i18n();
    let chips = KINDS
        .into_iter()
        .map(|kind| {
            let name = kind.as_str();
            let selected = Signal::derive(move || value.get() == name);
            let toggle = move |()| {
                set.run(if selected.get() {
                    String::new()
                } else {
                    name.to_owned()
                });
            };
            view! {
                <Chip selected=selected on_toggle=toggle data_test=format!("filter-{name}")>
                    {move || kind_word(i18n, kind)}
                </Chip>
            }
        })
        .collect_view();
    view! {
        <div class="chips" role="group" aria-label=move || t_string!(i18n, desk.record_kind)>
            {chips}
        </div>
    }
}

/// J and K move on; nothing happens while one types.
fn move_by_keys(step: Callback<isize>) {
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        if is_typing(&event) || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        match event.key().as_str() {
            "j" | "J" => step.run(1),
            "k" | "K" => step.run(-1),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || keys.remove());
}

/// A filter that only links set, as a chip that takes it away again.
#[component]
fn OnlyChip(
    value: Signal<String>,
    set: Callback<String>,
    #[prop(into)] name: Signal<String>,
) -> impl IntoView {
    view! {
        <Show when=move || !value.get().is_empty()>
            <div class="chips">
                <Chip selected=true on_toggle=move |()| set.run(String::new())>
                    {move || name.get()}<Icon name=IconName::Close/>
                </Chip>
            </div>
        </Show>
    }
}

/// Beside the list while no record is open.
#[component]
pub fn NoRecordChosen() -> impl IntoView {
    let i18n = use_i18n();
    view! { <p class="soft split-hint">{t!(i18n, desk.choose_record)}</p> }
}

/// The form path of the address's query: which question to show.
pub fn wanted_path() -> Signal<String> {
    let location = use_location();
    Signal::derive(move || location.query.get().get("path").unwrap_or_default())
}

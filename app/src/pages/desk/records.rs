//! 记录: the list, its filters, and moving through it by keys. The record itself is `record`.

use domain::fieldwork::{RecordKind, RecordState};
use domain::wire::{RecordPage, RecordSummary};
use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::{use_location, use_navigate, use_params_map};

use super::frame::FilterChips;
use super::support::{Loading, filter, load, use_rooms, when_loaded};
use crate::components::desk::words::{kind_word, state_word};
use crate::components::desk::{RecordList, encode, text};
use crate::components::{Button, ButtonKind, Chip, Dialog, EmptyState, Icon, IconName};
use crate::i18n::*;
use crate::platform::is_typing;
use crate::state::desk;

const STATES: [RecordState; 6] = [
    RecordState::Submitted,
    RecordState::Held,
    RecordState::Returned,
    RecordState::Accepted,
    RecordState::Draft,
    RecordState::Conflict,
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
    let list = load(
        move || (rooms.engagement.get(), state.get(), unit.get(), kind.get()),
        |(code, state, unit, kind)| async move {
            desk::records(&code, &[("state", state), ("unit", unit), ("kind", kind)]).await
        },
    );
    let params = use_params_map();
    let current = Signal::derive(move || params.get().get("record").unwrap_or_default());
    let query = Signal::derive(move || {
        filter_query(&[
            ("state", state.get()),
            ("unit", unit.get()),
            ("kind", kind.get()),
        ])
    });
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
    let units = Memo::new(move |_| {
        let overview = rooms.overview.get().and_then(Result::ok);
        overview
            .map(|o| o.units.into_iter().map(|u| u.unit).collect())
            .unwrap_or_default()
    });
    let opened = move || !current.get().is_empty();
    view! {
        <h1 class:visually-hidden=opened>{t!(i18n, desk.room_records)}</h1>
        <KeyHelp step=step/>
        <div class="split" class:split-open=opened>
            <section class="split-list" aria-label=move || t_string!(i18n, desk.room_records)>
                <StateChips value=state set=set_state/>
                <KindChips value=kind set=set_kind/>
                {move || view! {
                    <FilterChips label=text!(i18n, unit) names=units.get() value=unit set=set_unit/>
                }}
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

/// J and K move on, ? shows the keys; nothing happens while one types.
#[component]
fn KeyHelp(step: Callback<isize>) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        if is_typing(&event) || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        match event.key().as_str() {
            "j" | "J" => step.run(1),
            "k" | "K" => step.run(-1),
            "?" => open.set(true),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || keys.remove());
    view! {
        <div class="key-help">
            <Button
                kind=ButtonKind::Quiet
                on_click=move |()| open.set(true)
                label=text!(i18n, keys)
                data_test="keys"
            >
                <Icon name=IconName::Help/>
            </Button>
        </div>
        <Dialog
            open=open
            on_close=move |()| open.set(false)
            title=text!(i18n, keys)
            close_label=text!(i18n, close)
        >
            <dl class="facts">
                <dt><kbd>"J"</kbd></dt>
                <dd>{t!(i18n, desk.key_next)}</dd>
                <dt><kbd>"K"</kbd></dt>
                <dd>{t!(i18n, desk.key_previous)}</dd>
                <dt><kbd>"\u{2191} \u{2193}"</kbd></dt>
                <dd>{t!(i18n, desk.key_rows)}</dd>
                <dt><kbd>"?"</kbd></dt>
                <dd>{t!(i18n, desk.key_help)}</dd>
                <dt><kbd>"Esc"</kbd></dt>
                <dd>{t!(i18n, desk.key_close)}</dd>
            </dl>
        </Dialog>
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

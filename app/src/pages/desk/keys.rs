//! `?`: the keys that work in the room at hand. Not here: what the keys do; each room and component
//! listens to its own.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::components::desk::text;
use crate::components::{Button, ButtonKind, Dialog, Icon, IconName};
use crate::i18n::*;
use crate::platform::is_typing;

/// A key of one room, as printed on it, with what it does.
struct RoomKey {
    room: &'static str,
    key: &'static str,
    what: Signal<String>,
}

/// The button in the top bar and the dialog it opens, as `?` does outside of fields.
#[component]
pub fn KeyHelp() -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        let with_other = event.ctrl_key() || event.meta_key() || event.alt_key();
        if event.key() == "?" && !with_other && !is_typing(&event) {
            open.set(true);
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
    view! {
        <Button
            kind=ButtonKind::Quiet
            on_click=move |()| open.set(true)
            label=text!(i18n, keys)
            data_test="keys"
        >
            <Icon name=IconName::Help/>
        </Button>
        <Dialog
            open=open
            on_close=move |()| open.set(false)
            title=text!(i18n, keys)
            close_label=text!(i18n, close)
            data_test="key-list"
        >
            <KeyList/>
        </Dialog>
    }
}

#[component]
fn KeyList() -> impl IntoView {
    let i18n = use_i18n();
    let path = use_location().pathname;
    let of_rooms = [
        ("records", "J", text!(i18n, key_next)),
        ("records", "K", text!(i18n, key_previous)),
        ("forms", "Alt ↑ ↓", text!(i18n, key_move_question)),
        ("forms", "Enter", text!(i18n, key_edit_question)),
        ("forms", "Del", text!(i18n, key_remove_question)),
    ];
    let rows = of_rooms
        .map(|(room, key, what)| RoomKey { room, key, what })
        .into_iter()
        .map(|RoomKey { room, key, what }| {
            let here = move || path.get().split('/').nth(3) == Some(room);
            view! {
                <Show when=here>
                    <dt><kbd>{key}</kbd></dt>
                    <dd>{move || what.get()}</dd>
                </Show>
            }
        })
        .collect_view();
    view! {
        <dl class="facts">
            {rows}
            <dt><kbd>"↑ ↓"</kbd></dt>
            <dd>{t!(i18n, desk.key_rows)}</dd>
            <dt><kbd>"Tab"</kbd></dt>
            <dd>{t!(i18n, desk.key_move_focus)}</dd>
            <dt><kbd>"?"</kbd></dt>
            <dd>{t!(i18n, desk.key_help)}</dd>
            <dt><kbd>"Esc"</kbd></dt>
            <dd>{t!(i18n, desk.key_close)}</dd>
        </dl>
    }
}

//! The frame around the rooms of one engagement: title, stages, rooms with what waits, the person.

use domain::wire::EngagementOverview;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::{A, Outlet};
use leptos_router::hooks::use_navigate;

use super::keys::KeyHelp;
use super::support::{Rooms, provide_rooms};
use crate::components::desk::words::Words;
use crate::components::desk::{Stepper, text};
use crate::components::respondents::words;
use crate::components::{Icon, IconName, Toast};
use crate::i18n::*;
use crate::pages::{LanguageSwitch, ThemeSwitch};
use crate::state::use_app;

/// `/desk/:engagement` and what is below.
#[component]
pub fn EngagementLayout() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = provide_rooms();
    let known = Memo::new(move |_| rooms.overview.get().and_then(Result::ok));
    let title = move || known.get().map(|overview| overview.engagement.title);
    let stepper = move || {
        known
            .get()
            .map(|overview| view! { <Stepper current=overview.engagement.stage/> })
    };
    view! {
        <a class="skip-link" href="#content">{t!(i18n, desk.skip_to_content)}</a>
        <div class="desk">
            <header class="desk-top">
                <A href="/desk" attr:class="desk-name">{t!(i18n, desk.app_name)}</A>
                <p class="desk-title" data-test="desk-title">{title}</p>
                {stepper}
                <KeyHelp/>
                <UserMenu/>
            </header>
            <RoomMenu rooms=rooms known=known/>
            <main id="content" class="desk-content" tabindex="-1"><Outlet/></main>
            <Toast
                message=rooms.message
                close_label=text!(i18n, close)
                on_close=move |()| rooms.message.set(None)
            />
        </div>
    }
}

/// A room: its place in the address, name, icon, and how much waits in it.
struct Room {
    path: &'static str,
    icon: IconName,
    name: Signal<String>,
    waiting: fn(&EngagementOverview) -> u32,
}

fn nothing(_: &EngagementOverview) -> u32 {
    0
}

fn room(
    path: &'static str,
    icon: IconName,
    name: Signal<String>,
    waiting: fn(&EngagementOverview) -> u32,
) -> Room {
    Room {
        path,
        icon,
        name,
        waiting,
    }
}

/// The rooms in the order of the work.
fn rooms_in_order(i18n: Words) -> Vec<Room> {
    let mut rooms = rooms_of_planning(i18n);
    rooms.extend(rooms_of_evidence(i18n));
    rooms
}

fn rooms_of_planning(i18n: Words) -> Vec<Room> {
    vec![
        room(
            "overview",
            IconName::Overview,
            text!(i18n, room_overview),
            nothing,
        ),
        room(
            "plan",
            IconName::Score,
            Signal::derive(move || t_string!(i18n, plan.room).to_owned()),
            nothing,
        ),
        room("frame", IconName::Import, text!(i18n, room_frame), nothing),
        room(
            "sample",
            IconName::Sample,
            text!(i18n, room_sample),
            nothing,
        ),
        room(
            "assignments",
            IconName::Person,
            text!(i18n, room_assignments),
            nothing,
        ),
        room(
            "team",
            IconName::Person,
            Signal::derive(move || t_string!(i18n, engagements.team).to_owned()),
            nothing,
        ),
    ]
}

fn rooms_of_evidence(i18n: Words) -> Vec<Room> {
    vec![
        Room {
            path: "forms",
            icon: IconName::Paper,
            name: crate::components::desk::forms::text!(i18n, room),
            waiting: nothing,
        },
        room(
            "respondents",
            IconName::Export,
            words!(i18n, title),
            nothing,
        ),
        room("records", IconName::List, text!(i18n, room_records), |o| {
            o.waiting_for_review
        }),
        room(
            "interviews",
            IconName::Person,
            Signal::derive(move || t_string!(i18n, interviews.room).to_owned()),
            nothing,
        ),
        room(
            "documents",
            IconName::Paper,
            Signal::derive(move || t_string!(i18n, documents.room).to_owned()),
            nothing,
        ),
        room(
            "findings",
            IconName::Problem,
            text!(i18n, room_findings),
            nothing,
        ),
        room(
            "surveys",
            IconName::Note,
            crate::components::desk::survey::survey_text!(i18n, room),
            nothing,
        ),
        room("scores", IconName::Score, text!(i18n, room_scores), nothing),
        room("report", IconName::Print, text!(i18n, room_report), nothing),
        room(
            "feedback",
            IconName::Next,
            Signal::derive(move || t_string!(i18n, feedback.room).to_owned()),
            nothing,
        ),
        room(
            "archive",
            IconName::Done,
            Signal::derive(move || t_string!(i18n, archive.room).to_owned()),
            nothing,
        ),
        room(
            "checks",
            IconName::Search,
            Signal::derive(move || t_string!(i18n, checks.room).to_owned()),
            nothing,
        ),
    ]
}

#[component]
fn RoomMenu(rooms: Rooms, known: Memo<Option<EngagementOverview>>) -> impl IntoView {
    let i18n = use_i18n();
    let items = rooms_in_order(i18n)
        .into_iter()
        .map(|room| room_item(room, rooms, known))
        .collect_view();
    view! {
        <nav class="desk-rooms" aria-label=move || t_string!(i18n, desk.rooms)>
            <ul>{items}</ul>
        </nav>
    }
}

/// One room in the menu, with how much waits in it.
fn room_item(room: Room, rooms: Rooms, known: Memo<Option<EngagementOverview>>) -> impl IntoView {
    let i18n = use_i18n();
    let Room {
        path,
        icon,
        name,
        waiting,
    } = room;
    let count = move || {
        known
            .get()
            .map(|overview| waiting(&overview))
            .filter(|n| *n > 0)
    };
    view! {
        <li>
            <A href=move || rooms.href(path) attr:data-test=format!("desk-room-{path}")>
                <Icon name=icon/>
                <span>{move || name.get()}</span>
                {move || count().map(|count| view! {
                    <span class="count">
                        {count}
                        <span class="visually-hidden">{t!(i18n, desk.waiting)}</span>
                    </span>
                })}
            </A>
        </li>
    }
}

/// Who is signed in; language, appearance, the way out.
#[component]
pub fn UserMenu() -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let navigate = StoredValue::new(use_navigate());
    let sign_out = move |_| {
        spawn_local(async move {
            // Whatever the server says, the person leaves; the sign-in page tells about a network.
            drop(app.sign_out().await);
            navigate.with_value(|navigate| navigate("/sign-in", Default::default()));
        });
    };
    view! {
        <details class="menu" data-test="user-menu">
            <summary>
                <Icon name=IconName::Person/>
                <span>{move || app.session().get().map(|session| session.name)}</span>
                <span class="visually-hidden">{t!(i18n, desk.user_menu)}</span>
            </summary>
            <div class="menu-body">
                <LanguageSwitch/>
                <ThemeSwitch/>
                <button type="button" class="button" data-test="sign-out" on:click=sign_out>
                    {t!(i18n, desk.sign_out)}
                </button>
            </div>
        </details>
    }
}

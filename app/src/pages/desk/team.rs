//! 成员: who takes part in the engagement, and in which role.

use domain::party::{Person, Role};
use domain::wire::{Members, SetMember};
use leptos::prelude::*;

use super::support::{load, run, use_rooms, when_loaded};
use crate::components::desk::words::role_word;
use crate::components::{Button, ButtonKind, TableFrame};
use crate::i18n::*;
use crate::state::desk;

/// `/desk/:engagement/team`.
#[component]
pub fn TeamRoom() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let members = load(
        move || rooms.engagement.get(),
        |code| async move { desk::members(&code).await },
    );
    let again = Callback::new(move |()| members.refetch());
    view! {
        <h1>{t!(i18n, engagements.team)}</h1>
        <p class="soft">{t!(i18n, engagements.team_text)}</p>
        {when_loaded(members, |members| view! { <MemberTable members/> })}
        <AddMember on_saved=again/>
    }
}

#[component]
fn MemberTable(members: Members) -> impl IntoView {
    let i18n = use_i18n();
    let me = members.me;
    let row = move |person: Person| {
        let is_me = person.id == me;
        view! {
            <tr tabindex="0">
                <th scope="row">
                    {person.name}
                    {is_me.then(|| view! { " " <small>{t!(i18n, engagements.me)}</small> })}
                </th>
                <td>{move || role_word(i18n, person.role)}</td>
            </tr>
        }
    };
    let caption = Signal::derive(move || t_string!(i18n, engagements.team).to_owned());
    view! {
        <TableFrame caption data_test="member-table">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, engagements.person)}</th>
                    <th scope="col">{t!(i18n, engagements.role)}</th>
                </tr>
            </thead>
            <tbody>{members.members.into_iter().map(row).collect_view()}</tbody>
        </TableFrame>
    }
}

#[component]
fn AddMember(on_saved: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let login = RwSignal::new(String::new());
    let role = RwSignal::new(Role::Evaluator);
    let busy = RwSignal::new(false);
    let add = move |()| {
        let code = rooms.engagement.get_untracked();
        let wanted = SetMember {
            login: login.get_untracked().trim().to_owned(),
            role: role.get_untracked(),
        };
        run(busy, async move {
            match desk::set_member(&code, &wanted).await {
                Ok(_) => {
                    login.set(String::new());
                    rooms.done(t_string!(i18n, engagements.saved));
                    on_saved.run(());
                }
                Err(failure) => rooms.fail(i18n, &failure),
            }
        });
    };
    let choice = move |offered: Role| {
        view! {
            <label class="radio">
                <input
                    type="radio" name="member-role"
                    data-test=format!("member-role-{}", offered.as_str())
                    prop:checked=move || role.get() == offered
                    on:change=move |_| role.set(offered)
                />
                <span>{move || role_word(i18n, offered)}</span>
            </label>
        }
    };
    let roles = Role::ALL;
    view! {
        <form class="form panel-form" on:submit=move |event| event.prevent_default()>
            <label class="field">
                <span>{t!(i18n, engagements.login)}</span>
                <input
                    type="text" autocomplete="off" spellcheck="false" data-test="member-login"
                    prop:value=move || login.get()
                    on:input:target=move |event| login.set(event.target().value())
                />
                <small>{t!(i18n, engagements.member_hint)}</small>
            </label>
            <fieldset class="choices">
                <legend>{t!(i18n, engagements.role)}</legend>
                {roles.map(choice).into_iter().collect_view()}
            </fieldset>
            <Button
                kind=ButtonKind::Primary on_click=add data_test="member-add"
                disabled=Signal::derive(move || {
                    busy.get() || login.with(|login| login.trim().is_empty())
                })
            >
                {t!(i18n, engagements.add)}
            </Button>
        </form>
    }
}

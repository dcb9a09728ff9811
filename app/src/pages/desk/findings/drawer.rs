//! One finding beside the table: as it stands, what people write about it, and what is done to it.
//! Not here: saving (`register`).

use domain::finding::FindingAction;
use domain::wire::{EvidenceKind, FindingView};
use leptos::prelude::*;

use super::register::Register;
use crate::components::desk::{
    ActionLists, FindingActions, FindingDetail, FindingDraft, FindingForm, Preview, text,
};
use crate::components::{Button, ButtonKind, Drawer, Icon, IconName};
use crate::i18n::*;
use crate::pages::desk::record::pictures;
use crate::pages::desk::support::{load, use_rooms};
use crate::state::desk;

/// The finding with the pictures of the answer it comes from.
#[component]
pub fn FindingDrawer(
    view: FindingView,
    register: Register,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    register.wants_lists();
    let finding = view.finding.clone();
    let title = format!("{} {}", finding.code, finding.project_name);
    let room_href = rooms.href("").trim_end_matches('/').to_owned();
    let (record, path) = (finding.record.to_string(), finding.path.clone());
    let record = StoredValue::new(record);
    let seen = load(
        move || (rooms.engagement.get(), record.get_value()),
        |(code, record)| async move {
            // A finding made at the desk comes from no record.
            match record.is_empty() {
                true => Ok(None),
                false => desk::record(&code, &record).await.map(Some),
            }
        },
    );
    let own = Signal::derive(move || {
        let seen = seen.get()?.ok()??;
        let all = pictures(i18n, &seen, &rooms.engagement.get());
        // `c1_photo` belongs to `c1`, `c10` does not.
        let belongs = |place: &str| {
            let rest = place.strip_prefix(path.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['_', '/']))
        };
        let own = all
            .into_iter()
            .filter(|picture| belongs(&picture.attachment.path));
        Some(own.collect::<Vec<_>>())
    });
    view! {
        <Drawer
            title=Signal::derive(move || title.clone())
            close_label=text!(i18n, close)
            on_close=on_close
            data_test="finding-drawer"
        >
            <FindingDetail
                view=view.clone()
                pictures=own
                offers=Signal::derive(move || register.lists.get().offers)
                room_href=room_href.clone()
            />
            <Dossier view register room_href/>
        </Drawer>
    }
}

/// The findings that this one may be merged into.
fn others(register: Register, view: &FindingView) -> ActionLists {
    let code = &view.finding.code;
    register.views.with_untracked(|views| {
        let findings = views.iter().map(|view| &view.finding);
        findings
            .filter(|other| other.stands() && other.code != *code)
            .map(|other| {
                let name = format!("{} · {}", other.heading(), other.project_name);
                (other.code.to_string(), name)
            })
            .collect()
    })
}

#[component]
fn Dossier(view: FindingView, register: Register, room_href: String) -> impl IntoView {
    let i18n = use_i18n();
    let begun = FindingDraft::of(&view.finding, &view.dossier);
    let draft = RwSignal::new(begun.clone());
    let begun = StoredValue::new(begun);
    let conflict = RwSignal::new(false);
    let changed = Memo::new(move |_| begun.with_value(|begun| draft.with(|now| now != begun)));
    let others = others(register, &view);
    let mut dossier = view.dossier.clone();
    // A finding that nobody wrote about yet stands as it was derived or merged.
    dossier.state.clone_from(&view.finding.state);
    let sealed = dossier.is_sealed();
    let reason = RwSignal::new(String::new());
    let view = StoredValue::new(view);
    let documents = Signal::derive(move || documents_of(register));
    let save = move |()| {
        let view = view.get_value();
        let typed = draft.get_untracked();
        let dossier = begun.with_value(|begun| typed.dossier(begun, &view.dossier));
        if let Some(dossier) = dossier {
            let reason = reason.get_untracked().trim().to_owned();
            register.save(&view, (dossier, reason), conflict);
        }
    };
    let act = move |action: FindingAction| {
        view.with_value(|view| register.act(view, action, conflict));
    };
    let effect = RwSignal::new(None);
    let ask = move |action: FindingAction| {
        view.with_value(|view| register.preview(view, action, effect));
    };
    let preview = Preview {
        ask: Callback::new(ask),
        effect,
    };
    let fit = move || draft.with(|draft| draft.amounts_are_read() && draft.is_complete());
    view! {
        <Show when=move || conflict.get()><Conflict register conflict/></Show>
        <section class="mark-editor">
            <h3>{t!(i18n, findings.actions)}</h3>
            <FindingActions
                dossier others documents preview busy=register.busy locked=changed
                on_act=Callback::new(act)
            />
        </section>
        <section class="mark-editor">
            <h3>{t!(i18n, findings.dossier)}</h3>
            <FindingForm draft lists=register.lists sealed room_href/>
            <SaveReason reason/>
            <Button
                kind=ButtonKind::Primary
                on_click=save
                disabled=Signal::derive(move || register.busy.get() || !changed.get() || !fit())
                data_test="finding-save"
            >
                {t!(i18n, desk.enter_mark)}
            </Button>
        </section>
    }
}

/// The documents of the register, by number.
fn documents_of(register: Register) -> ActionLists {
    let lists = register.lists.get();
    let documents = lists.offers.into_iter();
    documents
        .filter(|offer| offer.kind == EvidenceKind::Document)
        .map(|offer| (offer.index, offer.name))
        .collect()
}

/// Why it is changed.
#[component]
fn SaveReason(reason: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <label class="field">
            <span>{t!(i18n, findings.save_reason)}</span>
            <input
                type="text"
                data-test="finding-save-reason"
                prop:value=move || reason.get()
                on:input:target=move |event| reason.set(event.target().value())
            />
        </label>
    }
}

/// Somebody else was faster: what was typed stays until one loads anew.
#[component]
fn Conflict(register: Register, conflict: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="banner banner-warn" data-test="finding-conflict">
            <p>
                <Icon name=IconName::Problem/>" "{t!(i18n, findings.changed_meanwhile)}
            </p>
            <Button
                on_click=move |()| register.reload(conflict)
                disabled=register.busy
                data_test="finding-reload"
            >
                {t!(i18n, findings.reload)}
            </Button>
        </section>
    }
}

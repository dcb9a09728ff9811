//! One finding beside the table: as it stands, what people write about it, and what is done to it.
//! Not here: saving (`register`).

use domain::finding::FindingAction;
use domain::wire::FindingView;
use leptos::prelude::*;

use super::register::Register;
use crate::components::desk::{
    ActionLists, FindingActions, FindingDetail, FindingDraft, FindingForm, text,
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
                finding=finding
                pictures=own
                room_href=rooms.href("").trim_end_matches('/').to_owned()
            />
            <Dossier view register/>
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
                let name = format!("{} · {}", other.check, other.project_name);
                (other.code.to_string(), name)
            })
            .collect()
    })
}

#[component]
fn Dossier(view: FindingView, register: Register) -> impl IntoView {
    let i18n = use_i18n();
    let begun = FindingDraft::of(&view.finding, &view.dossier);
    let draft = RwSignal::new(begun.clone());
    let begun = StoredValue::new(begun);
    let conflict = RwSignal::new(false);
    let changed = Memo::new(move |_| begun.with_value(|begun| draft.with(|now| now != begun)));
    let others = others(register, &view);
    let dossier = view.dossier.clone();
    let view = StoredValue::new(view);
    let save = move |()| {
        let view = view.get_value();
        let typed = draft.get_untracked();
        let dossier = begun.with_value(|begun| typed.dossier(begun, &view.dossier));
        if let Some(dossier) = dossier {
            register.save(&view, dossier, conflict);
        }
    };
    let act = move |action: FindingAction| {
        view.with_value(|view| register.act(view, action, conflict));
    };
    let fit = move || draft.with(|draft| draft.amounts_are_read() && draft.is_complete());
    view! {
        <Show when=move || conflict.get()><Conflict register conflict/></Show>
        <section class="mark-editor">
            <h3>{t!(i18n, findings.actions)}</h3>
            <FindingActions
                dossier others busy=register.busy locked=changed on_act=Callback::new(act)
            />
        </section>
        <section class="mark-editor">
            <h3>{t!(i18n, findings.dossier)}</h3>
            <FindingForm draft lists=register.lists/>
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

//! 新增问题: a finding made at the desk. Not here: the fields (`components::desk::FindingForm`).

use domain::finding::FindingDossier;
use leptos::prelude::*;

use super::register::Register;
use crate::components::desk::{FindingDraft, FindingForm, text, text_of};
use crate::components::{Button, ButtonKind, Dialog, Icon, IconName};
use crate::i18n::*;

/// The button and its dialog; `on_added` runs with the new finding's code.
#[component]
pub fn NewFindingButton(register: Register, on_added: Callback<String>) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    let begin = move |()| {
        register.wants_lists();
        open.set(true);
    };
    let added = Callback::new(move |code: String| {
        open.set(false);
        on_added.run(code);
    });
    view! {
        <Button on_click=begin data_test="finding-new">
            <Icon name=IconName::Add/>{t!(i18n, findings.add)}
        </Button>
        <Dialog
            open=open
            on_close=move |()| open.set(false)
            title=text_of!(i18n, findings.add)
            close_label=text!(i18n, close)
            wide=true
            data_test="finding-dialog"
        >
            <NewFindingForm register on_added=added/>
        </Dialog>
    }
}

#[component]
fn NewFindingForm(register: Register, on_added: Callback<String>) -> impl IntoView {
    let i18n = use_i18n();
    let draft = RwSignal::new(FindingDraft::blank());
    let fit = move || draft.with(|draft| draft.amounts_are_read() && draft.is_complete());
    let add = move |()| {
        let typed = draft.get_untracked();
        let dossier = typed.dossier(&FindingDraft::blank(), &FindingDossier::default());
        if let Some(dossier) = dossier {
            register.add(dossier, on_added);
        }
    };
    view! {
        <p class="soft">{t!(i18n, findings.add_text)}</p>
        <FindingForm draft lists=register.lists/>
        <div class="actions">
            <Button
                kind=ButtonKind::Primary
                on_click=add
                disabled=Signal::derive(move || register.busy.get() || !fit())
                data_test="finding-create"
            >
                {t!(i18n, findings.add)}
            </Button>
        </div>
    }
}

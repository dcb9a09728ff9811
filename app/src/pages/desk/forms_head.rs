//! Above the designer: whether everything is saved, undo, the workbook, publishing; and what went
//! otherwise than expected. Not here: the questions (`forms_draft`).

use domain::form_design::DesignChange;
use domain::wire::PublishForm as PublishRequest;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

use super::designer::Designer;
use super::forms_settings::FormSettings;
use super::forms_words::change_words;
use super::support::{failure_text, load, run, use_rooms, when_loaded};
use crate::components::desk::encode;
use crate::components::desk::forms::{DifferenceList, PublishChoice, PublishForm, TextField, text};
use crate::components::{Button, ButtonKind, Dialog, Icon, IconName};
use crate::i18n::*;
use crate::platform::chosen_file;
use crate::state::forms;

/// Title, state and actions of a draft.
#[component]
pub fn DraftHead(designer: Designer) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let draft = designer.draft();
    let publishing = RwSignal::new(false);
    let title = Signal::derive(move || draft.with(|draft| draft.outline.title.clone()));
    let rename = Callback::new(move |title: String| {
        let changes = vec![DesignChange::SetTitle { title }];
        let what = change_words(i18n, &designer.outline_now(), &changes);
        designer.change(what, changes);
    });
    let (_, form) = designer.names();
    let versions = {
        let form = encode(&form);
        move || format!("{}/{form}", rooms.href("forms"))
    };
    let broken = Signal::derive(move || {
        draft.with(|draft| !draft.problems.is_empty()) || designer.saving.get()
    });
    view! {
        <p class="crumbs">
            <A href=move || rooms.href("forms")>{t!(i18n, forms.room)}</A> " / "
            <A href=versions>{t!(i18n, forms.versions)}</A> " / " {t!(i18n, forms.draft)}
        </p>
        <h1 class="visually-hidden">{move || title.get()}" · "{t!(i18n, forms.draft)}</h1>
        <div class="draft-head">
            <TextField
                label=text!(i18n, form_title) value=title on_commit=rename data_test="draft-title"
            />
            <SaveState designer/>
            <div class="actions">
                <UndoButton designer/>
                <WorkbookButtons designer/>
                <Button
                    kind=ButtonKind::Primary on_click=move |()| publishing.set(true)
                    disabled=broken data_test="publish-open"
                >
                    {t!(i18n, forms.publish_open)}
                </Button>
            </div>
        </div>
        <FormSettings designer/>
        <PublishDialog designer publishing/>
    }
}

#[component]
fn SaveState(designer: Designer) -> impl IntoView {
    let i18n = use_i18n();
    let words = move || {
        if designer.saving.get() {
            return t_string!(i18n, forms.saving).to_owned();
        }
        designer.draft().with(|draft| {
            let (at, by) = (draft.saved_at.to_clock_text(), draft.saved_by.clone());
            t_string!(
                i18n,
                forms.saved,
                at = at,
                by = by,
                revision = draft.revision
            )
            .to_string()
        })
    };
    view! { <p class="save-state soft" role="status" data-test="draft-saved">{words}</p> }
}

#[component]
fn UndoButton(designer: Designer) -> impl IntoView {
    let i18n = use_i18n();
    let none = Signal::derive(move || {
        designer.saving.get() || !designer.draft().with(|draft| draft.can_undo)
    });
    let words = move || match designer.undoes() {
        Some(what) if !what.is_empty() => t_string!(i18n, forms.undo_what, what = what).to_string(),
        _ => t_string!(i18n, forms.undo).to_owned(),
    };
    view! {
        <Button on_click=move |()| designer.undo() disabled=none data_test="draft-undo">
            <Icon name=IconName::Back/>
            <span class="undo-words">{words}</span>
        </Button>
    }
}

/// The draft as a workbook, and a workbook in the draft's place.
#[component]
fn WorkbookButtons(designer: Designer) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let busy = RwSignal::new(false);
    let (engagement, form) = designer.names();
    let address = forms::draft_workbook_url(&engagement, &form);
    let replace = move |event: leptos::ev::Event| {
        spawn_local(async move {
            let Some(file) = chosen_file(event).await else {
                return;
            };
            run(busy, async move {
                let (engagement, form) = designer.names();
                let revision = designer.draft().with_untracked(|draft| draft.revision);
                let file = (file.name.as_str(), file.bytes);
                match forms::replace(&engagement, &form, revision, file).await {
                    Ok(draft) => designer.take(draft),
                    Err(failure) => rooms.fail(i18n, &failure),
                }
            });
        });
    };
    view! {
        <a class="button" href=address download="" data-test="draft-export">
            <Icon name=IconName::Export/>".xlsx"
        </a>
        <label class="button file-button">
            <Icon name=IconName::Import/>
            {t!(i18n, forms.replace)}
            <input
                type="file" class="visually-hidden" accept=".xlsx" data-test="draft-replace"
                on:change=replace
            />
        </label>
    }
}

/// What changes comes before the button that makes it final.
#[component]
fn PublishDialog(designer: Designer, publishing: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Dialog
            open=publishing on_close=move |()| publishing.set(false) wide=true
            title=text!(i18n, publish_title) close_label=text!(i18n, close)
            data_test="publish-dialog"
        >
            <PublishSteps designer/>
        </Dialog>
    }
}

#[component]
fn PublishSteps(designer: Designer) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let navigate = StoredValue::new(use_navigate());
    let busy = RwSignal::new(false);
    let own = designer.names();
    let names = StoredValue::new(own);
    let known = load(
        move || names.get_value(),
        |(engagement, form)| async move {
            let list = forms::list(&engagement).await?;
            let found = list.forms.into_iter().find(|known| known.form_id.0 == form);
            let versions = found.map(|form| form.versions).unwrap_or_default();
            let newest = versions
                .iter()
                .find(|version| version.current)
                .or(versions.first());
            let difference = match newest {
                Some(newest) => {
                    let from = newest.version.clone();
                    Some(forms::difference(&engagement, &form, &from, None).await?)
                }
                None => None,
            };
            Ok((versions, difference))
        },
    );
    let publish = Callback::new(move |choice: PublishChoice| {
        run(busy, async move {
            let (engagement, form) = names.get_value();
            let request = PublishRequest {
                revision: designer.draft().with_untracked(|draft| draft.revision),
                version: Some(choice.version),
                offer_move_from: choice.offer_move_from,
            };
            match forms::publish(&engagement, &form, &request).await {
                Ok(summary) => {
                    match summary.hurts.len() {
                        0 => rooms.done(t_string!(i18n, forms.published_done)),
                        count => rooms.warn(
                            &t_string!(i18n, forms.published_hurts, count = count).to_string(),
                        ),
                    }
                    let address = format!("{}/{}", rooms.href("forms"), encode(&form));
                    navigate.with_value(|navigate| navigate(&address, Default::default()));
                }
                Err(failure) => rooms.fail(i18n, &failure),
            }
        });
    });
    when_loaded(known, move |(versions, difference)| {
        let proposed = designer
            .draft()
            .with_untracked(|draft| draft.proposed_version.clone());
        let open = versions
            .into_iter()
            .filter(|version| version.open_records > 0)
            .collect::<Vec<_>>();
        let changed = match difference {
            Some(difference) => view! {
                <h3>
                    {t!(i18n, forms.difference_to, version = difference.from_version.clone())}
                </h3>
                <DifferenceList differences=difference.differences/>
            }
            .into_any(),
            None => view! { <p>{t!(i18n, forms.first_version)}</p> }.into_any(),
        };
        view! {
            {changed}
            <PublishForm proposed open busy on_publish=publish/>
        }
    })
}

/// What went otherwise than expected: somebody else's change, a refusal, something taken out.
#[component]
pub fn Notices(designer: Designer) -> impl IntoView {
    let i18n = use_i18n();
    let conflict = move || {
        designer.conflict.get().map(|pending| {
            let (by, at) = designer
                .draft()
                .with_untracked(|draft| (draft.saved_by.clone(), draft.saved_at.to_clock_text()));
            view! {
                <div class="banner banner-warn" role="alert" data-test="draft-conflict">
                    <p>{t!(i18n, forms.conflict, by = by, at = at)}</p>
                    <p>{t!(i18n, forms.conflict_mine)}" "<strong>{pending.what}</strong></p>
                    <div class="actions">
                        <Button
                            kind=ButtonKind::Primary on_click=move |()| designer.try_again()
                            data_test="conflict-again"
                        >
                            {t!(i18n, forms.conflict_again)}
                        </Button>
                        <Button on_click=move |()| designer.let_go() data_test="conflict-let-go">
                            {t!(i18n, forms.conflict_let_go)}
                        </Button>
                    </div>
                </div>
            }
        })
    };
    let refused = move || {
        designer.refused.get().map(|refusal| {
            let words = failure_text(i18n, &refusal.failure);
            let again = refusal.mine.is_some();
            let what = refusal.mine.map(|mine| mine.what);
            view! {
                <div class="banner banner-bad" role="alert" data-test="draft-refused">
                    <p>{t!(i18n, forms.refused)}" "<strong>{what}</strong></p>
                    <p>{words}</p>
                    <div class="actions">
                        <Show when=move || again>
                            <Button on_click=move |()| designer.send_again()>
                                {t!(i18n, desk.retry)}
                            </Button>
                        </Show>
                        <Button on_click=move |()| designer.refused.set(None)>
                            {t!(i18n, forms.understood)}
                        </Button>
                    </div>
                </div>
            }
        })
    };
    view! { {conflict} {refused} <RemovedToast designer/> }
}

/// What was taken out comes back with one tap, as long as nothing else was changed since.
#[component]
fn RemovedToast(designer: Designer) -> impl IntoView {
    let i18n = use_i18n();
    let shown = Memo::new(move |_| {
        let revision = designer.draft().with(|draft| draft.revision);
        let removed = designer.removed.get();
        removed
            .filter(|(_, at)| *at == revision)
            .map(|(what, _)| what)
    });
    view! {
        <div class="toasts designer-toast" role="status">
            {move || shown.get().map(|what| view! {
                <div class="toast toast-good" data-test="removed">
                    <span>{what}</span>
                    <Button on_click=move |()| designer.undo() data_test="removed-undo">
                        {t!(i18n, forms.undo)}
                    </Button>
                    <Button
                        kind=ButtonKind::Quiet on_click=move |()| designer.removed.set(None)
                        label=text!(i18n, close)
                    >
                        <Icon name=IconName::Close/>
                    </Button>
                </div>
            })}
        </div>
    }
}

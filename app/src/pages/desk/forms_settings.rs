//! What holds for a whole form: purpose, languages, files of choices; and throwing a draft away.
//! Not here: its title (`forms_head`), its questions (`forms_draft`).

use domain::form_design::{DesignChange, OFFERED_LANGUAGES};
use domain::instrument::InstrumentKind;
use domain::wire::FormAttachment;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use super::designer::Designer;
use super::forms_words::change_words;
use super::support::{run, use_rooms};
use crate::components::desk::forms::text;
use crate::components::desk::forms::words::kind_word;
use crate::components::{Button, ButtonKind, Dialog, Icon, IconName};
use crate::i18n::*;
use crate::platform::chosen_file;
use crate::state::forms;

const KINDS: [InstrumentKind; 2] = [
    InstrumentKind::Questionnaire,
    InstrumentKind::SiteInspection,
];

/// Folded: a form's settings are rarely touched.
#[component]
pub fn FormSettings(designer: Designer) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <details class="form-settings" data-test="form-settings">
            <summary>{t!(i18n, forms.settings)}</summary>
            <div class="field-row">
                <KindField designer/>
                <Languages designer/>
            </div>
            <Attachments designer/>
            <DiscardButton designer/>
        </details>
    }
}

fn change(i18n: crate::components::desk::words::Words, designer: Designer, change: DesignChange) {
    let changes = vec![change];
    let what = change_words(i18n, &designer.outline_now(), &changes);
    designer.change(what, changes);
}

#[component]
fn KindField(designer: Designer) -> impl IntoView {
    let i18n = use_i18n();
    let kind = Memo::new(move |_| designer.draft().with(|draft| draft.outline.kind));
    let option = move |(place, choice): (usize, InstrumentKind)| {
        view! {
            <option value=place.to_string() selected=move || kind.get() == Some(choice)>
                {move || kind_word(i18n, Some(choice))}
            </option>
        }
    };
    let choose = move |place: String| {
        let chosen = place.parse().ok().and_then(|place: usize| KINDS.get(place));
        if let Some(kind) = chosen {
            change(i18n, designer, DesignChange::SetKind { kind: *kind });
        }
    };
    view! {
        <label class="field">
            <span>{t!(i18n, forms.kind)}</span>
            <select
                data-test="draft-kind" on:change:target=move |event| choose(event.target().value())
            >
                <option value="" selected=move || kind.get().is_none()>
                    {t!(i18n, forms.kind_unknown)}
                </option>
                {KINDS.into_iter().enumerate().map(option).collect_view()}
            </select>
        </label>
    }
}

/// The form's languages, and those that may be added.
#[component]
fn Languages(designer: Designer) -> impl IntoView {
    let i18n = use_i18n();
    let languages = Memo::new(move |_| {
        designer
            .draft()
            .with(|draft| draft.outline.languages.clone())
    });
    let missing = move || {
        let known = languages.get();
        let missing = OFFERED_LANGUAGES
            .into_iter()
            .filter(|name| !known.iter().any(|it| it == name));
        missing.collect::<Vec<_>>()
    };
    let add = move |name: &'static str| {
        let language = name.to_owned();
        view! {
            <Button on_click=move |()| {
                change(i18n, designer, DesignChange::AddLanguage { language: language.clone() });
            }>
                <Icon name=IconName::Add/>{name}
            </Button>
        }
    };
    view! {
        <div class="field">
            <span>{t!(i18n, forms.languages)}": "{move || languages.get().join(" · ")}</span>
            <div class="actions">{move || missing().into_iter().map(add).collect_view()}</div>
        </div>
    }
}

/// CSV files for long lists of choices, such as all villages of a county.
#[component]
fn Attachments(designer: Designer) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let busy = RwSignal::new(false);
    let files = Memo::new(move |_| designer.draft().with(|draft| draft.attachments.clone()));
    let attach = move |event: leptos::ev::Event| {
        spawn_local(async move {
            let Some(file) = chosen_file(event).await else {
                return;
            };
            run(busy, async move {
                let (engagement, form) = designer.names();
                let revision = designer.draft().with_untracked(|draft| draft.revision);
                let file = (file.name.as_str(), file.bytes);
                match forms::attach(&engagement, &form, revision, file).await {
                    Ok(draft) => designer.take(draft),
                    Err(failure) => rooms.fail(i18n, &failure),
                }
            });
        });
    };
    let line = move |file: FormAttachment| {
        view! {
            <li>
                <span class="code">{file.name}</span> " · "
                {t!(i18n, forms.attachment_rows, count = file.rows)} " · "
                <span class="soft">{file.columns.join(", ")}</span>
            </li>
        }
    };
    view! {
        <div class="field">
            <span>{t!(i18n, forms.attachments)}</span>
            <ul class="attachments">{move || files.get().into_iter().map(line).collect_view()}</ul>
            <label class="button file-button">
                <Icon name=IconName::Import/>
                {t!(i18n, forms.attach)}
                <input
                    type="file" class="visually-hidden" accept=".csv" data-test="draft-attach"
                    on:change=attach
                />
            </label>
        </div>
    }
}

/// Asked twice: a draft that is thrown away does not come back.
#[component]
fn DiscardButton(designer: Designer) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let navigate = StoredValue::new(use_navigate());
    let asking = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let discard = Callback::new(move |()| {
        run(busy, async move {
            let (engagement, form) = designer.names();
            let revision = designer.draft().with_untracked(|draft| draft.revision);
            match forms::discard(&engagement, &form, revision).await {
                Ok(()) => {
                    let address = rooms.href("forms");
                    navigate.with_value(|navigate| navigate(&address, Default::default()));
                }
                Err(failure) => rooms.fail(i18n, &failure),
            }
        });
    });
    view! {
        <Button
            kind=ButtonKind::Danger on_click=move |()| asking.set(true) data_test="draft-discard"
        >
            {t!(i18n, forms.discard)}
        </Button>
        <Dialog
            open=asking on_close=move |()| asking.set(false)
            title=text!(i18n, discard) close_label=text!(i18n, close)
        >
            <p>{t!(i18n, forms.discard_text)}</p>
            <Button kind=ButtonKind::Danger on_click=discard disabled=busy>
                {t!(i18n, forms.discard)}
            </Button>
        </Dialog>
    }
}

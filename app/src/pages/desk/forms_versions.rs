//! One form: its published versions, what changed between two, its draft, retiring. Not here: the
//! designer (`forms_draft`).

use domain::wire::{FormDifference, FormSummary, NewForm};
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::support::{filter, load, run, use_rooms, when_loaded};
use crate::components::desk::encode;
use crate::components::desk::forms::words::kind_word;
use crate::components::desk::forms::{DifferenceList, VersionAction, VersionTable, text};
use crate::components::{Button, ButtonKind, EmptyState, IconName};
use crate::i18n::*;
use crate::state::forms;

/// `/desk/:engagement/forms/:form`, with `?from=&to=` for a difference.
#[component]
pub fn VersionsPage() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let params = use_params_map();
    let form = Memo::new(move |_| params.get().get("form").unwrap_or_default());
    let list = load(
        move || (rooms.engagement.get(), form.get()),
        |(code, form)| async move {
            let list = forms::list(&code).await?;
            Ok(list.forms.into_iter().find(|known| known.form_id.0 == form))
        },
    );
    let again = Callback::new(move |()| list.refetch());
    view! {
        <p class="crumbs">
            <A href=move || rooms.href("forms")>{t!(i18n, forms.room)}</A> " / "
            {move || form.get()}
        </p>
        {when_loaded(list, move |found: Option<FormSummary>| match found {
            Some(summary) => view! { <FormVersions summary again/> }.into_any(),
            None => view! {
                <EmptyState
                    icon=IconName::Paper title=text!(i18n, form_unknown)
                    text=text!(i18n, form_unknown_text)
                />
            }
            .into_any(),
        })}
    }
}

#[component]
fn FormVersions(summary: FormSummary, again: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let navigate = StoredValue::new(use_navigate());
    let busy = RwSignal::new(false);
    let (from, set_from) = filter("from");
    let (to, set_to) = filter("to");
    let form = StoredValue::new(summary.form_id.clone());
    let names: Vec<String> = summary
        .versions
        .iter()
        .map(|it| it.version.clone())
        .collect();
    let current = summary.current.clone();
    let order = StoredValue::new(names.clone());
    let offer = Callback::new(move |(version, offered): (String, bool)| {
        run(busy, async move {
            let (code, id) = (rooms.engagement.get_untracked(), form.get_value());
            match forms::offer_move(&code, &id.0, version, offered).await {
                Ok(_) => again.run(()),
                Err(failure) => rooms.fail(i18n, &failure),
            }
        });
    });
    let act = Callback::new(move |action: VersionAction| {
        let (code, id) = (rooms.engagement.get_untracked(), form.get_value());
        match action {
            VersionAction::Compare(version) => {
                // With the one in use; that one with the one before it.
                let other = match current.as_ref() {
                    Some(current) if *current != version => {
                        Some((version.clone(), current.clone()))
                    }
                    _ => order.with_value(|order| {
                        let place = order.iter().position(|other| *other == version)?;
                        order
                            .get(place + 1)
                            .map(|older| (older.clone(), version.clone()))
                    }),
                };
                if let Some((older, newer)) = other {
                    set_from.run(older);
                    set_to.run(newer);
                }
            }
            VersionAction::BeginFrom(version) => run(busy, async move {
                let begin = NewForm::Version {
                    form_id: id.clone(),
                    version,
                    new_id: None,
                };
                match forms::begin(&code, &begin).await {
                    Ok(_) => {
                        let address = format!("{}/{}/draft", rooms.href("forms"), encode(&id.0));
                        navigate.with_value(|navigate| navigate(&address, Default::default()));
                    }
                    Err(failure) => rooms.fail(i18n, &failure),
                }
            }),
            VersionAction::Offer(version) => offer.run((version, true)),
            VersionAction::Withdraw(version) => offer.run((version, false)),
        }
    });
    let workbook = Callback::new(move |version: String| {
        let code = rooms.engagement.get_untracked();
        forms::version_workbook_url(&code, &form.get_value().0, &version)
    });
    let kind = summary.kind;
    let has_draft = summary.draft.is_some();
    let published = !summary.versions.is_empty();
    view! {
        <h1>{summary.title}</h1>
        <p class="soft">
            {move || kind_word(i18n, kind)}" · "
            <span class="code">{summary.form_id.0.clone()}</span>
        </p>
        <div class="actions">
            {has_draft.then(|| view! {
                <a class="button button-primary" data-test="open-draft" href=move || {
                    format!("{}/{}/draft", rooms.href("forms"), encode(&form.get_value().0))
                }>
                    {t!(i18n, forms.open_draft)}
                </a>
            })}
            {published.then(|| view! {
                <RetireButton form=form.get_value().0 retired=summary.retired busy again/>
            })}
        </div>
        <VersionTable versions=summary.versions has_draft workbook busy on_action=act/>
        {(names.len() > 1).then(|| {
            let form = form.get_value().0;
            view! { <Compare names from set_from to set_to form/> }
        })}
    }
}

#[component]
fn RetireButton(
    form: String,
    retired: bool,
    busy: RwSignal<bool>,
    again: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let form = StoredValue::new(form);
    let set = move |()| {
        run(busy, async move {
            let code = rooms.engagement.get_untracked();
            match forms::retire(&code, &form.get_value(), !retired).await {
                Ok(_) => again.run(()),
                Err(failure) => rooms.fail(i18n, &failure),
            }
        });
    };
    let kind = if retired {
        ButtonKind::Secondary
    } else {
        ButtonKind::Danger
    };
    view! {
        <Button kind=kind on_click=set disabled=busy data_test="retire">
            {move || if retired {
                t_string!(i18n, forms.bring_back)
            } else {
                t_string!(i18n, forms.retire)
            }}
        </Button>
    }
}

/// Two versions side by side; both stand in the address.
#[component]
fn Compare(
    names: Vec<String>,
    from: Signal<String>,
    set_from: Callback<String>,
    to: Signal<String>,
    set_to: Callback<String>,
    form: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let difference = load(
        move || (rooms.engagement.get(), form.clone(), from.get(), to.get()),
        |(code, form, from, to)| async move {
            if from.is_empty() || to.is_empty() {
                return Ok(None);
            }
            let found = forms::difference(&code, &form, &from, Some(&to)).await?;
            Ok(Some(found))
        },
    );
    view! {
        <section class="compare" data-test="compare">
            <h2>{t!(i18n, forms.compare)}</h2>
            <div class="field-row">
                <VersionChoice
                    label=text!(i18n, older_version) names=names.clone() value=from set=set_from
                />
                <VersionChoice label=text!(i18n, newer_version) names value=to set=set_to/>
            </div>
            {when_loaded(difference, |found: Option<FormDifference>| found.map(|found| view! {
                <DifferenceList differences=found.differences/>
            }))}
        </section>
    }
}

#[component]
fn VersionChoice(
    label: Signal<String>,
    names: Vec<String>,
    value: Signal<String>,
    set: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let option = move |name: String| {
        let (own, shown) = (name.clone(), name.clone());
        view! {
            <option value=name selected=move || value.with(|value| *value == own)>
                {shown}
            </option>
        }
    };
    view! {
        <label class="field field-short">
            <span>{move || label.get()}</span>
            <select on:change:target=move |event| set.run(event.target().value())>
                <option value="">{t!(i18n, forms.choose)}</option>
                {names.into_iter().map(option).collect_view()}
            </select>
        </label>
    }
}

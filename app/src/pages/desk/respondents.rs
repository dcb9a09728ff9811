//! 问卷发放: codes for sampled respondents and posters, made and followed. Not here: drawing
//! (`components::respondents`), the respondents' own pages, which the server draws.

use std::collections::BTreeMap;

use domain::respondent::RespondentSettings;
use domain::wire::{CodeAction, MadeCodes, NewBatch, NewPoster, PosterChange, RespondentsView};
use leptos::prelude::*;

use super::support::{Rooms, busy_bar, load, problem_text, run, use_rooms, when_loaded};
use crate::components::desk::words::Words;
use crate::components::respondents::{
    BatchTable, CodeForm, NewCodes, PosterForm, PosterTable, RosterTable, SettingsForm, SiteCounts,
    words,
};
use crate::components::{Dialog, EmptyState, IconName};
use crate::i18n::*;
use crate::state::{Failure, respondents};

/// `/desk/:engagement/respondents`.
#[component]
pub fn RespondentsRoom() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let loading = load(
        move || rooms.engagement.get(),
        |code| async move { respondents::find(&code).await },
    );
    let again = Callback::new(move |()| loading.refetch());
    view! {
        <h1>{t!(i18n, respondents.title)}</h1>
        {when_loaded(loading, move |view| {
            if view.sites.is_empty() || view.forms.is_empty() {
                view! {
                    <EmptyState
                        icon=IconName::Person
                        title=words!(i18n, nothing_title)
                        text=words!(i18n, nothing_text)
                    />
                }
                .into_any()
            } else {
                view! { <Room view=view again=again/> }.into_any()
            }
        })}
    }
}

/// What the room's parts share.
#[derive(Clone, Copy)]
struct Shared {
    i18n: Words,
    rooms: Rooms,
    busy: RwSignal<bool>,
    made: RwSignal<Option<MadeCodes>>,
    roster: RwSignal<Option<String>>,
    again: Callback<()>,
}

impl Shared {
    /// Runs a change; the room is read anew when it worked.
    fn act<T: 'static>(
        self,
        change: impl Future<Output = Result<T, Failure>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        run(self.busy, async move {
            match change.await {
                Ok(value) => then(value),
                Err(failure) => self.rooms.fail(self.i18n, &failure),
            }
        });
    }

    fn engagement(self) -> String {
        self.rooms.engagement.get_untracked()
    }
}

#[component]
fn Room(view: RespondentsView, again: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let shared = Shared {
        i18n,
        rooms: use_rooms(),
        busy: RwSignal::new(false),
        made: RwSignal::new(None),
        roster: RwSignal::new(None),
        again,
    };
    let ready = view.problems.is_empty();
    let blocked = !ready || view.forms.iter().any(|form| !form.problems.is_empty());
    let problems = view
        .problems
        .iter()
        .chain(view.forms.iter().flat_map(|form| &form.problems))
        .cloned()
        .map(|problem| view! { <li>{move || problem_text(i18n, &problem)}</li> })
        .collect_view();
    let names: BTreeMap<String, String> = view
        .sites
        .iter()
        .map(|site| (site.project_code.to_string(), site.name.clone()))
        .collect();
    let sites = view.sites.clone();
    view! {
        {busy_bar(shared.busy, words!(i18n, working))}
        {blocked.then(|| view! { <ul>{problems}</ul> })}
        <Settings settings=view.settings.clone() open=!ready shared=shared/>
        {ready.then(|| view! { <Making view=view.clone() shared=shared/> })}
        <Lists view=view names=names shared=shared/>
        <h2>{t!(i18n, respondents.by_site)}</h2>
        <SiteCounts sites=sites/>
        <MadeDialog shared=shared/>
        <RosterDialog shared=shared/>
    }
}

#[component]
fn Settings(settings: RespondentSettings, open: bool, shared: Shared) -> impl IntoView {
    let i18n = use_i18n();
    let save = move |settings: RespondentSettings| {
        let code = shared.engagement();
        let saving = async move { respondents::save_settings(&code, &settings).await };
        shared.act(saving, move |_| {
            shared.rooms.done(t_string!(i18n, respondents.saved));
            shared.again.run(());
        });
    };
    view! {
        <details class="panel" open=open data-test="respondent-settings">
            <summary>{t!(i18n, respondents.settings)}</summary>
            <SettingsForm settings=settings busy=shared.busy on_save=Callback::new(save)/>
        </details>
    }
}

#[component]
fn Making(view: RespondentsView, shared: Shared) -> impl IntoView {
    let i18n = use_i18n();
    let make_codes = move |wanted: NewBatch| {
        let code = shared.engagement();
        let making = async move { respondents::make_codes(&code, &wanted).await };
        shared.act(making, move |made| shared.made.set(Some(made)));
    };
    let make_poster = move |wanted: NewPoster| {
        let code = shared.engagement();
        let making = async move { respondents::make_poster(&code, &wanted).await };
        shared.act(making, move |_| {
            shared.rooms.done(t_string!(i18n, respondents.poster_made));
            shared.again.run(());
        });
    };
    let (sites, forms) = (view.sites, view.forms);
    view! {
        <details class="panel" data-test="make-codes">
            <summary>{t!(i18n, respondents.new_batch)}</summary>
            <CodeForm
                sites=sites.clone()
                forms=forms.clone()
                busy=shared.busy
                on_make=Callback::new(make_codes)
            />
        </details>
        <details class="panel" data-test="make-poster">
            <summary>{t!(i18n, respondents.new_poster)}</summary>
            <PosterForm
                sites=sites
                forms=forms
                busy=shared.busy
                on_make=Callback::new(make_poster)
            />
        </details>
    }
}

#[component]
fn Lists(view: RespondentsView, names: BTreeMap<String, String>, shared: Shared) -> impl IntoView {
    let i18n = use_i18n();
    let change = move |(poster, terms): (String, PosterChange)| {
        let code = shared.engagement();
        let changing = async move { respondents::change_poster(&code, &poster, &terms).await };
        shared.act(changing, move |_| shared.again.run(()));
    };
    let paper = move |poster: String| respondents::poster_url(&shared.engagement(), &poster);
    let has_batches = !view.batches.is_empty();
    let has_posters = !view.posters.is_empty();
    view! {
        {has_batches.then(|| view! {
            <h2>{t!(i18n, respondents.batches)}</h2>
            <BatchTable
                batches=view.batches
                names=names.clone()
                on_open=Callback::new(move |batch| shared.roster.set(Some(batch)))
            />
        })}
        {has_posters.then(|| view! {
            <h2>{t!(i18n, respondents.posters)}</h2>
            <PosterTable
                posters=view.posters
                names=names
                paper=Callback::new(paper)
                busy=shared.busy
                on_change=Callback::new(change)
            />
        })}
    }
}

/// The one time codes are seen.
#[component]
fn MadeDialog(shared: Shared) -> impl IntoView {
    let i18n = use_i18n();
    let close = move |()| {
        shared.made.set(None);
        shared.again.run(());
    };
    let body = move || {
        let made = shared.made.get()?;
        let url = respondents::cards_url(&shared.engagement());
        Some(view! { <NewCodes codes=made.codes cards_url=url/> })
    };
    view! {
        <Dialog
            open=Signal::derive(move || shared.made.with(Option::is_some))
            on_close=close
            title=words!(i18n, new_codes)
            close_label=words!(i18n, close)
            wide=true
            data_test="made-codes"
        >
            {body}
        </Dialog>
    }
}

#[component]
fn RosterDialog(shared: Shared) -> impl IntoView {
    let i18n = use_i18n();
    let loading = load(
        move || (shared.rooms.engagement.get(), shared.roster.get()),
        |(code, batch)| async move {
            match batch {
                Some(batch) => respondents::roster(&code, &batch).await.map(Some),
                None => Ok(None),
            }
        },
    );
    let change = move |(id, action): (String, CodeAction)| {
        let code = shared.engagement();
        let changing = async move { respondents::change_code(&code, &id, action).await };
        shared.act(changing, move |made: MadeCodes| {
            if made.codes.is_empty() {
                loading.refetch();
                shared.again.run(());
            } else {
                shared.roster.set(None);
                shared.made.set(Some(made));
            }
        });
    };
    let change = Callback::new(change);
    view! {
        <Dialog
            open=Signal::derive(move || shared.roster.with(Option::is_some))
            on_close=move |()| shared.roster.set(None)
            title=words!(i18n, roster)
            close_label=words!(i18n, close)
            wide=true
            data_test="roster-dialog"
        >
            {when_loaded(loading, move |roster| roster.map(|roster| {
                let reminder = respondents::reminder_url(&shared.engagement(), &roster.batch.id);
                view! {
                    <RosterTable
                        people=roster.people reminder busy=shared.busy on_change=change
                    />
                }
            }))}
        </Dialog>
    }
}

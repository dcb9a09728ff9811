//! Signing in. Not here: what a session is (`state`), the server's reasons (`problems.json`).

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::{LanguageSwitch, ThemeSwitch};
use crate::i18n::*;
use crate::state::{Failure, use_app};

/// What hinders the person, to be put into words.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Hindrance {
    FieldsEmpty,
    Failed(Failure),
}

/// The sign-in page.
#[component]
pub fn SignInPage() -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let navigate = use_navigate();
    let (login, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let busy = RwSignal::new(false);
    let hindrance = RwSignal::new(None::<Hindrance>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (name, secret) = (
            login.get_untracked().trim().to_owned(),
            password.get_untracked(),
        );
        if busy.get_untracked() {
            return;
        }
        if name.is_empty() || secret.is_empty() {
            hindrance.set(Some(Hindrance::FieldsEmpty));
            return;
        }
        busy.set(true);
        hindrance.set(None);
        let navigate = navigate.clone();
        spawn_local(async move {
            let outcome = app.sign_in(name, secret).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => navigate(
                    "/",
                    NavigateOptions {
                        replace: true,
                        ..Default::default()
                    },
                ),
                Err(failure) => {
                    hindrance.try_set(Some(Hindrance::Failed(failure)));
                }
            }
        });
    };
    let words = move || {
        hindrance
            .get()
            .map(|hindrance| hindrance_text(i18n.get_locale(), &hindrance))
    };
    view! {
        <main class="sign-in">
            <header class="sign-in-brand">
                <span class="seal" aria-hidden="true">{t!(i18n, common.seal)}</span>
                <h1>{t!(i18n, common.app_name)}</h1>
                <p class="sign-in-tagline">{t!(i18n, common.tagline)}</p>
            </header>
            <form class="sign-in-form" on:submit=submit novalidate>
                <LoginField login/>
                <PasswordField password/>
                <div role="alert" class="sign-in-problem" data-test="sign-in-problem">{words}</div>
                <button
                    type="submit"
                    class="button button-primary sign-in-submit"
                    data-test="sign-in-submit"
                    aria-busy=move || busy.get().to_string()
                >
                    {move || if busy.get() {
                        t_string!(i18n, common.signing_in)
                    } else {
                        t_string!(i18n, common.sign_in)
                    }}
                </button>
                <p class="sign-in-note">{t!(i18n, common.device_note)}</p>
            </form>
            <footer class="sign-in-choices"><LanguageSwitch/><ThemeSwitch/></footer>
        </main>
    }
}

#[component]
fn LoginField(login: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <label class="labelled">
            <span>{t!(i18n, common.login)}</span>
            <input
                type="text"
                name="username"
                autocomplete="username"
                autocapitalize="none"
                spellcheck="false"
                data-test="sign-in-login"
                prop:value=login
                on:input=move |event| login.set(event_target_value(&event))
            />
        </label>
    }
}

#[component]
fn PasswordField(password: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let shown = RwSignal::new(false);
    view! {
        <div class="labelled">
            <label for="sign-in-password">{t!(i18n, common.password)}</label>
            <div class="with-button">
                <input
                    id="sign-in-password"
                    type=move || if shown.get() { "text" } else { "password" }
                    name="password"
                    autocomplete="current-password"
                    data-test="sign-in-password"
                    prop:value=password
                    on:input=move |event| password.set(event_target_value(&event))
                />
                <button
                    type="button"
                    class="button"
                    aria-pressed=move || shown.get().to_string()
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {move || if shown.get() {
                        t_string!(i18n, common.hide_password)
                    } else {
                        t_string!(i18n, common.show_password)
                    }}
                </button>
            </div>
        </div>
    }
}

fn hindrance_text(locale: Locale, hindrance: &Hindrance) -> String {
    match hindrance {
        Hindrance::FieldsEmpty => td_string!(locale, common.sign_in_fields).to_owned(),
        Hindrance::Failed(Failure::Problems(problems)) => {
            let texts = problems.iter().map(|problem| problem_text(locale, problem));
            texts.collect::<Vec<_>>().join(" ")
        }
        Hindrance::Failed(Failure::Storage(reason)) => {
            format!("{} {reason}", td_string!(locale, common.storage_failed))
        }
        Hindrance::Failed(Failure::Offline | Failure::SignedOut) => {
            td_string!(locale, common.sign_in_offline).to_owned()
        }
    }
}

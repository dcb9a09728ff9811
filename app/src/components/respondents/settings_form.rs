//! The notice's five items and the day's close.

use domain::respondent::RespondentSettings;
use leptos::prelude::*;

use crate::components::{Button, ButtonKind};
use crate::i18n::*;

/// A text left empty stands as the page's own sentence.
#[component]
pub fn SettingsForm(
    settings: RespondentSettings,
    #[prop(into)] busy: Signal<bool>,
    on_save: Callback<RespondentSettings>,
) -> impl IntoView {
    let i18n = use_i18n();
    let draft = RwSignal::new(settings);
    let text = move |name: &'static str,
                     label: Signal<String>,
                     read: fn(&RespondentSettings) -> &String,
                     write: fn(&mut RespondentSettings, String)| {
        let first = draft.with_untracked(|draft| read(draft).clone());
        view! {
            <label class="field">
                <span>{move || label.get()}</span>
                <textarea
                    rows="2"
                    data-test=name
                    prop:value=first
                    on:input:target=move |event| {
                        let value = event.target().value();
                        draft.update(|draft| write(draft, value));
                    }
                ></textarea>
            </label>
        }
    };
    let number = move |name: &'static str,
                       label: Signal<String>,
                       first: u32,
                       most: u32,
                       write: fn(&mut RespondentSettings, u32)| {
        view! {
            <label class="field">
                <span>{move || label.get()}</span>
                <input
                    type="number"
                    min="0"
                    max=most
                    data-test=name
                    prop:value=first.to_string()
                    on:input:target=move |event| {
                        if let Ok(value) = event.target().value().trim().parse() {
                            draft.update(|draft| write(draft, value));
                        }
                    }
                />
            </label>
        }
    };
    let stored = draft.get_untracked();
    view! {
        <form class="form" on:submit=move |event| event.prevent_default()>
            <p class="soft">{t!(i18n, respondents.settings_rule)}</p>
            {text("setting-contact", words!(i18n, contact), |s| &s.contact, |s, v| s.contact = v)}
            {text("setting-purpose", words!(i18n, purpose), |s| &s.purpose, |s, v| s.purpose = v)}
            {text("setting-kinds", words!(i18n, kinds), |s| &s.kinds, |s, v| s.kinds = v)}
            {text(
                "setting-retention", words!(i18n, retention),
                |s| &s.retention, |s, v| s.retention = v,
            )}
            {text("setting-rights", words!(i18n, rights), |s| &s.rights, |s, v| s.rights = v)}
            {text(
                "setting-address", words!(i18n, public_address),
                |s| &s.public_address, |s, v| s.public_address = v.trim().to_owned(),
            )}
            {number(
                "setting-close", words!(i18n, close_hour), u32::from(stored.close_hour), 23,
                |s, v| s.close_hour = u8::try_from(v).unwrap_or(u8::MAX),
            )}
            {number(
                "setting-duplicates", words!(i18n, duplicate_minutes), stored.duplicate_minutes,
                1440, |s, v| s.duplicate_minutes = v,
            )}
            <Button
                kind=ButtonKind::Primary
                disabled=busy
                on_click=move |()| on_save.run(draft.get_untracked())
                data_test="settings-save"
            >
                {t!(i18n, respondents.save)}
            </Button>
        </form>
    }
}

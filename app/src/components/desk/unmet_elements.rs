//! The elements of a stored mark that are not met, each with the way to note it as a finding. Not
//! here: marking (`element_editor`), the dialog that notes it (`pages::desk::findings`).

use domain::finding::unmet_title;
use domain::indicator::Indicator;
use domain::scoring::{DeskMark, ElementState};
use leptos::prelude::*;

use super::progress_tables::encode;
use crate::i18n::*;

/// The address of the prefilled dialog.
fn note_href(room: &str, indicator: &str, element: u32, title: &str, facts: &str) -> String {
    format!(
        "{room}/findings?note=mark&indicator={}&element={element}&title={}&facts={}",
        encode(indicator),
        encode(title),
        encode(facts)
    )
}

/// `room_href` is the engagement's address, without a slash at its end.
#[component]
pub fn UnmetElements(
    indicator: Indicator,
    mark: Option<DeskMark>,
    #[prop(into)] room_href: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let code = indicator.code.to_string();
    let unmet: Vec<(u32, String, String)> = match mark {
        Some(DeskMark::Elements { elements }) => elements
            .into_iter()
            .filter(|mark| mark.state == ElementState::NotMet)
            .filter_map(|mark| {
                let mut known = indicator.elements.iter();
                let element = known.find(|element| element.no == mark.no)?;
                Some((mark.no, element.text.clone(), mark.note))
            })
            .collect(),
        Some(DeskMark::YesNo { met: false, note }) => vec![(0, indicator.name, note)],
        _ => Vec::new(),
    };
    if unmet.is_empty() {
        return ().into_any();
    }
    let line = |(number, text, note): (u32, String, String)| {
        let href = note_href(&room_href, &code, number, &unmet_title(&text), &note);
        view! {
            <li>
                {text}" "
                <a class="button" href=href data-test=format!("note-element-{number}")>
                    {t!(i18n, findings.note_as_finding)}
                </a>
            </li>
        }
    };
    let lines = unmet.into_iter().map(line).collect_view();
    view! {
        <h4>{t!(i18n, findings.unmet_elements)}</h4>
        <ul data-test="unmet-elements">{lines}</ul>
    }
    .into_any()
}

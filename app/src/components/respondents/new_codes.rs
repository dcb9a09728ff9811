//! Codes as they are shown the one time, with the way to paper.

use domain::wire::MadeCode;
use leptos::prelude::*;

use crate::components::TableFrame;
use crate::i18n::*;

/// The list, and a form that posts it to the printing page in a tab of its own.
#[component]
pub fn NewCodes(codes: Vec<MadeCode>, cards_url: String) -> impl IntoView {
    let i18n = use_i18n();
    let lines: Vec<&str> = codes.iter().map(|made| made.code.as_str()).collect();
    let posted = lines.join("\n");
    let rows = codes
        .into_iter()
        .map(|made| view! { <tr><td>{made.label}</td><td><code>{made.code}</code></td></tr> })
        .collect_view();
    view! {
        <p role="status">{t!(i18n, respondents.shown_once)}</p>
        <form method="post" target="_blank" action=cards_url>
            <input type="hidden" name="codes" value=posted/>
            <button class="button button-primary" data-test="print-cards">
                {t!(i18n, respondents.print_cards)}
            </button>
        </form>
        <TableFrame caption=words!(i18n, new_codes) data_test="new-codes">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, respondents.label)}</th>
                    <th scope="col">{t!(i18n, respondents.code)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

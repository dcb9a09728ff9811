//! The roster of a batch: who has not answered, and what can be done about a code.

use domain::respondent::CodeState;
use domain::wire::{CodeAction, RosterEntry};
use leptos::prelude::*;

use crate::components::{Button, ButtonKind, Chip, Icon, IconName, TableFrame};
use crate::i18n::*;

/// With a chip that leaves only those to be reminded.
#[component]
pub fn RosterTable(
    people: Vec<RosterEntry>,
    /// Where the list of those to be reminded is printed.
    reminder: String,
    #[prop(into)] busy: Signal<bool>,
    on_change: Callback<(String, CodeAction)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let waiting_only = RwSignal::new(false);
    let waiting = people.iter().filter(|entry| entry.state.waits()).count();
    let people = StoredValue::new(people);
    let rows = move || {
        let fits = |entry: &&RosterEntry| !waiting_only.get() || entry.state.waits();
        let shown = people.with_value(|all| all.iter().filter(fits).cloned().collect::<Vec<_>>());
        shown
            .into_iter()
            .map(|entry| view! { <Line entry=entry busy=busy on_change=on_change/> })
            .collect_view()
    };
    view! {
        <div class="chips">
            <Chip
                selected=waiting_only
                on_toggle=move |()| waiting_only.update(|on| *on = !*on)
                data_test="roster-waiting"
            >
                {t!(i18n, respondents.to_remind)} " " {waiting}
            </Chip>
            <a
                class="button" target="_blank" rel="noopener" href=reminder
                data-test="print-reminder"
            >
                <Icon name=IconName::Print/>
                {t!(i18n, respondents.print_reminder)}
            </a>
        </div>
        <p class="soft">{t!(i18n, respondents.roster_rule)}</p>
        <TableFrame caption=words!(i18n, roster) data_test="roster">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, respondents.label)}</th>
                    <th scope="col">{t!(i18n, respondents.state)}</th>
                    <th scope="col">{t!(i18n, respondents.change)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

#[component]
fn Line(
    entry: RosterEntry,
    busy: Signal<bool>,
    on_change: Callback<(String, CodeAction)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = entry.state;
    let word = move || match state {
        CodeState::Issued => t_string!(i18n, respondents.state_issued),
        CodeState::Opened => t_string!(i18n, respondents.state_opened),
        CodeState::Answered => t_string!(i18n, respondents.state_answered),
        CodeState::Cancelled => t_string!(i18n, respondents.state_cancelled),
    };
    let id = StoredValue::new(entry.id);
    let act = move |action| on_change.run((id.get_value(), action));
    let changeable = state != CodeState::Answered;
    view! {
        <tr>
            <th scope="row">{entry.label}</th>
            <td>{word}</td>
            <td>
                {changeable.then(|| view! {
                    <Button disabled=busy on_click=move |()| act(CodeAction::Reissue)>
                        {t!(i18n, respondents.reissue)}
                    </Button>
                })}
                {state.waits().then(|| view! {
                    <Button
                        kind=ButtonKind::Danger
                        disabled=busy
                        on_click=move |()| act(CodeAction::Cancel)
                    >
                        {t!(i18n, respondents.cancel)}
                    </Button>
                })}
            </td>
        </tr>
    }
}

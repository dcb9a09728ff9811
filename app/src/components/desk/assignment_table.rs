//! Who goes where: two different evaluators for each sampled site, or nobody yet.

use domain::ids::AccountId;
use domain::party::Person;
use domain::wire::SampledSite;
use leptos::prelude::*;

use crate::components::{Icon, IconName, TableFrame};
use crate::i18n::*;

/// The two places of one site.
pub type Pair = [Option<AccountId>; 2];

/// Whether a pair may be saved: nobody, or two different people.
pub fn is_valid(pair: &Pair) -> bool {
    match pair {
        [None, None] => true,
        [Some(first), Some(second)] => first != second,
        _ => false,
    }
}

/// A change of one place of one site: row, place (0 or 1), who.
pub type Change = (usize, usize, Option<AccountId>);

/// One row for each of `sites`; `pairs` runs alongside.
#[component]
pub fn AssignmentTable(
    sites: Vec<SampledSite>,
    evaluators: Vec<Person>,
    #[prop(into)] pairs: Signal<Vec<Pair>>,
    #[prop(into)] selected: Signal<Vec<bool>>,
    on_select: Callback<(usize, bool)>,
    on_change: Callback<Change>,
) -> impl IntoView {
    let i18n = use_i18n();
    let count = sites.len();
    let assigned = move || {
        let full = |pair: &&Pair| pair.iter().all(Option::is_some);
        pairs.with(|pairs| pairs.iter().filter(full).count())
    };
    let rows = sites
        .into_iter()
        .enumerate()
        .map(|(index, site)| {
            let pair = Signal::derive(move || pairs.get().get(index).cloned().unwrap_or_default());
            let name = site.project.name.clone();
            let select_label = name.clone();
            view! {
                <tr data-test=format!("assignment-{}", site.project.code)>
                    <td>
                        <label class="check">
                            <input
                                type="checkbox"
                                aria-label=select_label
                                prop:checked=move || {
                                    selected.get().get(index).copied().unwrap_or(false)
                                }
                                on:change:target=move |event| {
                                    on_select.run((index, event.target().checked()));
                                }
                            />
                        </label>
                    </td>
                    <td class="number">{site.ordinal}</td>
                    <th scope="row" class="wide">{name.clone()}</th>
                    <td>{site.project.unit}</td>
                    <td>{site.project.township}</td>
                    <td>
                        <PersonSelect row=index place=0 name=name.clone()
                            evaluators=evaluators.clone()
                            pair=pair on_change=on_change/>
                    </td>
                    <td>
                        <PersonSelect row=index place=1 name=name evaluators=evaluators.clone()
                            pair=pair on_change=on_change/>
                        <Show when=move || !is_valid(&pair.get())>
                            <span class="verdict verdict-bad">
                                <Icon name=IconName::Severe/>{t!(i18n, desk.two_different)}
                            </span>
                        </Show>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame caption=text!(i18n, room_assignments) data_test="assignment-table">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, desk.selected)}</th>
                    <th scope="col" class="number">{t!(i18n, desk.ordinal)}</th>
                    <th scope="col">{t!(i18n, desk.project_name)}</th>
                    <th scope="col">{t!(i18n, desk.unit)}</th>
                    <th scope="col">{t!(i18n, desk.township)}</th>
                    <th scope="col">{t!(i18n, desk.evaluator_a)}</th>
                    <th scope="col">{t!(i18n, desk.evaluator_b)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr>
                    <td colspan="2"></td>
                    <th scope="row">{t!(i18n, desk.total)}</th>
                    <td colspan="2">{t!(i18n, desk.project_count, count = count)}</td>
                    <td colspan="2" data-test="assigned-total">
                        {t!(i18n, desk.assigned_sites, count = assigned)}
                    </td>
                </tr>
            </tfoot>
        </TableFrame>
    }
}

/// One place of one site.
#[component]
fn PersonSelect(
    row: usize,
    place: usize,
    name: String,
    evaluators: Vec<Person>,
    pair: Signal<Pair>,
    on_change: Callback<Change>,
) -> impl IntoView {
    let i18n = use_i18n();
    let options = evaluators
        .into_iter()
        .map(|person| {
            let id = person.id.clone();
            let chosen = move || pair.get()[place].as_ref() == Some(&id);
            view! { <option value=person.id.to_string() selected=chosen>{person.name}</option> }
        })
        .collect_view();
    let label = move || {
        let who = match place {
            0 => t_string!(i18n, desk.evaluator_a),
            _ => t_string!(i18n, desk.evaluator_b),
        };
        format!("{who}: {name}")
    };
    view! {
        <select
            aria-label=label
            data-test=format!("assignment-{row}-{place}")
            on:change:target=move |event| {
                let value = event.target().value();
                let who = (!value.is_empty()).then(|| AccountId::from(value));
                on_change.run((row, place, who));
            }
        >
            <option value="" selected=move || pair.get()[place].is_none()>
                {t!(i18n, desk.nobody)}
            </option>
            {options}
        </select>
    }
}

/// The next pairs when everybody goes round in turn: (1,2), (3,4), … with an odd number of people
/// the turn shifts by one, so that all carry about the same. Fewer than two people give nobody.
pub fn round_robin(evaluators: &[Person], sites: usize) -> Vec<Pair> {
    let people = evaluators.len();
    let at = |turn: usize| {
        evaluators
            .get(turn % people.max(1))
            .map(|person| person.id.clone())
    };
    (0..sites)
        .map(|site| match people {
            0 | 1 => [None, None],
            _ => [at(site * 2), at(site * 2 + 1)],
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use domain::party::Role;

    use super::*;

    fn people(names: &[&str]) -> Vec<Person> {
        let person = |name: &&str| Person {
            id: AccountId::from(*name),
            name: (*name).to_owned(),
            role: Role::Evaluator,
        };
        names.iter().map(person).collect()
    }

    #[test]
    fn three_people_share_three_sites_evenly_and_never_meet_themselves() {
        let pairs = round_robin(&people(&["a", "b", "c"]), 3);
        assert!(pairs.iter().all(is_valid));
        for name in ["a", "b", "c"] {
            let id = Some(AccountId::from(name));
            assert_eq!(
                pairs.iter().flatten().filter(|who| **who == id).count(),
                2,
                "{name}"
            );
        }
    }

    #[test]
    fn one_person_alone_is_never_assigned() {
        assert_eq!(round_robin(&people(&["a"]), 1), [[None, None]]);
        assert!(!is_valid(&[Some(AccountId::from("a")), None]));
        assert!(!is_valid(&[
            Some(AccountId::from("a")),
            Some(AccountId::from("a"))
        ]));
    }
}

//! Bands as an editable table: from which edge on, which share of the weight. Not here: whether
//! they are in order (`domain::indicator::validate`).

use domain::indicator::Band;
use domain::scoring::exact::ExactNumber;
use leptos::prelude::*;

use super::fields::NumberField;
use crate::components::{Button, ButtonKind, Icon, IconName};
use crate::i18n::*;

/// `upper`: the edges are upper ones, as 偏差率 has them.
#[component]
pub fn BandTable(
    #[prop(into)] bands: Signal<Vec<Band>>,
    #[prop(optional)] upper: bool,
    on_change: Callback<Vec<Band>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let bands = Memo::new(move |_| bands.get());
    let count = Memo::new(move |_| bands.with(Vec::len));
    let add = move |()| {
        let mut all = bands.get_untracked();
        let last = all.last().cloned();
        all.push(last.unwrap_or_else(|| Band {
            edge: ExactNumber::default(),
            share: ExactNumber::default(),
        }));
        on_change.run(all);
    };
    let edge = move || match upper {
        true => t_string!(i18n, plan.band_up_to),
        false => t_string!(i18n, plan.band_from),
    };
    view! {
        <table class="table plan-bands" data-test="bands">
            <caption class="visually-hidden">{t!(i18n, plan.bands)}</caption>
            <thead>
                <tr>
                    <th scope="col" class="number">{edge}" (%)"</th>
                    <th scope="col" class="number">{t!(i18n, plan.band_share)}" (%)"</th>
                    <th scope="col">
                        <span class="visually-hidden">{t!(i18n, plan.remove)}</span>
                    </th>
                </tr>
            </thead>
            <tbody>
                <For each=move || 0..count.get() key=|index| *index let:index>
                    <BandRow index bands upper on_change/>
                </For>
            </tbody>
        </table>
        <Button on_click=add data_test="band-add">
            <Icon name=IconName::Add/>{t!(i18n, plan.band_add)}
        </Button>
    }
}

#[component]
fn BandRow(
    index: usize,
    bands: Memo<Vec<Band>>,
    upper: bool,
    on_change: Callback<Vec<Band>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let band = move |read: fn(&Band) -> &ExactNumber| {
        Signal::derive(move || bands.with(|all| all.get(index).map(|band| read(band).clone())))
    };
    let set = move |write: fn(&mut Band, ExactNumber)| {
        Callback::new(move |number: Option<ExactNumber>| {
            let mut all = bands.get_untracked();
            if let (Some(band), Some(number)) = (all.get_mut(index), number) {
                write(band, number);
                on_change.run(all);
            }
        })
    };
    let remove = move |()| {
        let mut all = bands.get_untracked();
        if index < all.len() {
            all.remove(index);
            on_change.run(all);
        }
    };
    let edge = Signal::derive(move || {
        let words = match upper {
            true => t_string!(i18n, plan.band_up_to),
            false => t_string!(i18n, plan.band_from),
        };
        format!("{words} {}", index + 1)
    });
    let share =
        Signal::derive(move || format!("{} {}", t_string!(i18n, plan.band_share), index + 1));
    view! {
        <tr>
            <td class="number">
                <NumberField
                    label=edge value=band(|band| &band.edge) percent=true in_table=true
                    on_commit=set(|band, number| band.edge = number)
                    data_test=format!("band-edge-{index}")
                />
            </td>
            <td class="number">
                <NumberField
                    label=share value=band(|band| &band.share) percent=true in_table=true
                    on_commit=set(|band, number| band.share = number)
                    data_test=format!("band-share-{index}")
                />
            </td>
            <td>
                <Button
                    kind=ButtonKind::Quiet on_click=remove label=plan_text!(i18n, remove)
                    data_test=format!("band-remove-{index}")
                >
                    <Icon name=IconName::Close/>
                </Button>
            </td>
        </tr>
    }
}

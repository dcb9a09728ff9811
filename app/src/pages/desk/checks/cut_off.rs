//! 分数线: from which score on targets pass, and changing it with a reason. Not here: what it decides
//! (`domain::target_review`).

use domain::scoring::Points;
use domain::target_review::{CutOff, CutOffOperator};
use domain::wire::{SaveCutOff, TargetReviewList};
use leptos::prelude::*;

use crate::components::desk::{ChoiceField, TextArea, TextLine};
use crate::components::{Button, ButtonKind};
use crate::i18n::*;
use crate::pages::desk::support::{run, use_rooms};
use crate::state::checks;

const AT_LEAST: &str = "at_least";
const ABOVE: &str = "above";

/// The setting in words, and its form behind a fold.
#[component]
pub fn CutOffPanel(list: TargetReviewList, again: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let number = list.cut_off.number.to_string();
    let is_inclusive = list.cut_off.operator == CutOffOperator::AtLeast;
    let said = {
        let number = number.clone();
        move || match is_inclusive {
            true => t_string!(i18n, checks.cut_off, number = number.clone()).to_string(),
            false => t_string!(i18n, checks.cut_off_above, number = number.clone()).to_string(),
        }
    };
    let (by, reason) = (list.cut_off_by.clone(), list.cut_off_reason.clone());
    let source = match list.cut_off_revision {
        0 => t!(i18n, checks.cut_off_shipped).into_any(),
        _ => t!(i18n, checks.cut_off_changed, by = by, reason = reason).into_any(),
    };
    view! {
        <p data-test="cut-off">{said}</p>
        <p class="soft">{source}</p>
        <details class="fold">
            <summary data-test="cut-off-change">{t!(i18n, checks.cut_off_change)}</summary>
            <CutOffForm cut_off=list.cut_off revision=list.cut_off_revision again/>
        </details>
    }
}

#[component]
fn CutOffForm(cut_off: CutOff, revision: u32, again: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let busy = RwSignal::new(false);
    let number = RwSignal::new(cut_off.number.to_string());
    let operator = RwSignal::new(match cut_off.operator {
        CutOffOperator::AtLeast => AT_LEAST.to_owned(),
        CutOffOperator::Above => ABOVE.to_owned(),
    });
    let reason = RwSignal::new(String::new());
    let typed = Memo::new(move |_| {
        let cut_off = CutOff {
            operator: match operator.get().as_str() {
                ABOVE => CutOffOperator::Above,
                _ => CutOffOperator::AtLeast,
            },
            number: Points::parse(&number.get())?,
        };
        cut_off.check().is_none().then_some(cut_off)
    });
    let save = move |()| {
        let Some(cut_off) = typed.get_untracked() else {
            return;
        };
        let code = rooms.engagement.get_untracked();
        let body = SaveCutOff {
            base_revision: revision,
            cut_off,
            reason: reason.get_untracked(),
        };
        run(busy, async move {
            match checks::save_cut_off(&code, &body).await {
                Ok(_) => {
                    rooms.done(t_string!(i18n, checks.cut_off_saved));
                    again.run(());
                }
                Err(failure) => rooms.fail(i18n, &failure),
            }
        });
    };
    let options = vec![
        (AT_LEAST.to_owned(), said!(i18n, cut_off_at_least)),
        (ABOVE.to_owned(), said!(i18n, cut_off_more_than)),
    ];
    view! {
        <form class="form panel-form" on:submit=move |event| event.prevent_default()>
            <p class="soft">{t!(i18n, checks.cut_off_text)}</p>
            <ChoiceField
                label=said!(i18n, cut_off_operator) value=operator options
                on_choose=Callback::new(move |chosen| operator.set(chosen))
                data_test="cut-off-operator"
            />
            <TextLine
                label=said!(i18n, cut_off_number) value=number data_test="cut-off-number"
                invalid=Signal::derive(move || typed.get().is_none())
            />
            <TextArea
                label=said!(i18n, reason) value=reason rows="2" data_test="cut-off-reason"
            />
            <Button
                kind=ButtonKind::Primary on_click=save data_test="cut-off-save"
                disabled=Signal::derive(move || {
                    let is_silent = reason.with(|reason| reason.trim().is_empty());
                    busy.get() || typed.get().is_none() || is_silent
                })
            >
                {t!(i18n, checks.cut_off_save)}
            </Button>
        </form>
    }
}

//! The forms of 征求意见: an opinion that came, and what is decided on one. Not here: saving.

use domain::opinion::{Opinion, OpinionDecision, OpinionVerdict};
use domain::wire::NewOpinion;
use leptos::prelude::*;

use super::words::verdict_word;
use crate::components::desk::{ChoiceField, TextArea, TextLine};
use crate::components::{Button, ButtonKind};
use crate::i18n::*;
use crate::platform;

const VERDICTS: [(OpinionVerdict, &str); 3] = [
    (OpinionVerdict::Adopted, "adopted"),
    (OpinionVerdict::PartlyAdopted, "partly"),
    (OpinionVerdict::Rejected, "rejected"),
];

/// Blocks to choose from, the first choice being none of them.
fn block_options(
    none: Signal<String>,
    blocks: Vec<(String, String)>,
) -> Vec<(String, Signal<String>)> {
    let named = blocks
        .into_iter()
        .map(|(id, words)| (id, Signal::stored(words)));
    std::iter::once((String::new(), none))
        .chain(named)
        .collect()
}

fn is_blank(text: RwSignal<String>) -> bool {
    text.with(|text| text.trim().is_empty())
}

/// An opinion that came.
#[component]
pub fn OpinionForm(
    blocks: Vec<(String, String)>,
    #[prop(into)] busy: Signal<bool>,
    on_add: Callback<NewOpinion>,
) -> impl IntoView {
    let i18n = use_i18n();
    let unit = RwSignal::new(String::new());
    let words = RwSignal::new(String::new());
    let day = RwSignal::new(platform::now().to_day_text());
    let block = RwSignal::new(String::new());
    let add = move |()| {
        on_add.run(NewOpinion {
            unit: unit.get_untracked(),
            text: words.get_untracked(),
            block: block.get_untracked(),
            day: day.get_untracked(),
        });
    };
    let disabled =
        Signal::derive(move || busy.get() || is_blank(unit) || is_blank(words) || is_blank(day));
    view! {
        <form class="form" on:submit=move |event| event.prevent_default()>
            <div class="field-row">
                <TextLine label=said!(i18n, unit) value=unit data_test="opinion-unit"/>
                <TextLine label=said!(i18n, day) value=day kind="date" data_test="opinion-day"/>
            </div>
            <TextArea
                label=said!(i18n, opinion_text) value=words rows="4" data_test="opinion-text"
            />
            <ChoiceField
                label=said!(i18n, about) value=block
                options=block_options(said!(i18n, whole_report), blocks)
                on_choose=Callback::new(move |id| block.set(id)) data_test="opinion-block"
            />
            <Button on_click=add disabled data_test="opinion-add">
                {t!(i18n, feedback.enter)}
            </Button>
        </form>
    }
}

/// 采纳与否, with the reason and the place that changed.
#[component]
pub fn DecideForm(
    opinion: Opinion,
    blocks: Vec<(String, String)>,
    #[prop(into)] busy: Signal<bool>,
    on_decide: Callback<(String, OpinionDecision)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let before = opinion.decision.clone();
    let verdict = RwSignal::new(before.as_ref().map(|decision| decision.verdict));
    let (reason, place) = before
        .map(|decision| (decision.reason, decision.place))
        .unwrap_or_default();
    let (reason, place) = (RwSignal::new(reason), RwSignal::new(place));
    let needs_place = move || verdict.get() != Some(OpinionVerdict::Rejected);
    let id = opinion.id;
    let decide = move |()| {
        let Some(verdict) = verdict.get_untracked() else {
            return;
        };
        let decision = OpinionDecision {
            verdict,
            reason: reason.get_untracked(),
            place: match verdict {
                OpinionVerdict::Rejected => String::new(),
                _ => place.get_untracked(),
            },
            // The server writes the name of who is signed in.
            name: String::new(),
        };
        on_decide.run((id.clone(), decision));
    };
    let disabled = Signal::derive(move || {
        let lacks_place = needs_place() && is_blank(place);
        busy.get() || verdict.get().is_none() || is_blank(reason) || lacks_place
    });
    let choice = move |(offered, name): (OpinionVerdict, &'static str)| {
        view! {
            <label class="radio">
                <input
                    type="radio" name="opinion-verdict" data-test=format!("verdict-{name}")
                    prop:checked=move || verdict.get() == Some(offered)
                    on:change=move |_| verdict.set(Some(offered))
                />
                <span>{move || verdict_word(i18n, offered)}</span>
            </label>
        }
    };
    let places = block_options(said!(i18n, choose_place), blocks);
    view! {
        <blockquote class="last-review"><p>{opinion.text}</p></blockquote>
        <form class="form" on:submit=move |event| event.prevent_default()>
            <fieldset class="choices">
                <legend>{t!(i18n, feedback.decision)}</legend>
                {VERDICTS.map(choice).into_iter().collect_view()}
            </fieldset>
            <TextArea label=said!(i18n, reason) value=reason data_test="opinion-reason"/>
            <div hidden=move || !needs_place()>
                <ChoiceField
                    label=said!(i18n, changed_at) value=place options=places
                    on_choose=Callback::new(move |id| place.set(id)) data_test="opinion-place"
                />
            </div>
            <Button
                kind=ButtonKind::Primary on_click=decide disabled data_test="opinion-decide"
            >
                {t!(i18n, feedback.enter)}
            </Button>
        </form>
    }
}

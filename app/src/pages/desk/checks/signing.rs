//! 联合审核: who has signed for which party, and signing. Not here: that one person signs for one
//! party only (`domain::self_evaluation`).

use domain::problem::Problem;
use domain::self_evaluation::{JointReviewState, PaperSignature, Party, PartySignature};
use domain::wire::SignSelfEvaluation;
use leptos::prelude::*;

use super::words::{party_name, party_word, passed_word, review_verdict};
use crate::components::desk::{Judgement, TextArea, TextLine};
use crate::components::{Button, ButtonKind};
use crate::i18n::*;
use crate::pages::desk::support::{problem_text, run, use_rooms};
use crate::state::checks;

/// All three parties, and the form for those that have not signed.
#[component]
pub fn JointReviewPanel(
    id: String,
    revision: u32,
    signatures: Vec<PartySignature>,
    state: JointReviewState,
    /// What still hinders signatures.
    unready: Vec<Problem>,
    /// Marks are typed and not stored yet.
    unsaved: RwSignal<bool>,
    again: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (class, _) = review_verdict(i18n, &state);
    let missing = match &state {
        JointReviewState::Waiting { missing } => missing.clone(),
        JointReviewState::Passed | JointReviewState::NotPassed => Vec::new(),
    };
    let word = Signal::derive(move || review_verdict(i18n, &state).1.to_owned());
    let line = |party: Party| {
        let given = signatures.iter().find(|it| it.party == party).cloned();
        view! { <PartyLine party given/> }
    };
    view! {
        <section data-test="joint-review">
            <h3>{t!(i18n, checks.joint_review)}" "<Judgement class word/></h3>
            <dl class="facts">{Party::ALL.map(line).into_iter().collect_view()}</dl>
            {match (missing.is_empty(), unready.is_empty()) {
                (true, _) => ().into_any(),
                (false, false) => view! { <Unready unready/> }.into_any(),
                (false, true) => view! {
                    <SignForm id revision missing unsaved again/>
                }
                .into_any(),
            }}
        </section>
    }
}

/// Nobody signs a sheet with holes.
#[component]
fn Unready(unready: Vec<Problem>) -> impl IntoView {
    let i18n = use_i18n();
    let line = |problem| view! { <li>{move || problem_text(i18n, &problem)}</li> };
    view! {
        <div data-test="sign-unready">
            <p class="field-problem">{t!(i18n, checks.unready)}</p>
            <ul class="flags-list">{unready.into_iter().map(line).collect_view()}</ul>
        </div>
    }
}

#[component]
fn PartyLine(party: Party, given: Option<PartySignature>) -> impl IntoView {
    let i18n = use_i18n();
    let said = match given {
        None => view! { <Judgement class="neutral" word=said!(i18n, not_signed)/> }.into_any(),
        Some(given) => {
            let passed = given.passed;
            let class = if passed { "good" } else { "bad" };
            let word = Signal::derive(move || passed_word(i18n, passed).to_owned());
            let at = given.signed_at.to_minute_text();
            let by = given.recorded_by;
            let where_from = match given.paper {
                None => view! { {at} }.into_any(),
                Some(paper) => t!(
                    i18n,
                    checks.paper_of,
                    day = paper.day,
                    number = paper.number,
                    by = by,
                    at = at
                )
                .into_any(),
            };
            view! {
                <Judgement class word/>" "{given.name}" "{where_from}
                <p class="outcome soft">{given.opinion}</p>
            }
            .into_any()
        }
    };
    view! {
        <dt>{move || party_word(i18n, party)}</dt>
        <dd data-test=format!("party-{}", party_name(party))>{said}</dd>
    }
}

#[component]
fn SignForm(
    id: String,
    revision: u32,
    missing: Vec<Party>,
    unsaved: RwSignal<bool>,
    again: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let busy = RwSignal::new(false);
    let party = RwSignal::new(None::<Party>);
    let passed = RwSignal::new(None::<bool>);
    let opinion = RwSignal::new(String::new());
    let paper = PaperFields::default();
    let on_paper = Signal::derive(move || party.get().is_some_and(Party::signs_on_paper));
    let sign = move |()| {
        let (Some(party), Some(passed)) = (party.get_untracked(), passed.get_untracked()) else {
            return;
        };
        let (code, id) = (rooms.engagement.get_untracked(), id.clone());
        let body = SignSelfEvaluation {
            base_revision: revision,
            party,
            passed,
            opinion: opinion.get_untracked(),
            name: paper.name.get_untracked(),
            paper: on_paper.get_untracked().then(|| paper.read()),
        };
        run(busy, async move {
            match checks::sign_self_evaluation(&code, &id, &body).await {
                Ok(_) => {
                    rooms.done(t_string!(i18n, checks.signed));
                    again.run(());
                }
                Err(failure) => rooms.fail(i18n, &failure),
            }
        });
    };
    let disabled = Signal::derive(move || {
        let lacks_opinion =
            passed.get() == Some(false) && opinion.with(|text| text.trim().is_empty());
        busy.get()
            || unsaved.get()
            || party.get().is_none()
            || passed.get().is_none()
            || lacks_opinion
            || (on_paper.get() && paper.is_blank())
    });
    let party_choice = move |offered: Party| {
        view! {
            <label class="radio">
                <input
                    type="radio" name="sign-party"
                    data-test=format!("sign-party-{}", party_name(offered))
                    prop:checked=move || party.get() == Some(offered)
                    on:change=move |_| party.set(Some(offered))
                />
                <span>{move || party_word(i18n, offered)}</span>
            </label>
        }
    };
    view! {
        <form class="form panel-form" on:submit=move |event| event.prevent_default()>
            <p class="soft">{t!(i18n, checks.sign_text)}</p>
            <p class="field-problem" hidden=move || !unsaved.get()>
                {t!(i18n, checks.save_marks_first)}
            </p>
            <fieldset class="choices">
                <legend>{t!(i18n, checks.sign_for)}</legend>
                {missing.into_iter().map(party_choice).collect_view()}
            </fieldset>
            {move || on_paper.get().then(|| view! { <PaperForm paper/> })}
            <PassedChoice name="sign" value=passed/>
            <TextArea label=said!(i18n, opinion) value=opinion data_test="sign-opinion"/>
            <Button kind=ButtonKind::Primary on_click=sign disabled data_test="sign">
                {t!(i18n, checks.sign)}
            </Button>
        </form>
    }
}

/// Where the original is, as typed.
#[derive(Clone, Copy, Default)]
struct PaperFields {
    name: RwSignal<String>,
    day: RwSignal<String>,
    number: RwSignal<String>,
}

impl PaperFields {
    fn read(self) -> PaperSignature {
        PaperSignature {
            day: self.day.get_untracked(),
            number: self.number.get_untracked(),
        }
    }

    fn is_blank(self) -> bool {
        let fields = [self.name, self.day, self.number];
        fields
            .into_iter()
            .any(|field| field.with(|text| text.trim().is_empty()))
    }
}

/// The paper stays the original; here it is only recorded.
#[component]
fn PaperForm(paper: PaperFields) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p class="soft">{t!(i18n, checks.paper_text)}</p>
        <TextLine label=said!(i18n, paper_name) value=paper.name data_test="paper-name"/>
        <TextLine
            label=said!(i18n, paper_day) value=paper.day kind="date" data_test="paper-day"
        />
        <TextLine label=said!(i18n, paper_number) value=paper.number data_test="paper-number"/>
    }
}

/// 通过 or 不通过; nothing is chosen beforehand.
#[component]
pub fn PassedChoice(#[prop(into)] name: String, value: RwSignal<Option<bool>>) -> impl IntoView {
    let i18n = use_i18n();
    let group = name.clone();
    let choice = move |offered: bool| {
        let end = if offered { "passed" } else { "failed" };
        view! {
            <label class="radio">
                <input
                    type="radio" name=format!("{name}-passed")
                    data-test=format!("{name}-{end}")
                    prop:checked=move || value.get() == Some(offered)
                    on:change=move |_| value.set(Some(offered))
                />
                <span>{move || passed_word(i18n, offered)}</span>
            </label>
        }
    };
    view! {
        <div role="radiogroup" aria-label=move || t_string!(i18n, checks.verdict) id=group>
            {[true, false].map(choice).into_iter().collect_view()}
        </div>
    }
}

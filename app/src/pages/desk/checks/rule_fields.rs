//! One rule of monitoring as it is typed. Not here: the presets that hold rules
//! (`monitoring_rules`), what a rule may say (`domain::monitoring`).

use domain::monitoring::{Colour, MonitoringRule};
use leptos::prelude::*;

use super::words::{colour_name, rule_word};
use crate::components::desk::{ChoiceField, TextLine};
use crate::components::{Button, ButtonKind, Icon, IconName};
use crate::i18n::*;

/// The kinds, in the order in which they are offered.
pub const KINDS: [&str; 5] = [
    "rate_below",
    "still_zero",
    "plan_gap",
    "progress_ratio",
    "disposal",
];

/// One rule as typed. Numbers are kept as text until they can be read.
#[derive(Clone, Copy, PartialEq)]
pub struct TypedRule {
    /// Its kind's name.
    pub kind: &'static str,
    numbers: [RwSignal<String>; 3],
    colour: RwSignal<String>,
    flags: [RwSignal<bool>; 2],
}

impl TypedRule {
    fn make(kind: &'static str, numbers: [String; 3], colour: Colour, flags: [bool; 2]) -> Self {
        Self {
            kind,
            numbers: numbers.map(RwSignal::new),
            colour: RwSignal::new(colour_name(colour.into()).to_owned()),
            flags: flags.map(RwSignal::new),
        }
    }

    /// An empty rule of a kind; `None` for a kind that nobody offers.
    pub fn empty(kind: &str) -> Option<Self> {
        let kind = KINDS.into_iter().find(|known| *known == kind)?;
        let numbers = [String::new(), String::new(), String::new()];
        Some(Self::make(kind, numbers, Colour::Yellow, [false, false]))
    }

    /// A rule to begin with.
    pub fn new(rule: &MonitoringRule) -> Self {
        let none = String::new;
        match rule {
            MonitoringRule::RateBelow {
                until_month,
                threshold,
                colour,
            } => {
                let numbers = [until_month.to_string(), threshold.clone(), none()];
                Self::make("rate_below", numbers, *colour, [false, false])
            }
            MonitoringRule::StillZero {
                month,
                colour,
                watch_ledger,
            } => {
                let numbers = [month.to_string(), none(), none()];
                Self::make("still_zero", numbers, *colour, [*watch_ledger, false])
            }
            MonitoringRule::PlanGap { limit } => {
                let numbers = [limit.clone(), none(), none()];
                Self::make("plan_gap", numbers, Colour::Yellow, [false, false])
            }
            MonitoringRule::ProgressRatio {
                green_from,
                yellow_from,
            } => {
                let numbers = [green_from.clone(), yellow_from.clone(), none()];
                Self::make("progress_ratio", numbers, Colour::Yellow, [false, false])
            }
            MonitoringRule::ConcentratedMonth { month, first, last } => {
                let numbers = [month, first, last].map(ToString::to_string);
                Self::make("concentrated_month", numbers, Colour::Yellow, [false; 2])
            }
            MonitoringRule::Disposal {
                working_days,
                every_warning,
                pauses,
            } => {
                let numbers = [working_days.to_string(), none(), none()];
                Self::make(
                    "disposal",
                    numbers,
                    Colour::Yellow,
                    [*every_warning, *pauses],
                )
            }
        }
    }

    /// The rule; `None` while a month or a number of days cannot be read.
    pub fn read(self) -> Option<MonitoringRule> {
        let text = |place: usize| self.numbers.get(place).map(|it| it.get().trim().to_owned());
        let count = |place: usize| text(place).and_then(|text| text.parse::<u32>().ok());
        let [first_flag, second_flag] = self.flags.map(|flag| flag.get());
        let colour = match self.colour.get().as_str() {
            "green" => Colour::Green,
            "red" => Colour::Red,
            _ => Colour::Yellow,
        };
        Some(match self.kind {
            "rate_below" => MonitoringRule::RateBelow {
                until_month: count(0)?,
                threshold: text(1)?,
                colour,
            },
            "still_zero" => MonitoringRule::StillZero {
                month: count(0)?,
                colour,
                watch_ledger: first_flag,
            },
            "plan_gap" => MonitoringRule::PlanGap { limit: text(0)? },
            "progress_ratio" => MonitoringRule::ProgressRatio {
                green_from: text(0)?,
                yellow_from: text(1)?,
            },
            "disposal" => MonitoringRule::Disposal {
                working_days: count(0)?,
                every_warning: first_flag,
                pauses: second_flag,
            },
            _ => MonitoringRule::ConcentratedMonth {
                month: count(0)?,
                first: count(1)?,
                last: count(2)?,
            },
        })
    }
}

/// One rule with its fields; `place` counts from 1.
#[component]
pub fn RuleFields(rule: TypedRule, place: usize, on_remove: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let kind = rule.kind;
    let [first, second, third] = rule.numbers;
    let number = move |value: RwSignal<String>, label: Signal<String>, name: &str| {
        let test = format!("rule-{place}-{name}");
        view! { <TextLine label value data_test=test/> }
    };
    let month = said!(i18n, rule_month);
    let fields = match kind {
        "rate_below" => view! {
            {number(first, month, "month")}
            {number(second, said!(i18n, rule_threshold), "threshold")}
            <ColourField rule place/>
        }
        .into_any(),
        "still_zero" => view! {
            {number(first, month, "month")}
            <ColourField rule place/>
            <Flag rule at=0 place label=said!(i18n, rule_watch)/>
        }
        .into_any(),
        "plan_gap" => number(first, said!(i18n, rule_gap), "limit").into_any(),
        "progress_ratio" => view! {
            {number(first, said!(i18n, rule_green_from), "green")}
            {number(second, said!(i18n, rule_yellow_from), "yellow")}
        }
        .into_any(),
        "disposal" => view! {
            {number(first, said!(i18n, rule_days), "days")}
            <Flag rule at=0 place label=said!(i18n, rule_every_warning)/>
            <Flag rule at=1 place label=said!(i18n, rule_pauses)/>
        }
        .into_any(),
        _ => view! {
            {number(first, month, "month")}
            {number(second, said!(i18n, rule_first_month), "first")}
            {number(third, said!(i18n, rule_last_month), "last")}
        }
        .into_any(),
    };
    view! {
        <fieldset class="choices" data-test=format!("rule-{place}")>
            <legend>{place}" "{move || rule_word(i18n, kind)}</legend>
            <div class="field-row">{fields}</div>
            <Button
                kind=ButtonKind::Quiet on_click=move |()| on_remove.run(())
                data_test=format!("rule-remove-{place}")
            >
                <Icon name=IconName::Close/>{t!(i18n, checks.rule_remove)}
            </Button>
        </fieldset>
    }
}

#[component]
fn ColourField(rule: TypedRule, place: usize) -> impl IntoView {
    let i18n = use_i18n();
    let options = vec![
        ("yellow".to_owned(), said!(i18n, rule_yellow)),
        ("red".to_owned(), said!(i18n, rule_red)),
    ];
    view! {
        <ChoiceField
            label=said!(i18n, colour) value=rule.colour options
            on_choose=Callback::new(move |chosen| rule.colour.set(chosen))
            data_test=format!("rule-{place}-colour")
        />
    }
}

#[component]
fn Flag(rule: TypedRule, at: usize, place: usize, label: Signal<String>) -> impl IntoView {
    let [first, second] = rule.flags;
    let flag = if at == 0 { first } else { second };
    view! {
        <label class="check">
            <input
                type="checkbox" data-test=format!("rule-{place}-flag-{at}")
                prop:checked=move || flag.get()
                on:change:target=move |event| flag.set(event.target().checked())
            />
            <span>{move || label.get()}</span>
        </label>
    }
}

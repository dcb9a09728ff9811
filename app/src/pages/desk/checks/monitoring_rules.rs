//! The presets of monitoring as managers change them: names, rules, which is in force, back to what
//! ships. Not here: one rule's fields (`rule_fields`), what is allowed (`domain::monitoring`, asked
//! before anything is sent).

use domain::monitoring::{Preset, PresetSet, check_preset_set, shipped_preset};
use domain::wire::{MonitoringRulesView, RulesChange, SaveMonitoringRules};
use leptos::prelude::*;

use super::rule_fields::{KINDS, RuleFields, TypedRule};
use super::words::rule_word;
use crate::components::desk::{ChoiceField, Judgement, TextArea, TextLine};
use crate::components::{Button, ButtonKind, Icon, IconName};
use crate::i18n::*;
use crate::pages::desk::support::{load, problem_text, run, use_rooms, when_loaded};
use crate::state::checks;

/// A preset as typed.
#[derive(Clone, Copy)]
struct TypedPreset {
    id: StoredValue<String>,
    name: RwSignal<String>,
    source: RwSignal<String>,
    rules: RwSignal<Vec<TypedRule>>,
}

impl TypedPreset {
    fn new(preset: &Preset) -> Self {
        let rules = preset.rules.iter().map(TypedRule::new).collect();
        Self {
            id: StoredValue::new(preset.id.clone()),
            name: RwSignal::new(preset.name.clone()),
            source: RwSignal::new(preset.source.clone()),
            rules: RwSignal::new(rules),
        }
    }

    fn read(self) -> Option<Preset> {
        let rules: Option<Vec<_>> = self.rules.get().into_iter().map(TypedRule::read).collect();
        Some(Preset {
            id: self.id.get_value(),
            name: self.name.get().trim().to_owned(),
            source: self.source.get().trim().to_owned(),
            rules: rules?,
        })
    }

    fn take(self, preset: &Preset) {
        self.name.set(preset.name.clone());
        self.source.set(preset.source.clone());
        let rules = preset.rules.iter().map(TypedRule::new).collect();
        self.rules.set(rules);
    }
}

/// All presets as typed.
#[derive(Clone, Copy)]
struct TypedSet {
    presets: RwSignal<Vec<TypedPreset>>,
    in_force: RwSignal<String>,
    /// The identifier of the one that is open.
    opened: RwSignal<String>,
}

impl TypedSet {
    fn new(set: &PresetSet) -> Self {
        let presets = set.presets.iter().map(TypedPreset::new).collect();
        Self {
            presets: RwSignal::new(presets),
            in_force: RwSignal::new(set.in_force.clone()),
            opened: RwSignal::new(set.in_force.clone()),
        }
    }

    fn read(self) -> Option<PresetSet> {
        let presets = self.presets.get().into_iter().map(TypedPreset::read);
        Some(PresetSet {
            presets: presets.collect::<Option<Vec<_>>>()?,
            in_force: self.in_force.get(),
        })
    }

    fn open(self) -> Option<TypedPreset> {
        let opened = self.opened.get();
        let presets = self.presets.get();
        presets.into_iter().find(|it| it.id.get_value() == opened)
    }

    /// One more preset with the rules of another; its name is to be changed.
    fn copy(self, preset: &Preset, name: String) {
        let taken: Vec<String> = self
            .presets
            .get_untracked()
            .iter()
            .map(|it| it.id.get_value())
            .collect();
        let mut ids = (1u32..).map(|number| format!("own_{number}"));
        let Some(id) = ids.find(|id| !taken.contains(id)) else {
            return;
        };
        let copy = Preset {
            id: id.clone(),
            name,
            ..preset.clone()
        };
        let typed = TypedPreset::new(&copy);
        self.presets.update(|presets| presets.push(typed));
        self.opened.set(id);
    }

    fn remove(self, id: &str) {
        self.presets
            .update(|presets| presets.retain(|it| it.id.get_value() != id));
        let first = self.presets.get_untracked().first().copied();
        let first = first.map(|it| it.id.get_value()).unwrap_or_default();
        if self.in_force.get_untracked() == id {
            self.in_force.set(first.clone());
        }
        self.opened.set(first);
    }
}

/// The editor; `again` runs once the presets were stored.
#[component]
pub fn RulesPanel(again: Callback<()>) -> impl IntoView {
    let rooms = use_rooms();
    let seen = load(
        move || rooms.engagement.get(),
        |code| async move { checks::monitoring_rules(&code).await },
    );
    let saved = Callback::new(move |()| {
        seen.refetch();
        again.run(());
    });
    when_loaded(seen, move |seen| view! { <Editor seen again=saved/> })
}

#[component]
fn Editor(seen: MonitoringRulesView, again: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let busy = RwSignal::new(false);
    let typed = TypedSet::new(&seen.set);
    let reason = RwSignal::new(String::new());
    let set = Memo::new(move |_| typed.read());
    let problems = Memo::new(move |_| {
        set.get()
            .map(|it| check_preset_set(&it))
            .unwrap_or_default()
    });
    let revision = seen.revision;
    let save = move |()| {
        let Some(set) = set.get_untracked() else {
            return;
        };
        let code = rooms.engagement.get_untracked();
        let body = SaveMonitoringRules {
            base_revision: revision,
            set,
            reason: reason.get_untracked(),
        };
        run(busy, async move {
            match checks::save_monitoring_rules(&code, &body).await {
                Ok(_) => {
                    rooms.done(t_string!(i18n, checks.rules_saved));
                    again.run(());
                }
                Err(failure) => rooms.fail(i18n, &failure),
            }
        });
    };
    let disabled = Signal::derive(move || {
        let is_silent = reason.with(|reason| reason.trim().is_empty());
        busy.get() || is_silent || set.get().is_none() || !problems.get().is_empty()
    });
    view! {
        <section class="card" data-test="monitoring-rules">
            <h3>{t!(i18n, checks.rules)}</h3>
            <p class="soft">{t!(i18n, checks.rules_text)}</p>
            <form class="form" on:submit=move |event| event.prevent_default()>
                <Choices typed/>
                {move || typed.open().map(|preset| view! { <PresetFields preset typed/> })}
                <ul class="flags-list" role="status" data-test="rule-problems">
                    {move || problems.get().into_iter().map(|problem| view! {
                        <li class="field-problem">{move || problem_text(i18n, &problem)}</li>
                    }).collect_view()}
                </ul>
                <TextArea
                    label=said!(i18n, reason) value=reason rows="2" data_test="rules-reason"
                />
                <Button kind=ButtonKind::Primary on_click=save disabled data_test="rules-save">
                    {t!(i18n, checks.rules_save)}
                </Button>
            </form>
            <History history=seen.history/>
        </section>
    }
}

/// Which preset is in force, and which one is open.
#[component]
fn Choices(typed: TypedSet) -> impl IntoView {
    let i18n = use_i18n();
    let options = move || {
        let presets = typed.presets.get().into_iter();
        let option = |it: TypedPreset| (it.id.get_value(), Signal::derive(move || it.name.get()));
        presets.map(option).collect::<Vec<_>>()
    };
    move || {
        view! {
            <div class="field-row">
                <ChoiceField
                    label=said!(i18n, rules_in_force) value=typed.in_force options=options()
                    on_choose=Callback::new(move |id| typed.in_force.set(id))
                    data_test="rules-in-force"
                />
                <ChoiceField
                    label=said!(i18n, rules_open) value=typed.opened options=options()
                    on_choose=Callback::new(move |id| typed.opened.set(id))
                    data_test="rules-open"
                />
            </div>
        }
    }
}

#[component]
fn PresetFields(preset: TypedPreset, typed: TypedSet) -> impl IntoView {
    let i18n = use_i18n();
    let shipped = StoredValue::new(shipped_preset(&preset.id.get_value()));
    let is_changed = Memo::new(move |_| {
        let shipped = shipped.get_value();
        shipped.is_some() && preset.read() != shipped
    });
    let is_own = shipped.with_value(Option::is_none);
    let reset = move |()| {
        if let Some(shipped) = shipped.get_value() {
            preset.take(&shipped);
        }
    };
    let copy = move |()| {
        if let Some(read) = preset.read() {
            let name = t_string!(i18n, checks.rules_copy_name, name = read.name.clone());
            let name = name.to_string();
            typed.copy(&read, name);
        }
    };
    let rules = move || {
        let rules = preset.rules.get().into_iter().zip(1usize..);
        let row = move |(rule, place): (TypedRule, usize)| {
            let remove = Callback::new(move |()| {
                preset.rules.update(|rules| rules.retain(|it| *it != rule));
            });
            view! { <RuleFields rule place on_remove=remove/> }
        };
        rules.map(row).collect_view()
    };
    let add = move |kind: &'static str| {
        let add = move |()| {
            if let Some(rule) = TypedRule::empty(kind) {
                preset.rules.update(|rules| rules.push(rule));
            }
        };
        view! {
            <Button on_click=add data_test=format!("rule-add-{kind}")>
                <Icon name=IconName::Add/>{move || rule_word(i18n, kind)}
            </Button>
        }
    };
    view! {
        <TextLine label=said!(i18n, preset_name) value=preset.name data_test="preset-name"/>
        <TextLine label=said!(i18n, preset_source) value=preset.source data_test="preset-source"/>
        {move || is_changed.get().then(|| view! {
            <Judgement class="warn" word=said!(i18n, preset_changed)/>
        })}
        {rules}
        <div class="actions">{KINDS.map(add).into_iter().collect_view()}</div>
        <div class="actions">
            <Button on_click=copy data_test="preset-copy">{t!(i18n, checks.preset_copy)}</Button>
            {move || is_changed.get().then(|| view! {
                <Button on_click=reset data_test="preset-reset">
                    {t!(i18n, checks.preset_reset)}
                </Button>
            })}
            {is_own.then(|| view! {
                <Button
                    kind=ButtonKind::Danger data_test="preset-remove"
                    on_click=move |()| typed.remove(&preset.id.get_value())
                >
                    {t!(i18n, checks.preset_remove)}
                </Button>
            })}
        </div>
    }
}

#[component]
fn History(history: Vec<RulesChange>) -> impl IntoView {
    let i18n = use_i18n();
    if history.is_empty() {
        return view! { <p class="soft">{t!(i18n, checks.rules_shipped)}</p> }.into_any();
    }
    let line = |change: RulesChange| {
        let at = change.saved_at.to_minute_text();
        view! { <li>{at}" "{change.saved_by}" "{change.reason}</li> }
    };
    view! {
        <ul data-test="rules-history">{history.into_iter().map(line).collect_view()}</ul>
    }
    .into_any()
}

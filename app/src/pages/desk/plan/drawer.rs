//! Beside the tree: the indicator or the level that is open. Not here: the fields
//! (`components::desk::plan`).

use domain::indicator::{Framework, Indicator, Level1Kind, new_indicator, tree};
use domain::scoring::Points;
use leptos::prelude::*;

use super::Screen;
use crate::components::Drawer;
use crate::components::desk::plan::{IndicatorEditor, LevelEdit, LevelEditor, Sources};
use crate::components::desk::text;
use crate::i18n::*;
use crate::pages::desk::support::use_rooms;

/// What a code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Nothing,
    Level,
    Indicator,
}

fn kind_of(framework: &Framework, code: &str) -> Kind {
    if framework.indicator(&code.into()).is_some() {
        return Kind::Indicator;
    }
    let is_level = framework.levels.iter().any(|level1| {
        level1.code == code || level1.children.iter().any(|level2| level2.code == code)
    });
    match is_level {
        true => Kind::Level,
        false => Kind::Nothing,
    }
}

/// The drawer of the open row; nothing when none is open.
#[component]
pub fn PlanDrawer(screen: Screen, sources: StoredValue<Sources>) -> impl IntoView {
    let i18n = use_i18n();
    let framework = screen.draft.framework;
    let shown = Memo::new(move |_| {
        let code = screen.opened.get();
        let kind = framework.with(|framework| kind_of(framework, &code));
        (kind, code)
    });
    let close = Callback::new(move |()| screen.open.run(String::new()));
    move || {
        let (kind, code) = shown.get();
        let inner = match kind {
            Kind::Nothing => return ().into_any(),
            Kind::Level => view! { <OpenLevel screen code=code.clone()/> }.into_any(),
            Kind::Indicator => {
                view! { <OpenIndicator screen code=code.clone() sources/> }.into_any()
            }
        };
        view! {
            <Drawer
                title=Signal::derive(move || code.clone()) close_label=text!(i18n, close)
                on_close=close data_test="plan-drawer"
            >
                {inner}
            </Drawer>
        }
        .into_any()
    }
}

#[component]
fn OpenIndicator(screen: Screen, code: String, sources: StoredValue<Sources>) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let draft = screen.draft;
    let code = StoredValue::new(code);
    // While another one opens, the fields still show the last of this one.
    let indicator = Memo::new(move |last: Option<&Indicator>| {
        let wanted = code.get_value().as_str().into();
        let found = draft.framework.with(|framework| {
            framework
                .indicator(&wanted)
                .map(|found| found.indicator.clone())
        });
        let last = || last.cloned();
        found
            .or_else(last)
            .unwrap_or_else(|| new_indicator("", "manual", wanted, Points(0)))
    });
    let change = Callback::new(move |changed: Indicator| {
        draft.edit(|framework| {
            let found = tree::indicator_mut(framework, &code.get_value());
            found.map(|indicator| *indicator = changed).is_some()
        });
    });
    let recode = Callback::new(move |to: String| {
        let from = code.get_value();
        if draft.recode(&from, &to) {
            screen.open.run(to.trim().to_owned());
        } else {
            let words = t_string!(i18n, plan.code_taken, code = to).to_string();
            rooms
                .message
                .set(Some((crate::components::ToastKind::Bad, words)));
        }
    });
    view! { <IndicatorEditor indicator sources on_change=change on_recode=recode/> }
}

/// Name of a level, and of a 一级 its kind.
fn level_of(framework: &Framework, code: &str) -> (String, Option<Level1Kind>) {
    for level1 in &framework.levels {
        if level1.code == code {
            return (level1.name.clone(), Some(level1.kind));
        }
        if let Some(level2) = level1.children.iter().find(|level2| level2.code == code) {
            return (level2.name.clone(), None);
        }
    }
    (String::new(), None)
}

#[component]
fn OpenLevel(screen: Screen, code: String) -> impl IntoView {
    let draft = screen.draft;
    let code = StoredValue::new(code);
    let level = Memo::new(move |_| {
        draft
            .framework
            .with(|framework| level_of(framework, &code.get_value()))
    });
    let edit = Callback::new(move |edit: LevelEdit| {
        let code = code.get_value();
        draft.edit(|framework| match edit {
            LevelEdit::Name(name) => tree::rename(framework, &code, &name),
            LevelEdit::Kind(kind) => {
                let mut levels = framework.levels.iter_mut();
                let found = levels.find(|level| level.code == code);
                found.map(|level| level.kind = kind).is_some()
            }
        });
    });
    view! {
        <LevelEditor
            name=Signal::derive(move || level.get().0)
            kind=Signal::derive(move || level.get().1) on_edit=edit
        />
    }
}

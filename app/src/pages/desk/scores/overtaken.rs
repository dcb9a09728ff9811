//! A colleague saved in between: what they changed, theirs in place of what was typed, or what was
//! typed on top of theirs. Nothing typed is lost before a choice. Not here: sending (`board`).

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::ids::IndicatorCode;
use domain::wire::{MarkAction, ScoreInputs};
use leptos::prelude::*;

use super::board::Board;
use crate::components::{Button, Icon, IconName};
use crate::i18n::*;

/// A change of the inputs that can be made once more, on other ones.
pub type Change = Arc<dyn Fn(&mut ScoreInputs) + Send + Sync>;

/// What was sent and came too late.
#[derive(Clone)]
pub enum Again {
    /// Inputs.
    Inputs(Change),
    /// My part in a mark.
    Mark(IndicatorCode, MarkAction),
}

/// Somebody else's newer inputs, and what was sent without knowing them.
#[derive(Clone)]
pub struct Overtaken {
    /// Who saved them.
    pub by: String,
    /// As they are now.
    pub theirs: ScoreInputs,
    /// Codes of the indicators that they changed.
    pub changed: Vec<String>,
    /// Whether they changed fund figures.
    pub changed_figures: bool,
    /// What was sent.
    pub again: Again,
}

impl Overtaken {
    /// `mine` are the inputs that the screen was made from.
    pub fn new(by: String, mine: &ScoreInputs, theirs: ScoreInputs, again: Again) -> Self {
        let codes = [mine, &theirs].into_iter().flat_map(|inputs| {
            let marks = inputs.desk_marks.keys();
            marks.chain(inputs.not_applicable.keys())
        });
        let codes: BTreeSet<&IndicatorCode> = codes.collect();
        let differs = |code: &&IndicatorCode| {
            mine.desk_marks.get(*code) != theirs.desk_marks.get(*code)
                || mine.not_applicable.get(*code) != theirs.not_applicable.get(*code)
        };
        let changed = codes.into_iter().filter(differs);
        let changed = changed.map(ToString::to_string).collect();
        Self {
            by,
            changed,
            changed_figures: mine.fund_figures != theirs.fund_figures,
            again,
            theirs,
        }
    }
}

/// What happened, and the two ways on.
#[component]
pub fn OvertakenNotice(board: Board) -> impl IntoView {
    let i18n = use_i18n();
    let notice = move |overtaken: Overtaken| {
        let (changed, figures) = (overtaken.changed.join("、"), overtaken.changed_figures);
        let what = move || {
            let figures = figures.then(|| t_string!(i18n, desk.fund_figures).to_owned());
            let parts = [Some(changed.clone()), figures];
            let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
            parts.collect::<Vec<_>>().join("、")
        };
        view! {
            <section class="banner banner-warn" role="alert" data-test="scores-overtaken">
                <h2>
                    <Icon name=IconName::Problem/>
                    {t!(i18n, scores.overtaken_title, name = overtaken.by)}
                </h2>
                <p>{t!(i18n, scores.overtaken_text)}</p>
                <p class="soft" data-test="scores-overtaken-what">
                    {t!(i18n, scores.overtaken_what)}" "{what}
                </p>
                <div class="actions">
                    <Button
                        on_click=move |()| board.load_theirs()
                        disabled=board.busy
                        data_test="scores-overtaken-theirs"
                    >
                        {t!(i18n, scores.overtaken_theirs)}
                    </Button>
                    <Button
                        on_click=move |()| board.send_again()
                        disabled=board.busy
                        data_test="scores-overtaken-mine"
                    >
                        {t!(i18n, scores.overtaken_mine)}
                    </Button>
                </div>
            </section>
        }
    };
    move || board.overtaken.get().map(notice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_colleague_changed_is_named() {
        let mut mine = ScoreInputs::default();
        mine.desk_marks
            .insert("A11".into(), serde_json::json!({ "mark": "same" }));
        let mut theirs = mine.clone();
        theirs.base_revision = 4;
        theirs
            .desk_marks
            .insert("C21".into(), serde_json::json!({ "mark": "new" }));
        theirs
            .not_applicable
            .insert("D13".into(), "本项目没有这一内容".to_owned());
        let again = Again::Inputs(Arc::new(|_| ()));
        let overtaken = Overtaken::new("何伟".to_owned(), &mine, theirs, again);
        assert_eq!(overtaken.changed, ["C21", "D13"]);
        assert!(!overtaken.changed_figures);
    }
}

//! What the room of problems holds: the list, what its forms offer, and the changes. Not here:
//! drawing (`mod`, `drawer`, `create`).

use domain::finding::{FindingAction, FindingDossier};
use domain::problem::Problem;
use domain::scoring::ScoreChange;
use domain::wire::{ActOnFinding, FindingList, FindingView, NewFinding, SaveFinding};
use leptos::prelude::*;

use crate::components::ToastKind;
use crate::components::desk::words::Words;
use crate::components::desk::{FormLists, score_change_text};
use crate::i18n::*;
use crate::pages::desk::support::{Rooms, load, run, use_rooms};
use crate::state::{Failure, desk, findings, frameworks};

/// `Copy`; made anew whenever the room is opened.
#[derive(Clone, Copy)]
pub struct Register {
    i18n: Words,
    rooms: Rooms,
    /// By number; also withdrawn and merged ones.
    pub views: RwSignal<Vec<FindingView>>,
    /// One action at a time.
    pub busy: RwSignal<bool>,
    /// What the forms offer; asked for once somebody opens one.
    pub lists: Signal<FormLists>,
    wanted: RwSignal<bool>,
}

impl Register {
    /// Of what was loaded; in a component.
    pub fn new(views: Vec<FindingView>) -> Self {
        let rooms = use_rooms();
        let wanted = RwSignal::new(false);
        let offers = load(
            move || (wanted.get(), rooms.engagement.get()),
            |(wanted, code)| async move {
                Ok(match wanted {
                    true => offered(&code).await,
                    false => FormLists::default(),
                })
            },
        );
        let lists = move || offers.get().and_then(Result::ok).unwrap_or_default();
        Self {
            i18n: use_i18n(),
            rooms,
            views: RwSignal::new(views),
            busy: RwSignal::new(false),
            lists: Signal::derive(lists),
            wanted,
        }
    }

    /// A form is open.
    pub fn wants_lists(&self) {
        if !self.wanted.get_untracked() {
            self.wanted.set(true);
        }
    }

    /// Saves what was written, and why; `conflict` is set where somebody else was faster.
    pub fn save(
        &self,
        view: &FindingView,
        (dossier, reason): (FindingDossier, String),
        conflict: RwSignal<bool>,
    ) {
        let register = *self;
        let (engagement, code) = self.address(view);
        let body = SaveFinding {
            base_revision: view.finding.revision,
            dossier,
            reason,
        };
        run(self.busy, async move {
            let answer = findings::save_finding(&engagement, &code, &body).await;
            register.settle(answer, conflict);
        });
    }

    /// Does something to a finding.
    pub fn act(&self, view: &FindingView, action: FindingAction, conflict: RwSignal<bool>) {
        let register = *self;
        let (engagement, code) = self.address(view);
        let body = ActOnFinding {
            base_revision: view.finding.revision,
            action,
            preview: false,
        };
        run(self.busy, async move {
            let answer = findings::act_on_finding(&engagement, &code, &body).await;
            register.settle(answer, conflict);
        });
    }

    /// Asks which scores an action would move; without an answer nothing is said.
    pub fn preview(
        &self,
        view: &FindingView,
        action: FindingAction,
        effect: RwSignal<Option<Vec<ScoreChange>>>,
    ) {
        let (engagement, code) = self.address(view);
        let body = ActOnFinding {
            base_revision: view.finding.revision,
            action,
            preview: true,
        };
        run(RwSignal::new(false), async move {
            if let Ok(list) = findings::act_on_finding(&engagement, &code, &body).await {
                effect.try_set(Some(list.score_changes));
            }
        });
    }

    /// Adds a finding; `on_added` runs with its code.
    pub fn add(&self, new: NewFinding, on_added: Callback<String>) {
        let register = *self;
        let engagement = self.rooms.engagement.get_untracked();
        run(self.busy, async move {
            match findings::add_finding(&engagement, &new).await {
                Ok(list) => {
                    let code = list.changed.as_ref().map(ToString::to_string);
                    register.accept(list);
                    on_added.run(code.unwrap_or_default());
                }
                Err(failure) => register.rooms.fail(register.i18n, &failure),
            }
        });
    }

    /// Asks for the list anew, after a conflict.
    pub fn reload(&self, conflict: RwSignal<bool>) {
        let register = *self;
        let engagement = self.rooms.engagement.get_untracked();
        run(self.busy, async move {
            match findings::findings(&engagement).await {
                Ok(list) => {
                    conflict.set(false);
                    register.views.set(list.findings);
                }
                Err(failure) => register.rooms.fail(register.i18n, &failure),
            }
        });
    }

    fn address(&self, view: &FindingView) -> (String, String) {
        (
            self.rooms.engagement.get_untracked(),
            view.finding.code.to_string(),
        )
    }

    fn accept(&self, list: FindingList) {
        let i18n = self.i18n;
        let saved = t_string!(i18n, findings.saved);
        let moved: Vec<String> = list
            .score_changes
            .iter()
            .map(|change| score_change_text(i18n, change))
            .collect();
        match moved.is_empty() {
            true => self.rooms.done(saved),
            false => {
                let changes = moved.join(", ");
                let moved = t_string!(i18n, findings.scores_moved, changes = changes).to_string();
                self.rooms.done(&format!("{saved} · {moved}"));
            }
        }
        self.views.set(list.findings);
    }

    fn settle(&self, answer: Result<FindingList, Failure>, conflict: RwSignal<bool>) {
        match answer {
            Ok(list) => self.accept(list),
            Err(failure) if changed_meanwhile(&failure) => {
                conflict.set(true);
                let text = t_string!(self.i18n, findings.changed_meanwhile).to_owned();
                self.rooms.message.set(Some((ToastKind::Bad, text)));
            }
            Err(failure) => self.rooms.fail(self.i18n, &failure),
        }
    }
}

fn changed_meanwhile(failure: &Failure) -> bool {
    let is_it = |problem: &Problem| problem.code == "FINDING_CHANGED";
    matches!(failure, Failure::Problems(problems) if problems.iter().any(is_it))
}

/// Indicators, projects and evidence; what cannot be had leaves its list empty, which hinders
/// nothing else.
async fn offered(engagement: &str) -> FormLists {
    let mut lists = FormLists::default();
    if let Ok(view) = frameworks::framework(engagement).await {
        let indicators = view.framework.indicators().map(|located| {
            let indicator = located.indicator;
            (indicator.code.to_string(), indicator.name.clone())
        });
        lists.indicators = indicators.collect();
    }
    if let Ok(frame) = desk::frame(engagement).await {
        let projects = frame.projects.into_iter();
        let named = projects.map(|project| (project.code.to_string(), project.name));
        lists.projects = named.collect();
    }
    if let Ok(found) = findings::finding_evidence(engagement).await {
        lists.offers = found.offers;
    }
    lists
}

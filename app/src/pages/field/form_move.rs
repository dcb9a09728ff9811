//! A record on an older version of its form: what is new, what would be left behind, and the move.
//! The person decides; whoever stays finishes on the old version. Not here: the difference between
//! two versions (`domain::instrument`).

use domain::instrument::{CarriedAnswers, Instrument, NodeChange, NodeDifference, carry_answers};
use domain::wire::FormMove;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::editor::Editor;
use super::sections::label_of;
use super::words::{Texts, failure_text, language_tag};
use crate::components::{Button, ButtonKind, Icon, IconName};
use crate::i18n::*;
use crate::state::LocalRecord;

/// The offer that fits a form and version, with the form it leads to.
fn offer(editor: Editor) -> Option<(FormMove, Instrument)> {
    let field = editor.field();
    let (form_id, version) = editor.session().with(|session| {
        let form = session.instrument();
        (form.form_id.clone(), form.version.clone())
    });
    field.pack().with(|pack| {
        let pack = pack.as_ref()?;
        let fits = |offer: &&FormMove| offer.form_id == form_id && offer.from_version == version;
        let offer = pack.moves.iter().find(fits)?;
        let target = pack
            .instruments
            .iter()
            .find(|form| form.form_id == offer.form_id && form.version == offer.to_version)?;
        Some((offer.clone(), target.clone()))
    })
}

/// The offer, where there is one and the record is open.
#[component]
pub fn MoveBanner(
    editor: Editor,
    record: Memo<Option<LocalRecord>>,
    locked: Signal<bool>,
) -> impl IntoView {
    let stays = RwSignal::new(false);
    let offered = move || {
        // A record that is not stored yet is begun on the newest version anyway.
        let is_open = !locked.get() && !stays.get() && record.with(Option::is_some);
        is_open.then(|| offer(editor)).flatten()
    };
    move || offered().map(|(offer, target)| view! { <Offer offer target editor stays/> })
}

#[component]
fn Offer(
    offer: FormMove,
    target: Instrument,
    editor: Editor,
    stays: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let problem = RwSignal::new(None::<String>);
    let carried = StoredValue::new(carry_answers(&offer.differences, &editor.body().answers));
    let (from, to) = (offer.from_version.clone(), offer.to_version.clone());
    let text = move || {
        t_string!(
            i18n,
            tablet.moved_text,
            from = from.clone(),
            to = to.clone()
        )
        .to_string()
    };
    let target = StoredValue::new(target);
    let go = move |()| {
        spawn_local(async move {
            let CarriedAnswers { answers, .. } = carried.get_value();
            let result = editor.move_to(&target.get_value(), &answers).await;
            problem.try_set(result.err().map(|failure| failure_text(i18n, &failure)));
        });
    };
    let dropped = carried.with_value(|carried| left_behind(i18n, editor, carried));
    let has_dropped = !dropped.is_empty();
    let changes = offer
        .differences
        .iter()
        .map(|difference| change_line(i18n, difference));
    view! {
        <section class="move-banner" data-test="form-move">
            <h2><Icon name=IconName::Note/> {t!(i18n, tablet.moved_title)}</h2>
            <p>{text}</p>
            <details>
                <summary>{t!(i18n, tablet.moved_changes)}</summary>
                <ul>{changes.map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            </details>
            <div hidden=!has_dropped data-test="form-move-dropped">
                <p>{t!(i18n, tablet.moved_dropped)}</p>
                <ul>{dropped.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            </div>
            <p class="question-problem" role="alert" hidden=move || problem.with(Option::is_none)>
                {move || problem.get()}
            </p>
            <div class="button-row">
                <Button kind=ButtonKind::Primary on_click=go data_test="form-move-go">
                    {t!(i18n, tablet.moved_move)}
                </Button>
                <Button on_click=move |()| stays.set(true) data_test="form-move-stay">
                    {t!(i18n, tablet.moved_stay)}
                </Button>
            </div>
        </section>
    }
}

/// Question and answer of what the new version has no place for.
fn left_behind(i18n: Texts, editor: Editor, carried: &CarriedAnswers) -> Vec<String> {
    let language = language_tag(i18n);
    editor.session().with_untracked(|session| {
        let is_asked = |path: &str| session.node(path).is_some_and(|node| node.is_answerable());
        let lost = carried
            .left_behind
            .iter()
            .filter(|(path, _)| is_asked(path));
        let line = |(path, answer): (&String, &String)| {
            let label = session.node(path).map(|node| label_of(node, &language));
            format!("{}: {answer}", label.unwrap_or_else(|| path.clone()))
        };
        lost.map(line).collect()
    })
}

/// One difference in a line: what, and what happened to it.
fn change_line(i18n: Texts, difference: &NodeDifference) -> String {
    let language = language_tag(i18n);
    let label = domain::instrument::label(&difference.label, &language);
    let name = if label.is_empty() {
        difference.path.as_str()
    } else {
        label
    };
    let mut words: Vec<&str> = difference
        .changes
        .iter()
        .map(|change| word(i18n, change))
        .collect();
    words.dedup();
    format!("{name}: {}", words.join(" · "))
}

fn word(i18n: Texts, change: &NodeChange) -> &'static str {
    match change {
        NodeChange::Added => t_string!(i18n, tablet.change_added),
        NodeChange::Removed => t_string!(i18n, tablet.change_removed),
        NodeChange::Moved { .. } => t_string!(i18n, tablet.change_moved),
        NodeChange::Retyped { .. } => t_string!(i18n, tablet.change_retyped),
        NodeChange::Reworded { .. } => t_string!(i18n, tablet.change_reworded),
        _ => t_string!(i18n, tablet.change_other),
    }
}

//! The A4 page with its blocks, the outline beside it, and what is to be known above it. Not here:
//! the editors in it (`writing`).

use domain::wire::{ChapterView, SectionView};
use leptos::prelude::*;

use super::draft::{Draft, Undo};
use super::writing::{Editor, Target, Writing};
use crate::components::desk::report::{BlockAct, PageBlock, ReportOutline, block_anchor};
use crate::components::{Button, ButtonKind, Icon, IconName};
use crate::i18n::*;

/// Chapters and sections.
#[component]
pub fn Outline(draft: Draft) -> impl IntoView {
    let lines = Memo::new(move |_| draft.outline());
    let choose = Callback::new(move |id: String| draft.jump(&id));
    view! { <ReportOutline lines on_choose=choose/> }
}

/// Somebody changed the report; something can be taken back.
#[component]
pub fn Notices(draft: Draft) -> impl IntoView {
    let i18n = use_i18n();
    let what = move || {
        draft.undo.with(|undo| {
            undo.as_ref().map(|undo| match undo {
                Undo::Removed(..) => t_string!(i18n, reports.was_removed),
                Undo::Typed(_) => t_string!(i18n, reports.was_cancelled),
            })
        })
    };
    view! {
        <Show when=move || draft.newer.get()>
            <div class="banner paper-notice" role="status" data-test="report-newer">
                <Icon name=IconName::Problem/>
                <span>{t!(i18n, reports.newer)}</span>
                <Button data_test="report-refresh" on_click=move |()| draft.refresh()>
                    {t!(i18n, reports.refresh)}
                </Button>
            </div>
        </Show>
        {move || what().map(|words| view! {
            <div class="banner paper-notice" role="status" data-test="report-undo">
                <span>{words}</span>
                <Button data_test="undo" on_click=move |()| draft.take_back()>
                    {t!(i18n, reports.take_back)}
                </Button>
                <Button kind=ButtonKind::Quiet on_click=move |()| draft.undo.set(None)>
                    {t!(i18n, reports.dismiss)}
                </Button>
            </div>
        })}
    }
}

/// Ids and headings only: it is drawn anew when the order changes, not when words do.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Heading {
    id: String,
    words: String,
    level: u8,
}

impl Heading {
    fn of_chapter(chapter: &ChapterView) -> Self {
        Self {
            id: chapter.id.clone(),
            words: chapter.heading.clone(),
            level: 1,
        }
    }

    fn of_section(section: &SectionView) -> Self {
        Self {
            id: section.id.clone(),
            words: section.heading.clone(),
            level: section.level,
        }
    }
}

/// The sheet.
#[component]
pub fn ReportPage(draft: Draft) -> impl IntoView {
    let i18n = use_i18n();
    let cover = Memo::new(move |_| {
        let report = draft.report();
        (report.title.clone(), report.cover.clone())
    });
    let chapters = Memo::new(move |_| {
        let report = draft.report();
        report
            .chapters
            .iter()
            .map(Heading::of_chapter)
            .collect::<Vec<_>>()
    });
    // Their block is gone: the words stay at the top, to be taken elsewhere.
    let homeless = Memo::new(move |_| {
        draft.open.with(|open| {
            let gone = open.iter().filter(|it| draft.block(it.block()).is_none());
            gone.map(|writing| writing.block().to_owned())
                .collect::<Vec<_>>()
        })
    });
    let lost = move |id: String| {
        view! {
            <p class="verdict verdict-warn">
                <Icon name=IconName::Problem/>{t!(i18n, reports.block_gone)}
            </p>
            <Editors draft id/>
        }
    };
    view! {
        <article class="paper-sheet" aria-label=move || t_string!(i18n, reports.document)>
            <For each=move || homeless.get() key=Clone::clone children=lost/>
            {move || {
                let (title, lines) = cover.get();
                let line = |(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> };
                view! {
                    <header class="paper-cover">
                        <h2>{title}</h2>
                        <dl>{lines.into_iter().map(line).collect_view()}</dl>
                    </header>
                }
            }}
            <For
                each=move || chapters.get() key=Clone::clone
                children=move |chapter| view! { <Chapter draft chapter/> }
            />
        </article>
    }
}

#[component]
fn Chapter(draft: Draft, chapter: Heading) -> impl IntoView {
    let id = chapter.id.clone();
    let sections = Memo::new(move |_| {
        let report = draft.report();
        let found = report.chapters.iter().find(|it| it.id == id);
        let sections = found.map(|chapter| chapter.sections.iter().map(Heading::of_section));
        sections.into_iter().flatten().collect::<Vec<_>>()
    });
    let owner = StoredValue::new(chapter.id.clone());
    view! {
        <section class="paper-chapter">
            <h2 id=block_anchor(&chapter.id) tabindex="-1">{chapter.words}</h2>
            <For
                each=move || sections.get() key=Clone::clone
                children=move |section| view! {
                    <Section draft chapter=owner.get_value() section/>
                }
            />
        </section>
    }
}

#[component]
fn Section(draft: Draft, chapter: String, section: Heading) -> impl IntoView {
    let id = section.id.clone();
    let is_chapter = section.id == chapter;
    let blocks = Memo::new(move |_| {
        let report = draft.report();
        let chapters = report.chapters.iter().filter(|it| it.id == chapter);
        let mut sections = chapters.flat_map(|chapter| &chapter.sections);
        let found = sections.find(|it| it.id == id);
        let ids = found.map(|section| section.blocks.iter().map(|block| block.id.clone()));
        ids.into_iter().flatten().collect::<Vec<_>>()
    });
    let anchor = (!is_chapter).then(|| block_anchor(&section.id));
    let words = section.words;
    let heading = (!words.is_empty()).then(|| match section.level {
        2 => view! { <h3 id=anchor tabindex="-1">{words}</h3> }.into_any(),
        _ => view! { <h4 id=anchor tabindex="-1">{words}</h4> }.into_any(),
    });
    view! {
        {heading}
        <For
            each=move || blocks.get() key=Clone::clone
            children=move |id| view! { <PlacedBlock draft id/> }
        />
    }
}

/// A block, or the editor in its place, and the editor of a paragraph behind it.
#[component]
fn PlacedBlock(draft: Draft, id: String) -> impl IntoView {
    let block = draft.block_signal(id.clone());
    let name = StoredValue::new(id.clone());
    let chosen = Memo::new(move |_| {
        draft
            .chosen
            .with(|chosen| name.with_value(|name| chosen == name))
    });
    let comments = Memo::new(move |_| name.with_value(|name| draft.comment_count(name)));
    let editors = Memo::new(move |_| {
        draft.others.with(|others| {
            let here = others
                .iter()
                .filter(|it| name.with_value(|name| it.block == *name));
            here.map(|it| it.name.clone()).collect::<Vec<_>>()
        })
    });
    let may_edit = Memo::new(move |_| draft.report().may_edit);
    let act = Callback::new(move |act: BlockAct| {
        let id = name.get_value();
        draft.chosen.set(id.clone());
        match act {
            BlockAct::Choose => {}
            BlockAct::Edit => draft.begin(Target::Block(id)),
            BlockAct::Add => draft.begin(Target::Behind(id)),
            BlockAct::Keep => draft.keep(&id),
            BlockAct::Draft => draft.restore(&id),
        }
    });
    let is_open = Memo::new(move |_| draft.writing(&Target::Block(name.get_value())).is_some());
    view! {
        <Show when=move || !is_open.get()>
            <PageBlock
                id=name.get_value() block chosen may_edit editors comments on_act=act
            />
        </Show>
        <Editors draft id/>
    }
}

/// The open editors at a block: of the block itself, of a paragraph behind it.
#[component]
fn Editors(draft: Draft, id: String) -> impl IntoView {
    let is_block = |writing: &Writing| matches!(writing.target, Target::Block(_));
    let here = move || {
        draft.open.with(|open| {
            let mut here: Vec<Writing> = open
                .iter()
                .filter(|writing| writing.block() == id)
                .cloned()
                .collect();
            here.sort_by_key(|writing| !is_block(writing));
            here
        })
    };
    view! {
        <For
            each=here key=|writing| writing.id.clone()
            children=move |writing| view! { <Editor draft writing/> }
        />
    }
}

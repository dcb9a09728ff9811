//! The sections and items of the scorecard as they are typed. Not here: saving (`scorecard`).

use domain::scorecard::{Scorecard, ScorecardItem, ScorecardSection};
use domain::scoring::Points;
use leptos::prelude::*;

use crate::components::desk::TextLine;
use crate::components::{Button, ButtonKind, Icon, IconName, TableFrame};
use crate::i18n::*;

/// An item as typed.
#[derive(Clone, Copy)]
pub struct TypedItem {
    name: RwSignal<String>,
    full: RwSignal<String>,
    score: RwSignal<String>,
    note: RwSignal<String>,
}

/// A section as typed.
#[derive(Clone, Copy)]
pub struct TypedSection {
    title: RwSignal<String>,
    items: RwSignal<Vec<TypedItem>>,
}

/// A scorecard as typed.
#[derive(Clone, Copy)]
pub struct TypedCard {
    /// In their order.
    pub sections: RwSignal<Vec<TypedSection>>,
}

impl TypedItem {
    fn new(item: &ScorecardItem) -> Self {
        let full = item.full.map(|full| full.to_string());
        Self {
            name: RwSignal::new(item.name.clone()),
            full: RwSignal::new(full.unwrap_or_default()),
            score: RwSignal::new(item.score.to_string()),
            note: RwSignal::new(item.note.clone()),
        }
    }

    fn read(self) -> Option<ScorecardItem> {
        let full = self.full.get();
        Some(ScorecardItem {
            name: self.name.get().trim().to_owned(),
            full: match full.trim() {
                "" => None,
                full => Some(Points::parse(full)?),
            },
            score: Points::parse(&self.score.get())?,
            note: self.note.get(),
        })
    }
}

impl TypedSection {
    fn new(section: &ScorecardSection) -> Self {
        let items = section.items.iter().map(TypedItem::new).collect();
        Self {
            title: RwSignal::new(section.title.clone()),
            items: RwSignal::new(items),
        }
    }

    fn read(self) -> Option<ScorecardSection> {
        let items: Option<Vec<ScorecardItem>> =
            self.items.get().into_iter().map(TypedItem::read).collect();
        Some(ScorecardSection {
            title: self.title.get().trim().to_owned(),
            items: items?,
        })
    }
}

impl TypedCard {
    /// A card to begin with.
    pub fn new(card: &Scorecard) -> Self {
        let sections = card.sections.iter().map(TypedSection::new).collect();
        Self {
            sections: RwSignal::new(sections),
        }
    }

    /// The card; `None` while a score cannot be read.
    pub fn read(self) -> Option<Scorecard> {
        let sections: Option<Vec<ScorecardSection>> = self
            .sections
            .get()
            .into_iter()
            .map(TypedSection::read)
            .collect();
        Some(Scorecard {
            sections: sections?,
        })
    }

    /// One more section.
    pub fn add_section(self) {
        let section = TypedSection::new(&ScorecardSection::default());
        self.sections.update(|sections| sections.push(section));
    }

    fn remove_section(self, place: usize) {
        self.sections.update(|sections| {
            sections.remove(place);
        });
    }
}

/// One section with its items and its sum.
#[component]
pub fn SectionFields(section: TypedSection, place: usize, typed: TypedCard) -> impl IntoView {
    let i18n = use_i18n();
    let number = place + 1;
    let sum = move || {
        let read = section.read()?;
        let card = Scorecard {
            sections: vec![read],
        };
        Some(card.totals().1.to_string())
    };
    let rows = move || {
        let items = section.items.get().into_iter().enumerate();
        let row = move |(at, item)| view! { <ItemRow item section at number/> };
        items.map(row).collect_view()
    };
    let add = move |()| {
        let item = TypedItem::new(&ScorecardItem::default());
        section.items.update(|items| items.push(item));
    };
    view! {
        <section class="card" data-test=format!("section-{number}")>
            <TextLine
                label=said!(i18n, section) value=section.title
                data_test=format!("section-title-{number}")
            />
            <TableFrame caption=section.title>
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, programme.item)}</th>
                        <th scope="col">{t!(i18n, programme.full)}</th>
                        <th scope="col">{t!(i18n, programme.item_score)}</th>
                        <th scope="col">{t!(i18n, programme.note)}</th>
                        <th scope="col">
                            <span class="visually-hidden">{t!(i18n, programme.remove)}</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row" colspan="2">{t!(i18n, programme.section_sum)}</th>
                        <td class="number" data-test=format!("section-sum-{number}")>{sum}</td>
                        <td colspan="2"></td>
                    </tr>
                </tfoot>
            </TableFrame>
            <div class="actions">
                <Button on_click=add data_test=format!("item-add-{number}")>
                    <Icon name=IconName::Add/>{t!(i18n, programme.add_item)}
                </Button>
                <Button
                    kind=ButtonKind::Danger on_click=move |()| typed.remove_section(place)
                    data_test=format!("section-remove-{number}")
                >
                    {t!(i18n, programme.remove_section)}
                </Button>
            </div>
        </section>
    }
}

/// One item; `at` counts from 0.
#[component]
fn ItemRow(item: TypedItem, section: TypedSection, at: usize, number: usize) -> impl IntoView {
    let i18n = use_i18n();
    let remove = move |()| {
        section.items.update(|items| {
            items.remove(at);
        })
    };
    let test = move |field: &str| format!("{field}-{number}-{}", at + 1);
    let is_points =
        |text: RwSignal<String>| Signal::derive(move || Points::parse(&text.get()).is_none());
    let lacks_full = Signal::derive(move || {
        let full = item.full.get();
        !full.trim().is_empty() && Points::parse(&full).is_none()
    });
    view! {
        <tr>
            <td><Cell label=said!(i18n, item) value=item.name data_test=test("item-name")/></td>
            <td>
                <Cell
                    label=said!(i18n, full) value=item.full invalid=lacks_full numeric=true
                    data_test=test("item-full")
                />
            </td>
            <td>
                <Cell
                    label=said!(i18n, item_score) value=item.score
                    invalid=is_points(item.score) numeric=true data_test=test("item-score")
                />
            </td>
            <td><Cell label=said!(i18n, note) value=item.note data_test=test("item-note")/></td>
            <td>
                <Button
                    kind=ButtonKind::Quiet on_click=remove label=said!(i18n, remove)
                    data_test=test("item-remove")
                >
                    <Icon name=IconName::Close/>
                </Button>
            </td>
        </tr>
    }
}

/// A field within a table; its column's heading is its name.
#[component]
fn Cell(
    label: Signal<String>,
    value: RwSignal<String>,
    data_test: String,
    #[prop(into, optional)] invalid: Signal<bool>,
    #[prop(optional)] numeric: bool,
) -> impl IntoView {
    view! {
        <input
            type="text" class:number=numeric data-test=data_test
            inputmode=if numeric { "decimal" } else { "text" }
            size=if numeric { "6" } else { "16" }
            aria-label=move || label.get()
            aria-invalid=move || if invalid.get() { "true" } else { "false" }
            prop:value=move || value.get()
            on:input:target=move |event| value.set(event.target().value())
        />
    }
}

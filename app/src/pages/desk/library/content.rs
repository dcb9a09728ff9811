//! The library on the screen: filters in the address, the table, the drawer, the dialog. Not here:
//! the frame around it (`library`).

use std::collections::BTreeSet;

use domain::indicator::{FIELDS, LibraryAction, LibraryItem, LibraryState, matches};
use domain::wire::{ActOnItem, LibraryView, SubmitItem};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::desk::plan::{
    DuplicateList, LibraryDetail, LibraryForm, LibraryTable, library_state_word, library_text,
};
use crate::components::desk::text;
use crate::components::{Button, ButtonKind, Chip, Dialog, Drawer, Icon, IconName};
use crate::i18n::*;
use crate::pages::desk::frame::FilterChips;
use crate::pages::desk::support::{busy_bar, filter, run};
use crate::platform::chosen_file;
use crate::state::{Failure, frameworks};

type Answered = Callback<Result<LibraryView, Failure>>;

/// What the dialog proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Proposal {
    Nothing,
    New,
    Renewed(Box<LibraryItem>),
}

/// A state's name in the address.
fn state_name(state: LibraryState) -> &'static str {
    match state {
        LibraryState::Submitted => "submitted",
        LibraryState::Screened => "screened",
        LibraryState::Adopted => "adopted",
        LibraryState::Retired => "retired",
        LibraryState::Rejected => "rejected",
        LibraryState::Merged => "merged",
    }
}

fn sectors_of(view: &LibraryView) -> Vec<String> {
    let sectors: BTreeSet<&String> = view.items.iter().map(|item| &item.sector).collect();
    sectors.into_iter().cloned().collect()
}

/// The version on the screen.
fn newest_version(view: &LibraryView, code: &str) -> u32 {
    let found = view.items.iter().find(|item| item.code == code);
    found.map_or(0, |item| item.version)
}

/// Everything below the heading.
#[component]
pub fn LibraryContent(view: Memo<LibraryView>, on_answer: Answered) -> impl IntoView {
    let i18n = use_i18n();
    let (search, _) = filter("q");
    let (sector, _) = filter("sector");
    let (field, _) = filter("field");
    let (state, _) = filter("state");
    let (opened, open) = filter("item");
    let busy = RwSignal::new(false);
    let proposal = RwSignal::new(Proposal::Nothing);
    let shown = Memo::new(move |_| {
        let (search, sector, field, state) = (search.get(), sector.get(), field.get(), state.get());
        view.with(|view| {
            let fits = |item: &&LibraryItem| {
                matches(item, &search, &sector, &field)
                    && (state.is_empty() || state_name(item.state) == state)
            };
            view.items.iter().filter(fits).cloned().collect::<Vec<_>>()
        })
    });
    let toggle = Callback::new(move |code: String| {
        let is_open = opened.get_untracked() == code;
        open.run(if is_open { String::new() } else { code });
    });
    view! {
        <Tools busy proposal on_answer/>
        {busy_bar(busy, text!(i18n, saving))}
        <Duplicates view busy on_answer/>
        <Filters view/>
        <p class="soft" data-test="library-count">
            {move || t_string!(i18n, library.count, count = shown.with(Vec::len)).to_string()}
        </p>
        <div class="with-drawer">
            {move || view! { <LibraryTable items=shown.get() opened on_open=toggle/> }}
            <OpenItem view opened open busy proposal on_answer/>
        </div>
        <ProposalDialog view busy proposal on_answer/>
    }
}

/// Proposing, importing, exporting.
#[component]
fn Tools(busy: RwSignal<bool>, proposal: RwSignal<Proposal>, on_answer: Answered) -> impl IntoView {
    let i18n = use_i18n();
    let import = move |event: leptos::ev::Event| {
        spawn_local(async move {
            let Some(file) = chosen_file(event).await else {
                return;
            };
            run(busy, async move {
                on_answer.run(frameworks::import_library(&file.name, file.bytes).await);
            });
        });
    };
    view! {
        <div class="actions">
            <Button
                kind=ButtonKind::Primary on_click=move |()| proposal.set(Proposal::New)
                data_test="library-new"
            >
                <Icon name=IconName::Add/>{t!(i18n, library.propose)}
            </Button>
            <label class="button file-button">
                <Icon name=IconName::Import/>{t!(i18n, library.import)}
                <input
                    type="file" class="visually-hidden" accept=".xlsx" data-test="library-import"
                    on:change=import
                />
            </label>
            <a
                class="button" rel="external" data-test="library-export" download=""
                href=frameworks::library_xlsx_url()
            >
                <Icon name=IconName::Export/>{t!(i18n, library.export)}
            </a>
        </div>
    }
}

/// Items that seem to be the same.
#[component]
fn Duplicates(view: Memo<LibraryView>, busy: RwSignal<bool>, on_answer: Answered) -> impl IntoView {
    let merge = Callback::new(move |(code, into): (String, String)| {
        let version = view.with_untracked(|view| newest_version(view, &code));
        run(busy, async move {
            let action = LibraryAction::Merge { into };
            let body = ActOnItem { version, action };
            on_answer.run(frameworks::act_on_item(&code, &body).await);
        });
    });
    let pairs = Memo::new(move |_| {
        view.with(|view| {
            let name = |code: &String| {
                let found = view.items.iter().find(|item| item.code == *code);
                found.map(|item| item.name.clone()).unwrap_or_default()
            };
            let each = view.duplicates.iter();
            each.map(|(kept, other)| (kept.clone(), other.clone(), name(kept)))
                .collect::<Vec<_>>()
        })
    });
    move || {
        let pairs = pairs.get();
        let may_merge = view.with(|view| view.may_adopt);
        (!pairs.is_empty()).then(|| view! { <DuplicateList pairs may_merge busy on_merge=merge/> })
    }
}

/// Search, sector, field and state, all in the address.
#[component]
fn Filters(view: Memo<LibraryView>) -> impl IntoView {
    let i18n = use_i18n();
    let (search, set_search) = filter("q");
    let (sector, set_sector) = filter("sector");
    let (field, set_field) = filter("field");
    let (state, set_state) = filter("state");
    let sectors = view.with_untracked(sectors_of);
    let fields = FIELDS.map(str::to_owned).to_vec();
    let chip = move |it: LibraryState| {
        let name = state_name(it);
        let toggle = move |()| {
            let is_chosen = state.get_untracked() == name;
            set_state.run(if is_chosen {
                String::new()
            } else {
                name.to_owned()
            });
        };
        view! {
            <Chip
                selected=Signal::derive(move || state.get() == name) on_toggle=toggle
                data_test=format!("library-state-{name}")
            >
                {move || library_state_word(i18n, it)}
            </Chip>
        }
    };
    view! {
        <label class="field">
            <span>{t!(i18n, library.search)}</span>
            <input
                type="search" data-test="library-search" prop:value=move || search.get()
                on:input:target=move |event| set_search.run(event.target().value())
            />
        </label>
        <FilterChips
            label=library_text!(i18n, sector) names=sectors value=sector set=set_sector
        />
        <FilterChips label=library_text!(i18n, field) names=fields value=field set=set_field/>
        <div class="chips" role="group" aria-label=move || t_string!(i18n, library.state)>
            <span class="chips-label" aria-hidden="true">{t!(i18n, library.state)}</span>
            {LibraryState::ALL.map(chip).into_iter().collect_view()}
        </div>
    }
}

/// The drawer of the open item.
#[component]
fn OpenItem(
    view: Memo<LibraryView>,
    opened: Signal<String>,
    open: Callback<String>,
    busy: RwSignal<bool>,
    proposal: RwSignal<Proposal>,
    on_answer: Answered,
) -> impl IntoView {
    let i18n = use_i18n();
    let item = Memo::new(move |_| {
        let code = opened.get();
        view.with(|view| view.items.iter().find(|item| item.code == code).cloned())
    });
    let act = Callback::new(move |action: LibraryAction| {
        let code = opened.get_untracked();
        let version = view.with_untracked(|view| newest_version(view, &code));
        run(busy, async move {
            let body = ActOnItem { version, action };
            on_answer.run(frameworks::act_on_item(&code, &body).await);
        });
    });
    let close = Callback::new(move |()| open.run(String::new()));
    move || {
        item.get().map(|item| {
            let title = item.name.clone();
            let renewed = item.clone();
            let renew = Callback::new(move |()| {
                proposal.set(Proposal::Renewed(Box::new(renewed.clone())));
            });
            let (others, may_adopt) = view.with(|view| {
                let each = view.items.iter();
                let alike = each.filter(|other| {
                    other.code != item.code && other.state == LibraryState::Adopted
                });
                let named = alike.map(|it| (it.code.clone(), format!("{} {}", it.code, it.name)));
                (named.collect::<Vec<_>>(), view.may_adopt)
            });
            let in_use = view.with(|view| {
                let mut versions = view.in_use.iter();
                versions
                    .find(|it| it.code == item.code)
                    .map(|it| it.version)
            });
            let still = in_use.map(|version| {
                view! {
                    <p class="soft" data-test="library-in-use">
                        {move || t_string!(i18n, library.in_use, version = version).to_string()}
                    </p>
                }
            });
            view! {
                <Drawer
                    title=Signal::derive(move || title.clone()) close_label=text!(i18n, close)
                    on_close=close data_test="library-drawer"
                >
                    {still}
                    <LibraryDetail item others may_adopt busy on_act=act on_renew=renew/>
                </Drawer>
            }
        })
    }
}

/// 报送新指标, or a further version.
#[component]
fn ProposalDialog(
    view: Memo<LibraryView>,
    busy: RwSignal<bool>,
    proposal: RwSignal<Proposal>,
    on_answer: Answered,
) -> impl IntoView {
    let i18n = use_i18n();
    let open = Signal::derive(move || proposal.get() != Proposal::Nothing);
    let submit = Callback::new(move |item: LibraryItem| {
        let renewed = matches!(proposal.get_untracked(), Proposal::Renewed(_));
        run(busy, async move {
            let body = SubmitItem { item };
            let answer = match renewed {
                true => frameworks::renew_item(&body.item.code, &body).await,
                false => frameworks::submit_item(&body).await,
            };
            // What was typed stays until the server took it.
            if answer.is_ok() {
                proposal.set(Proposal::Nothing);
            }
            on_answer.run(answer);
        });
    });
    let form = move || {
        let item = match proposal.get_untracked() {
            Proposal::Renewed(item) => Some(*item),
            _ => None,
        };
        let sectors = view.with_untracked(sectors_of);
        view! { <LibraryForm item sectors busy on_submit=submit/> }
    };
    view! {
        <Dialog
            open on_close=move |()| proposal.set(Proposal::Nothing)
            title=library_text!(i18n, propose) close_label=text!(i18n, close)
            data_test="library-dialog"
        >
            {form()}
        </Dialog>
    }
}

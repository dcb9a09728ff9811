//! 新增问题: a finding made at the desk, by hand or noted from a mark or a document that the address
//! names. Not here: the fields (`components::desk::FindingForm`).

use domain::finding::{FindingDossier, FindingSource};
use domain::wire::NewFinding;
use domain::working_paper::document_index;
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::register::Register;
use crate::components::desk::{FindingDraft, FindingForm, text, text_of};
use crate::components::{Button, ButtonKind, Dialog, Icon, IconName};
use crate::i18n::*;
use crate::pages::desk::support::use_rooms;

/// What the address says of a new finding: `?note=mark&indicator=A11&element=3&title=…&facts=…` or
/// `?note=document&document=4&title=…&unit=…`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Noted {
    source: FindingSource,
    title: String,
    facts: String,
    unit: String,
}

fn noted(get: impl Fn(&str) -> Option<String>) -> Option<Noted> {
    let number = |name: &str| get(name).and_then(|text| text.parse::<u32>().ok());
    let source = match get("note")?.as_str() {
        "mark" => FindingSource::Mark {
            indicator: get("indicator")?.as_str().into(),
            element: number("element")?,
        },
        "document" => FindingSource::Document {
            ordinal: number("document")?,
        },
        _ => return None,
    };
    let text = |name: &str| get(name).unwrap_or_default();
    Some(Noted {
        source,
        title: text("title"),
        facts: text("facts"),
        unit: text("unit"),
    })
}

/// The button and its dialog, which opens by itself where the address names a source; `on_added`
/// runs with the new finding's code.
#[component]
pub fn NewFindingButton(register: Register, on_added: Callback<String>) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let query = use_query_map();
    let navigate = StoredValue::new(use_navigate());
    let named = Memo::new(move |_| query.with(|query| noted(|name| query.get(name))));
    let open = RwSignal::new(false);
    let begin = move |()| {
        register.wants_lists();
        open.set(true);
    };
    Effect::new(move |_| {
        if named.with(Option::is_some) {
            begin(());
        }
    });
    let room = move |rest: &str| {
        let address = format!("{}{rest}", rooms.href("findings"));
        navigate
            .with_value(|navigate| navigate(&address, leptos_router::NavigateOptions::default()));
    };
    let added = Callback::new(move |code: String| {
        let was_named = named.with_untracked(Option::is_some);
        open.set(false);
        match was_named {
            true => room(&format!("?finding={code}")),
            false => on_added.run(code),
        }
    });
    let close = move |()| {
        open.set(false);
        if named.with_untracked(Option::is_some) {
            room("");
        }
    };
    view! {
        <Button on_click=begin data_test="finding-new">
            <Icon name=IconName::Add/>{t!(i18n, findings.add)}
        </Button>
        <Dialog
            open=open
            on_close=close
            title=text_of!(i18n, findings.add)
            close_label=text!(i18n, close)
            wide=true
            data_test="finding-dialog"
        >
            {move || view! { <NewFindingForm register noted=named.get() on_added=added/> }}
        </Dialog>
    }
}

/// In which mark or document it was seen.
#[component]
fn SourceNote(source: FindingSource) -> impl IntoView {
    let i18n = use_i18n();
    let words = move || match &source {
        FindingSource::Mark { indicator, element } => {
            let (indicator, element) = (indicator.to_string(), *element);
            let words = t_string!(
                i18n,
                findings.noted_from_mark,
                indicator = indicator,
                element = element
            );
            words.to_string()
        }
        FindingSource::Document { ordinal } => {
            let index = document_index(*ordinal);
            t_string!(i18n, findings.noted_from_document, index = index).to_string()
        }
        FindingSource::Field | FindingSource::Desk => t_string!(i18n, findings.add_text).to_owned(),
    };
    view! { <p class="soft" data-test="finding-noted">{words}</p> }
}

#[component]
fn NewFindingForm(
    register: Register,
    noted: Option<Noted>,
    on_added: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let room_href = use_rooms().href("").trim_end_matches('/').to_owned();
    let mut begun = FindingDraft::blank();
    let mut source = FindingSource::Desk;
    if let Some(noted) = noted {
        begun.title = noted.title;
        begun.facts = noted.facts;
        begun.unit = noted.unit;
        if let FindingSource::Mark { indicator, .. } = &noted.source {
            begun.indicator = indicator.to_string();
        }
        source = noted.source;
    }
    let shown = source.clone();
    let draft = RwSignal::new(begun);
    let fit = move || draft.with(|draft| draft.amounts_are_read() && draft.is_complete());
    let add = move |()| {
        let typed = draft.get_untracked();
        let dossier = typed.dossier(&FindingDraft::blank(), &FindingDossier::default());
        if let Some(dossier) = dossier {
            let source = source.clone();
            register.add(NewFinding { dossier, source }, on_added);
        }
    };
    view! {
        <SourceNote source=shown/>
        <FindingForm draft lists=register.lists room_href/>
        <div class="actions">
            <Button
                kind=ButtonKind::Primary
                on_click=add
                disabled=Signal::derive(move || register.busy.get() || !fit())
                data_test="finding-create"
            >
                {t!(i18n, findings.add)}
            </Button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(&str, &str)]) -> Option<Noted> {
        noted(|name| {
            let found = pairs.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn an_address_names_a_mark_or_a_document_or_nothing() {
        let mark = [
            ("note", "mark"),
            ("indicator", "A11"),
            ("element", "3"),
            ("title", "T"),
        ];
        let noted = of(&mark).expect("a mark");
        let expected = FindingSource::Mark {
            indicator: "A11".into(),
            element: 3,
        };
        assert_eq!((noted.source, noted.title.as_str()), (expected, "T"));
        let document = [("note", "document"), ("document", "4")];
        let expected = FindingSource::Document { ordinal: 4 };
        assert_eq!(of(&document).map(|it| it.source), Some(expected));
        assert_eq!(of(&[("note", "mark"), ("indicator", "A11")]), None);
        assert_eq!(of(&[("finding", "S-001")]), None);
    }
}

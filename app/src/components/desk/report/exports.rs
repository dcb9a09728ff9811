//! Taking the report away: what can be drawn, how far a drawing is, the firm's Word template.
//! Not here: asking for a drawing and waiting for it (`pages`).

use domain::wire::RenderState;
use leptos::prelude::*;

use super::words::{render_progress, render_text};
use crate::components::{Button, ButtonKind, Icon, IconName};
use crate::i18n::*;

/// What can be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportChoice {
    /// The whole report as a Word document.
    Word,
    /// The whole report as PDF.
    Pdf,
    /// The tables as a workbook.
    Tables,
    /// 呈报版.
    Brief,
    /// 公开版.
    Public,
}

impl ExportChoice {
    const ALL: [Self; 5] = [
        Self::Word,
        Self::Pdf,
        Self::Tables,
        Self::Brief,
        Self::Public,
    ];

    /// The file and the edition of the request.
    pub fn request(self) -> (&'static str, &'static str) {
        match self {
            Self::Word => ("report.docx", "full"),
            Self::Pdf => ("report.pdf", "full"),
            Self::Tables => ("annexes.xlsx", "full"),
            Self::Brief => ("report.docx", "brief"),
            Self::Public => ("report.pdf", "public"),
        }
    }

    fn test(self) -> &'static str {
        match self {
            Self::Word => "render-report.docx",
            Self::Pdf => "render-report.pdf",
            Self::Tables => "render-annexes.xlsx",
            Self::Brief => "render-brief",
            Self::Public => "render-public",
        }
    }

    fn label(self) -> Signal<String> {
        let i18n = use_i18n();
        match self {
            Self::Word => text!(i18n, export_word),
            Self::Pdf => text!(i18n, export_pdf),
            Self::Tables => text!(i18n, export_tables),
            Self::Brief => text!(i18n, export_brief),
            Self::Public => text!(i18n, export_public),
        }
    }
}

/// One button for each, of the draft as it stands or of an issued report.
#[component]
pub fn Exports(
    /// Numbers of issued reports, newest first.
    #[prop(into)]
    numbers: Signal<Vec<String>>,
    number: RwSignal<String>,
    #[prop(into)] busy: Signal<bool>,
    on_choose: Callback<ExportChoice>,
) -> impl IntoView {
    let i18n = use_i18n();
    let option = move |name: String| {
        let value = name.clone();
        let selected = move || number.with(|number| *number == value);
        view! { <option value=name.clone() selected=selected>{name.clone()}</option> }
    };
    let button = move |choice: ExportChoice| {
        let label = choice.label();
        view! {
            <Button
                disabled=busy data_test=choice.test() on_click=move |()| on_choose.run(choice)
            >
                <Icon name=IconName::Export/>{move || label.get()}
            </Button>
        }
    };
    view! {
        <Show when=move || numbers.with(|numbers| !numbers.is_empty())>
            <label class="field field-short">
                <span>{t!(i18n, reports.export_of)}</span>
                <select
                    data-test="render-number"
                    on:change:target=move |event| number.set(event.target().value())
                >
                    <option value="">{t!(i18n, reports.present_draft)}</option>
                    {move || numbers.get().into_iter().map(option).collect_view()}
                </select>
            </label>
        </Show>
        <div class="page-buttons">
            {ExportChoice::ALL.into_iter().map(button).collect_view()}
        </div>
    }
}

/// A drawing under way or done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportLine {
    /// The job.
    pub id: String,
    /// The file.
    pub file: String,
    /// The edition.
    pub edition: String,
    /// Where it stands.
    pub state: RenderState,
    /// Where it is fetched, once it is there.
    pub url: String,
    /// Why it failed, in words.
    pub failure: String,
}

/// How far each drawing is; it may be left, and is still there afterwards.
#[component]
pub fn ExportList(
    #[prop(into)] lines: Signal<Vec<ExportLine>>,
    on_forget: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let entry = move |line: ExportLine| {
        let edition = line.edition.clone();
        let name = move || match edition.as_str() {
            "brief" => t_string!(i18n, reports.export_brief).to_owned(),
            "public" => t_string!(i18n, reports.export_public).to_owned(),
            _ => String::new(),
        };
        let id = line.id.clone();
        let state = line.state.clone();
        let finished = matches!(state, RenderState::Done { .. } | RenderState::Failed { .. });
        view! {
            <li class="export-line">
                <span>{name}" "<span class="code">{line.file.clone()}</span></span>
                <ExportState line/>
                {finished.then(|| view! {
                    <Button
                        kind=ButtonKind::Quiet label=text!(i18n, take_out)
                        on_click=move |()| on_forget.run(id.clone())
                    >
                        <Icon name=IconName::Close/>
                    </Button>
                })}
            </li>
        }
    };
    view! {
        <ul class="plain-list" aria-live="polite">
            {move || lines.get().into_iter().map(entry).collect_view()}
        </ul>
    }
}

#[component]
fn ExportState(line: ExportLine) -> impl IntoView {
    let i18n = use_i18n();
    match line.state {
        RenderState::Done { bytes } => view! {
            <a
                class="button button-primary" href=line.url download=line.file rel="external"
                data-test="render-link"
            >
                <Icon name=IconName::Export/>
                {t!(i18n, reports.fetch, size = bytes.div_ceil(1024).to_string())}
            </a>
        }
        .into_any(),
        RenderState::Failed { .. } => view! {
            <span class="verdict verdict-bad" role="alert" data-test="render-failed">
                <Icon name=IconName::Severe/>{line.failure}
            </span>
        }
        .into_any(),
        state => {
            let value = render_progress(&state).to_string();
            let words = Signal::derive(move || render_text(i18n, &state).to_owned());
            view! {
                <span class="busy" role="status" data-test="render-progress">
                    <progress max="5" value=value aria-label=move || words.get()></progress>
                    <span>{move || words.get()}</span>
                </span>
            }
            .into_any()
        }
    }
}

/// The firm's own Word template: put in its place, or taken away.
#[component]
pub fn TemplateForm(
    #[prop(into)] name: Signal<String>,
    #[prop(into)] busy: Signal<bool>,
    on_file: Callback<leptos::ev::Event>,
    on_remove: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let words = move || match name.get() {
        name if name.is_empty() => t_string!(i18n, reports.no_template).to_owned(),
        name => t_string!(i18n, reports.template_is, name = name).to_string(),
    };
    view! {
        <div class="page-buttons template">
            <span data-test="template-name">{words}</span>
            <label class="button file-button">
                <Icon name=IconName::Import/>{t!(i18n, reports.choose_template)}
                <input
                    type="file" class="visually-hidden" accept=".docx" data-test="template-file"
                    disabled=move || busy.get() on:change=move |event| on_file.run(event)
                />
            </label>
            <Show when=move || name.with(|name| !name.is_empty())>
                <Button
                    kind=ButtonKind::Quiet disabled=busy data_test="template-remove"
                    on_click=on_remove
                >
                    {t!(i18n, reports.remove_template)}
                </Button>
            </Show>
        </div>
    }
}

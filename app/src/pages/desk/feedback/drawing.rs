//! One document drawn by the server: asked for, followed each second, taken along. It may be left;
//! the server goes on. Not here: what stands in the document.

use domain::wire::{RenderJob, RenderRequest, RenderState};
use leptos::prelude::*;

use crate::components::desk::words::Words;
use crate::components::{Busy, Button, Icon, IconName};
use crate::i18n::*;
use crate::pages::desk::support::{problem_text, run, use_rooms};
use crate::platform;
use crate::state::{Failure, reports};

/// Between two looks.
const LOOK_AGAIN_MS: i32 = 1_000;
/// Looks without an answer in a row, after which nobody waits any more.
const MOST_MISSES: u32 = 20;

/// `file` is a name of `RenderRequest`; `number` an issued report's, empty for the draft.
#[component]
pub fn Drawing(
    file: &'static str,
    #[prop(into)] label: Signal<String>,
    #[prop(into, optional)] number: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let busy = RwSignal::new(false);
    let job = RwSignal::new(None::<RenderJob>);
    let draw = move |()| {
        let code = rooms.engagement.get_untracked();
        let wanted = RenderRequest {
            file: file.to_owned(),
            edition: "full".to_owned(),
            number: number.clone(),
        };
        run(busy, async move {
            if let Err(failure) = follow(&code, &wanted, job).await {
                rooms.fail(i18n, &failure);
            }
        });
    };
    let standing = move || {
        let seen = job.get()?;
        let address = reports::rendered_url(&rooms.engagement.get(), &seen.id, file);
        Some(standing(i18n, file, seen.state, address))
    };
    view! {
        <div class="actions" data-test=format!("drawing-{file}")>
            <Button on_click=draw disabled=busy data_test=format!("draw-{file}")>
                <Icon name=IconName::Paper/>{move || label.get()}
            </Button>
            {standing}
        </div>
    }
}

fn standing(i18n: Words, file: &'static str, state: RenderState, address: String) -> AnyView {
    match state {
        RenderState::Waiting => view! { <Busy what=said!(i18n, drawing_waiting)/> }.into_any(),
        RenderState::Working { step } => {
            let what = Signal::derive(move || step_word(i18n, &step).to_owned());
            view! { <Busy what/> }.into_any()
        }
        RenderState::Done { bytes } => view! {
            <a
                class="button button-primary" href=address download=file rel="external"
                data-test=format!("take-{file}")
            >
                <Icon name=IconName::Export/>
                {t!(i18n, feedback.take, size = bytes.div_ceil(1024))}
            </a>
        }
        .into_any(),
        RenderState::Failed { problem } => view! {
            <p class="banner banner-bad" role="alert" data-test=format!("failed-{file}")>
                <Icon name=IconName::Severe/>
                <span>{move || problem_text(i18n, &problem)}</span>
            </p>
        }
        .into_any(),
    }
}

fn step_word(i18n: Words, step: &str) -> &'static str {
    match step {
        "gathering" => t_string!(i18n, feedback.step_gathering),
        "photos" => t_string!(i18n, feedback.step_photos),
        "packing" => t_string!(i18n, feedback.step_packing),
        _ => t_string!(i18n, feedback.step_drawing),
    }
}

/// Asks for the drawing and looks until it is over or nobody looks any more.
async fn follow(
    code: &str,
    wanted: &RenderRequest,
    job: RwSignal<Option<RenderJob>>,
) -> Result<(), Failure> {
    let mut seen = reports::render(code, wanted).await?;
    let mut misses = 0;
    loop {
        let is_over = matches!(
            seen.state,
            RenderState::Done { .. } | RenderState::Failed { .. }
        );
        let was_left = job.try_set(Some(seen.clone())).is_some();
        if is_over || was_left {
            return Ok(());
        }
        platform::sleep(LOOK_AGAIN_MS).await;
        match reports::rendering(code, &seen.id).await {
            Ok(now) => {
                misses = 0;
                seen = now;
            }
            Err(Failure::Offline) if misses < MOST_MISSES => misses += 1,
            Err(failure) => return Err(failure),
        }
    }
}

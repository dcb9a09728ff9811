//! What every room needs: which engagement, its overview, one message at a time, and what to show
//! while something loads or after it failed. Not here: a room's own state.

use std::future::Future;

use domain::desk_tables::DeskTable;
use domain::problem::Problem;
use domain::wire::EngagementOverview;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::{query_signal_with_options, use_params_map};

use crate::components::desk::text;
use crate::components::desk::words::Words;
use crate::components::{Busy, Button, EmptyState, Icon, IconName, Skeleton, ToastKind};
use crate::i18n::*;
use crate::state::{Failure, desk};

/// What was asked of the server.
pub type Loading<T> = LocalResource<Result<T, Failure>>;

/// Shared by the rooms of one engagement.
#[derive(Clone, Copy)]
pub struct Rooms {
    /// The engagement's id or short code, from the address.
    pub engagement: Memo<String>,
    /// Counts for the menu, and the overview itself.
    pub overview: Loading<EngagementOverview>,
    /// The one message on the screen.
    pub message: RwSignal<Option<(ToastKind, String)>>,
}

/// Makes the shared state; called once by the frame around the rooms.
pub fn provide_rooms() -> Rooms {
    let params = use_params_map();
    let engagement = Memo::new(move |_| params.get().get("engagement").unwrap_or_default());
    let overview = load(
        move || engagement.get(),
        |code| async move { desk::overview(&code).await },
    );
    let rooms = Rooms {
        engagement,
        overview,
        message: RwSignal::new(None),
    };
    provide_context(rooms);
    rooms
}

/// The shared state of the engagement at hand.
pub fn use_rooms() -> Rooms {
    expect_context()
}

impl Rooms {
    /// `/desk/demo/records`.
    pub fn href(&self, room: &str) -> String {
        room_href(&self.engagement.get(), room)
    }

    /// Says what needs attention.
    pub fn warn(&self, words: &str) {
        self.message.set(Some((ToastKind::Bad, words.to_owned())));
    }

    /// Says what went wrong.
    pub fn fail(&self, i18n: Words, failure: &Failure) {
        self.message
            .set(Some((ToastKind::Bad, failure_text(i18n, failure))));
    }

    /// Says what worked, and asks for the counts anew.
    pub fn done(&self, text: &str) {
        self.message.set(Some((ToastKind::Good, text.to_owned())));
        self.overview.refetch();
    }
}

/// The address of a room.
pub fn room_href(engagement: &str, room: &str) -> String {
    format!(
        "/desk/{}/{room}",
        crate::components::desk::encode(engagement)
    )
}

/// Asks whenever `source` changes.
pub fn load<S, T, F>(
    source: impl Fn() -> S + 'static,
    ask: impl Fn(S) -> F + Copy + 'static,
) -> Loading<T>
where
    T: 'static,
    F: Future<Output = Result<T, Failure>> + 'static,
{
    LocalResource::new(move || ask(source()))
}

/// Shows grey lines, the failure, or what came.
pub fn when_loaded<T, V>(
    loading: Loading<T>,
    show: impl Fn(T) -> V + Send + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    move || match loading.get() {
        None => view! { <Skeleton/> }.into_any(),
        Some(Err(failure)) => {
            let retry = move |()| loading.refetch();
            view! { <FailureNotice failure=failure retry=Callback::new(retry)/> }.into_any()
        }
        Some(Ok(value)) => show(value).into_any(),
    }
}

/// Runs one action at a time: `busy` is true meanwhile.
pub fn run(busy: RwSignal<bool>, action: impl Future<Output = ()> + 'static) {
    if busy.get_untracked() {
        return;
    }
    busy.set(true);
    spawn_local(async move {
        action.await;
        busy.set(false);
    });
}

/// A filter that stands in the address, so that a view can be sent to a colleague.
pub fn filter(name: &'static str) -> (Signal<String>, Callback<String>) {
    let options = NavigateOptions {
        replace: true,
        scroll: false,
        ..NavigateOptions::default()
    };
    let (value, set) = query_signal_with_options::<String>(name, options);
    let read = Signal::derive(move || value.get().unwrap_or_default());
    let write = Callback::new(move |text: String| set.set((!text.is_empty()).then_some(text)));
    (read, write)
}

/// What happened, what is safe, what to do.
pub fn failure_text(i18n: Words, failure: &Failure) -> String {
    match failure {
        Failure::Offline => t_string!(i18n, desk.failure_offline).to_owned(),
        Failure::SignedOut => t_string!(i18n, desk.failure_signed_out).to_owned(),
        Failure::Storage(detail) => format!("{} {detail}", t_string!(i18n, desk.failure_storage)),
        Failure::Problems(problems) => {
            let texts = problems.iter().map(|problem| problem_text(i18n, problem));
            texts.collect::<Vec<_>>().join(" ")
        }
    }
}

/// A problem in words, in the language of the screen.
pub fn problem_text(i18n: Words, problem: &Problem) -> String {
    crate::i18n::problem_text(i18n.get_locale(), problem)
}

/// In the place of what could not be loaded.
#[component]
pub fn FailureNotice(failure: Failure, retry: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    if let (true, Some(rooms)) = (lacks_frame(&failure), use_context::<Rooms>()) {
        return view! { <NoFrameYet rooms/> }.into_any();
    }
    let signed_out = failure == Failure::SignedOut;
    let words = Signal::derive(move || failure_text(i18n, &failure));
    view! {
        <EmptyState icon=IconName::Problem title=text!(i18n, failure_title) text=words>
            {if signed_out {
                view! {
                    <a class="button button-primary" href="/sign-in">{t!(i18n, desk.sign_in)}</a>
                }
                .into_any()
            } else {
                view! { <Button on_click=retry>{t!(i18n, desk.retry)}</Button> }.into_any()
            }}
        </EmptyState>
    }
    .into_any()
}

/// Whether a room has nothing to show because everything begins with the frame.
fn lacks_frame(failure: &Failure) -> bool {
    match failure {
        Failure::Problems(problems) => problems.iter().any(|it| it.code == "FRAME_MISSING"),
        _ => false,
    }
}

#[component]
fn NoFrameYet(rooms: Rooms) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <EmptyState
            icon=IconName::Import title=text!(i18n, no_frame) text=text!(i18n, no_frame_text)
        >
            <A href=move || rooms.href("frame") attr:class="button button-primary">
                {t!(i18n, desk.wait_frame)}
            </A>
        </EmptyState>
    }
}

/// A table as a workbook to take along; `query` narrows it as the address narrows the room.
pub fn export_link(table: DeskTable, query: Option<Signal<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let href = move || {
        let query = query.map(|query| query.get()).unwrap_or_default();
        format!("{}{query}", desk::table_url(&rooms.engagement.get(), table))
    };
    let name = table.file_name();
    view! {
        <a class="button" href=href download=name rel="external" data-test=format!("export-{name}")>
            <Icon name=IconName::Export/>{t!(i18n, desk.export_table)}
        </a>
    }
}

/// A bar with what is being done, while it is.
pub fn busy_bar(busy: RwSignal<bool>, what: Signal<String>) -> impl IntoView {
    view! { <Show when=move || busy.get()><Busy what=what/></Show> }
}

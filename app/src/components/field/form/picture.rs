//! One picture in a grid, wearing its state. Not here: the full-screen view.

use leptos::prelude::*;

use super::handle::{Picture, PictureState};
use crate::components::{Icon, IconName};
use crate::i18n::*;

/// 本机 · 上传中 · 已接收 ✓, as an icon and a word.
#[component]
pub fn PictureMark(state: PictureState) -> impl IntoView {
    let i18n = use_i18n();
    let (class, icon) = match state {
        PictureState::Local => ("picture-mark", IconName::Import),
        PictureState::Sending => ("picture-mark", IconName::Export),
        PictureState::Received => ("picture-mark picture-received", IconName::Done),
    };
    let word = move || match state {
        PictureState::Local => t_string!(i18n, field.picture_local),
        PictureState::Sending => t_string!(i18n, field.picture_sending),
        PictureState::Received => t_string!(i18n, field.picture_received),
    };
    view! { <span class=class><Icon name=icon/> {word}</span> }
}

/// A picture that opens full screen.
#[component]
pub fn PictureTile(
    picture: Picture,
    /// What the picture shows, for those who do not see it: its slot's name.
    #[prop(into)]
    name: Signal<String>,
    on_open: Callback<()>,
) -> impl IntoView {
    let alt = {
        let caption = picture.caption.clone();
        let taken = picture.taken_at.to_minute_text();
        move || match caption.is_empty() {
            true => format!("{} {taken}", name.get()),
            false => format!("{} {caption} {taken}", name.get()),
        }
    };
    view! {
        <button
            type="button" class="picture" data-test=format!("picture-{}", picture.id)
            on:click=move |_| on_open.run(())
        >
            {match picture.address {
                Some(address) => view! { <img src=address alt=alt loading="lazy"/> }.into_any(),
                None => view! { <span class="picture-blank">{alt}</span> }.into_any(),
            }}
            <PictureMark state=picture.state/>
        </button>
    }
}

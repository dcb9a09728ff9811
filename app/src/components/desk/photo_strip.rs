//! A record's photos and signatures as a strip; one opens large with what is known about it.
//! Recordings are played in place; other files are links that download.

use domain::fieldwork::{Attachment, AttachmentKind};
use leptos::prelude::*;

use crate::components::{Dialog, Icon, IconName};
use crate::i18n::*;

/// One picture and where its bytes are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What it is.
    pub attachment: Attachment,
    /// The label of the question it answers.
    pub question: String,
    /// Address of the small picture; `None` while its bytes are not on the server.
    pub thumbnail: Option<String>,
    /// Address of the whole picture.
    pub full: String,
}

/// All pictures of a record.
#[component]
pub fn PhotoStrip(pictures: Vec<Picture>) -> impl IntoView {
    let i18n = use_i18n();
    let opened = RwSignal::new(None::<Picture>);
    let items = pictures
        .into_iter()
        .map(|picture| {
            if matches!(
                picture.attachment.kind,
                AttachmentKind::Audio | AttachmentKind::File
            ) {
                return view! { <li class="strip-file"><FileEntry file=picture/></li> }.into_any();
            }
            let label = picture.question.clone();
            let content = match picture.thumbnail.clone() {
                Some(address) => view! {
                    // The label stands beside it.
                    <img src=address alt="" loading="lazy" width="132" height="99"/>
                }
                .into_any(),
                None => view! {
                    <span class="picture-missing">
                        <Icon name=IconName::Camera/>{t!(i18n, desk.photo_missing)}
                    </span>
                }
                .into_any(),
            };
            let missing = picture.thumbnail.is_none();
            view! {
                <li>
                    <button
                        type="button"
                        class="picture"
                        disabled=missing
                        on:click=move |_| opened.set(Some(picture.clone()))
                    >
                        {content}
                        <span class="picture-label">{label}</span>
                    </button>
                </li>
            }
            .into_any()
        })
        .collect_view();
    let title = Signal::derive(move || opened.get().map(|p| p.question).unwrap_or_default());
    view! {
        <ul class="photo-strip" data-test="photo-strip">{items}</ul>
        <Dialog
            open=Signal::derive(move || opened.get().is_some())
            on_close=move |()| opened.set(None)
            title=title
            close_label=text!(i18n, close)
            wide=true
        >
            {move || opened.get().map(|picture| view! { <LargePicture picture=picture/> })}
        </Dialog>
    }
}

/// A recording with its player, or a file to download; neither before its bytes arrived.
#[component]
fn FileEntry(file: Picture) -> impl IntoView {
    let i18n = use_i18n();
    let kind = file.attachment.kind;
    let word = move || kind_word(i18n, kind);
    let name = match file.attachment.caption.is_empty() {
        true => file.question.clone(),
        false => format!("{} · {}", file.question, file.attachment.caption),
    };
    let content = match (file.thumbnail.is_some(), kind) {
        (false, _) => view! { <span>{t!(i18n, desk.photo_missing)}</span> }.into_any(),
        (true, AttachmentKind::Audio) => view! {
            <audio controls preload="none" src=file.full aria-label=name.clone()></audio>
        }
        .into_any(),
        (true, _) => view! {
            <a class="button" href=file.full download=file.attachment.caption>
                <Icon name=IconName::Import/> {word}
            </a>
        }
        .into_any(),
    };
    view! {
        {content}
        <span class="picture-label">{name}</span>
    }
}

fn kind_word(i18n: leptos_i18n::I18nContext<Locale>, kind: AttachmentKind) -> &'static str {
    match kind {
        AttachmentKind::Photo => t_string!(i18n, desk.kind_photo),
        AttachmentKind::Signature => t_string!(i18n, desk.kind_signature),
        AttachmentKind::Audio => t_string!(i18n, desk.kind_audio),
        AttachmentKind::File => t_string!(i18n, desk.kind_file),
    }
}

#[component]
fn LargePicture(picture: Picture) -> impl IntoView {
    let i18n = use_i18n();
    let attachment = picture.attachment;
    let position = attachment.position.map(|position| {
        format!(
            "{}, {} (±{} m)",
            position.latitude, position.longitude, position.accuracy_m
        )
    });
    let kind = attachment.kind;
    view! {
        <figure class="large-picture">
            <img src=picture.full alt=""/>
            <figcaption>
                {(!attachment.caption.is_empty()).then(|| view! { <p>{attachment.caption}</p> })}
                <dl class="facts">
                    <dt>{t!(i18n, desk.attachment_kind)}</dt>
                    <dd>
                        {move || kind_word(i18n, kind)}
                    </dd>
                    <dt>{t!(i18n, desk.taken_at)}</dt>
                    <dd>{attachment.taken_at.to_minute_text()}</dd>
                    <dt>{t!(i18n, desk.position)}</dt>
                    <dd>
                        {match position {
                            Some(position) => position.into_any(),
                            None => t!(i18n, desk.no_position).into_any(),
                        }}
                    </dd>
                    <dt>{t!(i18n, desk.original_hash)}</dt>
                    <dd class="code break">{attachment.original_sha256.as_str().to_owned()}</dd>
                </dl>
            </figcaption>
        </figure>
    }
}

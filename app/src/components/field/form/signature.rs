//! A signature: a wide line for the pen, or the name typed instead; role and date stand under it.
//! Not here: turning ink into a picture (capture).

use leptos::prelude::*;
use leptos::svg;

use super::handle::{FormHandle, Ink, InkPoint, Picture};
use super::picture::PictureMark;
use super::question::{GroupedQuestion, QuestionWords};
use crate::i18n::*;

/// The signature of one question: what stands, or the pad.
#[component]
pub fn SignaturePad(words: QuestionWords, form: FormHandle) -> impl IntoView {
    let path = words.path.clone();
    let pictures = form.pictures(&path);
    let role = form.text(words.label.clone());
    // A memo: other answers being saved must not draw the pad anew and take half a signature away.
    let signed = Memo::new(move |_| pictures.with(|pictures| pictures.last().cloned()));
    let is_locked = Memo::new(move |_| form.locked.get());
    let pad_path = StoredValue::new(path);
    let standing = move || match signed.get() {
        Some(picture) => view! { <StandingSignature picture role form/> }.into_any(),
        None if is_locked.get() => ().into_any(),
        None => view! { <Pad path=pad_path.get_value() role form/> }.into_any(),
    };
    view! { <GroupedQuestion words form>{standing}</GroupedQuestion> }
}

#[component]
fn StandingSignature(picture: Picture, role: Memo<String>, form: FormHandle) -> impl IntoView {
    let i18n = use_i18n();
    let id = StoredValue::new(picture.id.clone());
    let alt = move || t_string!(i18n, field.signature_of, role = role.get()).to_string();
    view! {
        <figure class="signature-standing">
            {picture.address.map(|address| view! { <img src=address alt=alt/> })}
            <figcaption>
                {move || role.get()} " · " {picture.taken_at.to_minute_text()} " "
                {picture.caption} " " <PictureMark state=picture.state/>
            </figcaption>
            <button
                type="button" class="button button-quiet" hidden=move || form.locked.get()
                on:click=move |_| form.on_remove.run(id.get_value())
            >
                {t!(i18n, field.signature_again)}
            </button>
        </figure>
    }
}

/// The strokes as one SVG path.
fn outline(strokes: &[Vec<InkPoint>]) -> String {
    let mut data = String::new();
    for stroke in strokes {
        for (index, (x, y)) in stroke.iter().enumerate() {
            let command = if index == 0 { 'M' } else { 'L' };
            data.push_str(&format!("{command}{x:.1} {y:.1}"));
        }
        if let [(x, y)] = stroke.as_slice() {
            // A dot: a line of no length is drawn round by its cap.
            data.push_str(&format!("L{x:.1} {y:.1}"));
        }
    }
    data
}

#[component]
fn Pad(path: String, role: Memo<String>, form: FormHandle) -> impl IntoView {
    let i18n = use_i18n();
    let strokes = RwSignal::new(Vec::<Vec<InkPoint>>::new());
    let drawing = StoredValue::new(false);
    let name = RwSignal::new(String::new());
    let pad = NodeRef::<svg::Svg>::new();
    let at = |event: &leptos::ev::PointerEvent| -> InkPoint {
        (f64::from(event.offset_x()), f64::from(event.offset_y()))
    };
    let down = move |event: leptos::ev::PointerEvent| {
        event.prevent_default();
        if let Some(pad) = pad.get_untracked() {
            // Without capture a stroke would end at the edge; the signature stands all the same.
            drop(pad.set_pointer_capture(event.pointer_id()));
        }
        drawing.set_value(true);
        strokes.update(|strokes| strokes.push(vec![at(&event)]));
    };
    let moved = move |event: leptos::ev::PointerEvent| {
        if drawing.get_value() {
            strokes.update(|strokes| {
                strokes
                    .last_mut()
                    .into_iter()
                    .for_each(|s| s.push(at(&event)))
            });
        }
    };
    let up = move |_| drawing.set_value(false);
    let own_path = StoredValue::new(path.clone());
    let finish = move |_| {
        let size = pad.get_untracked().map_or((0.0, 0.0), |pad| {
            (
                f64::from(pad.client_width()),
                f64::from(pad.client_height()),
            )
        });
        let strokes = strokes.get_untracked();
        form.on_signature
            .run((own_path.get_value(), Ink::Drawn { strokes, size }));
    };
    let typed = move |_| {
        let name = name.get_untracked().trim().to_owned();
        form.on_signature
            .run((own_path.get_value(), Ink::Typed(name)));
    };
    let empty = move || strokes.with(Vec::is_empty);
    view! {
        <div class="signature">
            <svg
                node_ref=pad class="signature-pad" data-test=format!("signature-{path}") role="img"
                aria-label=move || {
                    t_string!(i18n, field.signature_pad, role = role.get()).to_string()
                }
                on:pointerdown=down on:pointermove=moved on:pointerup=up on:pointercancel=up
            >
                <path d=move || strokes.with(|strokes| outline(strokes))></path>
            </svg>
            <p class="signature-under">{move || role.get()}</p>
            <div class="button-row">
                <button
                    type="button" class="button button-primary" disabled=empty on:click=finish
                    data-test=format!("signature-done-{path}")
                >
                    {t!(i18n, field.signature_done)}
                </button>
                <button
                    type="button" class="button" disabled=empty
                    on:click=move |_| strokes.set(Vec::new())
                >
                    {t!(i18n, field.signature_clear)}
                </button>
            </div>
            <details class="signature-typed">
                <summary>{t!(i18n, field.signature_type_instead)}</summary>
                <label>
                    <span>{t!(i18n, field.signature_name)}</span>
                    <input
                        class="input" type="text" autocomplete="off" maxlength="40"
                        data-test=format!("signature-name-{path}")
                        prop:value=move || name.get()
                        on:input=move |event| name.set(event_target_value(&event))
                    />
                </label>
                <button
                    type="button" class="button" data-test=format!("signature-typed-{path}")
                    disabled=move || name.with(|name| name.trim().is_empty()) on:click=typed
                >
                    {t!(i18n, field.signature_use_name)}
                </button>
            </details>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::outline;

    #[test]
    fn strokes_become_one_path_and_a_tap_becomes_a_dot() {
        let strokes = [vec![(1.0, 2.0), (3.0, 4.5)], vec![(9.0, 9.0)]];
        assert_eq!(outline(&strokes), "M1.0 2.0L3.0 4.5M9.0 9.0L9.0 9.0");
    }
}

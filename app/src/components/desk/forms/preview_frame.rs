//! The draft as a tablet or phone would show it: a frame of the device's size, made smaller to fit.
//! What runs in it is the field app's own preview page. Not here: the form engine.

use leptos::html;
use leptos::prelude::*;

use crate::i18n::*;
use crate::platform;

/// A device: width and height in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Device {
    width: u16,
    height: u16,
}

const DEVICES: [Device; 3] = [
    Device {
        width: 1180,
        height: 820,
    },
    Device {
        width: 820,
        height: 1180,
    },
    Device {
        width: 390,
        height: 844,
    },
];

/// The frame with its switches. `message` is sent to the page in the frame whenever it changes, and
/// when `ready` counts up: the page has asked for it.
#[component]
pub fn PreviewFrame(
    #[prop(into)] address: Signal<String>,
    #[prop(into)] message: Signal<String>,
    #[prop(into)] ready: Signal<u32>,
    #[prop(into)] languages: Signal<Vec<String>>,
    language: RwSignal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let device = RwSignal::new(DEVICES[0]);
    let frame = NodeRef::<html::Iframe>::new();
    let place = NodeRef::<html::Div>::new();
    let room = RwSignal::new(0.0);
    let watched = StoredValue::new_local(None);
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            let seen = platform::on_width(&place, move |width| {
                room.try_set(width);
            });
            watched.set_value(Some(seen));
        }
    });
    Effect::new(move |_| {
        let (text, _) = (message.get(), ready.get());
        if let Some(frame) = frame.get() {
            platform::tell_frame(&frame, &text);
        }
    });
    let style = move || {
        let (device, room) = (device.get(), room.get());
        let scale = if room > 0.0 {
            (room / f64::from(device.width)).min(1.0)
        } else {
            1.0
        };
        format!(
            "--width:{}px;--height:{}px;--scale:{scale:.4}",
            device.width, device.height
        )
    };
    view! {
        <div class="preview-bar">
            <DeviceSwitch device/>
            <LanguageChoice languages language/>
        </div>
        <div class="preview-place" node_ref=place style=style>
            <iframe
                node_ref=frame class="preview-frame" data-test="preview-frame"
                title=move || t_string!(i18n, forms.preview_title)
                src=move || address.get()
            ></iframe>
        </div>
    }
}

#[component]
fn DeviceSwitch(device: RwSignal<Device>) -> impl IntoView {
    let i18n = use_i18n();
    let word = move |place: usize| match place {
        0 => t_string!(i18n, forms.tablet_landscape),
        1 => t_string!(i18n, forms.tablet_portrait),
        _ => t_string!(i18n, forms.phone),
    };
    let option = move |(place, choice): (usize, Device)| {
        view! {
            <button
                type="button" class="switch-option"
                data-test=format!("preview-{}", choice.width)
                aria-pressed=move || (device.get() == choice).to_string()
                on:click=move |_| device.set(choice)
            >
                {move || word(place)}
            </button>
        }
    };
    view! {
        <div class="switch" role="group" aria-label=move || t_string!(i18n, forms.preview_device)>
            {DEVICES.into_iter().enumerate().map(option).collect_view()}
        </div>
    }
}

/// The languages of the form; none to choose where there is one.
#[component]
fn LanguageChoice(languages: Signal<Vec<String>>, language: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let languages = Memo::new(move |_| languages.get());
    let option = move |name: String| {
        let (own, set, shown) = (name.clone(), name.clone(), name);
        view! {
            <button
                type="button" class="switch-option"
                aria-pressed=move || language.with(|language| *language == own).to_string()
                on:click=move |_| language.set(set.clone())
            >
                {shown}
            </button>
        }
    };
    view! {
        <Show when=move || { languages.with(Vec::len) > 1 }>
            <div
                class="switch" role="group"
                aria-label=move || t_string!(i18n, forms.preview_language)
            >
                {move || languages.get().into_iter().map(option).collect_view()}
            </div>
        </Show>
    }
}

//! One site in the list: its name, what is done there, where it stands.

use leptos::prelude::*;

use crate::components::{Icon, IconName};
use crate::i18n::*;

/// Where a site's inspection stands, for the chip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiteChip {
    /// Nothing written yet.
    Untouched,
    /// Being worked on.
    Working,
    /// Finished here, not yet on the server.
    Finished,
    /// On the server, waiting for review.
    Submitted,
    /// Sent back.
    Returned,
    /// Refused by the form's own rules when it arrived.
    Held,
    /// Accepted.
    Accepted,
    /// The same answer was changed on two devices.
    Conflict,
}

impl SiteChip {
    /// Whether it came back to be mended: such work stands on top.
    pub fn came_back(self) -> bool {
        matches!(self, SiteChip::Returned | SiteChip::Held)
    }
}

/// What a row shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteCard {
    /// 项目编码.
    pub code: String,
    /// 项目名称.
    pub name: String,
    /// 实施单位.
    pub unit: String,
    /// 乡镇街道.
    pub township: String,
    /// Metres from here, when both places are known.
    pub distance_m: Option<u32>,
    /// Finished inspections out of one.
    pub inspection: (u32, u32),
    /// Questionnaires out of the quota.
    pub questionnaires: (u32, u32),
    /// Required photo slots that have a picture.
    pub photos: (u32, u32),
    /// The state.
    pub chip: SiteChip,
    /// The first sentence of the reason, for a returned site.
    pub returned_because: Option<String>,
}

/// `850 m` below a kilometre, else `3.2 km`.
fn distance_text(metres: u32) -> String {
    match metres {
        0..1000 => format!("{metres} m"),
        _ => format!("{}.{} km", metres / 1000, metres % 1000 / 100),
    }
}

/// A link to the site.
#[component]
pub fn SiteRow(card: SiteCard, #[prop(into)] selected: Signal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let place = match card.township.is_empty() {
        true => card.unit.clone(),
        false => format!("{} · {}", card.unit, card.township),
    };
    let href = format!("/field/sites/{}", card.code);
    let test = format!("site-row-{}", card.code);
    let inspection = Signal::derive(move || t_string!(i18n, tablet.meter_inspection).to_owned());
    let questionnaires =
        Signal::derive(move || t_string!(i18n, tablet.meter_questionnaires).to_owned());
    let photos = Signal::derive(move || t_string!(i18n, tablet.meter_photos).to_owned());
    view! {
        <a
            class="site-row" href=href data-test=test
            aria-current=move || selected.get().then_some("page")
        >
            <span class="site-head">
                <span class="site-name">{card.name}</span>
                <StateChip chip=card.chip/>
            </span>
            <span class="site-place">
                {card.code} " · " {place}
                {card.distance_m.map(|metres| view! {
                    <span class="site-distance number">
                        <Icon name=IconName::Place/> {distance_text(metres)}
                    </span>
                })}
            </span>
            {card.returned_because.map(|reason| {
                view! { <span class="site-reason">{reason}</span> }
            })}
            <span class="site-meters">
                <SmallMeter label=inspection count=card.inspection/>
                <SmallMeter label=questionnaires count=card.questionnaires/>
                <SmallMeter label=photos count=card.photos/>
            </span>
        </a>
    }
}

/// The state as an icon and a word.
#[component]
pub fn StateChip(chip: SiteChip) -> impl IntoView {
    let i18n = use_i18n();
    let (class, icon) = match chip {
        SiteChip::Untouched => ("state-chip", IconName::Clock),
        SiteChip::Working => ("state-chip state-working", IconName::Paper),
        SiteChip::Finished => ("state-chip state-working", IconName::Export),
        SiteChip::Submitted => ("state-chip state-working", IconName::Done),
        SiteChip::Returned | SiteChip::Held | SiteChip::Conflict => {
            ("state-chip state-bad", IconName::Problem)
        }
        SiteChip::Accepted => ("state-chip state-good", IconName::Done),
    };
    let word = move || match chip {
        SiteChip::Untouched => t_string!(i18n, field.state_untouched),
        SiteChip::Working => t_string!(i18n, field.state_working),
        SiteChip::Finished => t_string!(i18n, field.state_finished),
        SiteChip::Submitted => t_string!(i18n, field.state_submitted),
        SiteChip::Returned => t_string!(i18n, field.state_returned),
        SiteChip::Held => t_string!(i18n, field.state_held),
        SiteChip::Accepted => t_string!(i18n, field.state_accepted),
        SiteChip::Conflict => t_string!(i18n, field.state_conflict),
    };
    view! { <span class=class><Icon name=icon/> {word}</span> }
}

#[component]
fn SmallMeter(label: Signal<String>, count: (u32, u32)) -> impl IntoView {
    let (done, planned) = count;
    let width = (u64::from(done) * 100)
        .checked_div(u64::from(planned))
        .unwrap_or(0)
        .min(100);
    let full = planned > 0 && done >= planned;
    view! {
        <span class="small-meter" class:small-meter-full=full>
            <span class="small-meter-label">
                {move || label.get()} " " <span class="number">{format!("{done}/{planned}")}</span>
            </span>
            <span class="small-meter-bar" aria-hidden="true">
                <span class="small-meter-fill" style=format!("inline-size:{width}%")></span>
            </span>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::distance_text;

    #[test]
    fn distances_are_short_to_read() {
        assert_eq!(distance_text(850), "850 m");
        assert_eq!(distance_text(1000), "1.0 km");
        assert_eq!(distance_text(12_345), "12.3 km");
    }
}

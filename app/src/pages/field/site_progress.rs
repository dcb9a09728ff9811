//! How far the work at each site is, as the list and the site's page show it. Not here: what counts
//! as evidence (the server says so), the drawing of the cards.

use std::collections::BTreeMap;

use domain::fieldwork::{AttachmentKind, Position, RecordBody, RecordKind, RecordState};
use domain::ids::{FormId, ProjectCode};
use domain::instrument::{Instrument, InstrumentKind, Node, QuestionType};
use domain::wire::{Pack, PackSite};

use super::distance::metres_between;
use crate::components::field::{SiteCard, SiteChip};
use crate::state::LocalRecord;

/// The site with this project code.
pub fn site_of(pack: &Pack, code: &str) -> Option<PackSite> {
    pack.sites
        .iter()
        .find(|site| site.project.code.as_str() == code)
        .cloned()
}

/// The inspection of a site, once something was written.
pub fn inspection_of(records: &[LocalRecord], site: &PackSite) -> Option<LocalRecord> {
    records
        .iter()
        .find(|record| record.doc_id == site.inspection)
        .cloned()
}

/// A form's id and version, as a record pins them.
pub type FormKey = (FormId, String);

/// What a record pins.
pub fn form_key(record: &LocalRecord) -> FormKey {
    (record.form_id.clone(), record.form_version.clone())
}

/// The form version a record pins; for a record that is yet to be begun, the pack's form of that
/// kind. `None` when the pack does not hold that version.
pub fn form_of<'a>(
    pack: &'a Pack,
    kind: InstrumentKind,
    pinned: Option<&FormKey>,
) -> Option<&'a Instrument> {
    let mut forms = pack.instruments.iter().filter(|form| form.kind == kind);
    match pinned {
        Some((id, version)) => forms.find(|form| form.form_id == *id && form.version == *version),
        None => forms.next(),
    }
}

/// A named place for photos.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The question's form path.
    pub path: String,
    /// The question.
    pub node: Node,
    /// Whether the form demands it.
    pub required: bool,
}

/// The photo questions of a form, without signatures.
pub fn photo_slots(form: &Instrument) -> Vec<Slot> {
    let nodes = form.walk().into_iter();
    nodes
        .filter_map(|node| match node {
            Node::Question {
                path,
                question_type: QuestionType::Image,
                appearance,
                required,
                ..
            } if !appearance.contains("signature") => Some(Slot {
                path: path.clone(),
                node: node.clone(),
                required: *required,
            }),
            _ => None,
        })
        .collect()
}

fn has_photo(body: Option<&RecordBody>, path: &str) -> bool {
    body.is_some_and(|body| {
        let mut photos = body
            .attachments
            .values()
            .filter(|a| a.kind == AttachmentKind::Photo);
        photos.any(|photo| photo.path == path)
    })
}

/// Required slots that have a picture, and how many are required.
pub fn photo_count(form: Option<&Instrument>, body: Option<&RecordBody>) -> (u32, u32) {
    let slots = form.map(photo_slots).unwrap_or_default();
    // A 否 demands its photo only while it stands; those are listed in the form, not in the meter.
    let named: Vec<Slot> = slots
        .into_iter()
        .filter(|s| s.required && !s.path.ends_with("_photo"))
        .collect();
    let filled = named
        .iter()
        .filter(|slot| has_photo(body, &slot.path))
        .count();
    (filled as u32, named.len() as u32)
}

/// Finished questionnaires of a site on this device.
pub fn questionnaire_count(records: &[LocalRecord], site: &PackSite) -> u32 {
    let of_site = |record: &&LocalRecord| {
        record.kind == RecordKind::QuestionnaireResponse
            && record.project_code == site.project.code
            && record.body.finalised_at.is_some()
    };
    records.iter().filter(of_site).count() as u32
}

/// The questionnaires of a site, by who has them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Collected {
    /// On this tablet: its own, and those that another tablet of the same person sent.
    pub mine: u32,
    /// Collected by others, as the server last said.
    pub others: u32,
    /// Both.
    pub total: u32,
}

/// Joins the two counts; they never overlap, because the server counts only other people's.
pub fn collected(mine: u32, others: u32) -> Collected {
    Collected {
        mine,
        others,
        total: mine + others,
    }
}

/// Whether the work came back, by a reviewer or by the server's check, and has not been finished
/// again since.
pub fn is_returned(record: &LocalRecord) -> bool {
    record.state.is_some_and(RecordState::waits_for_mending)
        && (record.body.finalised_at.is_none() || !record.dirty)
}

/// Whether nothing may be changed: finished and not sent back, or accepted.
pub fn is_locked(record: &LocalRecord) -> bool {
    record.state == Some(RecordState::Accepted)
        || (record.body.finalised_at.is_some() && !is_returned(record))
}

/// Where an inspection stands.
pub fn chip_of(record: Option<&LocalRecord>) -> SiteChip {
    let Some(record) = record else {
        return SiteChip::Untouched;
    };
    if !record.conflicts.is_empty() || record.state == Some(RecordState::Conflict) {
        return SiteChip::Conflict;
    }
    if is_returned(record) {
        return match record.state {
            Some(RecordState::Held) => SiteChip::Held,
            _ => SiteChip::Returned,
        };
    }
    match (record.state, record.body.finalised_at) {
        (Some(RecordState::Accepted), _) => SiteChip::Accepted,
        (Some(RecordState::Submitted), Some(_)) if !record.dirty => SiteChip::Submitted,
        (_, Some(_)) => SiteChip::Finished,
        (_, None) => SiteChip::Working,
    }
}

/// Up to and with the first full stop, Chinese or Latin.
pub fn first_sentence(text: &str) -> String {
    let end = text.find(['。', '！', '？', '\n', '.', '!', '?']);
    let cut = end.and_then(|start| {
        let mark = text[start..].chars().next()?;
        text.get(..start + mark.len_utf8())
    });
    cut.unwrap_or(text).trim().to_owned()
}

/// The cards of all sites, in the order of the sample.
pub fn site_cards(
    pack: &Pack,
    records: &[LocalRecord],
    by_others: &BTreeMap<ProjectCode, u32>,
    here: Option<&Position>,
) -> Vec<SiteCard> {
    let card = |site: &PackSite| {
        let record = inspection_of(records, site);
        let pinned = record.as_ref().map(form_key);
        let form = form_of(pack, InstrumentKind::SiteInspection, pinned.as_ref());
        let body = record.as_ref().map(|record| &record.body);
        let finished = body.is_some_and(|body| body.finalised_at.is_some())
            && !record.as_ref().is_some_and(is_returned);
        let returned = record.as_ref().filter(|record| is_returned(record));
        SiteCard {
            code: site.project.code.0.clone(),
            name: site.project.name.clone(),
            unit: site.project.unit.clone(),
            township: site.project.township.clone(),
            distance_m: here.and_then(|here| metres_between(here, &site.project)),
            inspection: (u32::from(finished), 1),
            questionnaires: (
                questionnaire_count(records, site)
                    + by_others.get(&site.project.code).copied().unwrap_or(0),
                pack.engagement.questionnaires_per_site,
            ),
            photos: photo_count(form, body),
            chip: chip_of(record.as_ref()),
            returned_because: returned
                .and_then(|record| record.review.as_ref())
                .map(|review| first_sentence(&review.reason)),
        }
    };
    pack.sites.iter().map(card).collect()
}

#[cfg(test)]
mod tests {
    use domain::time::Timestamp;

    use super::*;

    fn record(state: Option<RecordState>, finalised: bool, dirty: bool) -> LocalRecord {
        LocalRecord {
            doc_id: "d".into(),
            kind: RecordKind::SiteInspection,
            project_code: "DL0001".into(),
            form_id: "f".into(),
            form_version: "1".to_owned(),
            base_rev: 1,
            body: RecordBody {
                finalised_at: finalised.then_some(Timestamp(1)),
                ..RecordBody::default()
            },
            state,
            review: None,
            dirty,
            photos_received: 0,
            conflicts: Vec::new(),
            number: None,
        }
    }

    #[test]
    fn returned_work_opens_again_and_locks_when_it_is_finished_again() {
        use RecordState::{Accepted, Held, Returned, Submitted};
        let back = record(Some(Returned), true, false);
        assert!(is_returned(&back) && !is_locked(&back));
        let being_mended = record(Some(Returned), false, true);
        assert!(is_returned(&being_mended) && !is_locked(&being_mended));
        let finished_again = record(Some(Returned), true, true);
        assert!(is_locked(&finished_again));
        assert_eq!(chip_of(Some(&finished_again)), SiteChip::Finished);
        let held = record(Some(Held), true, false);
        assert!(!is_locked(&held));
        assert_eq!(chip_of(Some(&held)), SiteChip::Held);
        assert!(is_locked(&record(Some(Held), true, true)));
        assert!(is_locked(&record(Some(Submitted), true, false)));
        assert!(is_locked(&record(Some(Accepted), true, false)));
        assert_eq!(chip_of(None), SiteChip::Untouched);
    }

    #[test]
    fn the_list_shows_only_the_first_sentence_of_a_reason() {
        assert_eq!(first_sentence("照片不清楚。请重拍。"), "照片不清楚。");
        assert_eq!(first_sentence("Blurred. Again."), "Blurred.");
        assert_eq!(first_sentence("请重拍"), "请重拍");
    }
}

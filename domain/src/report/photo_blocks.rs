//! Plates that people put into the report: a paragraph of nothing but photo references, with a
//! caption on a line of its own before them where one is wanted, stands as a plate. Amid words a
//! photo reference is the picture's index number. Not here: storing (`editing`).

use super::composer::figure;
use super::figure_numbers::UNNUMBERED;
use super::inputs::{PlatePhoto, ReportInputs};
use super::model::{PhotoPlate, Span};
use super::photos;
use crate::scoring::FactReference;

/// Before the index number in a reference: `{{photo:P-012-05}}`.
pub(super) const PHOTO: &str = "photo:";

/// The photo with this index number.
pub(super) fn photo<'i>(inputs: &'i ReportInputs, index: &str) -> Option<&'i PlatePhoto> {
    inputs.photos.iter().find(|photo| photo.index == index)
}

/// What the reference gives amid words.
pub(super) fn photo_span(inputs: &ReportInputs, index: &str) -> Option<Span> {
    let photo = photo(inputs, index.trim())?;
    let fact = FactReference::Record {
        record: photo.record.clone(),
        project_code: photo.project_code.clone(),
        path: Some(photo.path.clone()),
    };
    Some(figure(&photo.index, vec![fact]))
}

/// The plate that a text stands for, each picture once; `None` for any other text, and where a
/// reference leads nowhere.
pub(super) fn plate_of(text: &str, inputs: &ReportInputs) -> Option<PhotoPlate> {
    let text = text.trim();
    let (title, references) = match text.split_once('\n') {
        Some((title, rest)) if !title.contains("{{") => (title.trim(), rest),
        _ => ("", text),
    };
    let mut found: Vec<&PlatePhoto> = Vec::new();
    let mut rest = references.trim();
    while !rest.is_empty() {
        let (name, behind) = rest.strip_prefix("{{")?.split_once("}}")?;
        let photo = photo(inputs, name.trim().strip_prefix(PHOTO)?.trim())?;
        if !found.iter().any(|known| known.sha256 == photo.sha256) {
            found.push(photo);
        }
        let is_between = |c: char| c.is_whitespace() || matches!(c, '、' | '，' | ',');
        rest = behind.trim_start_matches(is_between);
    }
    let first = found.first()?;
    let of_one_site = found
        .iter()
        .all(|photo| photo.project_code == first.project_code);
    let title = match title {
        "" if of_one_site => format!("{}现场照片", first.project_name),
        "" => "现场照片".to_owned(),
        title => title.to_owned(),
    };
    Some(PhotoPlate {
        number: UNNUMBERED,
        title,
        per_page: photos::per_page(found.len()),
        photos: found
            .into_iter()
            .map(|photo| photos::plate_photo(photo, true))
            .collect(),
    })
}

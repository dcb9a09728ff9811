//! Index numbers of working papers 底稿索引号 (domain.md §6.4). Not here: review signatures.

/// The index number of the inspection sheet of the `ordinal`-th sampled site (from 1): `X-012`.
pub fn inspection_index(ordinal: usize) -> String {
    format!("X-{ordinal:03}")
}

/// The index number of the `number`-th photo (from 1) at the `ordinal`-th site: `P-012-05`.
pub fn photo_index(ordinal: usize, number: usize) -> String {
    format!("P-{ordinal:03}-{number:02}")
}

/// The index number of the `number`-th finding (from 1): `S-003`.
pub fn finding_index(number: usize) -> String {
    format!("S-{number:03}")
}

/// The index number of the `ordinal`-th requested document (from 1): `Q-03`.
pub fn document_index(ordinal: u32) -> String {
    format!("Q-{ordinal:02}")
}

/// The index number of an indicator's working paper, which holds its mark or its figures: `C11-01`.
pub fn indicator_index(code: &crate::ids::IndicatorCode) -> String {
    format!("{code}-01")
}

/// The index number of the `place`-th questionnaire of the report (from 1): `W-01`.
pub fn survey_index(place: usize) -> String {
    format!("W-{place:02}")
}

/// The index number of the `number`-th interview (from 1): `F-03`. Given by the server when the
/// record first arrives, so that the numbers of an engagement have no holes.
pub fn interview_index(number: u32) -> String {
    format!("F-{number:02}")
}

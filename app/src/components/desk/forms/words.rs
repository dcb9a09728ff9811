//! The words for what forms consist of. Each follows the language, so call them in closures.

use domain::form_design::Comparison;
use domain::instrument::{InstrumentKind, Translations, label};

use crate::components::desk::words::Words;
use crate::i18n::*;

/// A text in the screen's language, else any.
pub fn in_words(i18n: Words, text: &Translations) -> String {
    let tag = match i18n.get_locale() {
        Locale::zh_CN => "zh",
        Locale::en => "en",
    };
    label(text, tag).to_owned()
}

/// A question type in words; a type the designer does not offer as XLSForm names it.
pub fn type_word(i18n: Words, question_type: &str) -> String {
    let word = match question_type {
        "text" => t_string!(i18n, forms.type_text),
        "integer" => t_string!(i18n, forms.type_integer),
        "decimal" => t_string!(i18n, forms.type_decimal),
        "range" => t_string!(i18n, forms.type_range),
        "date" => t_string!(i18n, forms.type_date),
        "time" => t_string!(i18n, forms.type_time),
        "dateTime" => t_string!(i18n, forms.type_date_time),
        "note" => t_string!(i18n, forms.type_note),
        "acknowledge" => t_string!(i18n, forms.type_acknowledge),
        "select_one" => t_string!(i18n, forms.type_select_one),
        "select_multiple" => t_string!(i18n, forms.type_select_multiple),
        "rank" => t_string!(i18n, forms.type_rank),
        "image" => t_string!(i18n, forms.type_image),
        "audio" => t_string!(i18n, forms.type_audio),
        "file" => t_string!(i18n, forms.type_file),
        "barcode" => t_string!(i18n, forms.type_barcode),
        "geopoint" => t_string!(i18n, forms.type_geopoint),
        "calculate" => t_string!(i18n, forms.type_calculate),
        "hidden" => t_string!(i18n, forms.type_hidden),
        "start" | "end" | "today" | "deviceid" | "username" => {
            t_string!(i18n, forms.type_metadata)
        }
        "begin group" | "begin_group" => t_string!(i18n, forms.type_group),
        "begin repeat" | "begin_repeat" => t_string!(i18n, forms.type_repeat),
        other => return other.to_owned(),
    };
    word.to_owned()
}

/// What a form is for.
pub fn kind_word(i18n: Words, kind: Option<InstrumentKind>) -> &'static str {
    match kind {
        Some(InstrumentKind::SiteInspection) => t_string!(i18n, forms.kind_site_inspection),
        Some(InstrumentKind::Questionnaire) => t_string!(i18n, forms.kind_questionnaire),
        Some(InstrumentKind::Interview) => t_string!(i18n, forms.kind_interview),
        Some(InstrumentKind::DocumentList) => t_string!(i18n, forms.kind_document_list),
        None => t_string!(i18n, forms.kind_unknown),
    }
}

/// A comparison between question and value.
pub fn comparison_word(i18n: Words, comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Is => t_string!(i18n, forms.compare_is),
        Comparison::IsNot => t_string!(i18n, forms.compare_is_not),
        Comparison::Includes => t_string!(i18n, forms.compare_includes),
        Comparison::IncludesNot => t_string!(i18n, forms.compare_includes_not),
        Comparison::AtLeast => t_string!(i18n, forms.compare_at_least),
        Comparison::AtMost => t_string!(i18n, forms.compare_at_most),
        Comparison::MoreThan => t_string!(i18n, forms.compare_more_than),
        Comparison::LessThan => t_string!(i18n, forms.compare_less_than),
        Comparison::IsAnswered => t_string!(i18n, forms.compare_is_answered),
        Comparison::IsNotAnswered => t_string!(i18n, forms.compare_is_not_answered),
    }
}

/// A column or rule of the survey sheet; one the designer does not know as the sheet names it.
pub fn column_word(i18n: Words, column: &str) -> String {
    let word = match column {
        "label" => t_string!(i18n, forms.label),
        "hint" => t_string!(i18n, forms.hint),
        "required" => t_string!(i18n, forms.required),
        "relevant" => t_string!(i18n, forms.show_if),
        "constraint" => t_string!(i18n, forms.constraint),
        "constraint_message" => t_string!(i18n, forms.constraint_message),
        "calculation" => t_string!(i18n, forms.calculation),
        "choice_filter" => t_string!(i18n, forms.choice_filter),
        "read_only" => t_string!(i18n, forms.read_only),
        "default" => t_string!(i18n, forms.default_value),
        "appearance" => t_string!(i18n, forms.appearance),
        "bind::kp:indicator" => t_string!(i18n, forms.indicators),
        "bind::kp:weight" => t_string!(i18n, forms.weight),
        "bind::kp:role" => t_string!(i18n, forms.role),
        "bind::kp:severity_if_no" => t_string!(i18n, forms.severity_if_no),
        "bind::kp:finding_title" => t_string!(i18n, forms.finding_title),
        "bind::kp:photo_min" => t_string!(i18n, forms.photo_min),
        "bind::kp:tolerance" => t_string!(i18n, forms.tolerance),
        "bind::kp:unit" => t_string!(i18n, forms.unit),
        "bind::kp:from" => t_string!(i18n, forms.from),
        other => return other.to_owned(),
    };
    word.to_owned()
}

//! Failures and refusals in words: what happened, what is safe, what to do.

use domain::sync::RejectReason;
use leptos_i18n::I18nContext;

use crate::i18n::*;
use crate::state::Failure;

/// The context in which texts are looked up.
pub type Texts = I18nContext<Locale>;

/// A failure as a sentence.
pub fn failure_text(i18n: Texts, failure: &Failure) -> String {
    match failure {
        Failure::Offline => t_string!(i18n, field.failure_offline).to_owned(),
        Failure::SignedOut => t_string!(i18n, field.failure_signed_out).to_owned(),
        Failure::Storage(reason) => {
            t_string!(i18n, field.failure_storage, reason = reason.clone()).to_string()
        }
        Failure::Problems(problems) => {
            let texts: Vec<String> = problems
                .iter()
                .map(|problem| problem_text(i18n.get_locale(), problem))
                .collect();
            t_string!(i18n, field.failure_problems, problems = texts.join(" ")).to_string()
        }
    }
}

/// Why the server refused a revision.
pub fn refusal_text(i18n: Texts, reason: RejectReason) -> String {
    match reason {
        RejectReason::HashMismatch => t_string!(i18n, field.refused_hash),
        RejectReason::UnknownDevice => t_string!(i18n, field.refused_device),
        RejectReason::UnknownFormVersion => t_string!(i18n, field.refused_form),
        RejectReason::NotAssigned => t_string!(i18n, field.refused_site),
        RejectReason::WrongDocument => t_string!(i18n, field.refused_document),
        RejectReason::UnknownBase => t_string!(i18n, field.refused_base),
        RejectReason::Finalised => t_string!(i18n, field.refused_finalised),
        RejectReason::TooLarge => t_string!(i18n, field.refused_large),
        RejectReason::QuarantineFull => t_string!(i18n, field.refused_full),
    }
    .to_owned()
}

/// What a person can do about a refusal; everything stays on the tablet meanwhile.
pub fn way_out_text(i18n: Texts, reason: RejectReason) -> String {
    match reason {
        RejectReason::HashMismatch => t_string!(i18n, passport.way_hash),
        RejectReason::UnknownDevice => t_string!(i18n, passport.way_device),
        RejectReason::UnknownFormVersion => t_string!(i18n, passport.way_form),
        RejectReason::NotAssigned => t_string!(i18n, passport.way_site),
        RejectReason::WrongDocument => t_string!(i18n, passport.way_document),
        RejectReason::UnknownBase => t_string!(i18n, passport.way_base),
        RejectReason::Finalised => t_string!(i18n, passport.way_finalised),
        RejectReason::TooLarge => t_string!(i18n, passport.way_large),
        RejectReason::QuarantineFull => t_string!(i18n, passport.way_full),
    }
    .to_owned()
}

/// The tag of the screen's language, as forms and speech use it.
pub fn language_tag(i18n: Texts) -> String {
    match i18n.get_locale() {
        Locale::zh_CN => "zh-CN",
        Locale::en => "en",
    }
    .to_owned()
}

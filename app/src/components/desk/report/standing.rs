//! Where the report stands: its stage in words, signatures that hold, signatures that an edit
//! voided, the consultation, what was issued. Not here: what may be done next
//! (`review_steps`, `sign_form`).

use domain::review::{SignOff, Standing};
use domain::wire::IssuedReport;
use leptos::prelude::*;

use super::words::{level_word, stage_text};
use crate::components::{Icon, IconName};
use crate::i18n::*;

/// All of it, to be read.
#[component]
pub fn StandingView(standing: Standing, issued: Vec<IssuedReport>) -> impl IntoView {
    let i18n = use_i18n();
    let Standing {
        stage,
        valid,
        void,
        consultation,
        correction,
        ..
    } = standing;
    let nobody = valid.is_empty() && void.is_empty();
    view! {
        <section class="side-part">
            <p class="review-stage" role="status" data-test="review-stage">
                {move || stage_text(i18n, &stage)}
            </p>
            {correction.map(|(number, reason)| view! {
                <p class="soft">{t!(i18n, reports.corrects, number = number)}" "{reason}</p>
            })}
            {consultation.map(|consultation| view! {
                <p class="soft" data-test="review-deadline-shown">
                    {t!(i18n, reports.consulted_until, day = consultation.deadline)}
                </p>
            })}
            <h3>{t!(i18n, reports.sign_offs)}</h3>
            <p class="soft" hidden=!nobody>{t!(i18n, reports.no_sign_offs)}</p>
            <ul class="plain-list" data-test="sign-offs">
                {valid.into_iter().map(|it| view! { <Signed sign_off=it valid=true/> })
                    .collect_view()}
                {void.into_iter().map(|it| view! { <Signed sign_off=it valid=false/> })
                    .collect_view()}
            </ul>
            {issued.into_iter().map(|report| view! { <Issued report/> }).collect_view()}
        </section>
    }
}

#[component]
fn Signed(sign_off: SignOff, valid: bool) -> impl IntoView {
    let i18n = use_i18n();
    let level = sign_off.level;
    let who = view! {
        {move || level_word(i18n, level)}" · "{sign_off.name}" "
        {sign_off.certificate}" · "<time>{sign_off.at.to_minute_text()}</time>
    };
    let line = match valid {
        true => view! {
            <span class="verdict verdict-good"><Icon name=IconName::Done/></span><span>{who}</span>
        }
        .into_any(),
        false => view! {
            <span class="verdict verdict-warn"><Icon name=IconName::Problem/></span>
            <span><del>{who}</del>" "{t!(i18n, reports.voided)}</span>
        }
        .into_any(),
    };
    view! {
        <li class="signed" class:signed-void=!valid>{line}</li>
        {(!sign_off.score_change_reason.is_empty()).then(|| view! {
            <li class="soft">{sign_off.score_change_reason}</li>
        })}
    }
}

#[component]
fn Issued(report: IssuedReport) -> impl IntoView {
    let i18n = use_i18n();
    let published = !report.published_on.is_empty();
    let day = match published {
        true => report.published_on,
        false => report.publication_due,
    };
    let publication = move || match published {
        true => t_string!(i18n, reports.published_on, day = day.as_str()).to_string(),
        false => t_string!(i18n, reports.publish_until, day = day.as_str()).to_string(),
    };
    view! {
        <div class="issued" data-test="issued">
            <p><strong>{report.number}</strong>" · "{report.day}" · "{report.name}</p>
            <p class="soft">
                {t!(i18n, reports.total_and_grade, total = report.total.to_string(),
                    grade = report.grade)}
            </p>
            <p class="soft">{publication}</p>
            <p class="soft">{t!(i18n, reports.archive_until, day = report.archive_due)}</p>
            {(!report.correction.is_empty()).then(|| view! {
                <p class="soft">
                    {t!(i18n, reports.corrects, number = report.corrects)}" "{report.correction}
                </p>
            })}
        </div>
    }
}

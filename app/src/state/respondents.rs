//! The calls of 问卷发放, as the desk's screens see them. Not here: the respondents' own pages,
//! which are no part of the app.

use domain::respondent::RespondentSettings;
use domain::wire::{
    CodeAction, CodeRequest, MadeCodes, NewBatch, NewPoster, PosterChange, RespondentsView, Roster,
    urls,
};

use super::Failure;
use super::app::api;

/// The room at a glance.
pub async fn find(engagement: &str) -> Result<RespondentsView, Failure> {
    Ok(api().respondents(engagement).await?)
}

/// Sets the notice and the day's close.
pub async fn save_settings(
    engagement: &str,
    settings: &RespondentSettings,
) -> Result<RespondentsView, Failure> {
    Ok(api().put_respondent_settings(engagement, settings).await?)
}

/// Makes single-use codes; they are shown this once.
pub async fn make_codes(engagement: &str, wanted: &NewBatch) -> Result<MadeCodes, Failure> {
    Ok(api().make_codes(engagement, wanted).await?)
}

/// The roster of a batch.
pub async fn roster(engagement: &str, batch: &str) -> Result<Roster, Failure> {
    Ok(api().roster(engagement, batch).await?)
}

/// Replaces or cancels a code.
pub async fn change_code(
    engagement: &str,
    code: &str,
    action: CodeAction,
) -> Result<MadeCodes, Failure> {
    let request = CodeRequest { action };
    Ok(api().change_code(engagement, code, request).await?)
}

/// Puts up a poster.
pub async fn make_poster(engagement: &str, wanted: &NewPoster) -> Result<RespondentsView, Failure> {
    Ok(api().make_poster(engagement, wanted).await?)
}

/// Changes a poster's terms.
pub async fn change_poster(
    engagement: &str,
    poster: &str,
    terms: &PosterChange,
) -> Result<RespondentsView, Failure> {
    Ok(api().change_poster(engagement, poster, terms).await?)
}

/// Where the cards of codes just shown are printed: a form posts them there.
pub fn cards_url(engagement: &str) -> String {
    api().address(&urls::fill(urls::RESPONDENT_CARDS, &[engagement]))
}

/// A poster's paper.
pub fn poster_url(engagement: &str, poster: &str) -> String {
    api().address(&urls::fill(urls::RESPONDENT_PAPER, &[engagement, poster]))
}

/// Who of a batch has not answered, on paper.
pub fn reminder_url(engagement: &str, batch: &str) -> String {
    api().address(&urls::fill(urls::RESPONDENT_REMINDER, &[engagement, batch]))
}

//! Links to respondents' own phones: settings, codes, posters, drafts, receipts.
//! Not here: the responses themselves, which are documents like any other (`documents`).

pub mod codes;
pub mod posters;
pub mod sessions;

use std::collections::BTreeMap;

use domain::ids::{EngagementId, FormId, ProjectCode};
use domain::respondent::RespondentSettings;
use domain::scoring::survey::Channel;
use rusqlite::{OptionalExtension as _, params};

use super::{StoreError, Tx, collect, parse_json, parse_word, to_json};

/// Where a link leads: one site's questionnaire, its version pinned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The engagement.
    pub engagement: EngagementId,
    /// The site.
    pub project_code: ProjectCode,
    /// The questionnaire.
    pub form_id: FormId,
    /// Its version.
    pub form_version: String,
}

fn target(row: &rusqlite::Row<'_>, first: usize) -> Result<Target, rusqlite::Error> {
    Ok(Target {
        engagement: EngagementId(row.get(first)?),
        project_code: ProjectCode(row.get(first + 1)?),
        form_id: FormId(row.get(first + 2)?),
        form_version: row.get(first + 3)?,
    })
}

/// The engagement's settings; `None` before anybody saved some.
pub fn settings(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<Option<RespondentSettings>, StoreError> {
    let sql = "SELECT settings FROM respondent_settings WHERE engagement_id = ?1";
    let text: Option<String> = tx
        .query_row(sql, [&engagement.0], |row| row.get(0))
        .optional()?;
    text.map(|text| parse_json("respondent settings", &text))
        .transpose()
}

/// Stores the engagement's settings.
pub fn save_settings(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    settings: &RespondentSettings,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO respondent_settings (engagement_id, settings) VALUES (?1, ?2)
         ON CONFLICT (engagement_id) DO UPDATE SET settings = excluded.settings",
        params![engagement.0, to_json("respondent settings", settings)?],
    )?;
    Ok(())
}

/// Finished questionnaires of each site by channel.
pub fn responses_by_site(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<BTreeMap<(ProjectCode, Channel), u32>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT project_code, channel, count(*) FROM document
         WHERE engagement_id = ?1 AND kind = 'questionnaire_response'
           AND state IN ('submitted', 'accepted') GROUP BY project_code, channel",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, u32>(2)?,
        ))
    })?;
    let counts = collect(rows, |(project, channel, count)| {
        let channel = parse_word("channel", &channel, Channel::parse)?;
        Ok(((ProjectCode(project), channel), count))
    })?;
    Ok(counts.into_iter().collect())
}

/// Withdrawn responses of each site.
pub fn withdrawn_by_site(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<BTreeMap<ProjectCode, u32>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT project_code, sum(withdrawn) FROM respondent_withdrawal
         WHERE engagement_id = ?1 GROUP BY project_code",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        Ok((ProjectCode(row.get(0)?), row.get(1)?))
    })?;
    Ok(collect(rows, Ok)?.into_iter().collect())
}

/// Counts a withdrawal; nothing else stays of the response.
pub fn count_withdrawal(tx: &Tx<'_>, target: &Target, channel: Channel) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO respondent_withdrawal
           (engagement_id, project_code, form_id, channel, withdrawn) VALUES (?1, ?2, ?3, ?4, 1)
         ON CONFLICT (engagement_id, project_code, form_id, channel)
         DO UPDATE SET withdrawn = withdrawn + 1",
        params![
            target.engagement.0,
            target.project_code.0,
            target.form_id.0,
            channel.as_str()
        ],
    )?;
    Ok(())
}

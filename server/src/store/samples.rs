//! The draw, the sampled sites and who goes there.

use domain::ids::{AccountId, DocumentId, EngagementId, ProjectCode};
use domain::party::{Person, Role};
use domain::project::Project;
use domain::sampling::{DrawProtocol, SampleRoute};
use domain::wire::{Assignment, SampledSite};
use rusqlite::{OptionalExtension as _, params};

use super::{StoreError, Tx, collect, parse_json, parse_word, to_json};

/// A sampled site with the document its tablets write to.
pub struct StoredSite {
    /// As others see it.
    pub site: SampledSite,
    /// The inspection's document.
    pub inspection: DocumentId,
}

/// Stores the protocol; the caller has checked that there is none yet.
pub fn insert_draw(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    protocol: &DrawProtocol,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO draw (engagement_id, protocol, drawn_at) VALUES (?1, ?2, ?3)",
        params![
            engagement.0,
            to_json("protocol", protocol)?,
            protocol.drawn_at.0
        ],
    )?;
    Ok(())
}

/// The protocol of the random draw.
pub fn draw(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Option<DrawProtocol>, StoreError> {
    let sql = "SELECT protocol FROM draw WHERE engagement_id = ?1";
    let text: Option<String> = tx
        .query_row(sql, [&engagement.0], |row| row.get(0))
        .optional()?;
    text.map(|text| parse_json("protocol", &text)).transpose()
}

/// Appends a site to the sample.
pub fn insert_site(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    code: &ProjectCode,
    ordinal: u32,
    route: &SampleRoute,
    inspection: &DocumentId,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO sample_site (engagement_id, project_code, ordinal, route, inspection)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            engagement.0,
            code.0,
            ordinal,
            to_json("route", route)?,
            inspection.0
        ],
    )?;
    Ok(())
}

/// All sampled sites in order.
pub fn sites(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Vec<StoredSite>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT s.ordinal, s.route, s.inspection, p.facts FROM sample_site s
         JOIN frame_project p ON p.engagement_id = s.engagement_id AND p.code = s.project_code
         WHERE s.engagement_id = ?1 ORDER BY s.ordinal",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        Ok((
            row.get::<_, u32>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
            row.get::<_, String>(3)?,
        ))
    })?;
    collect(rows, |(ordinal, route, inspection, facts)| {
        let project: Project = parse_json("project", &facts)?;
        let route = parse_json("route", &route)?;
        Ok(StoredSite {
            site: SampledSite {
                ordinal,
                project,
                route,
            },
            inspection: DocumentId(inspection),
        })
    })
}

/// The inspection document of one sampled site; `None` when it is not sampled.
pub fn inspection_of(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    code: &ProjectCode,
) -> Result<Option<DocumentId>, StoreError> {
    let sql = "SELECT inspection FROM sample_site WHERE engagement_id = ?1 AND project_code = ?2";
    Ok(tx
        .query_row(sql, params![engagement.0, code.0], |row| {
            row.get(0).map(DocumentId)
        })
        .optional()?)
}

/// Replaces who goes to one site; the order is 核查人A, 核查人B.
pub fn set_assignment(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    code: &ProjectCode,
    evaluators: &[AccountId],
) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM assignment WHERE engagement_id = ?1 AND project_code = ?2",
        params![engagement.0, code.0],
    )?;
    for (place, account) in (1u32..).zip(evaluators) {
        tx.execute(
            "INSERT INTO assignment (engagement_id, project_code, account_id, place)
             VALUES (?1, ?2, ?3, ?4)",
            params![engagement.0, code.0, account.0, place],
        )?;
    }
    Ok(())
}

/// Who goes where, for every sampled site in order.
pub fn assignments(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Vec<Assignment>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT s.project_code, a.account_id FROM sample_site s
         LEFT JOIN assignment a
           ON a.engagement_id = s.engagement_id AND a.project_code = s.project_code
         WHERE s.engagement_id = ?1 ORDER BY s.ordinal, a.place",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?))
    })?;
    let mut assignments: Vec<Assignment> = Vec::new();
    for row in rows {
        let (code, account) = row?;
        let code = ProjectCode(code);
        if assignments
            .last()
            .is_none_or(|last| last.project_code != code)
        {
            assignments.push(Assignment {
                project_code: code,
                evaluators: Vec::new(),
            });
        }
        if let (Some(last), Some(account)) = (assignments.last_mut(), account) {
            last.evaluators.push(AccountId(account));
        }
    }
    Ok(assignments)
}

/// Whether this person is assigned to this site.
pub fn is_assigned(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    code: &ProjectCode,
    account: &AccountId,
) -> Result<bool, StoreError> {
    Ok(tx.query_row(
        "SELECT EXISTS (SELECT 1 FROM assignment
         WHERE engagement_id = ?1 AND project_code = ?2 AND account_id = ?3)",
        params![engagement.0, code.0, account.0],
        |row| row.get(0),
    )?)
}

/// The evaluators of one site with names, 核查人A first.
pub fn evaluators_of(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    code: &ProjectCode,
) -> Result<Vec<Person>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT c.id, c.name, m.role FROM assignment a
         JOIN account c ON c.id = a.account_id
         JOIN membership m ON m.account_id = c.id AND m.engagement_id = a.engagement_id
         WHERE a.engagement_id = ?1 AND a.project_code = ?2 ORDER BY a.place",
    )?;
    let rows = statement.query_map(params![engagement.0, code.0], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
        ))
    })?;
    collect(rows, |(id, name, role)| {
        Ok(Person {
            id: AccountId(id),
            name,
            role: parse_word("role", &role, Role::parse)?,
        })
    })
}

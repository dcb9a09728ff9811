//! The firm's indicator library: listed, proposed, renewed, acted on, exported and imported. Not
//! here: items, their states and their table (`domain::indicator`).

use domain::indicator::{
    LibraryAction, LibraryItem, LibraryState, check_item, duplicates, import_library,
    library_sheet, next_state,
};
use domain::problem::Problem;
use domain::time::Timestamp;
use domain::wire::LibraryView;

use super::{Actor, Service, ServiceError};
use crate::render::tables;
use crate::store::library::{StoredItem, StoredVersions};
use crate::store::{self, Tx};
use crate::workbook;

/// A reason that is kept with an action.
const REASON_LIMIT: usize = 2_000;

/// The newest version of each item.
pub async fn list(service: &Service, actor: &Actor) -> Result<LibraryView, ServiceError> {
    let actor = actor.clone();
    service
        .store
        .read(move |tx| {
            authorise(tx, &actor)?;
            view(tx, &actor)
        })
        .await
}

/// Whoever works at the desk of any engagement reads the library and proposes.
fn authorise(tx: &Tx<'_>, actor: &Actor) -> Result<(), ServiceError> {
    match store::engagements::reviews_any(tx, &actor.id)? {
        true => Ok(()),
        false => Err(ServiceError::Forbidden(Problem::new("DESK_ONLY"))),
    }
}

fn items(tx: &Tx<'_>) -> Result<Vec<LibraryItem>, ServiceError> {
    let all = store::library::all(tx)?;
    let newest = all.iter().filter_map(StoredVersions::newest);
    Ok(newest.map(|stored| stored.item.clone()).collect())
}

fn view(tx: &Tx<'_>, actor: &Actor) -> Result<LibraryView, ServiceError> {
    let all = store::library::all(tx)?;
    let newest = all.iter().filter_map(StoredVersions::newest);
    let items: Vec<LibraryItem> = newest.map(|stored| stored.item.clone()).collect();
    let in_use = all.iter().filter_map(StoredVersions::in_use);
    Ok(LibraryView {
        in_use: in_use.map(|stored| stored.item.clone()).collect(),
        duplicates: duplicates(&items),
        may_adopt: store::engagements::manages_any(tx, &actor.id)?,
        items,
    })
}

fn versions(tx: &Tx<'_>, code: &str) -> Result<Option<StoredVersions>, ServiceError> {
    let is_it = |versions: &StoredVersions| {
        let newest = versions.newest();
        newest.is_some_and(|stored| stored.item.code == code)
    };
    Ok(store::library::all(tx)?.into_iter().find(is_it))
}

/// The version that was looked at: the newest, or the adopted one that is still in use.
fn looked_at(tx: &Tx<'_>, code: &str, version: u32) -> Result<StoredItem, ServiceError> {
    let missing = || ServiceError::NotFound(Problem::new("LIBRARY_ITEM_NOT_FOUND"));
    let versions = versions(tx, code)?.ok_or_else(missing)?;
    let offered = [versions.newest(), versions.in_use()];
    let mut offered = offered.into_iter().flatten();
    let newest = versions.newest().map_or(0, |stored| stored.item.version);
    let found = offered.find(|stored| stored.item.version == version);
    found.cloned().ok_or_else(|| changed(newest))
}

fn changed(newest: u32) -> ServiceError {
    ServiceError::Conflict(Problem::new("LIBRARY_CHANGED").with("found", newest))
}

/// Checks a proposal and stores it.
fn propose(
    tx: &Tx<'_>,
    (actor, now): (&Actor, Timestamp),
    action: &str,
    item: &LibraryItem,
) -> Result<(), ServiceError> {
    let problems = check_item(item);
    if !problems.is_empty() {
        return Err(ServiceError::Invalid(problems));
    }
    store::library::save(tx, item, Some(&actor.id), now)?;
    let details = serde_json::json!({ "item": item });
    Ok(store::audit::insert(
        tx,
        now,
        Some(&actor.id),
        None,
        action,
        &details,
    )?)
}

/// Proposes a new item.
pub async fn submit(
    service: &Service,
    actor: &Actor,
    mut item: LibraryItem,
) -> Result<LibraryView, ServiceError> {
    let (actor, now) = (actor.clone(), service.now());
    service
        .store
        .write(move |tx| {
            authorise(tx, &actor)?;
            store::library::seed(tx, now)?;
            if versions(tx, &item.code)?.is_some() {
                let problem = Problem::new("LIBRARY_CODE_TAKEN").with("code", &item.code);
                return Err(ServiceError::Conflict(problem.at_path("code")));
            }
            item.version = 1;
            item.state = LibraryState::Submitted;
            propose(tx, (&actor, now), "library_submit", &item)?;
            view(tx, &actor)
        })
        .await
}

/// Proposes a further version of an item, made from the newest one. What was adopted stays in use
/// until the new one is adopted.
pub async fn renew(
    service: &Service,
    actor: &Actor,
    code: &str,
    mut item: LibraryItem,
) -> Result<LibraryView, ServiceError> {
    let (actor, code, now) = (actor.clone(), code.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            authorise(tx, &actor)?;
            store::library::seed(tx, now)?;
            let before = looked_at(tx, &code, item.version)?.item;
            let newest = versions(tx, &code)?.and_then(|all| Some(all.newest()?.item.version));
            if newest != Some(before.version) {
                return Err(changed(newest.unwrap_or_default()));
            }
            item.code = code;
            item.version = before.version.saturating_add(1);
            item.state = LibraryState::Submitted;
            propose(tx, (&actor, now), "library_renew", &item)?;
            view(tx, &actor)
        })
        .await
}

/// Screens, adopts, sends back, retires, restores or merges; nobody adopts what they proposed.
pub async fn act(
    service: &Service,
    actor: &Actor,
    code: &str,
    (version, action): (u32, LibraryAction),
) -> Result<LibraryView, ServiceError> {
    if let LibraryAction::SendBack { reason } | LibraryAction::Retire { reason } = &action {
        super::bounded_text("reason", reason, REASON_LIMIT)?;
    }
    let (actor, code, now) = (actor.clone(), code.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            if !store::engagements::manages_any(tx, &actor.id)? {
                return Err(ServiceError::Forbidden(Problem::new("MANAGER_ONLY")));
            }
            store::library::seed(tx, now)?;
            let stored = looked_at(tx, &code, version)?;
            let state = next_state(stored.item.state, &action).map_err(|problem| match problem
                .code
                .as_str()
            {
                "LIBRARY_ACTION_NOT_ALLOWED" => ServiceError::Conflict(problem),
                _ => ServiceError::invalid(problem),
            })?;
            if state == LibraryState::Adopted && stored.account.as_ref() == Some(&actor.id) {
                return Err(ServiceError::Conflict(Problem::new("SAME_PERSON_ADOPTS")));
            }
            if let LibraryAction::Merge { into } = &action {
                merge_target(tx, &code, into)?;
            }
            let item = LibraryItem {
                state,
                ..stored.item
            };
            store::library::save(tx, &item, stored.account.as_ref(), now)?;
            let details = serde_json::json!({
                "code": item.code, "version": item.version, "action": action,
            });
            store::audit::insert(tx, now, Some(&actor.id), None, "library_act", &details)?;
            view(tx, &actor)
        })
        .await
}

/// Another item that may still be used.
fn merge_target(tx: &Tx<'_>, code: &str, into: &str) -> Result<(), ServiceError> {
    let open = [
        LibraryState::Submitted,
        LibraryState::Screened,
        LibraryState::Adopted,
    ];
    let target = versions(tx, into)?;
    let target = target.as_ref().and_then(StoredVersions::newest);
    match target {
        Some(target) if into != code && open.contains(&target.item.state) => Ok(()),
        _ => {
            let problem = Problem::new("LIBRARY_MERGE_TARGET").at_path("into");
            Err(ServiceError::invalid(problem))
        }
    }
}

/// The library as a workbook.
pub async fn export(service: &Service, actor: &Actor) -> Result<Vec<u8>, ServiceError> {
    let actor = actor.clone();
    let items = service
        .store
        .read(move |tx| {
            authorise(tx, &actor)?;
            items(tx)
        })
        .await?;
    tokio::task::spawn_blocking(move || tables::workbook(&[library_sheet(&items)]))
        .await
        .map_err(|e| ServiceError::Internal(e.to_string()))?
        .map_err(|e| ServiceError::Internal(e.to_string()))
}

/// Proposes every new item of a workbook, or none. What is there already under its code is left
/// alone when it is the same, and a problem when it is not: nothing is replaced silently.
pub async fn import(
    service: &Service,
    actor: &Actor,
    name: &str,
    bytes: Vec<u8>,
) -> Result<LibraryView, ServiceError> {
    let who = actor.clone();
    service.store.read(move |tx| authorise(tx, &who)).await?;
    let name = name.to_owned();
    let tables = tokio::task::spawn_blocking(move || workbook::read_tables(&bytes, &name))
        .await
        .map_err(|e| ServiceError::Internal(e.to_string()))?
        .map_err(|problem| ServiceError::invalid(*problem))?;
    let imported = import_library(&tables).map_err(ServiceError::Invalid)?;
    let (actor, now) = (actor.clone(), service.now());
    service
        .store
        .write(move |tx| {
            authorise(tx, &actor)?;
            store::library::seed(tx, now)?;
            for item in new_items(items(tx)?, imported)? {
                propose(tx, (&actor, now), "library_import", &item)?;
            }
            view(tx, &actor)
        })
        .await
}

fn new_items(
    known: Vec<LibraryItem>,
    imported: Vec<LibraryItem>,
) -> Result<Vec<LibraryItem>, ServiceError> {
    let (mut new, mut problems) = (Vec::new(), Vec::new());
    for item in imported {
        let there = known.iter().find(|known| known.code == item.code);
        let same = |known: &LibraryItem| {
            let as_known = LibraryItem {
                version: known.version,
                state: known.state,
                ..item.clone()
            };
            as_known == *known
        };
        match there {
            None => new.push(LibraryItem { version: 1, ..item }),
            Some(known) if same(known) => {}
            Some(_) => {
                problems.push(Problem::new("LIBRARY_CODE_TAKEN").with("code", &item.code));
            }
        }
    }
    match problems.is_empty() {
        true => Ok(new),
        false => Err(ServiceError::Invalid(problems)),
    }
}

//! People's words in the report: blocks, paragraphs of their own, comments, 项目概况.

use domain::engagement::problems_of_profile;
use domain::problem::Problem;
use domain::report::{Block, BlockEdit, EditContent, apply_edits, check_text};
use domain::wire::{
    AddBlock, NewComment, ReportComment, ReportView, ResolveComment, SaveBlock, SaveProfile,
};

use super::super::frozen::unissued;
use super::super::{Actor, Membership, Service, ServiceError, manager, reader};
use super::view::{newest, view};
use super::{Assembled, assemble};
use crate::store::{self, Tx};

/// Blocks that people may add.
const OWN_BLOCK_LIMIT: usize = 300;
/// Comments on one report.
const COMMENT_LIMIT: usize = 2_000;
/// Characters of a comment.
const COMMENT_CHARACTERS: usize = 2_000;

/// Saves what a person made of a block. The text is kept to the last character.
pub async fn save_block(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    block: &str,
    save: SaveBlock,
) -> Result<ReportView, ServiceError> {
    if let EditContent::Text { text } = &save.content {
        let problems = check_text(text);
        if !problems.is_empty() {
            return Err(ServiceError::Invalid(problems));
        }
    }
    let (service_, actor) = (service.clone(), actor.clone());
    let (engagement, block, now) = (engagement.to_owned(), block.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            let membership = unissued(tx, reader(tx, &actor, &engagement)?)?;
            let assembled = assemble(tx, &membership)?;
            let own = newest(&assembled.edits, &block);
            let revision = own.map_or(0, |edit| edit.revision);
            if revision != save.base_revision {
                return Err(changed_meanwhile(own));
            }
            let drafted = assembled.draft.block(&block);
            if own.is_none() && !drafted.is_some_and(is_text) {
                return Err(ServiceError::NotFound(Problem::new("REPORT_BLOCK_UNKNOWN")));
            }
            let mut edit = BlockEdit {
                after: own.map(|edit| edit.after.clone()).unwrap_or_default(),
                base: drafted.map(Block::plain_text).unwrap_or_default(),
                block,
                content: save.content,
                shown: String::new(),
                revision: revision + 1,
                name: actor.name.clone(),
                at: now,
            };
            edit.shown = shown(&assembled, &edit);
            store_edit(tx, &membership, &actor, &edit)?;
            view(tx, &service_, &actor, &membership)
        })
        .await
}

fn is_text(block: &Block) -> bool {
    matches!(block.content, domain::report::Content::Paragraph(_))
}

fn changed_meanwhile(own: Option<&BlockEdit>) -> ServiceError {
    let mut problem = Problem::new("BLOCK_CHANGED");
    if let Some(edit) = own {
        let text = match &edit.content {
            EditContent::Text { text } => text.clone(),
            EditContent::Draft | EditContent::Removed => String::new(),
        };
        problem = problem.with("name", &edit.name).with("text", text);
        problem = problem.with("revision", edit.revision);
    }
    ServiceError::Conflict(problem)
}

/// The edit's words with their numbers as they are now.
fn shown(assembled: &Assembled, edit: &BlockEdit) -> String {
    let one = std::slice::from_ref(edit);
    let edited = apply_edits(assembled.draft.clone(), one, &assembled.inputs);
    let block = edited.report.block(&edit.block);
    block.map(Block::plain_text).unwrap_or_default()
}

fn store_edit(
    tx: &Tx<'_>,
    membership: &Membership,
    actor: &Actor,
    edit: &BlockEdit,
) -> Result<(), ServiceError> {
    let id = &membership.engagement.id;
    store::reporting::append_edit(tx, id, edit, &actor.id)?;
    let details = serde_json::json!({ "block": edit.block, "revision": edit.revision });
    store::audit::insert(
        tx,
        edit.at,
        Some(&actor.id),
        Some(id),
        "report_edit",
        &details,
    )?;
    Ok(())
}

/// Adds a paragraph of one's own behind a block.
pub async fn add_block(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    add: AddBlock,
) -> Result<ReportView, ServiceError> {
    let problems = check_text(&add.text);
    if !problems.is_empty() {
        return Err(ServiceError::Invalid(problems));
    }
    let (service_, actor, engagement) = (service.clone(), actor.clone(), engagement.to_owned());
    let (identifier, now) = (service.identifier(), service.now());
    service
        .store
        .write(move |tx| {
            let membership = unissued(tx, reader(tx, &actor, &engagement)?)?;
            let assembled = assemble(tx, &membership)?;
            if assembled.edited.report.block(&add.after).is_none() {
                return Err(ServiceError::NotFound(Problem::new("REPORT_BLOCK_UNKNOWN")));
            }
            let own = assembled.edits.iter().filter(|edit| !edit.after.is_empty());
            if own.count() >= OWN_BLOCK_LIMIT {
                let problem = Problem::new("REPORT_TOO_MANY_BLOCKS").with("limit", OWN_BLOCK_LIMIT);
                return Err(ServiceError::invalid(problem));
            }
            let mut edit = BlockEdit {
                block: format!("own.{identifier}"),
                after: add.after,
                content: EditContent::Text { text: add.text },
                base: String::new(),
                shown: String::new(),
                revision: 1,
                name: actor.name.clone(),
                at: now,
            };
            edit.shown = shown(&assembled, &edit);
            store_edit(tx, &membership, &actor, &edit)?;
            view(tx, &service_, &actor, &membership)
        })
        .await
}

/// Comments on a block or on the report.
pub async fn comment(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    new: NewComment,
) -> Result<ReportView, ServiceError> {
    let text = super::super::bounded_text("text", &new.text, COMMENT_CHARACTERS)?;
    if text.is_empty() {
        let problem = Problem::new("COMMENT_EMPTY").at_path("text");
        return Err(ServiceError::invalid(problem));
    }
    let block = super::super::bounded_text("block", &new.block, 200)?;
    let (service_, actor, engagement) = (service.clone(), actor.clone(), engagement.to_owned());
    let (id, at) = (service.identifier(), service.now());
    service
        .store
        .write(move |tx| {
            let membership = unissued(tx, reader(tx, &actor, &engagement)?)?;
            let here = &membership.engagement.id;
            if store::reporting::comments(tx, here)?.len() >= COMMENT_LIMIT {
                let problem = Problem::new("TOO_MANY_COMMENTS").with("limit", COMMENT_LIMIT);
                return Err(ServiceError::invalid(problem));
            }
            let comment = ReportComment {
                id,
                block,
                text,
                name: actor.name.clone(),
                at,
                resolved_by: None,
            };
            store::reporting::insert_comment(tx, here, &comment, &actor.id)?;
            view(tx, &service_, &actor, &membership)
        })
        .await
}

/// Settles a comment, or carries it on.
pub async fn resolve_comment(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    comment: &str,
    resolve: ResolveComment,
) -> Result<ReportView, ServiceError> {
    let (service_, actor, engagement) = (service.clone(), actor.clone(), engagement.to_owned());
    let (comment, now) = (comment.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            let membership = unissued(tx, reader(tx, &actor, &engagement)?)?;
            let by = resolve.resolved.then_some(actor.name.as_str());
            let id = &membership.engagement.id;
            if !store::reporting::resolve_comment(tx, id, &comment, by, now)? {
                return Err(ServiceError::NotFound(Problem::new("COMMENT_UNKNOWN")));
            }
            view(tx, &service_, &actor, &membership)
        })
        .await
}

/// Saves 项目概况.
pub async fn save_profile(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    save: SaveProfile,
) -> Result<ReportView, ServiceError> {
    let problems = problems_of_profile(&save.profile);
    if !problems.is_empty() {
        return Err(ServiceError::Invalid(problems));
    }
    let (service_, actor) = (service.clone(), actor.clone());
    let (engagement, now) = (engagement.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            let mut membership = unissued(tx, manager(tx, &actor, &engagement)?)?;
            membership.engagement.profile = save.profile;
            store::engagements::update(tx, &membership.engagement)?;
            let id = Some(&membership.engagement.id);
            let details = serde_json::json!({ "profile": membership.engagement.profile });
            store::audit::insert(tx, now, Some(&actor.id), id, "profile", &details)?;
            view(tx, &service_, &actor, &membership)
        })
        .await
}

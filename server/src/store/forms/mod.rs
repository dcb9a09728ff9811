//! Forms in the making: drafts and their history (`drafts`), published versions with their source
//! (`versions`), offers to move. Not here: the instruments that tablets use (`engagements`).

mod drafts;
mod versions;

pub use drafts::{Draft, NewDraft, discard, draft, drafts, next_revision, revision, save_draft};
pub use versions::{
    Source, Version, insert_source, is_newer, move_target, moves, offer_move, pinned_versions,
    recent_versions, set_current, source, versions, withdraw_move,
};

//! Respondents on their own phones: the rules of links, codes, consent, pages and withdrawal
//! (domain.md §6.1, §8 PIPL). Not here: random bytes, storage, drawing, how often one may try.

mod answers;
mod code;
mod control;
mod day_close;
mod link;
mod linkable;
mod notice;
mod pages;
mod places;
mod screening;
mod settings;

pub use answers::{ANSWER_CHARACTERS, posted_answers};
pub use code::{CODE_ALPHABET, CODE_CHARACTERS, RespondentCode, receipt_of};
pub use control::{Control, range_values};
pub use day_close::close_after;
pub use link::{CodeState, LinkRefusal, PosterTerms};
pub use linkable::{link_problems, tablet_problems};
pub use notice::Notice;
pub use pages::{Page, Pages};
pub use places::{MOST_ROWS, Place, PlaceKind};
pub use screening::{consent_question, kept_answers, stops_here};
pub use settings::{RespondentSettings, SETTING_CHARACTERS};

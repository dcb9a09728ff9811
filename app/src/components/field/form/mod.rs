//! A form on the screen, one control for each type of question, driven by the presentation tree.
//! Not here: relevance, validation, judging of measurements (`domain`), saving (pages).

mod check;
mod choices;
mod geopoint;
mod handle;
mod inputs;
mod measure;
mod open_items;
mod photo;
mod picture;
mod question;
mod section;
mod section_bar;
mod signature;

pub use handle::{
    Answer, FormHandle, FormView, Ink, InkPoint, LocateState, Picture, PictureState, fill_in,
    refusal_wording,
};
pub use open_items::{OpenItem, OpenItems};
pub use photo::PhotoSlot;
pub use picture::{PictureMark, PictureTile};
pub use question::{QuestionView, element_id};
pub use section::{NodesView, SectionView};
pub use section_bar::{SectionBar, SectionMark, SectionStep};

//! A form on the screen, one control for each type of question, driven by the presentation tree.
//! Not here: relevance, validation, judging of measurements (`domain`), saving (pages).

mod audio;
mod barcode;
mod check;
mod choices;
mod drawing;
mod file;
mod geopoint;
mod handle;
mod ink_pad;
mod inputs;
mod languages;
mod matrix;
mod measure;
mod open_items;
mod photo;
mod picker;
mod picture;
mod question;
mod range;
mod rank;
mod repeat;
mod section;
mod section_bar;
mod signature;

pub use handle::{
    Answer, FormActions, FormExtras, FormHandle, Ink, InkPoint, LocateState, Picture, PictureState,
    RecorderState, refusal_wording,
};
pub use languages::FormLanguages;
pub use open_items::{OpenItem, OpenItems};
pub use photo::PhotoSlot;
pub use picture::{PictureMark, PictureTile};
pub use question::{QuestionView, element_id};
pub use repeat::placed;
pub use section::{NodesView, SectionView};
pub use section_bar::{SectionBar, SectionMark, SectionStep};

//! Turns a composed report into pages: HTML for the screen, .docx for Word, PDF for print and
//! archive; the register of documents, the report's own tables and others into workbooks; and draws
//! respondents' pages.
//! Not here: what the report says (`domain::report`), where its data are stored.

pub mod annexes;
pub mod docx;
mod fitting;
pub mod html;
pub mod pack;
pub mod pdf;
mod register;
pub mod respondent;
pub mod tables;
pub mod working_paper;

pub use annexes::annex_workbook;
pub use docx::{WordTemplate, docx, docx_with_template, letter};
pub use html::html;
pub use pdf::{PdfFonts, pdf};
pub use register::register_workbook;

/// Why a report could not be rendered.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The archive of the document could not be written.
    #[error("the document's archive could not be written: {0}")]
    Archive(String),
    /// A picture of the photo plates is not a readable image.
    #[error("photo {index} is not a readable image: {reason}")]
    Photo {
        /// Its index number, `P-012-05`.
        index: String,
        /// What the decoder said.
        reason: String,
    },
    /// No font for Chinese could be read.
    #[error("no font for Chinese: {0}")]
    Fonts(String),
    /// The pages could not be set or written.
    #[error("the PDF could not be made: {0}")]
    Pdf(String),
}

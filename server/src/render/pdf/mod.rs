//! The report as PDF/A-2b in the look of domain.md §7.2, set by Typst in memory: contents with
//! page numbers, bookmarks, tags, fonts embedded as subsets. The only module that names Typst.
//! Not here: the words (`domain::report`), the look (`template.typ`), the calls (`source`).

mod figures;
mod fonts;
mod literal;
mod source;
mod table;
#[cfg(test)]
mod tests;
mod world;

use domain::ids::Sha256Hex;
use domain::report::Report;
use typst::comemo;
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::RenderError;
pub use fonts::PdfFonts;
use world::ReportWorld;

/// Renders the report. `photo` gives the bytes of a blob; a picture without bytes is said to be
/// missing in its place. The same report, photos and fonts give the same bytes (P10).
///
/// PDF/A wants a date: a report whose cover has none that can be read becomes a plain tagged PDF.
///
/// # Errors
/// `RenderError::Photo` for bytes that are no image, `RenderError::Pdf` when setting fails.
pub fn pdf(
    report: &Report,
    photo: &dyn Fn(&Sha256Hex) -> Option<Vec<u8>>,
    fonts: &PdfFonts,
) -> Result<Vec<u8>, RenderError> {
    let source = source::write(report, photo, fonts)?;
    let dated = source.dated;
    let world = ReportWorld::new(source, fonts)?;
    let bytes = typeset(&world, report, dated);
    // What one report leaves in Typst's cache helps no other one, and a page's pictures are large.
    comemo::evict(0);
    bytes
}

fn typeset(world: &ReportWorld<'_>, report: &Report, dated: bool) -> Result<Vec<u8>, RenderError> {
    let document = typst::compile::<PagedDocument>(world).output;
    let document = document.map_err(|errors| failed(&errors))?;
    let standards: &[PdfStandard] = if dated { &[PdfStandard::A_2b] } else { &[] };
    let standards = PdfStandards::new(standards)
        .map_err(|error| RenderError::Pdf(error.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(format!("kanping report {}", report.title)),
        creator: Smart::Custom(Some("Kanping".to_owned())),
        timestamp: None,
        page_ranges: None,
        standards,
        tagged: true,
        pretty: false,
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| failed(&errors))
}

fn failed(errors: &[SourceDiagnostic]) -> RenderError {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    RenderError::Pdf(messages.join("; "))
}

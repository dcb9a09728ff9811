//! All that Typst may ask for: one source, the report's pictures, the fonts. No other file, no
//! package, no clock. Not here: what the source says (`source`).

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::fonts::PdfFonts;
use super::source::ReportSource;
use crate::render::RenderError;

static LIBRARY: LazyLock<LazyHash<Library>> =
    LazyLock::new(|| LazyHash::new(<Library as LibraryExt>::default()));

const MAIN: &str = "report.typ";

/// The name of a picture in the source. Names are numbers, since Typst never forgets a name.
pub fn picture_name(index: usize) -> String {
    format!("photo-{index}.jpg")
}

fn picture_index(name: &str) -> Option<usize> {
    let number = name.strip_prefix("photo-")?.strip_suffix(".jpg")?;
    number.parse().ok()
}

/// The world of one report.
pub struct ReportWorld<'a> {
    main: Source,
    pictures: Vec<Bytes>,
    fonts: &'a PdfFonts,
}

impl<'a> ReportWorld<'a> {
    /// The world in which `source` is set.
    pub fn new(source: ReportSource, fonts: &'a PdfFonts) -> Result<Self, RenderError> {
        let path =
            VirtualPath::new(MAIN).map_err(|_| RenderError::Pdf(format!("no path: {MAIN}")))?;
        let id = RootedPath::new(VirtualRoot::Project, path).intern();
        Ok(Self {
            main: Source::new(id, source.text),
            pictures: source.pictures.into_iter().map(Bytes::new).collect(),
            fonts,
        })
    }
}

impl World for ReportWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            Ok(self.main.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.get();
        let name = match path.root() {
            VirtualRoot::Project => path.vpath().get_without_slash(),
            VirtualRoot::Package(_) => return Err(FileError::AccessDenied),
        };
        picture_index(name)
            .and_then(|index| self.pictures.get(index))
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

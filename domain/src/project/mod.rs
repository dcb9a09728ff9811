//! The funded projects of an engagement and the frame they are drawn from (domain.md §5.1).
//! Not here: reading workbooks (`server::workbook` gives a table of cells), drawing (`sampling`).

mod canonical;
mod columns;
mod frame_import;
mod model;
mod normalise;
mod row;
mod table;

pub use canonical::{canonical_csv, freeze_frame};
pub use frame_import::{ControlTotals, FrameImport, MAX_PROJECTS, PREVIEW_ROWS, import_frame};
pub use model::{Frame, Project};
pub(crate) use normalise::{is_masked, plain_ascii, plain_chinese};
pub use row::is_error;
pub use table::{MergedRegion, Table, TableRow, column_letters};

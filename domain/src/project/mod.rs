//! The funded projects of an engagement and the frame they are drawn from (domain.md §5.1).
//! Not here: reading workbooks (`server::workbook` gives a table of cells), drawing (`sampling`).

mod model;
mod table;

pub use model::{Frame, Project};
pub use table::{MergedRegion, Table, TableRow, column_letters};

//! Document collection 资料收集 (domain.md §6.5): the list of requested documents, what a receipt
//! says, and where each request stands on a given day. Not here: keeping the list (the server), how
//! receipts travel (`sync`), the clock (the day is passed in).

mod model;
mod receipt;
mod register;

pub use model::{
    DocumentRequest, DocumentStage, RequestWords, check_request_words, starter_requests,
};
pub use receipt::{
    FORM_ID, FORM_VERSION, Medium, Receipt, ReceiptStatus, paths, read_receipt, receipt_form,
};
pub use register::{DocumentState, StageCount, count_by_stage, state_on};

//! The differential test: forms of our own, converted by us and by pyxform, filled in here and in
//! ODK's `@getodk/xforms-engine`. How to add a form or explain a difference: docs/TESTING.md.
//! Not here: what both sides might have wrong together; tests/it/forms acts like a person.

mod answers;
mod conversion;
mod coverage;
mod explained;
mod facts;
mod forms;
mod ours;
mod references;
mod states;

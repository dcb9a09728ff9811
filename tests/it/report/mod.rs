//! Reports: composed without loss, every number sourced, the same bytes for the same facts, and a
//! Word document that an office program really opens.
//! Not here: the use case that reads the inputs from the store (`http`, `scenario`).

mod composed;
mod desk;
mod edited;
mod editing;
mod editions;
mod example;
mod example_papers;
mod example_scores;
mod example_survey;
mod flow;
mod frozen;
mod hostile;
mod letters;
mod printed;
mod proof;
mod rendered;
mod voided;
mod walk;

//! What a change is, in a few words: for undo, conflicts and refusals. Not here: making it.

use domain::form_design::{DesignChange, FormOutline};

use crate::components::desk::forms::words::{column_word, in_words, type_word};
use crate::components::desk::words::Words;
use crate::i18n::*;

/// Long enough to recognise a question by.
const SHORT: usize = 24;

fn shortened(text: String) -> String {
    match text.char_indices().nth(SHORT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// A row by its label, else its name.
fn called(i18n: Words, outline: &FormOutline, number: u32) -> String {
    let row = outline.rows.iter().find(|row| row.row == number);
    let Some(row) = row else {
        return String::new();
    };
    let words = in_words(i18n, &row.label);
    shortened(if words.is_empty() {
        row.name.clone()
    } else {
        words
    })
}

/// The last of the changes in words: what comes before it only prepares it.
pub fn change_words(i18n: Words, outline: &FormOutline, changes: &[DesignChange]) -> String {
    let Some(change) = changes.last() else {
        return String::new();
    };
    let row = |number: &u32| called(i18n, outline, *number);
    let (what, about) = match change {
        DesignChange::AddQuestion { label, .. } | DesignChange::AddGroup { label, .. } => (
            t_string!(i18n, forms.did_add).to_owned(),
            shortened(in_words(i18n, label)),
        ),
        DesignChange::Remove { row: number } => {
            (t_string!(i18n, forms.did_remove).to_owned(), row(number))
        }
        DesignChange::Move { row: number, .. } => {
            (t_string!(i18n, forms.did_move).to_owned(), row(number))
        }
        DesignChange::Rename { row: number, .. } => {
            (t_string!(i18n, forms.did_rename).to_owned(), row(number))
        }
        DesignChange::SetType {
            row: number,
            question_type,
            ..
        } => {
            let word = type_word(i18n, question_type);
            let what = t_string!(i18n, forms.question_type);
            (format!("{what} ({word})"), row(number))
        }
        DesignChange::SetText {
            row: number,
            column,
            ..
        } => (column_word(i18n, column.heading()), row(number)),
        DesignChange::SetRequired { row: number, .. } => {
            (t_string!(i18n, forms.required).to_owned(), row(number))
        }
        DesignChange::SetShowIf { row: number, .. } => {
            (t_string!(i18n, forms.show_if).to_owned(), row(number))
        }
        DesignChange::SetColumn {
            row: number,
            column,
            ..
        } => (column_word(i18n, column.heading()), row(number)),
        DesignChange::AddChoice { list, .. }
        | DesignChange::SetChoiceLabel { list, .. }
        | DesignChange::SetChoiceScore { list, .. }
        | DesignChange::MoveChoice { list, .. }
        | DesignChange::RemoveChoice { list, .. } => {
            (t_string!(i18n, forms.choices).to_owned(), list.clone())
        }
        _ => (
            t_string!(i18n, forms.did_settings).to_owned(),
            String::new(),
        ),
    };
    match about.is_empty() {
        true => what,
        false => format!("{what} · {about}"),
    }
}

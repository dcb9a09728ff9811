//! Words before and after, with what differs between them marked. Not here: which versions
//! are compared (`versions`).

use leptos::prelude::*;

use crate::i18n::*;

/// What is common at the start, what was there, what is there now, what is common at the end.
fn parted<'t>(before: &'t str, after: &'t str) -> (&'t str, &'t str, &'t str, &'t str) {
    let same = |(one, other): &((usize, char), (usize, char))| one.1 == other.1;
    let start: usize = before
        .char_indices()
        .zip(after.char_indices())
        .take_while(same)
        .map(|(one, _)| one.1.len_utf8())
        .sum();
    let (head, old) = before.split_at(start);
    let new = after.get(start..).unwrap_or_default();
    let end: usize = old
        .chars()
        .rev()
        .zip(new.chars().rev())
        .take_while(|(one, other)| one == other)
        .map(|(one, _)| one.len_utf8())
        .sum();
    let (old, tail) = old.split_at(old.len() - end);
    let new = new.get(..new.len() - end).unwrap_or_default();
    (head, old, new, tail)
}

/// One text before and after; `None` for one that was not or no longer is there.
#[component]
pub fn BeforeAfter(before: Option<String>, after: Option<String>) -> impl IntoView {
    let i18n = use_i18n();
    let old = before.clone().unwrap_or_default();
    let new = after.clone().unwrap_or_default();
    let (head, gone, come, tail) = parted(&old, &new);
    let line = |part: &str, is_new: bool| {
        let middle = match is_new {
            true => view! { <ins>{part.to_owned()}</ins> }.into_any(),
            false => view! { <del>{part.to_owned()}</del> }.into_any(),
        };
        view! { <span>{head.to_owned()}{middle}{tail.to_owned()}</span> }
    };
    let before = before.map(|_| {
        view! { <dt>{t!(i18n, reports.before)}</dt><dd>{line(gone, false)}</dd> }
    });
    let after = after.map(|_| {
        view! { <dt>{t!(i18n, reports.after)}</dt><dd>{line(come, true)}</dd> }
    });
    view! { <dl class="before-after">{before}{after}</dl> }
}

/// A block that differs, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedChange {
    /// Which.
    pub block: String,
    /// Its section, or its id where it stands nowhere any more.
    pub place: String,
    /// Words before.
    pub before: Option<String>,
    /// Words after.
    pub after: Option<String>,
}

/// Every block that differs; each leads to its place.
#[component]
pub fn ChangeList(changes: Vec<PlacedChange>, on_jump: Callback<String>) -> impl IntoView {
    let i18n = use_i18n();
    let count = changes.len();
    let entry = |change: PlacedChange| {
        let PlacedChange {
            block,
            place,
            before,
            after,
        } = change;
        let is_new = before.is_none();
        let is_gone = after.is_none();
        view! {
            <li>
                <button
                    type="button" class="button button-link"
                    on:click=move |_| on_jump.run(block.clone())
                >
                    {place}
                </button>
                {is_new.then(|| view! { <span class="tag">{t!(i18n, reports.is_new)}</span> })}
                {is_gone.then(|| view! { <span class="tag">{t!(i18n, reports.is_gone)}</span> })}
                <BeforeAfter before after/>
            </li>
        }
    };
    view! {
        <p role="status" data-test="compare-count">
            {t!(i18n, reports.changes_found, count = count)}
        </p>
        <ul class="plain-list" data-test="compare-changes">
            {changes.into_iter().map(entry).collect_view()}
        </ul>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_marked() {
        let parts = parted("Größe 12.00, ß", "Größe 13.50, ß");
        assert_eq!(parts, ("Größe 1", "2.0", "3.5", "0, ß"));
        assert_eq!(parted("aa", "aaa"), ("aa", "", "a", ""));
        assert_eq!(parted("", "ß"), ("", "", "ß", ""));
    }
}

//! Rows of repeats.

use std::collections::BTreeMap;

use super::super::{Session, renumber};
use super::{now, opened};

fn household() -> Session {
    opened(
        &[
            "type | name | label | calculation | relevant | default | repeat_count",
            "integer | base | Base | | | 1 | ",
            "begin repeat | person | Person | | | | ",
            "text | who | Who | | | nobody | ",
            "integer | age | Age | | | ${base} + 1 | ",
            "text | school | School | | ${age} < 18 | | ",
            "calculate | place | | position(..) | | | ",
            "begin repeat | pet | Pet | | | | ",
            "text | name | Name | | | | ",
            "calculate | owner | | concat(${who}, '/', ${name}) | | | ",
            "end repeat | | | | | | ",
            "calculate | pets | | count(${pet}) | | | ",
            "end repeat | | | | | | ",
            "calculate | total | | sum(${age}) | | | ",
            "calculate | all_names | | join(' ', ${who}) | | | ",
            "calculate | second | | indexed-repeat(${who}, ${person}, 2) | | | ",
        ],
        &[],
    )
}

#[test]
fn rows_are_added_answered_and_removed() {
    let mut form = household();
    assert_eq!(form.rows("/data/person"), 1);
    assert_eq!(form.value("/data/person[1]/who"), "nobody");
    assert!(form.answer("/data/person[1]/age", "17"));
    assert!(form.state().relevant("/data/person[1]/school"));
    assert_eq!(
        form.add_row("/data/person").as_deref(),
        Some("/data/person[2]")
    );
    assert_eq!(form.value("/data/person[2]/age"), "2");
    form.answer("/data/person[2]/who", "Li");
    form.answer("/data/person[2]/age", "40");
    assert!(!form.state().relevant("/data/person[2]/school"));
    assert_eq!(form.value("/data/total"), "57");
    assert_eq!(form.value("/data/all_names"), "nobody Li");
    assert_eq!(form.value("/data/second"), "Li");
    assert_eq!(form.value("/data/person[2]/place"), "2");
    assert_eq!(form.answers()["/data/person"], "2");
    assert!(form.remove_row("/data/person[1]"));
    assert_eq!(form.value("/data/person[1]/who"), "Li");
    assert_eq!(form.value("/data/total"), "40");
    assert!(!form.answers().contains_key("/data/person"));
    assert!(form.remove_row("/data/person[1]"));
    assert_eq!(
        (form.rows("/data/person"), form.value("/data/total")),
        (0, "0")
    );
    assert!(!form.remove_row("/data/person[1]"));
}

#[test]
fn nested_rows_see_their_own_outer_row() {
    let mut form = household();
    form.add_row("/data/person");
    form.answer("/data/person[2]/who", "Wang");
    form.add_row("/data/person[2]/pet");
    form.answer("/data/person[2]/pet[2]/name", "Cat");
    assert_eq!(form.value("/data/person[2]/pet[2]/owner"), "Wang/Cat");
    assert_eq!(form.value("/data/person[1]/pets"), "1");
    assert_eq!(form.value("/data/person[2]/pets"), "2");
    let paths = form.instance_paths("/data/person/pet/name");
    assert_eq!(paths.len(), 3);
    assert_eq!(paths[2], "/data/person[2]/pet[2]/name");
    let below: Vec<String> = form
        .children("/data/person")
        .into_iter()
        .map(|c| c.0)
        .collect();
    assert_eq!(below, ["/data/person[1]", "/data/person[2]"]);
    assert_eq!(form.children("/data/person[2]").len(), 6);
}

#[test]
fn saved_rows_open_again_even_empty_ones() {
    let mut form = household();
    form.add_row("/data/person");
    form.add_row("/data/person");
    form.answer("/data/person[2]/who", "Li");
    form.add_row("/data/person[2]/pet");
    form.answer("/data/person[3]/who", "");
    let again = Session::resume(form.instrument(), &form.answers(), now()).expect("opens");
    assert_eq!(again.rows("/data/person"), 3);
    assert_eq!(again.rows("/data/person[2]/pet"), 2);
    assert_eq!(again.answers(), form.answers());
    assert_eq!(again.state(), form.state());
}

#[test]
fn a_counted_repeat_has_as_many_rows_as_it_says() {
    let mut form = opened(
        &[
            "type | name | label | calculation | repeat_count",
            "integer | n | How many | | ",
            "begin repeat | visit | Visit | | ${n} + 1",
            "text | note | Note | | ",
            "end repeat | | | | ",
            "calculate | filled | | count-non-empty(${note}) | ",
        ],
        &[],
    );
    assert_eq!(form.rows("/data/visit"), 0);
    form.answer("/data/n", "2");
    assert_eq!(form.rows("/data/visit"), 3);
    assert!(!form.can_add_row("/data/visit"));
    assert!(form.add_row("/data/visit").is_none());
    form.answer("/data/visit[3]/note", "kept");
    assert_eq!(form.value("/data/filled"), "1");
    form.answer("/data/n", "0");
    assert_eq!(
        (form.rows("/data/visit"), form.value("/data/filled")),
        (1, "0")
    );
    assert!(!form.answers().contains_key("/data/visit[3]/note"));
    form.answer("/data/n", "2");
    assert_eq!(
        form.value("/data/visit[3]/note"),
        "kept",
        "taking back loses nothing"
    );
    form.answer("/data/n", "1000000");
    assert!(
        !form.state().failed.is_empty(),
        "a million rows are refused"
    );
}

#[test]
fn a_running_total_reads_the_row_before() {
    let mut form = opened(
        &[
            "type | name | label | calculation",
            "begin repeat | r | R | ",
            "integer | x | X | ",
            "calculate | so_far | | ${x} + if(position(..) = 1, 0, \
             indexed-repeat(${so_far}, ${r}, position(..) - 1))",
            "end repeat | | | ",
        ],
        &[],
    );
    for (row, x) in [(1, "1"), (2, "10"), (3, "100")] {
        if row > 1 {
            form.add_row("/data/r");
        }
        form.answer(&format!("/data/r[{row}]/x"), x);
    }
    assert_eq!(form.value("/data/r[3]/so_far"), "111");
    form.answer("/data/r[1]/x", "2");
    assert_eq!(form.value("/data/r[3]/so_far"), "112");
}

#[test]
fn paths_of_later_rows_move_up() {
    assert_eq!(
        renumber("/data/r[3]/x", "/data/r[2]").as_deref(),
        Some("/data/r[2]/x")
    );
    assert_eq!(renumber("/data/r[2]/x", "/data/r[2]"), None);
    assert_eq!(
        renumber("/data/r[1]/s[4]/x", "/data/r[2]").as_deref(),
        Some("/data/r[1]/s[4]/x")
    );
    let inner = renumber("/data/r[2]/s[4]/x", "/data/r[2]/s[1]");
    assert_eq!(inner.as_deref(), Some("/data/r[2]/s[3]/x"));
    assert_eq!(
        renumber("/data/rest", "/data/r[2]").as_deref(),
        Some("/data/rest")
    );
    assert_eq!(
        renumber("/data/r", "/data/r[2]").as_deref(),
        Some("/data/r")
    );
}

#[test]
fn texts_name_the_answer_of_their_own_row() {
    let mut form = opened(
        &[
            "type | name | label",
            "begin repeat | r | R",
            "text | who | Who",
            "note | said | Hello ${who}",
            "end repeat | | ",
        ],
        &[],
    );
    form.add_row("/data/r");
    form.answer("/data/r[2]/who", "Li");
    let text = BTreeMap::from([("default".to_owned(), "Hello {/data/r/who}".to_owned())]);
    assert_eq!(form.text_at(&text, "", "/data/r[2]/said"), "Hello Li");
    assert_eq!(form.text_at(&text, "", "/data/r[1]/said"), "Hello ");
}

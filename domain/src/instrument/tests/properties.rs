//! After any sequence of answers the form stands as if it had been worked out as a whole.

use proptest::prelude::*;

use super::super::Session;
use super::opened;

fn form() -> Session {
    opened(
        &[
            "type | name | label | calculation | relevant | required | constraint | repeat_count | \
             choice_filter | trigger",
            "integer | n | N | | | | . < 5 | | | ",
            "text | t | T | | ${n} > 1 | ${n} = 2 | | | | ",
            "begin group | g | G | | ${t} != 'x' | | | | | ",
            "select_one l | s | S | | | yes | | | k = ${n} or k = '' | ",
            "calculate | c | | concat(${s}, ${n}, ${later}) | | | | | | ",
            "end group | | | | | | | | | ",
            "calculate | later | | string-length(${t}) | | | | | | ",
            "begin repeat | r | R | | ${n} != 4 | | | | | ",
            "integer | x | X | | | ${n} > 2 | . > ${n} | | | ",
            "calculate | y | | ${x} * ${n} + position(..) | ${x} > 0 | | | | | ",
            "end repeat | | | | | | | | | ",
            "begin repeat | k | K | | | | | ${n} | | ",
            "text | z | Z | | ${z0} != '' | | | | | ",
            "end repeat | | | | | | | | | ",
            "text | z0 | Z0 | sum(${y}) | | | | | | ${t}",
            "calculate | all | | sum(${y}) + count(${k}) | | | | | | ",
        ],
        &[
            "list_name | name | label | k",
            "l | a | A | 1",
            "l | b | B | 2",
            "l | c | C | ",
        ],
    )
}

#[derive(Clone, Debug)]
enum Act {
    Answer(&'static str, &'static str),
    Add,
    Remove(usize),
}

fn act() -> impl Strategy<Value = Act> {
    const PATHS: [&str; 7] = [
        "/data/n",
        "/data/t",
        "/data/g/s",
        "/data/r[1]/x",
        "/data/r[2]/x",
        "/data/k[1]/z",
        "/data/z0",
    ];
    const VALUES: [&str; 10] = ["", "1", "2", "3", "4", "7", "x", "a", "b", "c"];
    prop_oneof![
        8 => (prop::sample::select(&PATHS[..]), prop::sample::select(&VALUES[..]))
            .prop_map(|(path, value)| Act::Answer(path, value)),
        1 => Just(Act::Add),
        1 => (1_usize..3).prop_map(Act::Remove),
    ]
}

proptest! {
    #[test]
    fn the_way_does_not_matter(acts in prop::collection::vec(act(), 1..40)) {
        let mut session = form();
        for act in acts {
            match act {
                Act::Answer(path, value) => { session.answer(path, value); }
                Act::Add => { session.add_row("/data/r"); }
                Act::Remove(row) => { session.remove_row(&format!("/data/r[{row}]")); }
            }
            let mut whole = session.clone();
            whole.work_out();
            prop_assert_eq!(whole.state(), session.state());
            prop_assert_eq!(whole.answers(), session.answers());
        }
    }
}

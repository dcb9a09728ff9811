//! The form engine's speed, beside what it must keep to: `cargo bench -p server --bench forms`.
//! Medians of many runs on this machine; a figure over its limit ends the run with an error. Not
//! here: the browser's figures (`tests/e2e`).

// A bench that cannot make its form has nothing to measure: it stops.
#![allow(clippy::expect_used)]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use domain::instrument::{Instrument, Session};
use domain::time::Timestamp;
use rust_xlsxwriter::Workbook;

const GROUPS: usize = 20;
const QUESTIONS_PER_GROUP: usize = 25;
const ROWS_OF_CASCADE: usize = 49_000;

type Rows = Vec<Vec<String>>;

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

fn workbook(sheets: &[(&str, &Rows)]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).expect("a name");
        for (row, cells) in (0u32..).zip(*rows) {
            for (column, cell) in (0u16..).zip(cells) {
                sheet.write_string(row, column, cell).expect("a cell");
            }
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}

/// 500 questions in 20 groups, 20 relevance rules, 21 calculations, Chinese labels.
fn five_hundred_questions() -> Vec<u8> {
    let headings = [
        "type",
        "name",
        "label",
        "relevant",
        "constraint",
        "calculation",
        "required",
    ];
    let mut survey = vec![row(&headings)];
    for group in 0..GROUPS {
        let relevant = match group {
            0 => String::new(),
            _ => format!("${{g{}_q0}} != 'no'", group - 1),
        };
        survey.push(row(&[
            "begin group",
            &format!("g{group}"),
            &format!("第{group}部分 现场核查"),
            &relevant,
            "",
            "",
            "",
        ]));
        for question in 0..QUESTIONS_PER_GROUP - 1 {
            let (name, label) = (
                format!("g{group}_q{question}"),
                format!("第{group}部分第{question}题：路面是否平整、排水是否通畅？"),
            );
            survey.push(match question {
                0 => row(&["select_one yes_no", &name, &label, "", "", "", "yes"]),
                1 => row(&["integer", &name, &label, "", ". < 1000", "", ""]),
                2 if group == 0 => row(&["text", &name, &label, "${g0_q1} > 5", "", "", ""]),
                _ => row(&["text", &name, &label, "", "", "", ""]),
            });
        }
        let sum = match group {
            0 => "${g0_q1} + 1".to_owned(),
            _ => format!("coalesce(${{g{group}_q1}}, 0) + ${{c{}}}", group - 1),
        };
        survey.push(row(&[
            "calculate",
            &format!("c{group}"),
            "",
            "",
            "",
            &sum,
            "",
        ]));
        survey.push(row(&["end group", "", "", "", "", "", ""]));
    }
    survey.push(row(&["calculate", "whole", "", "", "", "${c19} * 2", ""]));
    let choices = vec![
        row(&["list_name", "name", "label"]),
        row(&["yes_no", "yes", "是"]),
        row(&["yes_no", "no", "否"]),
    ];
    let settings = vec![
        row(&["form_id", "version", "kp:kind"]),
        row(&["bench", "1", "site_inspection"]),
    ];
    workbook(&[
        ("survey", &survey),
        ("choices", &choices),
        ("settings", &settings),
    ])
}

/// Ten thousand questions that calculate from each other.
fn ten_thousand_questions() -> Vec<u8> {
    let mut survey = vec![row(&["type", "name", "label", "calculation"])];
    survey.push(row(&["integer", "q0", "第0题", ""]));
    for question in 1..10_000 {
        let (name, label) = (format!("q{question}"), format!("第{question}题"));
        survey.push(match question % 10 {
            0 => row(&[
                "calculate",
                &name,
                &label,
                &format!("${{q{}}} + 1", question - 10),
            ]),
            _ => row(&["text", &name, &label, ""]),
        });
    }
    workbook(&[("survey", &survey)])
}

/// A town and its villages, 49,000 of them, from a file.
fn cascade() -> (Vec<u8>, BTreeMap<String, Vec<u8>>) {
    let survey = vec![
        row(&["type", "name", "label", "choice_filter"]),
        row(&["text", "town", "乡镇", ""]),
        row(&[
            "select_one_from_file village.csv",
            "village",
            "村",
            "town = ${town}",
        ]),
    ];
    let mut csv = String::from("name,label,town\n");
    for village in 0..ROWS_OF_CASCADE {
        csv.push_str(&format!("v{village},第{village}村,t{}\n", village % 500));
    }
    let files = BTreeMap::from([("village.csv".to_owned(), csv.into_bytes())]);
    (workbook(&[("survey", &survey)]), files)
}

fn median(runs: usize, mut run: impl FnMut(usize)) -> Duration {
    let mut times: Vec<Duration> = (0..runs)
        .map(|index| {
            let begin = Instant::now();
            run(index);
            begin.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[runs / 2]
}

fn compiled(bytes: &[u8], files: &BTreeMap<String, Vec<u8>>) -> Instrument {
    match server::forms::compile_with(bytes, "bench", files) {
        Ok(compiled) => compiled.instrument,
        Err(problems) => panic!("{problems:?}"),
    }
}

fn told(what: &str, found: Duration, limit_ms: f64) -> bool {
    let found = found.as_secs_f64() * 1000.0;
    println!("{what:<60} {found:>10.3} ms   limit {limit_ms:>8.1} ms");
    found <= limit_ms
}

fn main() -> std::process::ExitCode {
    let now = Timestamp(1_795_000_000_000);
    let none = BTreeMap::new();
    let mut kept = true;

    let bytes = five_hundred_questions();
    let time = median(21, |_| drop(black_box(compiled(&bytes, &none))));
    kept &= told("form check, 500 questions", time, 25.0);
    let instrument = compiled(&bytes, &none);
    let time = median(21, |_| drop(black_box(Session::new(&instrument, now))));
    kept &= told("opening, 500 questions", time, 10.0);
    let mut session = Session::new(&instrument, now).expect("opens");
    for group in 0..GROUPS {
        session.answer(&format!("/data/g{group}/g{group}_q0"), "yes");
    }
    let time = median(501, |run| {
        session.answer(
            "/data/g10/g10_q3",
            if run % 2 == 0 {
                "路面完好"
            } else {
                "路面破损"
            },
        );
    });
    kept &= told("one answer, nothing depends on it", time, 0.4);
    let time = median(501, |run| {
        session.answer("/data/g0/g0_q1", &(run % 9).to_string());
    });
    kept &= told("one answer, 21 calculations depend on it", time, 0.4);
    let time = median(101, |run| {
        session.answer(
            "/data/g0/g0_q0",
            if run.is_multiple_of(2) { "no" } else { "yes" },
        );
    });
    kept &= told("one answer that closes a group of 25 questions", time, 4.0);

    let bytes = ten_thousand_questions();
    let time = median(3, |_| drop(black_box(compiled(&bytes, &none))));
    kept &= told("form check, 10,000 questions", time, 2_000.0);
    let mut session = Session::new(&compiled(&bytes, &none), now).expect("opens");
    let time = median(21, |run| {
        session.answer("/data/q0", &run.to_string());
    });
    kept &= told("one answer, 999 calculations depend on it", time, 50.0);

    let (bytes, files) = cascade();
    let time = median(3, |_| drop(black_box(compiled(&bytes, &files))));
    kept &= told("form check, cascade over 49,000 choices", time, 2_000.0);
    let mut session = Session::new(&compiled(&bytes, &files), now).expect("opens");
    session.answer("/data/town", "t7");
    let time = median(101, |_| drop(black_box(session.choices("/data/village"))));
    kept &= told("choices of a cascade over 49,000", time, 10.0);
    std::process::ExitCode::from(u8::from(!kept))
}

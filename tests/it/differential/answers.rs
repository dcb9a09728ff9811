//! Random people: which question they answer next and with what, from a seed. Not here: running the
//! steps in the reference engine (`states`).

use domain::instrument::{Instrument, Node, QuestionType, Session};

use super::forms::Form;
use super::ours::{self, Step};

/// SplitMix64 (Steele, Lea and Flood 2014): small, and the same everywhere.
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    fn one_in(&mut self, limit: usize) -> bool {
        self.below(limit) == 0
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }
}

/// Most rows a random person adds to one repeat.
const MOST_ROWS: usize = 4;

/// One person filling in the form: opens it, then answers, takes back, adds and removes rows.
pub fn sequence(form: &Form, instrument: &Instrument, seed: u64) -> (Vec<Step>, Vec<ours::States>) {
    let mut random = Random(seed);
    let words = Words::of(form);
    let mut session = ours::open(instrument);
    let mut steps = vec![Step::Open];
    let mut states = vec![ours::state(&session)];
    for _ in 0..6 + random.below(10) {
        let Some(step) = next_step(&session, &words, &mut random) else {
            break;
        };
        assert!(step.run(&mut session), "{}: {step:?} is refused", form.name);
        states.push(ours::state(&session));
        steps.push(step);
    }
    (steps, states)
}

fn next_step(session: &Session, words: &Words, random: &mut Random) -> Option<Step> {
    let mut open = Open::default();
    open.collect(session, "");
    if !(open.repeats.is_empty() && open.rows.is_empty()) && random.one_in(5) {
        let addable: Vec<&String> = open
            .repeats
            .iter()
            .filter(|p| session.rows(p) < MOST_ROWS)
            .collect();
        if let (true, Some(path)) = (random.one_in(2), random.pick(&addable)) {
            return Some(Step::Add {
                path: (*path).clone(),
            });
        }
        if let Some(path) = random.pick(&open.rows) {
            return Some(Step::Remove { path: path.clone() });
        }
    }
    let path = random.pick(&open.questions)?.clone();
    let taken_back = !session.value(&path).is_empty() && random.one_in(6);
    let value = if taken_back {
        String::new()
    } else {
        answer(session, &path, words, random)
    };
    Some(Step::Answer { path, value })
}

/// What a person could do now.
#[derive(Default)]
struct Open {
    questions: Vec<String>,
    repeats: Vec<String>,
    rows: Vec<String>,
}

impl Open {
    fn collect(&mut self, session: &Session, parent: &str) {
        for (path, node) in session.children(parent) {
            if !session.state().relevant(&path) {
                continue;
            }
            match node {
                Node::Question { question_type, .. } => {
                    if is_typed(question_type) && !session.is_read_only(&path) {
                        self.questions.push(path);
                    }
                }
                Node::Group {
                    repeat,
                    fixed_count,
                    ..
                } => {
                    match (repeat, fixed_count, path.ends_with(']')) {
                        (true, false, true) => self.rows.push(path.clone()),
                        (true, false, false) => self.repeats.push(path.clone()),
                        _ => {}
                    }
                    self.collect(session, &path);
                }
            }
        }
    }
}

fn is_typed(question_type: &QuestionType) -> bool {
    !matches!(
        question_type,
        QuestionType::Note
            | QuestionType::Calculate
            | QuestionType::Hidden
            | QuestionType::Metadata { .. }
    )
}

/// What the form itself speaks of: the numbers and texts its expressions compare with.
struct Words {
    numbers: Vec<i64>,
    texts: Vec<String>,
}

/// Columns of the corpus that hold expressions.
pub const EXPRESSIONS: [&str; 9] = [
    "relevant",
    "relevance",
    "constraint",
    "calculation",
    "calculate",
    "required",
    "choice_filter",
    "default",
    "repeat_count",
];

impl Words {
    fn of(form: &Form) -> Self {
        let mut words = Self {
            numbers: vec![0, 1, 3, 12],
            texts: Vec::new(),
        };
        for cell in form.survey_cells(&EXPRESSIONS) {
            let parts: Vec<&str> = cell.split('\'').collect();
            let quoted = parts.iter().skip(1).step_by(2);
            words.texts.extend(
                quoted
                    .filter(|text| !text.contains("${"))
                    .map(|t| (*t).to_owned()),
            );
            for outside in parts.iter().step_by(2) {
                let numbers = outside.split(|c: char| !c.is_ascii_digit() && c != '.');
                words
                    .numbers
                    .extend(numbers.filter_map(|text| text.parse::<i64>().ok()));
            }
        }
        for file in form.files.values() {
            let cells = file.split([',', '\n']).filter(|cell| !cell.is_empty());
            words.texts.extend(cells.map(str::to_owned));
        }
        words.numbers.retain(|number| *number <= 100_000);
        words
    }

    fn number(&self, random: &mut Random) -> i64 {
        let near = *random.pick(&self.numbers).unwrap_or(&0);
        near + i64::try_from(random.below(3)).unwrap() - 1
    }
}

const TEXTS: [&str; 16] = [
    "桥头村",
    "张三",
    "a",
    "a&b",
    "XM-001",
    "XM-123-ab",
    "G318",
    "abc-9",
    "13812345678",
    "2381234",
    "A12345",
    "a@b.cn",
    "H0001",
    "true",
    "7",
    "水泥 路面",
];
const DAYS: [&str; 8] = [
    "2026-11-22",
    "2026-11-23",
    "2026-05-20",
    "2026-07-01",
    "2025-12-31",
    "2024-02-29",
    "2015-06-01",
    "1984-03-09",
];
const TIMES: [&str; 4] = [
    "08:30:00.000+08:00",
    "09:15:00.000+08:00",
    "11:00:00.000+08:00",
    "17:45:30.000+08:00",
];
const MOMENTS: [&str; 3] = [
    "2026-11-20T09:30:00.000+08:00",
    "2026-11-22T23:59:00.000+08:00",
    "2026-01-05T00:10:00.000+08:00",
];
const PLACES: [&str; 4] = [
    "30.1 112.2 0.0 5.0",
    "30.1 112.21 12.5 8.0",
    "30.11 112.215 20.0 4.5",
    "30.09 112.195 -3.0 0.0",
];

/// An answer that fits the question's type; whether its constraint is met is left to chance.
fn answer(session: &Session, path: &str, words: &Words, random: &mut Random) -> String {
    let Some(Node::Question { question_type, .. }) = session.node(path) else {
        return String::new();
    };
    let one = |from: &[&str], random: &mut Random| from[random.below(from.len())].to_owned();
    match question_type {
        QuestionType::Text | QuestionType::Barcode => {
            let own = random
                .pick(&words.texts)
                .filter(|text| !text.trim().is_empty());
            match own {
                Some(text) if random.one_in(2) => text.trim().to_owned(),
                _ => one(&TEXTS, random),
            }
        }
        QuestionType::Integer => words.number(random).to_string(),
        QuestionType::Decimal => {
            let halves = ["", ".5", ".25", ".8"];
            format!("{}{}", words.number(random), one(&halves, random)).replace("-0", "0")
        }
        QuestionType::Range { start, end, step } => stepped([start, end, step], random),
        QuestionType::Date => one(&DAYS, random),
        QuestionType::Time => one(&TIMES, random),
        QuestionType::DateTime => one(&MOMENTS, random),
        QuestionType::Acknowledge => "OK".to_owned(),
        QuestionType::Geopoint => one(&PLACES, random),
        QuestionType::Image => "photo.jpg".to_owned(),
        QuestionType::Audio => "talk.m4a".to_owned(),
        QuestionType::File => "paper.pdf".to_owned(),
        QuestionType::SelectOne { .. }
        | QuestionType::SelectMultiple { .. }
        | QuestionType::Rank { .. } => chosen(session, path, question_type, random),
        _ => String::new(),
    }
}

/// A value of a range: the ends are counted in steps, so that no rounding comes in.
fn stepped([start, end, step]: [&String; 3], random: &mut Random) -> String {
    let parsed = [start, end, step].map(|text| text.parse::<f64>().unwrap());
    let steps = (0..).take_while(|n| parsed[0] + f64::from(*n) * parsed[2] <= parsed[1] + 1e-9);
    let at = f64::from(i32::try_from(random.below(steps.count())).unwrap());
    let value = format!("{:.2}", parsed[0] + at * parsed[2]);
    value.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn chosen(session: &Session, path: &str, kind: &QuestionType, random: &mut Random) -> String {
    let mut names: Vec<String> = Vec::new();
    for choice in session.choices(path) {
        names.push(choice.name.clone());
    }
    match kind {
        QuestionType::SelectOne { .. } => random.pick(&names).cloned().unwrap_or_default(),
        QuestionType::SelectMultiple { .. } => {
            names.retain(|_| random.one_in(2));
            names.join(" ")
        }
        _ => {
            for index in (1..names.len()).rev() {
                names.swap(index, random.below(index + 1));
            }
            names.join(" ")
        }
    }
}

//! The pure rules over forms: which may be linked, how they are cut into pages.

use std::collections::BTreeMap;

use domain::ids::FormId;
use domain::instrument::{
    Choice, EvaluationColumns, Instrument, InstrumentKind, Node, QuestionDetails, QuestionType,
    Session,
};
use domain::respondent::{Pages, link_problems, tablet_problems};
use domain::time::Timestamp;

use crate::forms::scenario::starter;

fn text(words: &str) -> BTreeMap<String, String> {
    BTreeMap::from([("default".to_owned(), words.to_owned())])
}

fn question(path: &str, question_type: QuestionType, required: bool, label: &str) -> Node {
    Node::Question {
        path: path.to_owned(),
        question_type,
        label: text(label),
        hint: BTreeMap::new(),
        appearance: String::new(),
        required,
        read_only: false,
        evaluation: EvaluationColumns::default(),
        details: QuestionDetails::default(),
    }
}

fn group(path: &str, repeat: bool, children: Vec<Node>) -> Node {
    Node::Group {
        path: path.to_owned(),
        label: text("组"),
        appearance: String::new(),
        repeat,
        fixed_count: repeat,
        children,
    }
}

fn form(nodes: Vec<Node>) -> Instrument {
    Instrument {
        nodes,
        kind: InstrumentKind::Questionnaire,
        form_id: FormId::from("q"),
        ..starter("q-villager-road.xlsx")
    }
}

fn codes(nodes: Vec<Node>) -> Vec<(String, String)> {
    let problems = link_problems(&form(nodes)).into_iter();
    let path = |problem: &domain::problem::Problem| {
        let place = problem.place.as_ref();
        place
            .and_then(|place| place.path.clone())
            .unwrap_or_default()
    };
    problems
        .map(|problem| (path(&problem), problem.code))
        .collect()
}

#[test]
fn the_starter_questionnaire_may_be_linked() {
    assert_eq!(link_problems(&starter("q-villager-road.xlsx")), []);
}

#[test]
fn a_tablet_takes_what_a_phone_page_cannot_but_never_who_or_where() {
    let nested = group(
        "/data/rows",
        true,
        vec![group("/data/rows/more", true, Vec::new())],
    );
    let optional = question("/data/photo", QuestionType::Image, false, "可以拍照");
    let nodes = vec![optional, nested];
    assert!(!link_problems(&form(nodes.clone())).is_empty());
    assert_eq!(tablet_problems(&form(nodes)), []);
    let photo = question("/data/photo", QuestionType::Image, true, "请拍照");
    let found = tablet_problems(&form(vec![photo]));
    assert_eq!(found[0].code, "RESPONDENT_NEEDS_FILE");
    let personal = vec![
        question("/data/name", QuestionType::Text, false, "您的姓名"),
        question("/data/place", QuestionType::Geopoint, false, "位置"),
    ];
    let found = tablet_problems(&form(personal)).into_iter();
    let found: Vec<String> = found.map(|problem| problem.code).collect();
    assert_eq!(
        found,
        ["RESPONDENT_ASKS_PERSONAL", "RESPONDENT_ASKS_POSITION"]
    );
    for shipped in ["q-villager-road.xlsx", "q-enterprise.xlsx", "q-staff.xlsx"] {
        assert_eq!(tablet_problems(&starter(shipped)), [], "{shipped}");
    }
}

#[test]
fn a_form_that_asks_who_or_where_or_for_a_file_may_not_and_says_where() {
    let preload = QuestionType::Metadata {
        preload: "phonenumber".to_owned(),
    };
    let refused = codes(vec![
        question("/data/ok", QuestionType::Text, false, "您的意见"),
        question("/data/place", QuestionType::Geopoint, false, "位置"),
        question("/data/name", QuestionType::Text, false, "您的姓名"),
        question("/data/phone", preload, false, ""),
        question("/data/photo", QuestionType::Image, true, "照片"),
        question("/data/maybe", QuestionType::Image, false, "照片"),
        group(
            "/data/rows",
            true,
            vec![question(
                "/data/rows/a",
                QuestionType::Integer,
                false,
                "人数",
            )],
        ),
    ]);
    let refused: Vec<(&str, &str)> = refused
        .iter()
        .map(|(p, c)| (p.as_str(), c.as_str()))
        .collect();
    assert_eq!(
        refused,
        [
            ("/data/place", "RESPONDENT_ASKS_POSITION"),
            ("/data/name", "RESPONDENT_ASKS_PERSONAL"),
            ("/data/phone", "RESPONDENT_ASKS_PERSONAL"),
            ("/data/photo", "RESPONDENT_NEEDS_FILE"),
            ("/data/rows", "RESPONDENT_REPEAT"),
        ]
    );
}

#[test]
fn a_page_that_would_break_the_budget_is_refused() {
    let choices = (0..2_000).map(|number| Choice {
        name: format!("village_{number}"),
        label: text("某某镇某某村"),
        score: None,
    });
    let many = QuestionType::SelectOne {
        choices: choices.collect(),
    };
    let refused = codes(vec![question("/data/village", many, false, "您的村")]);
    assert_eq!(refused[0].1, "RESPONDENT_PAGE_TOO_LARGE");
}

#[test]
fn a_long_group_is_cut_and_loose_questions_go_together() {
    let many = |prefix: &str, count: usize| -> Vec<Node> {
        (0..count)
            .map(|n| question(&format!("{prefix}/q{n}"), QuestionType::Text, false, "问"))
            .collect()
    };
    let mut nodes = many("/data", 8);
    nodes.push(group("/data/short", false, many("/data/short", 10)));
    nodes.push(group("/data/long", false, many("/data/long", 15)));
    let form = form(nodes);
    let pages = Pages::of(&form);
    let sizes: Vec<usize> = pages
        .all()
        .iter()
        .map(|page| page.questions().len())
        .collect();
    assert_eq!(sizes, [6, 2, 10, 6, 6, 3]);
    let numbers: Vec<usize> = pages.all().iter().map(|page| page.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
}

#[test]
fn the_count_of_pages_never_grows_on_the_way() {
    let form = starter("q-villager-road.xlsx");
    let pages = Pages::of(&form);
    let mut session = Session::new(&form, Timestamp(1_788_742_800_000)).unwrap();
    session.answer("/data/consent/consent", "yes");
    let (mut number, mut counts, mut places) = (0, Vec::new(), Vec::new());
    while let Some(next) = pages.next(&session, number) {
        number = next;
        let (place, count) = pages.progress(&session, number);
        counts.push(count);
        places.push(place);
        let page = pages.page(number).unwrap();
        let open: Vec<String> = page.open_ends(&session);
        for path in open {
            let choice = form.question(&path).unwrap().choices();
            session.answer(
                &path,
                &choice[if path.ends_with("s2") { 3 } else { 0 }].name,
            );
        }
    }
    assert!(
        counts.windows(2).all(|pair| pair[1] <= pair[0]),
        "{counts:?}"
    );
    assert_eq!(places, (1..=places.len()).collect::<Vec<_>>());
    assert_eq!(counts.last(), places.last());
    assert_eq!(pages.first_open(&session), None);
}

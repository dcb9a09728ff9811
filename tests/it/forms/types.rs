//! A person with a form of each type and feature of the standard.

use std::collections::BTreeMap;

use domain::instrument::{Instrument, InvalidReason, Node, QuestionType, Session};

use super::scenario::{Scenario, form, now, workbook};

fn choices(person: &Scenario, name: &str) -> Vec<String> {
    let offered = person.session.choices(&person.path(name));
    offered
        .into_iter()
        .map(|choice| choice.name.clone())
        .collect()
}

fn refused_as(person: &Scenario, name: &str) -> Option<InvalidReason> {
    person.refused(name).map(|invalid| invalid.reason)
}

#[test]
fn numbers_dates_and_positions_are_refused_when_they_are_none() {
    let instrument = form(
        &[
            &["type", "name", "label", "parameters"],
            &["integer", "whole", "Whole", ""],
            &["decimal", "exact", "Exact", ""],
            &["range", "mark", "Mark", "start=0 end=10 step=0.5"],
            &["date", "day", "Day", ""],
            &["time", "clock", "Clock", ""],
            &["dateTime", "moment", "Moment", ""],
            &["geopoint", "place", "Place", ""],
            &["barcode", "code", "Code", ""],
            &["acknowledge", "seen", "Seen", ""],
        ],
        &[],
    )
    .unwrap();
    let mut person = Scenario::open(&instrument);
    let bad = [
        ("whole", "1.5"),
        ("exact", "much"),
        ("mark", "10.5"),
        ("day", "2026-02-30"),
        ("clock", "25:00"),
        ("moment", "yesterday"),
        ("place", "north"),
    ];
    person.answer_all(&bad);
    for (name, _) in bad {
        assert_eq!(
            refused_as(&person, name),
            Some(InvalidReason::Type),
            "{name}"
        );
    }
    person.answer("mark", "2.25");
    assert!(person.refused("mark").is_some(), "between two steps");
    person.answer_all(&[
        ("whole", "-3"),
        ("exact", "1.50"),
        ("mark", "2.5"),
        ("day", "2026-11-22"),
        ("clock", "08:30"),
        ("moment", "2026-11-22T08:30"),
        ("place", "27.1 111.4 300 5"),
        ("code", "6901234567892"),
        ("seen", "OK"),
    ]);
    assert_eq!(person.open_ends(), Vec::<String>::new());
}

#[test]
fn lists_are_picked_ranked_and_extended() {
    let instrument = form(
        &[
            &["type", "name", "label"],
            &["select one from worry", "main", "Main"],
            &["Select_Multiple worry or_other", "all", "All"],
            &["rank worry", "order", "Order"],
        ],
        &[
            &["list name", "value", "caption"],
            &["worry", "road", "Road"],
            &["worry", "water", "Water"],
        ],
    )
    .unwrap();
    let mut person = Scenario::open(&instrument);
    assert_eq!(choices(&person, "all"), ["road", "water", "other"]);
    assert!(!person.is_asked("all_other"));
    person.answer("all", "road other");
    assert!(person.is_asked("all_other"));
    person.answer_all(&[("main", "rail"), ("order", "water road")]);
    assert_eq!(
        refused_as(&person, "main"),
        Some(InvalidReason::UnknownChoice)
    );
    assert!(person.refused("order").is_none());
}

#[test]
fn choices_come_from_a_file_beside_the_workbook() {
    let survey: &[&[&str]] = &[
        &[
            "type",
            "name",
            "label",
            "choice_filter",
            "calculation",
            "parameters",
        ],
        &["select_one town", "town", "Town", "", "", ""],
        &[
            "select_one_from_file villages.csv",
            "village",
            "Village",
            "town = ${town}",
            "",
            "value=code label=title",
        ],
        &[
            "calculate",
            "people",
            "",
            "",
            "pulldata('villages', 'people', 'code', ${village})",
            "",
        ],
    ];
    let lists: &[&[&str]] = &[
        &["list_name", "name", "label"],
        &["town", "q", "Q"],
        &["town", "b", "B"],
    ];
    let bytes = workbook(&[("survey", survey), ("choices", lists)]);
    let missing = server::forms::compile(&bytes).unwrap_err();
    assert_eq!(missing[0].code, "FORM_MISSING_FILE");
    assert_eq!(missing[0].details["file"], "villages.csv");
    assert_eq!(server::forms::needed_files(&bytes), ["villages.csv"]);
    let csv = "code,title,town,people\nv1,东村,q,310\nv2,西村,b,95\n";
    let files = BTreeMap::from([("villages.csv".to_owned(), csv.as_bytes().to_vec())]);
    let compiled = server::forms::compile_with(&bytes, "villages", &files).unwrap();
    let mut person = Scenario::open(&compiled.instrument);
    person.answer("town", "b");
    assert_eq!(choices(&person, "village"), ["v2"]);
    let label = &person.session.choices("/data/village")[0].label;
    assert_eq!(label["default"], "西村");
    person.answer("village", "v2");
    assert_eq!(person.value("people"), "95");
}

#[test]
fn external_choices_follow_their_filter() {
    let survey: &[&[&str]] = &[
        &["type", "name", "label", "choice_filter"],
        &["text", "county", "County", ""],
        &[
            "select_one_external towns",
            "town",
            "Town",
            "county=${county}",
        ],
    ];
    let external: &[&[&str]] = &[
        &["list_name", "name", "label", "county"],
        &["towns", "a", "A", "x"],
        &["towns", "b", "B", "y"],
    ];
    let bytes = workbook(&[("Survey", survey), ("external_choices", external)]);
    let mut person = Scenario::open(&server::forms::compile(&bytes).unwrap());
    person.answer("county", "y");
    assert_eq!(choices(&person, "town"), ["b"]);
}

#[test]
fn rows_are_added_and_removed_as_people_are_counted() {
    let instrument = form(
        &[
            &[
                "type",
                "name",
                "label",
                "relevant",
                "calculation",
                "repeat_count",
            ],
            &["begin_repeat", "house", "House", "", "", ""],
            &["text", "head", "Head", "", "", ""],
            &["begin repeat", "member", "Member", "", "", ""],
            &["integer", "age", "Age", "", "", ""],
            &["select_one yn", "school", "School", "${age} < 16", "", ""],
            &["end repeat", "", "", "", "", ""],
            &["calculate", "people", "", "", "count(${member})", ""],
            &["end_repeat", "", "", "", "", ""],
            &["integer", "visits", "Visits", "", "", ""],
            &["begin repeat", "visit", "Visit", "", "", "${visits}"],
            &["date", "on", "On", "", "", ""],
            &["end repeat", "", "", "", "", ""],
            &["calculate", "everyone", "", "", "sum(${people})", ""],
        ],
        &[&["list_name", "name", "label"], &["yn", "yes", "Yes"]],
    )
    .unwrap();
    let mut session = Session::new(&instrument, now()).unwrap();
    let second = session.add_row("/data/house").unwrap();
    assert_eq!(second, "/data/house[2]");
    session.add_row("/data/house[2]/member");
    session.answer("/data/house[2]/member[2]/age", "9");
    assert!(session.state().relevant("/data/house[2]/member[2]/school"));
    assert!(!session.state().relevant("/data/house[1]/member[1]/school"));
    assert_eq!(session.value("/data/everyone"), "3");
    session.answer("/data/visits", "2");
    assert_eq!(session.rows("/data/visit"), 2);
    assert!(!session.can_add_row("/data/visit") && session.can_add_row("/data/house"));
    assert!(session.remove_row("/data/house[1]"));
    assert_eq!(session.value("/data/house[1]/member[2]/age"), "9");
    let again = Session::resume(&instrument, &session.answers(), now()).unwrap();
    assert_eq!(again.answers(), session.answers());
}

fn look_of<'i>(instrument: &'i Instrument, path: &str) -> (&'i str, &'i QuestionType) {
    match instrument.question(path) {
        Some(Node::Question {
            appearance,
            question_type,
            ..
        }) => (appearance, question_type),
        other => panic!("{path}: {other:?}"),
    }
}

#[test]
fn looks_are_carried_along_and_capture_types_are_known() {
    let instrument = form(
        &[
            &["type", "name", "label", "appearance", "parameters", "hint"],
            &["photo", "site", "Site", "new", "max-pixels=1600", ""],
            &["image", "sketch", "Sketch", "Draw", "", ""],
            &["audio", "voice", "Voice", "", "quality=low", ""],
            &["file", "letter", "Letter", "", "", "PDF"],
            &["video", "drive", "Drive", "", "", ""],
            &["begin group", "grid", "Grid", "table-list", "", ""],
            &["select_one l", "a", "A", "columns-3 no-buttons", "", ""],
            &["end group", "", "", "", "", ""],
            &["phonenumber", "phone", "", "", "", ""],
        ],
        &[&["list_name", "name", "label"], &["l", "x", "X"]],
    )
    .unwrap();
    assert_eq!(
        look_of(&instrument, "/data/site"),
        ("new", &QuestionType::Image)
    );
    assert_eq!(
        look_of(&instrument, "/data/sketch"),
        ("draw", &QuestionType::Image)
    );
    assert_eq!(look_of(&instrument, "/data/voice").1, &QuestionType::Audio);
    assert_eq!(look_of(&instrument, "/data/drive").1, &QuestionType::File);
    assert_eq!(
        look_of(&instrument, "/data/grid/a").0,
        "columns-3 no-buttons"
    );
    let mut person = Scenario::open(&instrument);
    person.session.fill_metadata("phonenumber", "13800000000");
    assert_eq!(person.value("phone"), "13800000000");
}

#[test]
fn a_check_without_words_and_photo_cannot_become_a_finding() {
    let problems = form(
        &[
            &["type", "name", "label", "bind::kp:severity_if_no"],
            &["select_one yn", "c1", "Done", "major"],
            &["text", "c1_note", "Why", ""],
        ],
        &[&["list_name", "name", "label"], &["yn", "no", "No"]],
    )
    .unwrap_err();
    assert_eq!(problems[0].code, "FORM_MISSING_COMPANION");
    assert_eq!(problems[0].details["name"], "c1_photo");
}

#[test]
fn other_ways_of_writing_a_workbook_mean_the_same() {
    let survey: &[&[&str]] = &[
        &[
            "Type",
            "Name",
            "Label: English",
            "media::image::English",
            "Read only",
            "Relevance",
        ],
        &["", "", "", "", "", ""],
        &["begin_group", "g-1", "Group", "", "", ""],
        &["q string", "a.1", "A", "", "no", ""],
        &[
            "integer",
            "b",
            "B ${ a.1 }",
            "map.png",
            "yes",
            "${ a.1 } = ‘x’",
        ],
        &["end_group", "", "", "", "", ""],
        &["", "", "", "", "", "a remark"],
    ];
    let bytes = workbook(&[("SURVEY ", survey), ("Notes", &[&["anything"]])]);
    let compiled = server::forms::compile_with(&bytes, "x", &BTreeMap::new()).unwrap();
    assert_eq!(compiled.instrument.languages, ["English"]);
    let codes: Vec<&str> = compiled
        .warnings
        .iter()
        .map(|warning| warning.code.as_str())
        .collect();
    assert!(codes.contains(&"FORM_COLUMN_WITHOUT_EFFECT"));
    let mut person = Scenario::open(&compiled.instrument);
    person.answer("a.1", "x");
    assert!(person.is_asked("b"));
    assert!(person.session.is_read_only("/data/g-1/b"));
}

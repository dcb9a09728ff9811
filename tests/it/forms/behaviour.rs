//! What a person meets in a form beyond single answers: values nobody types, questions that may not
//! be changed, demands that depend on an answer, tables of questions.

use domain::instrument::Session;

use super::scenario::{Scenario, form, now};

const YES_NO: &[&[&str]] = &[
    &["list_name", "name", "label"],
    &["yn", "yes", "是"],
    &["yn", "no", "否"],
];

#[test]
fn nobody_types_what_the_tablet_knows_and_what_is_hidden_can_still_decide() {
    let instrument = form(
        &[
            &["type", "name", "label", "default", "relevant"],
            &["start", "begun", "", "", ""],
            &["today", "day", "", "", ""],
            &["username", "who", "", "", ""],
            &["deviceid", "device", "", "", ""],
            &["end", "ended", "", "", ""],
            &["hidden", "wave", "", "second", ""],
            &["text", "again", "与上次相比", "", "${wave} = 'second'"],
        ],
        &[],
    )
    .unwrap();
    let mut person = Scenario::open(&instrument);
    assert_eq!(person.value("begun"), now().to_iso_text());
    assert_eq!(person.value("day"), "2026-11-22");
    person.session.fill_metadata("username", "wang");
    person.session.fill_metadata("deviceid", "tablet-7");
    assert_eq!(
        (person.value("who"), person.value("device")),
        ("wang", "tablet-7")
    );
    assert_eq!(person.value("ended"), "");
    person
        .session
        .fill_metadata("end", "2026-11-22T11:00:00+08:00");
    assert_eq!(person.value("ended"), "2026-11-22T11:00:00+08:00");
    assert!(person.is_asked("again"), "a hidden value decides");
    // Opened again, the beginning is still the first one.
    let kept = person.answers();
    let later = domain::time::Timestamp(now().0 + 86_400_000);
    let again = Session::resume(&instrument, &kept, later).unwrap();
    assert_eq!(again.value("/data/begun"), now().to_iso_text());
}

#[test]
fn a_demand_may_depend_on_an_answer_and_says_so_in_its_own_words() {
    let instrument = form(
        &[
            &[
                "type",
                "name",
                "label",
                "required",
                "required_message",
                "constraint",
                "constraint_message",
            ],
            &["select_one yn", "damaged", "有损坏", "yes", "", "", ""],
            &[
                "text",
                "where",
                "位置",
                "${damaged} = 'yes'",
                "请写明损坏的位置",
                "",
                "",
            ],
            &[
                "integer",
                "metres",
                "米",
                "",
                "",
                ". > 0 and . < 1000",
                "应在1到999米之间",
            ],
        ],
        YES_NO,
    )
    .unwrap();
    let mut person = Scenario::open(&instrument);
    assert!(person.is_missing("damaged") && !person.is_missing("where"));
    person.answer("damaged", "yes");
    assert!(person.is_missing("where"));
    let rules = &instrument.rules[&person.path("where")];
    let said = rules.required_message.values().next().map(String::as_str);
    assert_eq!(said, Some("请写明损坏的位置"));
    person.answer("metres", "1000");
    assert!(person.refused("metres").is_some());
    let rules = &instrument.rules[&person.path("metres")];
    let said = rules.constraint_message.values().next().map(String::as_str);
    assert_eq!(said, Some("应在1到999米之间"));
    person.answer_all(&[("damaged", "no"), ("metres", "12")]);
    assert_eq!(person.open_ends(), Vec::<String>::new());
}

#[test]
fn what_may_only_be_read_is_computed_and_followed() {
    let instrument = form(
        &[
            &[
                "type",
                "name",
                "label",
                "read_only",
                "calculation",
                "trigger",
            ],
            &["decimal", "planned", "批复", "", "", ""],
            &["decimal", "paid", "支付", "", "", ""],
            &[
                "decimal",
                "rate",
                "执行率",
                "yes",
                "${paid} div ${planned} * 100",
                "",
            ],
            &[
                "text",
                "noted",
                "支付时记下",
                "",
                "concat('已付 ', ${paid})",
                "${paid}",
            ],
        ],
        &[],
    )
    .unwrap();
    let mut person = Scenario::open(&instrument);
    person.answer_all(&[("planned", "200"), ("paid", "150")]);
    assert_eq!(person.value("rate"), "75");
    assert!(person.session.is_read_only("/data/rate"));
    assert!(!person.session.is_read_only("/data/noted"));
    assert_eq!(person.value("noted"), "已付 150");
    // A triggered value may be changed, and stays until its trigger changes.
    person.answer("noted", "分两次付");
    person.answer("planned", "300");
    assert_eq!(
        (person.value("rate"), person.value("noted")),
        ("50", "分两次付")
    );
    person.answer("paid", "60");
    assert_eq!(
        (person.value("rate"), person.value("noted")),
        ("20", "已付 60")
    );
}

#[test]
fn a_table_of_questions_is_one_block_whose_rows_are_answered_one_by_one() {
    let instrument = form(
        &[
            &["type", "name", "label", "appearance", "required"],
            &["begin group", "table", "满意程度", "field-list", ""],
            &["select_one yn", "head", "选项", "label", ""],
            &["select_one yn", "road", "路面", "list-nolabel", "yes"],
            &["select_one yn", "bridge", "桥面", "list-nolabel", "yes"],
            &["select_one yn", "overall", "总体", "likert", "yes"],
            &["end group", "", "", "", ""],
        ],
        YES_NO,
    )
    .unwrap();
    let mut person = Scenario::open(&instrument);
    let sections = person.session.sections();
    assert_eq!(sections.len(), 1, "one block");
    assert_eq!(person.open_ends(), ["road", "bridge", "overall"]);
    person.answer_all(&[("road", "yes"), ("overall", "no")]);
    assert_eq!(person.open_ends(), ["bridge"]);
    person.answer("bridge", "perhaps");
    assert!(person.refused("bridge").is_some(), "not among the choices");
}

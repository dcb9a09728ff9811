//! What inspections found.

use std::collections::BTreeMap;

use domain::fieldwork::findings::{Inspection, derive, evidence, photo_shortfalls};
use domain::fieldwork::{Attachment, AttachmentKind, RecordBody};
use domain::finding::Severity;
use domain::ids::{AccountId, AttachmentId, DocumentId, Sha256Hex};

use super::scenario::now;
use super::site_inspection::{flawless, project};

fn body(answers: BTreeMap<String, String>) -> RecordBody {
    RecordBody {
        answers,
        started_at: now(),
        finalised_at: Some(now()),
        ..RecordBody::default()
    }
}

fn photo(path: &str) -> Attachment {
    Attachment {
        kind: AttachmentKind::Photo,
        path: path.to_owned(),
        sha256: Sha256Hex::of(b"photo"),
        original_sha256: Sha256Hex::of(b"original"),
        bytes: 5,
        media_type: "image/jpeg".to_owned(),
        taken_at: now(),
        taken_by: AccountId::from("a"),
        position: None,
        caption: String::new(),
    }
}

#[test]
fn each_no_becomes_a_finding_numbered_by_project_then_question() {
    let mut late = flawless();
    late.answer_all(&[("c1", "no"), ("c1_note", "仅完成一半")]);
    let mut early = flawless();
    early.answer_all(&[("c11", "no"), ("c11_note", "无巡查记录"), ("c3", "no")]);
    early.answer_all(&[("c3_note", "板块断裂2处"), ("c3_severity", "major")]);
    let instrument = late.session.instrument().clone();
    let (late_body, early_body) = (body(late.answers()), body(early.answers()));
    let (first, second) = (
        project("A001", "水毁路段修复"),
        project("B001", "水毁路段修复"),
    );
    let (record_1, record_2) = (DocumentId::from("r1"), DocumentId::from("r2"));
    let of_late = Inspection {
        record: &record_2,
        project: &second,
        instrument: &instrument,
        body: &late_body,
    };
    let of_early = Inspection {
        record: &record_1,
        project: &first,
        instrument: &instrument,
        body: &early_body,
    };
    let findings = derive(&[of_late, of_early]);
    assert_eq!(
        findings,
        derive(&[of_early, of_late]),
        "the order of arrival does not matter"
    );
    let told: Vec<(&str, &str, Severity, &str)> = findings
        .iter()
        .map(|f| {
            (
                f.code.as_str(),
                f.path.as_str(),
                f.severity,
                f.facts.as_str(),
            )
        })
        .collect();
    let expected = [
        ("S-001", "/data/checks/c3", Severity::Major, "板块断裂2处"),
        ("S-002", "/data/checks/c11", Severity::Minor, "无巡查记录"),
        ("S-003", "/data/checks/c1", Severity::Severe, "仅完成一半"),
    ];
    assert_eq!(told, expected);
    assert_eq!(findings[1].check, "管护责任牌、责任人明确并有巡查记录");
    assert_eq!(
        findings[1].title, "管护责任未明确或无巡查记录",
        "as the form names it"
    );
    assert_eq!(findings[1].indicator.as_ref().unwrap().as_str(), "D14");
    assert_eq!(findings[1].responsible_unit, "区公路管理局");
}

#[test]
fn a_no_to_a_question_that_is_not_asked_is_no_finding() {
    let mut answers = flawless().answers();
    answers.insert("/data/checks/c6".to_owned(), "no".to_owned());
    let scenario = flawless();
    let inspection = Inspection {
        record: &DocumentId::from("r"),
        project: &project("A001", "水毁路段修复"),
        instrument: scenario.session.instrument(),
        body: &body(answers),
    };
    assert_eq!(derive(&[inspection]), []);
}

#[test]
fn cracks_need_two_photos_and_the_photos_are_the_evidence() {
    let mut scenario = flawless();
    scenario.answer_all(&[("c3", "no"), ("c3_note", "裂缝"), ("c3_photo", "one")]);
    let mut record = body(scenario.answers());
    record
        .attachments
        .insert(AttachmentId::from("one"), photo("/data/checks/c3_photo"));
    record
        .attachments
        .insert(AttachmentId::from("other"), photo("/data/photos/p5"));
    let instrument = scenario.session.instrument();
    let problems = photo_shortfalls(instrument, &record);
    assert_eq!(problems.len(), 1);
    assert_eq!(
        (
            &*problems[0].details["expected"],
            &*problems[0].details["found"]
        ),
        ("2", "1")
    );
    record
        .attachments
        .insert(AttachmentId::from("two"), photo("/data/checks/c3_photo"));
    assert_eq!(photo_shortfalls(instrument, &record), []);
    let ids: Vec<&str> = evidence(&record, "/data/checks/c3")
        .iter()
        .map(|id| id.as_str())
        .collect();
    assert_eq!(ids, ["one", "two"]);
}

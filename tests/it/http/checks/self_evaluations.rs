//! 自评复核: five planted errors, a question instead of a sixth one, three parties of which two sign on
//! paper, and the corrected sheet of what did not pass.

use domain::party::Role;
use domain::wire::urls;
use serde_json::{Value, json};
use server::workbook::write_tables;

use super::{FIVE_ERRORS, table, upload, upload_as};
use crate::world::{Person, World, demo_url};

fn kinds(seen: &Value) -> Vec<&str> {
    let flags = seen["flags"].as_array().unwrap();
    flags
        .iter()
        .map(|it| it["kind"].as_str().unwrap())
        .collect()
}

const FIVE_KINDS: [&str; 5] = [
    "execution_score",
    "capped_score",
    "zero_target",
    "missing_reason",
    "total_sum",
];

/// The five errors on a sheet that says nothing of a survey.
fn without_survey_line() -> Vec<&'static str> {
    let says = |line: &&str| line.contains("满意度调查");
    FIVE_ERRORS.into_iter().filter(|line| !says(line)).collect()
}

#[tokio::test]
async fn a_sheet_with_five_planted_errors_has_exactly_five_flags_and_one_false_claim() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let cover = table("封面", &["填报说明"]);
    let list = upload(&manager, &world, &[cover, table("自评表", &FIVE_ERRORS)]).await;
    assert_eq!(list.status, 200, "{}", list.body);
    let known = &list.body["evaluations"];
    assert_eq!(known.as_array().unwrap().len(), 1, "the cover is no sheet");
    assert_eq!(
        (
            &known[0]["flags"],
            &known[0]["unit"],
            &known[0]["file_name"]
        ),
        (&json!(5), &json!("农业局（本级）"), &json!("自评.xlsx"))
    );
    assert_eq!(
        (&list.body["claims_confirmed"], &list.body["claims"]),
        (&json!(0), &json!(1))
    );
    let id = known[0]["id"].as_str().unwrap();
    let seen = manager.get(&demo_url(urls::SELF_EVALUATION, &[id])).await;
    assert_eq!(kinds(&seen.body), FIVE_KINDS);
    assert_eq!(seen.body["rescored"]["execution"], "9.49");
    assert_eq!(seen.body["rescored"]["difference"], Value::Null);
}

#[tokio::test]
async fn a_sheet_without_a_line_on_a_survey_has_the_same_five_flags_and_a_question() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let sheet = [table("自评表", &without_survey_line())];
    let list = upload(&manager, &world, &sheet).await;
    let known = &list.body["evaluations"][0];
    assert_eq!(
        (&known["flags"], &known["questions"]),
        (&json!(5), &json!(1))
    );
    let url = demo_url(urls::SELF_EVALUATION, &[known["id"].as_str().unwrap()]);
    let seen = manager.get(&url).await.body;
    assert_eq!(kinds(&seen), FIVE_KINDS);
    assert_eq!(seen["questions"][0]["question"], "survey_not_stated");
    let none = json!({ "base_revision": 1, "marks": {}, "survey": false });
    let answered = manager.put(&url, &none).await.body;
    let mut six = FIVE_KINDS.to_vec();
    six.push("satisfaction_without_survey");
    assert_eq!(
        (kinds(&answered), &answered["questions"]),
        (six, &json!([]))
    );
    let made = json!({ "base_revision": 2, "marks": {}, "survey": true });
    assert_eq!(kinds(&manager.put(&url, &made).await.body), FIVE_KINDS);

    for (query, flags) in [("survey=true", 5), ("survey=false", 6)] {
        let bytes = write_tables(&sheet).unwrap();
        let list = upload_as(&manager, &world, query, bytes).await;
        let known = list.body["evaluations"].as_array().unwrap().last().cloned();
        let known = known.unwrap();
        assert_eq!(
            (&known["flags"], &known["questions"]),
            (&json!(flags), &json!(0)),
            "{query}"
        );
    }
}

#[tokio::test]
async fn a_workbook_without_a_sheet_or_with_a_wrong_one_is_refused_as_a_whole() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let none = upload(&manager, &world, &[table("封面", &["填报说明"])]).await;
    assert_eq!(
        (none.status, none.codes()),
        (422, vec!["SELF_EVALUATION_HEADING_NOT_FOUND"])
    );
    let mut lines = FIVE_ERRORS;
    lines[6] = "产出指标|数量指标|修复里程|12公里|12公里|十五|15|";
    let tables = [table("一", &FIVE_ERRORS), table("二", &lines)];
    let wrong = upload(&manager, &world, &tables).await;
    assert_eq!(wrong.codes(), ["SELF_EVALUATION_NOT_A_NUMBER"]);
    let url = demo_url(urls::SELF_EVALUATIONS, &[]);
    assert_eq!(manager.get(&url).await.body["evaluations"], json!([]));
}

/// Uploads the five errors, marks the open row and answers the sheet's identifier.
async fn marked(manager: &Person, world: &World) -> String {
    let list = upload(manager, world, &[table("自评表", &FIVE_ERRORS)]).await;
    let id = list.body["evaluations"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let url = demo_url(urls::SELF_EVALUATION, &[&id]);
    let marks = json!({ "9": ["12.00", "延误两次，均有批准手续"] });
    let wanted = json!({ "base_revision": 1, "marks": marks });
    let marked = manager.put(&url, &wanted).await;
    assert_eq!(marked.body["unready"], json!([]), "{}", marked.body);
    id
}

fn on_paper(party: &str, name: &str, passed: bool) -> Value {
    json!({
        "base_revision": 2, "party": party, "passed": passed, "opinion": "数据已核对",
        "name": name, "paper": { "day": "2024-01-05", "number": "财绩审〔2026〕7号" },
    })
}

#[tokio::test]
async fn nobody_signs_while_a_row_has_no_score_and_marks_are_frozen_by_a_signature() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let list = upload(&manager, &world, &[table("自评表", &FIVE_ERRORS)]).await;
    let id = list.body["evaluations"][0]["id"].as_str().unwrap();
    let url = demo_url(urls::SELF_EVALUATION, &[id]);
    let sign_url = demo_url(urls::SELF_EVALUATION_SIGN, &[id]);
    let early = json!({ "base_revision": 1, "party": "third_party", "passed": true });
    let refused = manager.post(&sign_url, &early).await;
    assert_eq!(
        (refused.status, refused.codes()),
        (422, vec!["SELF_EVALUATION_ROW_UNSCORED"])
    );
    let without_reason = json!({ "base_revision": 1, "marks": { "9": ["12.00", " "] } });
    let refused = manager.put(&url, &without_reason).await;
    assert_eq!(refused.codes(), ["REASON_MISSING"]);
    let marks = json!({ "9": ["12.00", "延误两次，均有批准手续"] });
    let wanted = json!({ "base_revision": 1, "marks": marks });
    let marked = manager.put(&url, &wanted).await;
    // 9.49 + 15 + 18 + 12 + 24 + 10
    assert_eq!(marked.body["rescored"]["total"], "88.49");
    assert_eq!(marked.body["rescored"]["difference"], "-7.01");
    let partner = world.person(Role::Partner).await;
    let stale = partner.put(&url, &wanted).await;
    assert_eq!(
        (stale.status, stale.codes()),
        (409, vec!["SELF_EVALUATION_CHANGED"])
    );
    let signed = json!({ "base_revision": 2, "party": "third_party", "passed": true });
    assert_eq!(manager.post(&sign_url, &signed).await.status, 200);
    let frozen = json!({ "base_revision": 2, "marks": {} });
    assert_eq!(
        partner.put(&url, &frozen).await.codes(),
        ["SELF_EVALUATION_SIGNED"]
    );
}

#[tokio::test]
async fn the_firm_signs_at_the_desk_and_the_sections_papers_are_recorded() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let id = marked(&manager, &world).await;
    let sign_url = demo_url(urls::SELF_EVALUATION_SIGN, &[&id]);
    let (performance, business) = ("performance_section", "business_section");
    for (change, code) in [
        (json!({ "paper": null }), "PARTY_PAPER_MISSING"),
        (json!({ "name": " " }), "PARTY_NAME_MISSING"),
        (
            json!({ "paper": { "day": "2999-01-01", "number": "7" } }),
            "PARTY_PAPER_DAY",
        ),
        (
            json!({ "paper": { "day": "2024-01-05", "number": "" } }),
            "PARTY_PAPER_NUMBER",
        ),
        (json!({ "party": "third_party" }), "PARTY_SIGNS_AT_THE_DESK"),
    ] {
        let mut wanted = on_paper(performance, "赵敏", true);
        let fields = change.as_object().unwrap().clone();
        wanted.as_object_mut().unwrap().extend(fields);
        assert_eq!(manager.post(&sign_url, &wanted).await.codes(), [code]);
    }
    let firm = json!({ "base_revision": 2, "party": "third_party", "passed": true });
    let first = manager.post(&sign_url, &firm).await;
    assert_eq!(first.body["summary"]["state"]["state"], "waiting");
    let again = manager.post(&sign_url, &firm).await;
    assert_eq!(
        (again.status, again.codes()),
        (409, vec!["PARTY_SIGNED_ALREADY"])
    );
    let paper = on_paper(performance, "赵敏", true);
    let second = manager.post(&sign_url, &paper).await;
    let given = &second.body["signatures"][1];
    let firm_name = &second.body["signatures"][0]["name"];
    assert_eq!(given["name"], "赵敏");
    assert_eq!(&given["recorded_by"], firm_name);
    assert_eq!(given["paper"]["number"], "财绩审〔2026〕7号");
    let twice = on_paper(business, "赵 敏", true);
    let twice = manager.post(&sign_url, &twice).await;
    assert_eq!(twice.codes(), ["SAME_PERSON_SIGNS_TWICE"]);
    let last = manager
        .post(&sign_url, &on_paper(business, "钱伟", true))
        .await;
    assert_eq!(last.body["summary"]["state"]["state"], "passed");
    assert_eq!(last.body["signatures"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn what_did_not_pass_has_a_corrected_sheet_as_its_second_round() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let id = marked(&manager, &world).await;
    let corrects = format!("corrects={id}");
    let one = write_tables(&[table("自评表", &FIVE_ERRORS)]).unwrap();
    let early = upload_as(&manager, &world, &corrects, one.clone()).await;
    assert_eq!(
        (early.status, early.codes()),
        (409, vec!["SELF_EVALUATION_NOT_FAILED"])
    );
    let sign_url = demo_url(urls::SELF_EVALUATION_SIGN, &[&id]);
    let firm = json!({
        "base_revision": 2, "party": "third_party", "passed": false, "opinion": "执行率不实",
    });
    manager.post(&sign_url, &firm).await;
    for (party, name) in [
        ("performance_section", "赵敏"),
        ("business_section", "钱伟"),
    ] {
        manager.post(&sign_url, &on_paper(party, name, true)).await;
    }
    let two = [table("一", &FIVE_ERRORS), table("二", &FIVE_ERRORS)];
    let two = upload_as(&manager, &world, &corrects, write_tables(&two).unwrap()).await;
    assert_eq!(two.codes(), ["SELF_EVALUATION_ONE_SHEET"]);
    let list = upload_as(&manager, &world, &corrects, one.clone()).await;
    let (first, second) = (&list.body["evaluations"][0], &list.body["evaluations"][1]);
    assert_eq!(first["state"]["state"], "not_passed");
    assert_eq!(first["corrected_by"]["id"], second["id"]);
    assert_eq!(
        (&second["round"], &second["corrects"]["id"]),
        (&json!(2), &first["id"])
    );
    assert_eq!(second["corrects"]["total"], "88.49", "both stay readable");
    assert_eq!(
        list.body["claims"], 1,
        "a corrected sheet claims nothing any more"
    );
    let again = upload_as(&manager, &world, &corrects, one).await;
    assert_eq!(again.codes(), ["SELF_EVALUATION_CORRECTED_ALREADY"]);
}

//! What a manager makes, sees and prints; codes are seen once.

use domain::party::Role;
use domain::respondent::CodeState;
use domain::wire::{MadeCodes, urls};
use serde_json::json;

use super::village::{FORM, Village};
use crate::world::demo_url;

#[tokio::test]
async fn only_a_codes_hash_is_stored() {
    let village = Village::new().await;
    let code = village.codes(&["1组-01"]).await.remove(0);
    assert!(
        village.database_holds("1组-01"),
        "the search finds what is there"
    );
    let bare = code.code.replace('-', "");
    assert!(!village.database_holds(&bare) && !village.database_holds(&code.code));
}

#[tokio::test]
async fn the_roster_tells_who_is_to_be_reminded_and_no_times() {
    let village = Village::new().await;
    let made = village
        .batch(&["1组-01", "1组-02", "1组-03", "1组-04"])
        .await;
    let link = |place: usize| format!("/q/{}", made.codes[place].code);
    let phone = village.phone("10.0.0.1");
    phone.fill_all(&link(0), &[]).await;
    phone.send_in(&link(0)).await;
    village.phone("10.0.0.2").agree(&link(1)).await;
    village.change_code(&made.codes[2].id, "cancel").await;
    let roster = village.roster(&made.batch).await;
    let states: Vec<CodeState> = roster.people.iter().map(|entry| entry.state).collect();
    use CodeState::{Answered, Cancelled, Issued, Opened};
    assert_eq!(states, [Answered, Opened, Cancelled, Issued]);
    let batch = &roster.batch;
    let counts = (batch.issued, batch.opened, batch.answered, batch.cancelled);
    assert_eq!(counts, (3, 2, 1, 1));
    let paper = village.reminder(&made.batch).await;
    for to_remind in ["1组-02", "1组-04"] {
        assert!(paper.contains(to_remind), "{to_remind} is not in {paper}");
    }
    for settled in ["1组-01", "1组-03"] {
        assert!(!paper.contains(settled), "{settled} need not be reminded");
    }
    assert!(paper.contains("发放 3 份，已答 1 份，未答 2 份"), "{paper}");
    let used = village.change_code(&made.codes[0].id, "reissue").await;
    assert_eq!(
        (used.status, used.codes()),
        (409, vec!["RESPONDENT_CODE_USED"])
    );
}

#[tokio::test]
async fn a_new_code_takes_the_place_of_the_old_one() {
    let village = Village::new().await;
    let made = village.batch(&["1组-01"]).await;
    let old = format!("/q/{}", made.codes[0].code);
    let phone = village.phone("10.0.0.1");
    phone.fill_all(&old, &[]).await;
    let answer = village.change_code(&made.codes[0].id, "reissue").await;
    let new: MadeCodes = serde_json::from_value(answer.body).unwrap();
    assert_eq!(new.codes[0].label, "1组-01");
    assert_eq!(phone.send_in(&old).await.status, 404);
    let link = format!("/q/{}", new.codes[0].code);
    phone.fill_all(&link, &[]).await;
    assert!(phone.send_in(&link).await.receipt().is_some());
    assert_eq!(village.rows("document").await, 1);
}

#[tokio::test]
async fn cards_are_six_to_a_sheet_and_carry_what_a_phone_needs() {
    let village = Village::new().await;
    let labels: Vec<String> = (1..=7).map(|number| format!("2组-{number:02}")).collect();
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let codes = village.codes(&labels).await;
    let lines: Vec<String> = codes.iter().map(|made| made.code.clone()).collect();
    let url = village.world.url(&demo_url(urls::RESPONDENT_CARDS, &[]));
    let request = village
        .manager
        .client
        .post(url)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("codes={}", lines.join("%0A")));
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 200);
    let page = response.text().await.unwrap().replace("&#x2f;", "/");
    assert_eq!(page.matches("class=\"sheet cards\"").count(), 2);
    assert_eq!(page.matches("<svg").count(), 7);
    for (made, label) in codes.iter().zip(&labels) {
        assert!(page.contains(&made.code) && page.contains(label));
        assert!(page.contains(&format!("/q/{}", made.code.replace('-', ""))));
    }
    assert!(page.contains("某某会计师事务所") && !page.contains("<script"));
}

#[tokio::test]
async fn a_posters_paper_names_its_window_and_its_address() {
    let village = Village::new().await;
    village.poster(30).await;
    let poster = village.desk().await.posters.remove(0);
    let url = demo_url(urls::RESPONDENT_PAPER, &[&poster.id]);
    let request = village.manager.client.get(village.world.url(&url));
    let page = request.send().await.unwrap().text().await.unwrap();
    assert!(page.contains("2026-11-22 10:00 至 2026-11-23 10:00"));
    assert!(page.contains(&poster.path.replace('/', "&#x2f;")) || page.contains(&poster.path));
    assert_eq!(page.matches("<svg").count(), 1);
}

#[tokio::test]
async fn only_managers_hand_out_links_and_only_with_a_contact() {
    let village = Village::new().await;
    let evaluator = village.world.person(Role::Evaluator).await;
    for url in [urls::RESPONDENTS, urls::RESPONDENT_ROSTER] {
        let answer = evaluator.get(&demo_url(url, &["x"])).await;
        assert_eq!(
            (answer.status, answer.codes()),
            (403, vec!["MANAGER_ONLY"]),
            "{url}"
        );
    }
    let none = json!({ "contact": " ", "close_hour": 24 });
    let refused = village
        .manager
        .put(&demo_url(urls::RESPONDENTS, &[]), &none)
        .await;
    let both = vec!["RESPONDENT_CONTACT_MISSING", "RESPONDENT_CLOSE_HOUR"];
    assert_eq!((refused.status, refused.codes()), (422, both));
}

#[tokio::test]
async fn what_cannot_be_handed_out_says_why() {
    let village = Village::new().await;
    let batch = |site: &str, form: &str, labels: serde_json::Value| {
        let mut wanted = json!({ "project_code": site, "form_id": form });
        wanted["labels"] = labels;
        wanted
    };
    let site = village.site.clone();
    let many: Vec<String> = (0..1_001).map(|number| number.to_string()).collect();
    let cases = [
        (
            batch("nowhere", FORM, json!(["1"])),
            "RESPONDENT_SITE_UNKNOWN",
        ),
        (
            batch(&site, "nothing", json!(["1"])),
            "RESPONDENT_FORM_UNKNOWN",
        ),
        (
            batch(&site, FORM, json!([" "])),
            "RESPONDENT_LABELS_MISSING",
        ),
        (
            batch(&site, FORM, json!(["1", "1 "])),
            "RESPONDENT_LABEL_TWICE",
        ),
        (
            batch(&site, FORM, json!(["长".repeat(41)])),
            "RESPONDENT_LABEL_TOO_LONG",
        ),
        (
            batch(&site, FORM, json!(many)),
            "RESPONDENT_TOO_MANY_LABELS",
        ),
        (
            batch(&site, "site-road-bridge", json!(["1"])),
            "RESPONDENT_NOT_A_QUESTIONNAIRE",
        ),
    ];
    for (wanted, code) in cases {
        let answer = village
            .manager
            .post(&demo_url(urls::RESPONDENT_BATCHES, &[]), &wanted)
            .await;
        assert_eq!(answer.status, 422, "{code}");
        assert!(answer.codes().contains(&code), "{code}: {}", answer.body);
    }
    let terms = json!({ "opens_at": 5, "closes_at": 5, "cap": 0 });
    let poster = json!({ "project_code": site, "form_id": FORM, "terms": terms });
    let answer = village
        .manager
        .post(&demo_url(urls::RESPONDENT_POSTERS, &[]), &poster)
        .await;
    assert_eq!(answer.codes(), ["RESPONDENT_WINDOW", "RESPONDENT_CAP"]);
    assert_eq!(village.rows("respondent_batch").await, 0);
}

#[tokio::test]
async fn a_respondents_own_response_is_accepted_but_never_sent_back() {
    let village = Village::new().await;
    let link = village.poster(10).await;
    let phone = village.phone("10.0.0.1");
    phone.fill_all(&link, &[]).await;
    phone.send_in(&link).await;
    let responses = village.responses().await;
    let url = demo_url(urls::REVIEW, &[responses[0]["doc_id"].as_str().unwrap()]);
    let back = json!({ "rev": 1, "accepted": false, "reason": "看不清" });
    let refused = village.manager.post(&url, &back).await;
    let told = (refused.status, refused.codes());
    assert_eq!(told, (409, vec!["RESPONDENT_CANNOT_MEND"]));
    let accept = json!({ "rev": 1, "accepted": true, "reason": "" });
    assert_eq!(village.manager.post(&url, &accept).await.status, 200);
}

//! Consent comes first, and without it nothing is kept.

use serde_json::json;

use super::village::Village;

#[tokio::test]
async fn the_notice_names_all_five_items_before_the_first_question() {
    let village = Village::new().await;
    let link = village.poster(10).await;
    let notice = village.phone("10.0.0.1").get(&link).await;
    assert_eq!(notice.status, 200);
    let items = [
        "名称和联系方式",
        "目的和方式",
        "信息种类",
        "保存期限",
        "行使权利",
    ];
    for item in items {
        assert!(notice.says(item), "{item}");
    }
    for fact in [
        "010-12345678",
        "某某会计师事务所",
        "某区财政局",
        "不影响您享受任何待遇",
    ] {
        assert!(notice.says(fact), "{fact}");
    }
    // Until when a response can be withdrawn, and what the form itself says before its consent.
    assert!(notice.says("在当日00:00（北京时间）结束前"));
    assert!(notice.says("问卷不记名，只用于统计"));
    assert!(notice.fields().is_empty(), "nothing is asked yet");
}

#[tokio::test]
async fn the_notice_speaks_english_when_the_address_says_so() {
    let village = Village::new().await;
    let link = village.poster(10).await;
    let phone = village.phone("10.0.0.1");
    let notice = phone.get(&format!("{link}?lang=en&size=large")).await;
    assert!(notice.says("lang=\"en\" class=\"large\""));
    for item in [
        "Who asks",
        "Purpose and method",
        "What is collected",
        "How long",
        "Your rights",
    ] {
        assert!(notice.says(item), "{item}");
    }
    let consent = format!("{link}/consent?lang=en&size=large");
    let page = phone.post(&consent, &[("agree", "yes")]).await;
    assert!(page.says("Page 1 of") && page.at.ends_with("?lang=en&size=large"));
    assert!(page.says("Do you live along this project"));
}

#[tokio::test]
async fn a_refusal_stores_nothing_and_uses_nothing_up() {
    let village = Village::new().await;
    let made = village.batch(&["1组-01"]).await;
    let link = format!("/q/{}", made.codes[0].code);
    let phone = village.phone("10.0.0.1");
    let refused = phone
        .post(&format!("{link}/consent"), &[("agree", "no")])
        .await;
    assert!(refused.says("没有保存任何内容"));
    assert!(!refused.headers.contains_key("set-cookie"));
    for table in ["respondent_draft", "respondent_receipt", "document"] {
        assert_eq!(village.rows(table).await, 0, "{table}");
    }
    let roster = village.roster(&made.batch).await;
    assert!(roster.people[0].state.waits());
    assert_eq!(roster.batch.opened, 0);
    // Who changes their mind may still take part; who stops in the middle leaves nothing either.
    let page = phone.agree(&link).await;
    phone.fill(&page, &[]).await;
    assert_eq!(village.rows("respondent_draft").await, 1);
    phone
        .post(&format!("{link}/consent"), &[("agree", "no")])
        .await;
    assert_eq!(village.rows("respondent_draft").await, 0);
}

#[tokio::test]
async fn a_child_without_a_guardians_consent_is_counted_and_nothing_more() {
    let village = Village::new().await;
    let link = village.poster(10).await;
    let child = village.phone("10.0.0.1");
    let alone = [("s2", "under_14"), ("guardian_consent", "no")];
    let end = child.fill_all(&link, &alone).await;
    assert!(!end.says("still_open"));
    child.send_in(&link).await;
    let responses = village.responses().await;
    let answers = village.answers_of(&responses[0]).await;
    let expected = json!({
        "/data/consent/consent": "yes", "/data/page_s1/s1": "yes", "/data/page_s2/s2": "under_14",
    });
    assert_eq!(answers, expected, "only what screened the child out");

    let with_guardian = village.phone("10.0.0.2");
    let together = [("s2", "under_14"), ("guardian_consent", "yes")];
    with_guardian.fill_all(&link, &together).await;
    with_guardian.send_in(&link).await;
    let responses = village.responses().await;
    assert_eq!(responses.len(), 2);
    let mut sizes = Vec::new();
    for response in &responses {
        let answers = village.answers_of(response).await;
        sizes.push(answers.as_object().unwrap().len());
    }
    assert!(
        sizes.contains(&3) && sizes.iter().any(|size| *size > 10),
        "{sizes:?}"
    );
}

#[tokio::test]
async fn who_is_screened_out_is_asked_nothing_more() {
    let village = Village::new().await;
    let link = village.poster(10).await;
    let phone = village.phone("10.0.0.1");
    let page = phone.agree(&link).await;
    let end = phone.fill(&page, &[("s1", "no")]).await;
    assert!(
        end.at.ends_with("/send") && end.says("不需要继续填写"),
        "{}",
        end.at
    );
    let thanks = phone.send_in(&link).await;
    assert!(thanks.says("谢谢，已收到"));
}

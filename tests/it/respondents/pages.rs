//! One block a page; Back, resuming and mistakes lose nothing; nothing is loaded from elsewhere.

use super::village::Village;

/// The budget of one page, everything in it.
const PAGE_BYTES: usize = 60_000;

#[tokio::test]
async fn a_whole_questionnaire_stays_within_the_budget_and_loads_nothing_else() {
    let village = Village::new().await;
    let link = village.poster(10).await;
    let phone = village.phone("10.0.0.1");
    let mut seen = vec![phone.get(&link).await];
    let mut page = phone.agree(&link).await;
    while !page.at.contains("/send") {
        let next = phone.fill(&page, &[("q3", "dissatisfied")]).await;
        seen.push(page);
        page = next;
    }
    seen.push(page);
    seen.push(phone.send_in(&link).await);
    let mut sum = 0;
    for page in &seen {
        let bytes = page.html.len();
        sum += bytes;
        println!("{:>6} bytes  {}", bytes, page.at);
        assert!(bytes <= PAGE_BYTES, "{} has {bytes} bytes", page.at);
        let html = page.html.to_lowercase();
        for foreign in ["<script", "http://", "https://", "<img", "@import", "url("] {
            assert!(!html.contains(foreign), "{} holds {foreign}", page.at);
        }
        let header = |name: &str| page.headers[name].to_str().unwrap().to_owned();
        assert_eq!(header("referrer-policy"), "no-referrer");
        assert_eq!(header("cache-control"), "no-store");
        let policy = header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"));
        assert!(!policy.contains("unsafe"), "{policy}");
    }
    println!("{sum:>6} bytes  all {} pages", seen.len());
    assert!(seen.len() > 14, "{} pages", seen.len());
}

#[tokio::test]
async fn a_response_from_a_phone_is_a_record_like_a_tablets() {
    let village = Village::new().await;
    let made = village.batch(&["1组-01"]).await;
    let link = format!("/q/{}", made.codes[0].code);
    let phone = village.phone("10.0.0.1");
    village.pass(1);
    phone
        .fill_all(&link, &[("q10", "15"), ("q12", "修得好")])
        .await;
    village.pass(3);
    let thanks = phone.send_in(&link).await;
    assert!(thanks.says("谢谢，已收到") && thanks.says("2026-11-23 00:00"));
    let responses = village.responses().await;
    assert_eq!(responses.len(), 1);
    assert_eq!(responses[0]["state"], "submitted");
    assert_eq!(responses[0]["project_code"], village.site.as_str());
    assert_eq!(responses[0]["evaluator"], "", "a respondent has no name");
    let answers = village.answers_of(&responses[0]).await;
    assert_eq!(answers["/data/page_q10/q10"], "15");
    assert_eq!(answers["/data/page_q12/q12"], "修得好");
    assert_eq!(answers["/data/consent/consent"], "yes");
    let desk = village.desk().await;
    assert_eq!((desk.sites[0].code, desk.sites[0].poster), (1, 0));
    assert_eq!(desk.batches[0].answered, 1);
}

#[tokio::test]
async fn back_shows_what_was_typed_and_a_broken_connection_goes_on_where_it_was() {
    let village = Village::new().await;
    let link = village.poster(10).await;
    let phone = village.phone("10.0.0.1");
    let first = phone.agree(&link).await;
    let second = phone.fill(&first, &[]).await;
    let third = phone.fill(&second, &[("s2", "age_45_59")]).await;
    let fourth = phone.fill(&third, &[("s3", "driver")]).await;
    assert!(fourth.says("第 4 页，共 15 页"), "{}", fourth.html);
    // The browser's own Back asks for the page again; the page's button saves first.
    let again = phone.get(&third.at).await;
    assert!(again.says("value=\"driver\" checked"));
    let here = fourth.at.as_str();
    let back = phone
        .post(here, &[("/data/page_q1/q1", "heard_of"), ("go", "back")])
        .await;
    assert_eq!(back.at, third.at);
    let forth = phone.get(here).await;
    assert!(forth.says("value=\"heard_of\" checked"));
    // The connection breaks; the link is opened again.
    let reopened = phone.get(&link).await;
    assert!(reopened.says("答案还在"));
    let resumed = phone.agree(&link).await;
    assert!(
        resumed.says("公示牌"),
        "the first page with something open: {}",
        resumed.at
    );
    // Another phone at the same poster sees nothing of it.
    let other = village.phone("10.0.0.2");
    assert!(!other.get(&link).await.says("答案还在"));
    assert_eq!(other.get(&third.at).await.status, 410);
}

#[tokio::test]
async fn a_mistake_is_shown_at_its_question_and_what_was_typed_stays() {
    let village = Village::new().await;
    let link = village.poster(10).await;
    let phone = village.phone("10.0.0.1");
    let first = phone.agree(&link).await;
    let nothing = phone.post(&first.at, &[("go", "next")]).await;
    assert!(nothing.at.ends_with("?check=1") && nothing.says("请回答这一题"));
    assert!(!first.says("请回答这一题"), "nobody is scolded beforehand");
    // A question that comes with an answer is shown, not scolded either.
    let age = phone.fill(&nothing, &[]).await;
    let guardian = phone.fill(&age, &[("s2", "under_14")]).await;
    assert!(guardian.says("监护人是否同意参加") && !guardian.says("请回答这一题"));
    let mut page = phone.fill(&guardian, &[("guardian_consent", "yes")]).await;
    while !page.says("大约节省多少分钟") {
        page = phone.fill(&page, &[]).await;
    }
    for (typed, error) in [("abc", "请填整数"), ("181", "请填0到180之间")] {
        let refused = phone.fill(&page, &[("q10", typed)]).await;
        assert!(refused.says(error), "{typed}: {}", refused.html);
        assert!(refused.says(&format!("value=\"{typed}\"")), "{typed} stays");
    }
    let mended = phone.fill(&page, &[("q10", "180")]).await;
    assert_ne!(mended.at, page.at);
}

#[tokio::test]
async fn the_larger_type_and_the_language_keep_what_was_typed() {
    let village = Village::new().await;
    let link = village.poster(10).await;
    let phone = village.phone("10.0.0.1");
    let first = phone.agree(&link).await;
    let answer = ("/data/page_s1/s1", "yes");
    let larger = phone
        .post(&first.at, &[answer, ("look", "lang=en&size=large")])
        .await;
    assert!(larger.says("class=\"large\"") && larger.says("value=\"yes\" checked"));
    assert!(!larger.says("Please answer"));
}

#[tokio::test]
async fn what_is_no_answer_of_this_page_is_not_taken() {
    let village = Village::new().await;
    let link = village.poster(10).await;
    let phone = village.phone("10.0.0.1");
    let first = phone.agree(&link).await;
    let smuggled = [
        ("/data/page_s1/s1", "maybe"),
        ("/data/page_q7/q7", "very_satisfied"),
        ("/data/nothing", "x"),
    ];
    let refused = phone.post(&first.at, &smuggled).await;
    assert!(refused.says("这个选项现在不能选"), "{}", refused.html);
    let early = phone.get(&format!("{link}/send")).await;
    assert!(early.says("还有几题没有填好"));
    let sent = phone.send_in(&link).await;
    assert!(sent.says("还有几题没有填好"));
    assert_eq!(village.rows("document").await, 0);
    for nowhere in ["/99", "/0", "/x"] {
        let page = phone.get(&format!("{link}{nowhere}")).await;
        assert_eq!((page.status, page.at), (200, first.at.clone()), "{nowhere}");
    }
}

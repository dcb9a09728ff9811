//! Guessing, floods, oversize and old sessions: clear answers, bounded work, no lost response.

use std::time::Instant;

use super::village::Village;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_guesses_find_nothing_and_hinder_nobody_else() {
    let village = Village::new().await;
    let code = village.codes(&["1组-01"]).await.remove(0).code;
    let real = format!("/q/{code}");
    let guesser = village.phone("203.0.113.9");
    // Somebody at the same address is already answering.
    let poster = village.poster(10).await;
    let neighbour = village.phone("203.0.113.9");
    let page = neighbour.agree(&poster).await;
    let started = Instant::now();
    let mut told = [0, 0];
    for number in 0..1_000_u32 {
        let guess = format!("/q/{:0>12}", number).replace(['0', '1'], "A");
        let path = match number % 3 {
            0 => guess,
            1 => format!("{guess}/send"),
            _ => format!("{guess}/thanks"),
        };
        match guesser.get(&path).await.status {
            404 => told[0] += 1,
            429 => told[1] += 1,
            other => panic!("{path} answered {other}"),
        }
    }
    println!("1000 guesses: {told:?} in {:?}", started.elapsed());
    assert_eq!(told, [20, 980]);
    let wait = guesser.get(&real).await;
    assert_eq!(wait.status, 429, "even a right one waits now");
    let seconds: i64 = wait.headers["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((1..=901).contains(&seconds), "{seconds}");
    assert!(wait.says("10:16") && wait.says("填过的都还在"));
    assert_eq!(neighbour.fill(&page, &[]).await.status, 200);
    assert_eq!(village.phone("203.0.113.10").get(&real).await.status, 200);
    village.pass(16);
    assert_eq!(guesser.get(&real).await.status, 200);
}

#[tokio::test]
async fn an_unknown_a_cancelled_and_a_malformed_code_answer_the_same() {
    let village = Village::new().await;
    let made = village.batch(&["1组-01"]).await;
    village.change_code(&made.codes[0].id, "cancel").await;
    let cancelled = village
        .phone("10.0.0.1")
        .get(&format!("/q/{}", made.codes[0].code))
        .await;
    let unknown = village.phone("10.0.0.2").get("/q/AAAABBBBCCCC").await;
    let malformed = village.phone("10.0.0.3").get("/q/0").await;
    let pages = [&cancelled, &unknown, &malformed];
    assert!(pages.iter().all(|page| page.status == 404));
    assert!(pages.iter().all(|page| page.html == unknown.html));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_from_one_address_is_told_when_to_come_back_and_loses_no_response() {
    let village = Village::new().await;
    let link = village.poster(1_000).await;
    let first = village.phone("203.0.113.9");
    first.fill_all(&link, &[]).await;
    let mut told = [0, 0];
    for _ in 0..200 {
        match village.phone("203.0.113.9").agree(&link).await.status {
            200 => told[0] += 1,
            429 => told[1] += 1,
            other => panic!("{other}"),
        }
    }
    assert_eq!(
        told,
        [59, 141],
        "sixty begin in ten minutes, the first among them"
    );
    let wait = village.phone("203.0.113.9").agree(&link).await;
    assert!(wait.says("请在 10:11（北京时间）以后再试"), "{}", wait.html);
    assert!(first.send_in(&link).await.says("谢谢，已收到"));
    let elsewhere = village.phone("203.0.113.10").agree(&link).await;
    assert_eq!(elsewhere.status, 200);
    village.pass(11);
    assert_eq!(village.phone("203.0.113.9").agree(&link).await.status, 200);
}

#[tokio::test]
async fn too_much_text_is_refused_and_what_was_there_stays() {
    let village = Village::new().await;
    let link = village.poster(10).await;
    let phone = village.phone("10.0.0.1");
    let mut page = phone.agree(&link).await;
    while !page.says("您的意见和建议") {
        page = phone.fill(&page, &[]).await;
    }
    let path = page.at.clone();
    let kept = phone.fill(&page, &[("q12", "路灯太少")]).await;
    assert!(kept.at.contains("/send"));
    let body = "很".repeat(40_000);
    let refused = phone.fill(&page, &[("q12", &body)]).await;
    assert_eq!(refused.status, 413);
    assert!(refused.says("内容太多"));
    assert!(
        phone.get(&path).await.says("路灯太少"),
        "the earlier words stay"
    );
    let long = phone.fill(&page, &[("q12", &"很".repeat(5_000))]).await;
    assert!(
        long.says("很很很") && long.at.contains("check=1"),
        "{}",
        long.at
    );
}

#[tokio::test]
async fn an_old_session_ends_and_its_answers_with_it() {
    let village = Village::new().await;
    let link = village.poster(10).await;
    let phone = village.phone("10.0.0.1");
    phone.fill_all(&link, &[]).await;
    village.pass(4 * 60);
    let lost = phone.send_in(&link).await;
    assert_eq!(lost.status, 410);
    assert!(lost.says("请重新开始"));
    assert_eq!(village.close_day().await, (1, 0));
    assert_eq!(village.rows("respondent_draft").await, 0);
    assert_eq!(village.rows("document").await, 0);
}

#[tokio::test]
async fn another_site_cannot_make_a_phone_send() {
    let village = Village::new().await;
    let link = village.poster(10).await;
    let client = reqwest::Client::new();
    let url = village.phone("10.0.0.1").url(&format!("{link}/consent"));
    let request = client
        .post(url)
        .header("sec-fetch-site", "cross-site")
        .body("agree=yes");
    assert_eq!(request.send().await.unwrap().status(), 403);
    assert_eq!(village.rows("respondent_draft").await, 0);
}

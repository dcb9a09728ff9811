//! Two kinds of link, kept apart: a code is used once, a poster keeps its window and its cap.

use std::sync::Arc;

use futures::future::join_all;

use super::phone::Phone;
use super::village::{MINUTE, Village};

/// Fifty phones with a questionnaire that is ready to be sent.
async fn fifty_ready(village: &Village, link: &str) -> Vec<Arc<Phone>> {
    let phones = (0..50).map(|number| Arc::new(village.phone(&format!("10.0.1.{number}"))));
    let phones: Vec<Arc<Phone>> = phones.collect();
    let ready = phones.iter().map(|phone| async move {
        let page = phone.agree(link).await;
        let end = phone.fill(&page, &[("s1", "no")]).await;
        assert!(end.at.ends_with("/send"), "{}: {}", end.at, end.html);
    });
    join_all(ready).await;
    phones
}

async fn all_send(phones: &[Arc<Phone>], link: &str) -> (usize, Vec<String>) {
    let sent = join_all(phones.iter().map(|phone| phone.send_in(link))).await;
    let thanked = sent.iter().filter(|page| page.receipt().is_some()).count();
    let others = sent.iter().filter(|page| page.receipt().is_none());
    (thanked, others.map(|page| page.html.clone()).collect())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_code_brings_one_response_however_many_send_at_once() {
    let village = Village::new().await;
    let made = village.batch(&["1组-01"]).await;
    let link = format!("/q/{}", made.codes[0].code);
    let phones = fifty_ready(&village, &link).await;
    let (thanked, others) = all_send(&phones, &link).await;
    assert_eq!(thanked, 1);
    assert!(
        others
            .iter()
            .all(|html| html.contains("这个代码已经答过了"))
    );
    assert_eq!(village.rows("document").await, 1);
    assert_eq!(village.roster(&made.batch).await.batch.answered, 1);
    let late = village.phone("10.0.2.1").get(&link).await;
    assert_eq!(late.status, 410);
    assert!(late.says("这个代码已经答过了"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_posters_cap_holds_exactly_however_many_send_at_once() {
    let village = Village::new().await;
    let link = village.poster(10).await;
    let phones = fifty_ready(&village, &link).await;
    let (thanked, others) = all_send(&phones, &link).await;
    assert_eq!((thanked, others.len()), (10, 40));
    assert!(others.iter().all(|html| html.contains("份数已经收满")));
    assert_eq!(village.rows("document").await, 10);
    assert_eq!(
        village.rows("respondent_draft").await,
        0,
        "nothing stays of the rest"
    );
    assert_eq!(village.desk().await.posters[0].kept, 10);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sent_twice_it_counts_once_and_shows_the_same_receipt() {
    let village = Village::new().await;
    let link = village.poster(10).await;
    let phone = Arc::new(village.phone("10.0.0.1"));
    phone.fill_all(&link, &[]).await;
    let taps = join_all((0..5).map(|_| phone.send_in(&link))).await;
    let receipts: Vec<String> = taps.iter().filter_map(|page| page.receipt()).collect();
    assert_eq!(receipts.len(), 5);
    assert!(receipts.iter().all(|receipt| *receipt == receipts[0]));
    let reloaded = phone.get(&format!("{link}/thanks")).await;
    assert_eq!(reloaded.receipt().as_ref(), receipts.first());
    assert_eq!(village.rows("document").await, 1);
}

#[tokio::test]
async fn a_poster_opens_and_closes_on_time_and_who_began_in_time_may_finish() {
    let village = Village::new().await;
    let now = village.now().0;
    let link = village
        .poster_within(10, now + 10 * MINUTE, now + 30 * MINUTE)
        .await;
    let early = village.phone("10.0.0.1");
    let page = early.get(&link).await;
    assert_eq!(page.status, 410);
    assert!(page.says("还没有开始") && page.says("2026-11-22 10:10"));
    village.pass(10);
    early.fill_all(&link, &[]).await;
    village.pass(20);
    let late = village.phone("10.0.0.2");
    assert!(late.get(&link).await.says("问卷已经结束"));
    assert!(late.agree(&link).await.says("问卷已经结束"));
    assert!(early.send_in(&link).await.says("谢谢，已收到"));
}

#[tokio::test]
async fn the_same_phone_again_is_flagged_and_kept() {
    let village = Village::new().await;
    let link = village.poster(10).await;
    for (address, minutes) in [
        ("10.0.0.1", 0),
        ("10.0.0.2", 1),
        ("10.0.0.1", 5),
        ("10.0.0.1", 30),
    ] {
        village.pass(minutes);
        let phone = village.phone(address);
        phone.fill_all(&link, &[("s1", "no")]).await;
        assert!(phone.send_in(&link).await.receipt().is_some());
    }
    let poster = &village.desk().await.posters[0];
    assert_eq!((poster.kept, poster.flagged), (4, 1));
    assert_eq!(village.rows("document WHERE duplicate_signal = 1").await, 1);
}

#[tokio::test]
async fn channels_stay_apart_in_the_database_and_at_the_desk() {
    let village = Village::new().await;
    let code = village.codes(&["1组-01"]).await.remove(0);
    let poster = village.poster(10).await;
    for link in [format!("/q/{}", code.code), poster] {
        let phone = village.phone("10.0.0.1");
        phone.fill_all(&link, &[]).await;
        phone.send_in(&link).await;
    }
    let site = &village.desk().await.sites[0];
    assert_eq!((site.kiosk, site.code, site.poster), (0, 1, 1));
    assert_eq!(village.rows("document WHERE channel = 'code'").await, 1);
    assert_eq!(village.rows("document WHERE channel = 'poster'").await, 1);
}

#[tokio::test]
async fn a_link_is_typed_as_people_type_and_small_letters_do_no_harm() {
    let village = Village::new().await;
    let code = village.codes(&["1组-01"]).await.remove(0).code;
    let phone = village.phone("10.0.0.1");
    for typed in [
        code.to_lowercase(),
        code.replace('-', ""),
        code.replace('-', "%20"),
    ] {
        assert_eq!(
            phone.get(&format!("/q/{typed}")).await.status,
            200,
            "{typed}"
        );
    }
}

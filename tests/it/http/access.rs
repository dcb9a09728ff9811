//! Who may do what.

use domain::party::Role;
use domain::wire::urls;
use serde_json::json;

use crate::world::{World, answer, demo_url};

#[tokio::test]
async fn a_stranger_learns_nothing_but_that_one_must_sign_in() {
    let world = World::planned().await;
    let stranger = world.stranger();
    for path in [urls::ENGAGEMENTS.to_owned(), demo_url(urls::RECORDS, &[])] {
        let answer = stranger.get(&path).await;
        assert_eq!(
            (answer.status, answer.codes()),
            (401, vec!["SIGNED_OUT"]),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_person_without_the_engagement_cannot_tell_it_from_one_that_does_not_exist() {
    let world = World::planned().await;
    let newcomer = world.newcomer().await;
    let foreign = newcomer.get(&demo_url(urls::ENGAGEMENT, &[])).await;
    let missing = newcomer
        .get(&urls::fill(urls::ENGAGEMENT, &["no-such"]))
        .await;
    assert_eq!((foreign.status, &foreign.body), (404, &missing.body));
    let push = newcomer
        .post(&demo_url(urls::PUSH, &[]), &json!({ "operations": [] }))
        .await;
    assert_eq!(
        (push.status, push.codes()),
        (404, vec!["ENGAGEMENT_NOT_FOUND"])
    );
}

#[tokio::test]
async fn an_evaluator_may_not_look_into_the_desk() {
    let world = World::planned().await;
    let evaluator = world.person(Role::Evaluator).await;
    let desk = [
        urls::ENGAGEMENT,
        urls::QUARANTINE,
        urls::RECORDS,
        urls::FINDINGS,
        urls::SCORES,
        urls::SCORE_INPUTS,
        urls::REPORT_HTML,
        urls::REPORT_DOCX,
    ];
    for url in desk {
        let answer = evaluator.get(&demo_url(url, &[])).await;
        assert_eq!(
            (answer.status, answer.codes()),
            (403, vec!["DESK_ONLY"]),
            "{url}"
        );
    }
    for table in [
        "records.xlsx",
        "findings.xlsx",
        "scores.xlsx",
        "progress.xlsx",
    ] {
        let answer = evaluator.get(&demo_url(urls::DESK_TABLE, &[table])).await;
        assert_eq!(answer.status, 403, "{table}");
    }
    let draw = json!({ "request": { "method": "simple", "n": 3, "seed": "1" } });
    let answer = evaluator.post(&demo_url(urls::DRAWS, &[]), &draw).await;
    assert_eq!(answer.status, 403);
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    assert_eq!(manager.get(urls::SESSION).await.status, 200);
    let gone = answer(manager.client.delete(world.url(urls::SESSION))).await;
    assert_eq!(gone.status, 204);
    assert_eq!(manager.get(urls::SESSION).await.status, 401);
}

#[tokio::test]
async fn ten_wrong_passwords_make_the_name_rest() {
    let world = World::planned().await;
    let stranger = world.stranger();
    let wrong = json!({ "login": "liu", "password": "wrong" });
    for _ in 0..10 {
        let answer = stranger.post(urls::SESSION, &wrong).await;
        assert_eq!(answer.codes(), ["WRONG_LOGIN_OR_PASSWORD"]);
    }
    let right = serde_json::to_value(world.sign_in_request(Role::Manager)).unwrap();
    let answer = stranger.post(urls::SESSION, &right).await;
    assert_eq!(
        (answer.status, answer.codes()),
        (429, vec!["TOO_MANY_SIGN_INS"])
    );
}

#[tokio::test]
async fn a_request_that_another_site_made_the_browser_send_is_refused() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let request = manager
        .client
        .post(world.url(&demo_url(urls::DRAWS, &[])))
        .header("sec-fetch-site", "cross-site")
        .json(&json!({}));
    let answer = answer(request).await;
    assert_eq!(
        (answer.status, answer.codes()),
        (403, vec!["CROSS_SITE_REQUEST"])
    );
}

#[tokio::test]
async fn the_cookie_is_hidden_from_scripts_and_other_sites_and_no_answer_is_cached() {
    let world = World::planned().await;
    let response = world
        .stranger()
        .client
        .post(world.url(urls::SESSION))
        .json(&world.sign_in_request(Role::Manager))
        .send()
        .await
        .unwrap();
    let cookie = response.headers()["set-cookie"]
        .to_str()
        .unwrap()
        .to_owned();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert_eq!(response.headers()["cache-control"], "no-store");
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
}

#[tokio::test]
async fn the_interface_describes_every_url_it_has() {
    let world = World::planned().await;
    let document = world.stranger().get(urls::OPENAPI).await;
    let described = document.body["paths"].as_object().unwrap();
    let source = include_str!("../../../domain/src/wire/urls.rs");
    // A long address stands on the line after its name.
    let constants = source.split("pub const ").skip(1);
    for constant in constants {
        let url = constant.split('"').nth(1).unwrap();
        assert!(described.contains_key(url), "{url} is not described");
    }
    let missing = document.body["components"]["schemas"].as_object().unwrap();
    assert!(missing.contains_key("Operation") && missing.contains_key("RecordBody"));
}

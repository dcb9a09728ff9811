//! Wrong, damaged and hostile requests: a clear answer, nothing stored half, the server alive.

use domain::party::Role;
use domain::wire::urls;
use serde_json::json;

use crate::world::{World, demo_url};

#[tokio::test]
async fn what_is_not_json_is_refused_with_the_reason() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let url = demo_url(urls::DRAWS, &[]);
    let form = manager
        .post_bytes(&url, "application/x-www-form-urlencoded", b"n=1".into())
        .await;
    assert_eq!(
        (form.status, form.codes()),
        (415, vec!["UNSUPPORTED_MEDIA_TYPE"])
    );
    let torn = manager
        .post_bytes(&url, "application/json", b"{\"request\":".into())
        .await;
    assert_eq!((torn.status, torn.codes()), (422, vec!["MALFORMED_JSON"]));
}

#[tokio::test]
async fn a_body_over_its_limit_is_refused() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let five_mebibytes = vec![b' '; 5 * 1024 * 1024];
    let url = demo_url(urls::PUSH, &[]);
    let answer = manager
        .post_bytes(&url, "application/json", five_mebibytes)
        .await;
    assert_eq!(
        (answer.status, answer.codes()),
        (413, vec!["BODY_TOO_LARGE"])
    );
    let too_many: Vec<_> = (0..51).map(|_| json!(null)).collect();
    let answer = manager.post(&url, &json!({ "operations": too_many })).await;
    assert_eq!(answer.status, 422);
    assert_eq!(manager.get(urls::SESSION).await.status, 200);
}

#[tokio::test]
async fn an_unknown_url_answers_a_problem_and_not_the_app() {
    let world = World::planned().await;
    let answer = world.stranger().get("/api/no/such").await;
    assert_eq!((answer.status, answer.codes()), (404, vec!["NO_SUCH_URL"]));
}

#[tokio::test]
async fn a_damaged_workbook_changes_nothing() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let before = manager.get(&demo_url(urls::FRAME, &[])).await.body;
    for bytes in [
        b"PK\x03\x04 torn".to_vec(),
        b"<html>portal</html>".to_vec(),
        Vec::new(),
    ] {
        let url = demo_url(urls::FRAME_PREVIEW, &[]);
        let answer = manager
            .post_bytes(&url, "application/octet-stream", bytes)
            .await;
        assert!(answer.status == 422, "{answer:?}");
        assert!(!answer.codes().is_empty());
    }
    assert_eq!(manager.get(&demo_url(urls::FRAME, &[])).await.body, before);
}

#[tokio::test]
async fn a_drawn_sample_freezes_the_frame_and_is_drawn_once() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let workbook = include_bytes!("../../../starters/frames/frame_road.xlsx").to_vec();
    let media = "application/octet-stream";
    let answer = manager
        .post_bytes(&demo_url(urls::FRAME, &[]), media, workbook)
        .await;
    assert_eq!(
        (answer.status, answer.codes()),
        (409, vec!["FRAME_FROZEN_BY_DRAW"])
    );
    let draw = json!({ "request": { "method": "simple", "n": 3, "seed": "1" } });
    let answer = manager.post(&demo_url(urls::DRAWS, &[]), &draw).await;
    assert_eq!((answer.status, answer.codes()), (409, vec!["DRAW_EXISTS"]));
}

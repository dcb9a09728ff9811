//! A response that its respondent takes back on the tablet: until the day closes, and entirely.

use domain::fieldwork::{RecordBody, RecordState};
use domain::party::Role;
use domain::sync::{Change, Operation, Outcome, RejectReason};
use domain::time::Timestamp;
use domain::wire::{PullResponse, urls};

use crate::tablet::Tablet;
use crate::world::{World, demo_url};

const HOUR: i64 = 3_600_000;
/// What a respondent wrote, to be searched for.
const WORDS: &str = "雨天这座桥积水过膝";

/// A finished questionnaire of the tablet's first site.
fn response(tablet: &Tablet, id: &str, base_rev: u64) -> Operation {
    let body = RecordBody {
        answers: [("/data/page_q12/q12".to_owned(), WORDS.to_owned())].into(),
        started_at: finished(),
        finalised_at: Some(finished()),
        ..RecordBody::default()
    };
    tablet.questionnaire(id, base_rev, body)
}

/// 2026-11-22 10:32 in China; that day closes at midnight.
fn finished() -> Timestamp {
    Timestamp::from_iso_text("2026-11-22T10:32:00+08:00").unwrap()
}

fn taken_back(tablet: &Tablet, id: &str, base_rev: u64, at: Timestamp) -> Operation {
    tablet.questionnaire(id, base_rev, RecordBody::withdrawn(at))
}

async fn outcomes(tablet: &Tablet, operations: &[Operation]) -> Vec<Outcome> {
    let answer = tablet.push(operations).await;
    let outcomes = answer.outcomes.into_iter();
    outcomes.map(|item| item.outcome).collect()
}

/// Rows of the database that still hold the words.
async fn rows_with_the_words(world: &World) -> i64 {
    let pattern = format!("%{WORDS}%");
    world
        .service
        .store
        .read(move |tx| {
            let sql = "SELECT (SELECT count(*) FROM revision WHERE body LIKE ?1)
                + (SELECT count(*) FROM operation WHERE content LIKE ?1)
                + (SELECT count(*) FROM quarantine WHERE content LIKE ?1)";
            let found = tx.query_row(sql, [&pattern], |row| row.get(0));
            Ok::<_, server::service::ServiceError>(found.map_err(server::store::StoreError::from)?)
        })
        .await
        .unwrap()
}

async fn change_of(tablet: &Tablet, id: &str) -> Change {
    let url = format!("{}?cursor=0", demo_url(urls::PULL, &[]));
    let page: PullResponse = serde_json::from_value(tablet.person.get(&url).await.body).unwrap();
    let mut changes = page.changes.into_iter();
    changes.find(|change| change.doc_id.0 == id).unwrap()
}

#[tokio::test]
async fn what_is_taken_back_is_erased_wherever_it_was_kept_and_says_so_on_every_tablet() {
    let world = World::planned().await;
    let tablet = Tablet::enrol(&world).await;
    let sent = response(&tablet, "r-1", 0);
    outcomes(&tablet, std::slice::from_ref(&sent)).await;
    assert!(
        rows_with_the_words(&world).await >= 2,
        "the search finds what is there"
    );

    let withdrawal = taken_back(&tablet, "r-1", 1, Timestamp(finished().0 + HOUR));
    let twice = outcomes(&tablet, &[withdrawal.clone(), withdrawal.clone()]).await;
    assert!(
        matches!(twice[0], Outcome::Accepted { rev: 2, .. }),
        "{twice:?}"
    );
    assert!(matches!(twice[1], Outcome::Duplicate { .. }), "{twice:?}");
    assert_eq!(rows_with_the_words(&world).await, 0);
    let change = change_of(&tablet, "r-1").await;
    assert_eq!(change.state, RecordState::Withdrawn);
    assert_eq!(change.body, withdrawal.body);

    let manager = world.person(Role::Manager).await;
    let room = manager.get(&demo_url(urls::RESPONDENTS, &[])).await.body;
    let sites = room["sites"].as_array().unwrap().iter();
    let withdrawn: u64 = sites.filter_map(|site| site["withdrawn"].as_u64()).sum();
    assert_eq!(withdrawn, 1, "counted once");

    // Sent again as it was before, it does not come back.
    let again = outcomes(&tablet, &[sent]).await;
    assert!(matches!(again[0], Outcome::Duplicate { .. }), "{again:?}");
    assert_eq!(rows_with_the_words(&world).await, 0);
}

#[tokio::test]
async fn after_the_days_close_nothing_is_taken_back() {
    let world = World::planned().await;
    let tablet = Tablet::enrol(&world).await;
    outcomes(&tablet, &[response(&tablet, "r-2", 0)]).await;
    let late = taken_back(&tablet, "r-2", 1, Timestamp(finished().0 + 14 * HOUR));
    let finalised = Outcome::Rejected {
        reason: RejectReason::Finalised,
    };
    assert_eq!(outcomes(&tablet, &[late]).await, [finalised]);
    assert!(rows_with_the_words(&world).await >= 2, "it stays");
}

#[tokio::test]
async fn a_withdrawal_with_answers_in_it_or_of_an_inspection_is_none() {
    let world = World::planned().await;
    let tablet = Tablet::enrol(&world).await;
    outcomes(&tablet, &[response(&tablet, "r-3", 0)]).await;
    let at = Timestamp(finished().0 + HOUR);
    let mut body = RecordBody::withdrawn(at);
    body.answers.insert("/data/q".to_owned(), "1".to_owned());
    let with_answers = tablet.questionnaire("r-3", 1, body);
    let inspection = tablet.operation(0, RecordBody::withdrawn(at));
    let refused = Outcome::Rejected {
        reason: RejectReason::WrongDocument,
    };
    let found = outcomes(&tablet, &[with_answers, inspection]).await;
    assert_eq!(found, [refused.clone(), refused]);
}

#[tokio::test]
async fn what_was_taken_back_before_it_was_sent_leaves_only_that() {
    let world = World::planned().await;
    let tablet = Tablet::enrol(&world).await;
    let first = outcomes(&tablet, &[taken_back(&tablet, "r-4", 0, finished())]).await;
    assert!(
        matches!(first[0], Outcome::Accepted { rev: 1, .. }),
        "{first:?}"
    );
    assert_eq!(
        change_of(&tablet, "r-4").await.state,
        RecordState::Withdrawn
    );
    // Nothing follows it.
    let later = outcomes(&tablet, &[response(&tablet, "r-4", 1)]).await;
    assert!(matches!(later[0], Outcome::Rejected { .. }), "{later:?}");
}

//! Questionnaires of one site from two tablets without a network: both counts come together, and
//! what is more than the quota is kept and flagged.

use domain::fieldwork::RecordBody;
use domain::party::Role;
use domain::sync::{Operation, Outcome};
use domain::time::Timestamp;
use domain::wire::{EngagementOverview, PullResponse, urls};

use crate::tablet::Tablet;
use crate::world::{World, demo_url};

/// A finished questionnaire at the tablet's first site.
fn response(tablet: &Tablet) -> Operation {
    let answers = [("/data/consent/consent", "yes"), ("/data/page_s1/s1", "no")];
    let body = RecordBody {
        answers: answers.map(|(k, v)| (k.to_owned(), v.to_owned())).into(),
        started_at: Timestamp(1_788_742_800_000),
        finalised_at: Some(Timestamp(1_788_742_900_000)),
        ..RecordBody::default()
    };
    tablet.questionnaire(&uuid::Uuid::now_v7().to_string(), 0, body)
}

async fn collect(tablet: &Tablet, count: usize) {
    let operations: Vec<Operation> = (0..count).map(|_| response(tablet)).collect();
    for item in tablet.push(&operations).await.outcomes {
        let accepted = matches!(item.outcome, Outcome::Accepted { .. });
        assert!(accepted, "{:?}", item.outcome);
    }
}

async fn told(tablet: &Tablet) -> Option<u32> {
    let url = format!("{}?cursor=0", demo_url(urls::PULL, &[]));
    let page: PullResponse = serde_json::from_value(tablet.person.get(&url).await.body).unwrap();
    let code = &tablet.pack.sites[0].project.code;
    page.collected_by_others.get(code).copied()
}

#[tokio::test]
async fn two_tablets_at_one_site_learn_of_each_other_and_what_is_too_much_is_kept_and_flagged() {
    let world = World::planned().await;
    let one = Tablet::enrol(&world).await;
    let site = &one.pack.sites[0];
    let partner = site.evaluators.iter().find(|p| p.id != one.pack.person.id);
    let partner = partner.expect("two evaluators at each site").name.clone();
    let other = Tablet::enrol_colleague(&world, &partner).await;
    let code = site.project.code.clone();
    assert_eq!(told(&one).await, None);

    collect(&one, 7).await;
    let mut theirs = other.pack.sites.iter();
    let place = theirs.position(|site| site.project.code == code).unwrap();
    let mut other = other;
    other.pack.sites.swap(0, place);
    assert_eq!(told(&other).await, Some(7));
    collect(&other, 5).await;
    assert_eq!(told(&one).await, Some(5), "only what others collected");

    let manager = world.person(Role::Manager).await;
    let overview = manager.get(&demo_url(urls::ENGAGEMENT, &[])).await.body;
    let overview: EngagementOverview = serde_json::from_value(overview).unwrap();
    let mut sites = overview.sites.iter();
    let progress = &sites.find(|s| s.project_code == code).unwrap().progress;
    let counts = (progress.questionnaires_done, progress.questionnaires);
    assert_eq!((counts, progress.questionnaires_over), ((12, 10), 2));
    assert_eq!(overview.progress.questionnaires_over, 2);
}

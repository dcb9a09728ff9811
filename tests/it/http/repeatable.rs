//! The same seed gives the same example, down to the report's bytes (P10).

use server::demo::{self, Lifecycle};
use server::service::reports::{Format, for_owner};

use crate::world::World;

#[tokio::test]
async fn the_same_seed_gives_the_same_report_bytes() {
    let mut reports = Vec::new();
    for _ in 0..2 {
        let world = World::at(Lifecycle::Fieldwork).await;
        let (html, _) = for_owner(&world.service, demo::CODE, Format::Html)
            .await
            .unwrap();
        let (word, problems) = for_owner(&world.service, demo::CODE, Format::Docx)
            .await
            .unwrap();
        assert_eq!(problems, [], "and it is consistent with itself");
        reports.push((html, word));
    }
    assert!(reports[0] == reports[1], "the reports differ");
}

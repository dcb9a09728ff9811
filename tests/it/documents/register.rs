//! What the desk sees: states of an injected day, counts, the workbook.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::document_request::{DocumentState, paths};
use domain::party::Role;
use domain::time::Timestamp;
use domain::wire::urls;
use serde_json::json;

use super::{last, receipt, register_of, started};
use crate::interviews::team::TeamTablet;
use crate::world::{World, demo_url};

fn at(day: &str) -> i64 {
    let moment = format!("{day}T12:00:00+08:00");
    Timestamp::from_iso_text(&moment).unwrap().0
}

#[tokio::test]
async fn overdue_follows_the_servers_day_and_not_applicable_needs_its_reason() {
    let clock = Arc::new(AtomicI64::new(at("2026-10-15")));
    let reading = Arc::clone(&clock);
    let world =
        World::planned_with_clock(Arc::new(move || Timestamp(reading.load(Ordering::SeqCst))))
            .await;
    let manager = world.person(Role::Manager).await;
    let general = json!({ "stage": "general", "due_on": "2026-10-15" });
    let document = last(&started(&manager).await).request.receipt.clone();
    let url = demo_url(urls::DOCUMENT_DUE_DAYS, &[]);
    assert_eq!(manager.put(&url, &general).await.status, 200);
    let states = async |day: &str| {
        clock.store(at(day), Ordering::SeqCst);
        let register = register_of(&manager).await;
        let general = register
            .stages
            .iter()
            .find(|s| s.stage.as_str() == "general");
        (last(&register).state, general.unwrap().overdue)
    };
    assert_eq!(states("2026-10-15").await, (DocumentState::Missing, 0));
    assert_eq!(states("2026-10-16").await, (DocumentState::Overdue, 2));

    let tablet = TeamTablet::enrol(&world, "wang").await;
    let waived = (paths::STATUS, "not_applicable");
    tablet.write(&receipt(&document), &[waived], false).await;
    tablet.synchronise().await;
    assert_eq!(states("2026-10-16").await, (DocumentState::Overdue, 2));
    tablet
        .write(
            &receipt(&document),
            &[(paths::REASON, "本项目未做过问卷")],
            false,
        )
        .await;
    tablet.synchronise().await;
    assert_eq!(
        states("2026-10-16").await,
        (DocumentState::NotApplicable, 1)
    );
}

#[tokio::test]
async fn the_workbook_holds_the_register_and_no_formula() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    started(&manager).await;
    let dangerous = json!({
        "stage": "process", "name": "=HYPERLINK(\"http://x\")", "provider": "+1", "indicators": [],
    });
    let added = manager
        .post(&demo_url(urls::DOCUMENTS, &[]), &dangerous)
        .await;
    assert_eq!(added.status, 200, "{}", added.body);
    let url = world.url(&demo_url(urls::DOCUMENTS_XLSX, &[]));
    let response = manager.client.get(url).send().await.unwrap();
    assert_eq!(response.status(), 200);
    let bytes = response.bytes().await.unwrap();
    let tables = server::workbook::read_tables(&bytes, "documents.xlsx").unwrap();
    let rows = &tables[0].rows;
    let text = |row: usize, column: usize| rows[row].cells[column].clone();
    assert_eq!(
        (text(2, 0), text(2, 2)),
        ("序号".to_owned(), "资料名称".to_owned())
    );
    assert_eq!(rows.len(), 3 + 13);
    assert!(rows.iter().any(|row| {
        row.cells
            .get(2)
            .is_some_and(|text| text.starts_with("=HYPERLINK"))
    }));
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut sheet = String::new();
    let mut part = archive.by_name("xl/worksheets/sheet1.xml").unwrap();
    std::io::Read::read_to_string(&mut part, &mut sheet).unwrap();
    assert!(!sheet.contains("<f>"), "a formula");
}

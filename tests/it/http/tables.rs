//! The desk's tables as workbooks: each has its rows and its sum, and no formula.

use std::io::Read as _;

use domain::desk_tables::DeskTable;
use domain::party::Role;
use domain::wire::urls;

use crate::world::{Person, World, demo_url};

async fn workbook(world: &World, manager: &Person, table: &str) -> Vec<u8> {
    let address = world.url(&demo_url(urls::DESK_TABLE, &[table]));
    let answer = manager.client.get(address).send().await.unwrap();
    assert_eq!(answer.status(), 200, "{table}");
    let disposition = answer.headers()["content-disposition"].to_str().unwrap();
    assert!(disposition.contains(table), "{disposition}");
    answer.bytes().await.unwrap().to_vec()
}

fn part(workbook: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
    let mut text = String::new();
    let mut part = archive.by_name(name).unwrap();
    part.read_to_string(&mut text).unwrap();
    text
}

#[tokio::test]
async fn every_table_of_the_desk_comes_as_a_workbook_with_its_sum() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    for table in DeskTable::ALL {
        let bytes = workbook(&world, &manager, table.file_name()).await;
        let words = part(&bytes, "xl/sharedStrings.xml");
        assert!(words.contains("合计"), "{table:?}");
        assert!(!part(&bytes, "xl/worksheets/sheet1.xml").contains("<f>"));
        let again = workbook(&world, &manager, table.file_name()).await;
        assert!(
            bytes == again,
            "{table:?}: the same table gives the same bytes"
        );
    }
}

#[tokio::test]
async fn the_score_table_says_what_is_missing_in_words_and_not_by_code() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let bytes = workbook(&world, &manager, "scores.xlsx").await;
    let words = part(&bytes, "xl/sharedStrings.xml");
    assert!(words.contains("没有可用的现场核查样本"), "{words}");
    assert!(!words.contains("EMPTY_SAMPLE") && !words.contains("MISSING_"));
}

#[tokio::test]
async fn a_table_that_does_not_exist_is_not_found() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let answer = manager
        .get(&demo_url(urls::DESK_TABLE, &["all.xlsx"]))
        .await;
    assert_eq!(answer.status, 404);
}

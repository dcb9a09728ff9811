//! The export: what is in it, what is not, and that no program computes with what people wrote.

use std::io::Read as _;

use domain::wire::urls;

use super::respondents::{FORM, Village};
use crate::world::demo_url;

async fn bytes(village: &Village, url: &str) -> Vec<u8> {
    let address = village.world.url(&demo_url(url, &[FORM]));
    let answer = village.manager.client.get(address).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let disposition = answer.headers()["content-disposition"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(disposition.starts_with("attachment"), "{disposition}");
    answer.bytes().await.unwrap().to_vec()
}

#[tokio::test]
async fn the_csv_opens_in_excel_and_holds_no_formula_and_nobodys_identity() {
    let mut village = Village::new().await;
    let first = village
        .answers(&[("q12", "=HYPERLINK(\"http://x\")"), ("q10", "5")], 300)
        .await;
    village
        .answers(&[("q12", "桥面平整"), ("q3", "")], 300)
        .await;
    let csv = String::from_utf8(bytes(&village, urls::SURVEY_RESPONSES_CSV).await).unwrap();
    assert!(
        csv.starts_with('\u{FEFF}'),
        "Excel needs the mark to read Chinese"
    );
    assert!(csv.contains("'=HYPERLINK"), "{csv}");
    assert_eq!(csv.lines().count(), 3, "a heading and two responses");
    assert!(csv.contains("有效") && csv.contains("无效") && csv.contains("必答题缺失"));
    assert!(
        csv.contains("satisfied,满意"),
        "code and label stand side by side"
    );
    for identity in [first.as_str(), village.tablet.device_id.as_str(), "2026-"] {
        assert!(!csv.contains(identity), "{identity}");
    }
    let statistics = bytes(&village, urls::SURVEY_STATISTICS_CSV).await;
    assert!(
        String::from_utf8(statistics)
            .unwrap()
            .contains("占已答（%）")
    );
}

#[tokio::test]
async fn the_workbook_has_six_sheets_and_no_formula_cell() {
    let mut village = Village::new().await;
    village.answers(&[("q12", "=1+1")], 300).await;
    let workbook = bytes(&village, urls::SURVEY_XLSX).await;
    let again = bytes(&village, urls::SURVEY_XLSX).await;
    assert!(workbook == again, "the same answers give the same bytes");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
    let mut sheets = 0;
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        if file.name().unwrap().starts_with("xl/worksheets/sheet") {
            sheets += 1;
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            assert!(!text.contains("<f>"), "{}", file.name().unwrap());
        }
    }
    assert_eq!(sheets, 6);
}

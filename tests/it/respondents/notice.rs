//! The notice is one: what a manager writes reaches the tablets, and the sentences that stand for
//! an empty text are the same on a phone and on a tablet. Not here: the phone's page (`consent`).

use std::collections::BTreeMap;

use domain::engagement::{Engagement, Stage};
use domain::respondent::{Notice, RespondentSettings};
use domain::wire::urls;
use serde_json::json;

use super::village::Village;
use crate::tablet::Tablet;
use crate::world::demo_url;

fn texts(json: &str) -> BTreeMap<String, String> {
    serde_json::from_str(json).unwrap()
}

#[test]
fn phone_and_tablet_say_the_same_where_the_firm_wrote_nothing() {
    let languages = [
        (
            include_str!("../../../server/src/render/respondent/texts/zh-CN.json"),
            include_str!("../../../app/locales/zh-CN/kiosk.json"),
        ),
        (
            include_str!("../../../server/src/render/respondent/texts/en.json"),
            include_str!("../../../app/locales/en/kiosk.json"),
        ),
    ];
    let pairs = [
        ("default_purpose", "notice_purpose_text"),
        ("default_kinds", "notice_kinds_text"),
        ("default_retention", "notice_retention_text"),
        ("default_rights", "notice_rights_text"),
        ("no_harm", "notice_no_harm"),
        ("minors", "notice_minors"),
    ];
    for (phone, tablet) in languages {
        let (phone, tablet) = (texts(phone), texts(tablet));
        for (here, there) in pairs {
            let said = tablet[there].replace("{{ ", "{").replace(" }}", "}");
            assert_eq!(phone[here], said, "{here}");
        }
    }
}

#[test]
fn the_firms_own_words_stand_and_blanks_are_none() {
    let engagement = Engagement {
        profile: Default::default(),
        id: "e".into(),
        code: "demo".to_owned(),
        title: "Roads".to_owned(),
        commissioned_by: "Bureau".to_owned(),
        competent_department: String::new(),
        firm: "Firm".to_owned(),
        fund_year: 2018,
        evaluation_year: 2026,
        stage: Stage::Implementation,
        questionnaires_per_site: 10,
    };
    let settings = RespondentSettings {
        contact: " 010-12345678 ".to_owned(),
        purpose: " ".to_owned(),
        retention: "五年".to_owned(),
        ..RespondentSettings::default()
    };
    let notice = Notice::of(&engagement, &settings);
    assert_eq!(
        (notice.firm.as_str(), notice.commissioned_by.as_str()),
        ("Firm", "Bureau")
    );
    assert_eq!(notice.contact, "010-12345678");
    assert_eq!(
        (notice.purpose.as_str(), notice.retention.as_str()),
        ("", "五年")
    );
}

#[tokio::test]
async fn what_a_manager_writes_goes_along_in_the_pack() {
    let village = Village::new().await;
    let before = Tablet::enrol(&village.world).await.pack.respondents;
    assert_eq!(
        before.map(|settings| settings.contact).as_deref(),
        Some("010-12345678")
    );
    let settings = json!({ "contact": "0739-1", "rights": "来电即可查阅、更正、删除" });
    let url = demo_url(urls::RESPONDENTS, &[]);
    assert_eq!(village.manager.put(&url, &settings).await.status, 200);
    let after = Tablet::enrol(&village.world)
        .await
        .pack
        .respondents
        .unwrap();
    assert_eq!(
        (after.contact.as_str(), after.rights.as_str()),
        ("0739-1", "来电即可查阅、更正、删除")
    );
}

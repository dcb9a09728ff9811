//! A new version of a form under a living plan: what it hurts is told, and what cannot be read is a
//! gap and never a count of nothing. Not here: which change hurts (beside `domain::indicator`).

use std::collections::BTreeMap;

use domain::indicator::{broken_bindings, starter};
use domain::instrument::Instrument;
use domain::scoring::score;
use domain::wire::urls;
use serde_json::{Value, json};

use super::facts::perfect;
use crate::form_making::{Maker, bytes};
use crate::world::demo_url;

const FORM: &str = "site-road-bridge";

fn shipped() -> Instrument {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../starters/forms");
    let bytes = std::fs::read(folder.join("site-road-bridge.xlsx")).expect("a shipped workbook");
    server::forms::compile(&bytes).expect("a valid workbook")
}

/// The next version, in which 是 is stored otherwise.
fn renamed() -> Instrument {
    let text = serde_json::to_string(&shipped()).expect("JSON");
    let mut form: Value = serde_json::from_str(&text.replace("\"yes\"", "\"ok\"")).expect("JSON");
    form["version"] = json!("next");
    serde_json::from_value(form).expect("a form")
}

#[test]
fn a_renamed_choice_makes_gaps_of_all_that_waits_for_it_and_of_nothing_else() {
    let framework = starter("road_bridge").expect("starter");
    let (old, new) = (shipped(), renamed());
    let known = [&old, &new];
    assert_eq!(
        broken_bindings(&framework, &[&old], &known),
        BTreeMap::new()
    );
    let mut facts = perfect(&framework);
    facts.broken_bindings = broken_bindings(&framework, &known, &known);
    assert!(facts.broken_bindings.contains_key(&"C22".into()));
    assert!(
        !facts.broken_bindings.contains_key(&"C41".into()),
        "it reads amounts"
    );
    let (sheet, gaps) = score(&framework, &facts);
    assert_eq!(sheet.grade, None);
    let broken: Vec<_> = gaps.iter().map(|gap| gap.indicator.clone()).collect();
    assert!(gaps.iter().all(|gap| gap.code == "BINDING_BROKEN"));
    assert_eq!(broken.len(), facts.broken_bindings.len());
    for row in &sheet.rows {
        assert_eq!(
            row.score.is_none(),
            broken.contains(&row.code),
            "{}",
            row.code
        );
    }
}

#[tokio::test]
async fn what_a_new_version_hurts_is_told_before_and_when_it_is_published() {
    let maker = Maker::new().await;
    let list = maker.get(urls::FORMS, &[]).await.body;
    let forms = list["forms"].as_array().unwrap();
    let site = forms.iter().find(|form| form["form_id"] == FORM).unwrap();
    let version = site["current"].as_str().unwrap();
    let mut tables = maker
        .exported(urls::FORM_VERSION_WORKBOOK, &[FORM, version])
        .await;
    for table in &mut tables {
        let is_choices = table.sheet == "choices";
        for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
            if is_choices && cell == "yes" {
                "ok".clone_into(cell);
            }
            *cell = cell.replace("'yes'", "'ok'");
        }
    }
    let draft = maker.begun(bytes(&tables)).await;
    assert_eq!(draft.problems, []);
    let hurt = |problems: &Value| {
        let all = problems.as_array().unwrap().iter();
        let own = all.filter(|it| it["code"] == "BINDING_CHOICE_GONE");
        own.filter(|it| it["details"]["indicator"] == "C22").count()
    };
    let warned = serde_json::to_value(&draft.warnings).unwrap();
    assert!(hurt(&warned) > 0, "{warned}");
    let published = maker.publish(FORM, json!({ "version": "next" })).await;
    assert_eq!(published.status, 200, "{}", published.body);
    assert_eq!(hurt(&published.body["hurts"]), hurt(&warned));
    let plan = maker
        .manager
        .get(&demo_url(urls::FRAMEWORK, &[]))
        .await
        .body;
    assert_eq!(hurt(&plan["problems"]), hurt(&warned));
}

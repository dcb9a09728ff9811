//! 专项审核 and 项目汇总 through the real router, and who may see any of it.

mod hostile;
mod monitoring;
mod programme;
mod self_evaluations;
mod targets;

use domain::party::Role;
use domain::project::{Table, TableRow};
use domain::wire::urls;
use server::workbook::write_tables;

use crate::world::{Answer, Person, World, answer, demo_url};

/// The usual form with five planted errors: rate, capped score, missing reason, zero target, sum.
const FIVE_ERRORS: [&str; 12] = [
    "项目支出绩效自评表",
    "项目名称|危桥改造|||实施单位|农业局（本级）",
    "项目资金（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分",
    "|年度资金总额|100|100.00|94.9|10|95%|9.50",
    "是否开展满意度调查|是",
    "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施",
    "产出指标|数量指标|修复里程|12公里|12公里|15|15|",
    "|质量指标|验收合格率|100%|90%|20|20|雨季停工",
    "|时效指标|延误次数|0|5|15|15|",
    "效益指标|社会效益|受益户数|≥100户|80户|30|24|",
    "满意度指标|满意度|群众满意度|≥90%|92%|10|10|",
    "总分|||||100|95.50|",
];

fn table(sheet: &str, lines: &[&str]) -> Table {
    let rows = lines.iter().zip(1u32..).map(|(line, number)| TableRow {
        number,
        cells: line.split('|').map(str::to_owned).collect(),
    });
    Table {
        sheet: sheet.to_owned(),
        rows: rows.collect(),
        merged: Vec::new(),
    }
}

async fn upload(person: &Person, world: &World, tables: &[Table]) -> Answer {
    upload_as(person, world, "", write_tables(tables).unwrap()).await
}

/// With what is said beside the file, as a query.
async fn upload_as(person: &Person, world: &World, query: &str, bytes: Vec<u8>) -> Answer {
    let request = person
        .client
        .post(world.url(&format!(
            "{}?{query}",
            demo_url(urls::SELF_EVALUATIONS, &[])
        )))
        .header("x-file-name", "%E8%87%AA%E8%AF%84.xlsx")
        .body(bytes);
    answer(request).await
}

#[tokio::test]
async fn a_stranger_learns_nothing_of_the_checks_and_an_evaluator_may_not_look() {
    let world = World::planned().await;
    let evaluator = world.person(Role::Evaluator).await;
    let newcomer = world.newcomer().await;
    let rooms = [
        urls::SELF_EVALUATIONS,
        urls::TARGET_REVIEWS,
        urls::MONITORING,
    ];
    for url in rooms.map(|url| demo_url(url, &[])) {
        let foreign = newcomer.get(&url).await;
        assert_eq!(
            (foreign.status, foreign.codes()),
            (404, vec!["ENGAGEMENT_NOT_FOUND"]),
            "{url}"
        );
        assert_eq!(evaluator.get(&url).await.status, 403, "{url}");
        assert_eq!(world.stranger().get(&url).await.status, 401, "{url}");
    }
    for url in [urls::PROGRAMME, urls::SCORECARD] {
        for person in [&newcomer, &evaluator] {
            let refused = person.get(url).await;
            assert_eq!(
                (refused.status, refused.codes()),
                (403, vec!["MANAGER_ONLY"]),
                "{url}"
            );
        }
    }
    let brought = upload(&evaluator, &world, &[table("自评表", &FIVE_ERRORS)]).await;
    assert_eq!(brought.status, 403);
}

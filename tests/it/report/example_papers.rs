//! Findings, the interview, documents and the profile of the example engagement.
//! Not here: the engagement around them (`example`); assertions.

use domain::engagement::EngagementProfile;
use domain::fieldwork::interview::{Confirmation, InterviewFacts};
use domain::finding::{
    Advice, AdviceKind, ConfirmationVerdict, FactConfirmation, Finding, FindingClass,
    FindingEvidence, FindingSite, FindingSource, FindingState, Severity,
};
use domain::ids::{DocumentId, ProjectCode};
use domain::money::Fen;
use domain::opinion::{Opinion, OpinionDecision, OpinionVerdict};
use domain::report::{DocumentEntry, InterviewEntry};

use super::example::site;

pub fn profile() -> EngagementProfile {
    EngagementProfile {
        evaluation_kind: "财政重点评价".to_owned(),
        sector: "交通".to_owned(),
        background:
            "2018年汛期，辖区多条农村公路和桥梁受损。\n专项资金用于水毁路段修复和危桥改造。"
                .to_owned(),
        goals: vec!["修复水毁路段3.60公里，改造危桥1座，恢复安全通行。".to_owned()],
        ..EngagementProfile::default()
    }
}

pub fn documents() -> Vec<DocumentEntry> {
    let entry = |(index, name, is_received, code): (&str, &str, bool, &str)| DocumentEntry {
        index: index.to_owned(),
        name: name.to_owned(),
        is_received,
        receipt: format!("receipt-{index}").as_str().into(),
        indicators: vec![code.into()],
    };
    [
        ("Q-01", "项目批复文件", true, "A11"),
        ("Q-02", "资金拨付凭证", true, "B12"),
        ("Q-03", "竣工验收报告", false, "C22"),
    ]
    .map(entry)
    .to_vec()
}

pub fn interview() -> InterviewEntry {
    InterviewEntry {
        record: "interview-1".into(),
        index: "F-01".to_owned(),
        facts: InterviewFacts {
            interviewee: "某区交通运输局 计财股负责人 赵振华".to_owned(),
            held_on: "2026-11-17".to_owned(),
            place: "局三楼会议室".to_owned(),
            way: "face_to_face".to_owned(),
            interviewers: vec!["王建国".to_owned(), "陈晓燕".to_owned()],
            confirmation: Confirmation::Signed,
        },
        points: vec![(
            "资金拨付程序".to_owned(),
            "按进度拨付，联系电话13800138000".to_owned(),
        )],
    }
}

fn at_site(index: usize, code: &str, severity: Severity, path: &str) -> Finding {
    let (project, record, _) = site(index);
    Finding {
        code: code.into(),
        severity,
        check: String::new(),
        title: String::new(),
        facts: String::new(),
        project_code: project.code,
        project_name: project.name,
        responsible_unit: project.unit,
        indicator: Some("C22".into()),
        record: record.as_str().into(),
        path: path.to_owned(),
        source: FindingSource::Field,
        class: FindingClass::Output,
        amount: None,
        clause: String::new(),
        cause: String::new(),
        advice: None,
        state: FindingState::Listed,
        confirmation: None,
        refusal: None,
        evidence: Vec::new(),
        also_at: Vec::new(),
        revision: 0,
    }
}

/// A severe one that the unit confirmed, one at two sites with a person's advice, one about the
/// fund as a whole, one withdrawn.
pub fn findings() -> Vec<Finding> {
    let severe = Finding {
        check: "桥头护栏是否完好？".to_owned(),
        title: "桥头护栏缺失或损坏".to_owned(),
        facts: "桥头两侧护栏缺失约12米，仅以警示带临时围挡".to_owned(),
        amount: Some(Fen::from_wan_yuan("3.2000").expect("an amount")),
        clause: "《公路养护技术标准》关于交通安全设施的规定".to_owned(),
        cause: "改造后未及时移交管护，管护责任人不明确".to_owned(),
        state: FindingState::Confirmed,
        confirmation: Some(FactConfirmation {
            verdict: ConfirmationVerdict::True,
            opinion: "已安排补装".to_owned(),
            signed_by: "刘长林".to_owned(),
            day: "2026-11-21".to_owned(),
            supplements: vec!["Q-02".to_owned()],
        }),
        ..at_site(1, "S-001", Severity::Severe, "/data/checks/c3")
    };
    vec![severe, unmarked_sites(), cleared_ditch(), slow_payment()]
}

fn unmarked_sites() -> Finding {
    let (other, record, _) = site(2);
    Finding {
        check: "是否设置项目公示牌？".to_owned(),
        facts: "未设置项目公示牌".to_owned(),
        indicator: Some("C22".into()),
        advice: Some(Advice {
            kind: AdviceKind::Complete,
            text: "建议各乡镇补设公示牌，载明资金、责任人和监督电话".to_owned(),
            deadline: "2026-12-31".to_owned(),
            amount: None,
        }),
        also_at: vec![FindingSite {
            code: "S-004".into(),
            project_code: other.code,
            project_name: other.name,
            responsible_unit: other.unit,
            facts: "公示牌倒伏".to_owned(),
            severity: Severity::Minor,
            record: record.as_str().into(),
            path: "/data/checks/c10".to_owned(),
        }],
        ..at_site(0, "S-002", Severity::Minor, "/data/checks/c10")
    }
}

fn cleared_ditch() -> Finding {
    Finding {
        check: "边沟是否通畅？".to_owned(),
        facts: "边沟淤塞一处，复查时已清理".to_owned(),
        state: FindingState::Withdrawn {
            reason: "复查已清理".to_owned(),
        },
        ..at_site(0, "S-003", Severity::Major, "/data/checks/c8")
    }
}

fn slow_payment() -> Finding {
    Finding {
        check: "资金拨付不及时".to_owned(),
        title: "资金拨付不及时".to_owned(),
        source: FindingSource::Desk,
        facts: "到位资金尚有22.00万元未支出".to_owned(),
        project_code: ProjectCode::default(),
        project_name: String::new(),
        responsible_unit: "某区交通运输局".to_owned(),
        indicator: Some("B12".into()),
        record: DocumentId::default(),
        path: String::new(),
        class: FindingClass::Funds,
        amount: Some(Fen::from_wan_yuan("22.0000").expect("an amount")),
        cause: "验收资料不齐，尾款未达支付条件".to_owned(),
        evidence: vec![FindingEvidence {
            index: "Q-02".to_owned(),
            note: String::new(),
        }],
        ..at_site(0, "S-005", Severity::Major, "")
    }
}

pub fn opinions() -> Vec<Opinion> {
    let opinion = |number: u32, text: &str, verdict, reason: &str, place: &str| Opinion {
        id: format!("opinion-{number}"),
        number,
        unit: "某区交通运输局".to_owned(),
        text: text.to_owned(),
        block: String::new(),
        day: "2026-11-20".to_owned(),
        decision: Some(OpinionDecision {
            verdict,
            reason: reason.to_owned(),
            place: place.to_owned(),
            name: "李文静".to_owned(),
        }),
    };
    vec![
        opinion(
            1,
            "建议补充护栏补装进展",
            OpinionVerdict::Adopted,
            "已有补装合同为证",
            "ch5.problems.S-001",
        ),
        opinion(
            2,
            "护栏缺失不应扣至3.33分，联系人电话13900139000",
            OpinionVerdict::Rejected,
            "按评价方案的计分规则计算",
            "",
        ),
    ]
}

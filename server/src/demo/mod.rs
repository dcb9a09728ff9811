//! The example engagement (rows invented, and its title says so) at three points of its life.
//! Everything goes through the use cases that people's own work goes through.
//! Not here: how answers are invented (`answers`), how pictures are drawn (`pictures`).

mod answers;
mod desk;
mod field;
mod methods;
mod pictures;
mod problems;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};

use domain::engagement::{Engagement, EngagementProfile, Stage};
use domain::ids::EngagementId;
use domain::party::Role;
use domain::problem::Problem;
use domain::respondent::RespondentSettings;
use domain::sampling::SplitMix64;
use domain::time::Timestamp;

use crate::service::beginning::{self, Opening};
use crate::service::{Actor, Service, ServiceError, accounts};
use crate::{randomness, store};

/// The seed of `kanping serve --demo`.
pub const DEFAULT_SEED: u64 = 2018;

/// The short code of the example.
pub const CODE: &str = "demo";

/// 2026-09-07 09:00 in China: a Monday, when the example's team begins.
const BEGINS: Timestamp = Timestamp(1_788_742_800_000);
/// The example's clock moves on by a minute with each look.
const MINUTE: i64 = 60_000;

const FRAME: &[u8] = include_bytes!("../../../starters/frames/frame_road.xlsx");
/// The shipped forms that fit the example's fund.
const FORMS: [&str; 4] = [
    "site-road-bridge",
    "q-villager-road",
    "iv-bureau",
    "iv-village",
];
const FRAMEWORK: &str = "road_bridge";

/// Login, printed name, role. The three reviews of a report need four people of the desk.
const TEAM: [(&str, &str, Role); 8] = [
    ("wang", "王建国", Role::Evaluator),
    ("li", "李秀英", Role::Evaluator),
    ("zhao", "赵明", Role::Evaluator),
    ("chen", "陈静", Role::Evaluator),
    ("liu", "刘志强", Role::Manager),
    ("zhou", "周文斌", Role::Partner),
    ("sun", "孙丽", Role::FieldLead),
    ("he", "何伟", Role::Manager),
];

/// How far the example has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Lifecycle {
    /// Frame, sample and assignments; nothing in the field yet.
    Planned,
    /// Some sites inspected, some returned, some photos missing.
    Fieldwork,
    /// All sites accepted, questionnaires in, desk marks given.
    Reported,
}

/// One sign-in of the example, with a new random password.
#[derive(Clone)]
pub struct SignIn {
    /// Their role.
    pub role: Role,
    /// Sign-in name.
    pub login: String,
    /// Shown once, kept nowhere.
    pub password: String,
}

/// One member of the example's team.
#[derive(Clone)]
pub(crate) struct Member {
    actor: Actor,
    role: Role,
}

/// Makes the example in an empty data folder. The same lifecycle and seed make the same records.
pub async fn make(
    service: &Service,
    lifecycle: Lifecycle,
    seed: u64,
) -> Result<Vec<SignIn>, ServiceError> {
    let used = service
        .store
        .read(|tx| Ok::<_, ServiceError>(store::accounts::any(tx)?))
        .await?;
    if used {
        return Err(ServiceError::Conflict(Problem::new(
            "DATA_FOLDER_NOT_EMPTY",
        )));
    }
    let service = repeatable(service, seed);
    let (team, sign_ins) = team(&service).await?;
    set_up(&service, &team).await?;
    desk::plan(&service, &team, FRAME, seed).await?;
    if lifecycle > Lifecycle::Planned {
        field::work(&service, &team, lifecycle, seed).await?;
    }
    if lifecycle == Lifecycle::Reported {
        desk::score(&service, &team).await?;
    }
    methods::request(&service, &team).await?;
    if lifecycle > Lifecycle::Planned {
        methods::work(&service, &team, lifecycle).await?;
    }
    Ok(sign_ins)
}

/// The same service with a clock and identifiers that depend on the seed alone.
fn repeatable(service: &Service, seed: u64) -> Service {
    let clock = Arc::new(AtomicI64::new(BEGINS.0));
    let generator = Arc::new(Mutex::new(SplitMix64::new(seed)));
    let mut service = service.clone();
    service.clock = Arc::new(move || Timestamp(clock.fetch_add(MINUTE, Ordering::SeqCst)));
    service.identifiers = Arc::new(move || {
        let mut generator = generator.lock().unwrap_or_else(PoisonError::into_inner);
        let (high, low) = (generator.next_u64(), generator.next_u64());
        uuid::Builder::from_unix_timestamp_millis(
            u64::try_from(BEGINS.0).unwrap_or_default(),
            &ten_bytes(high, low),
        )
        .into_uuid()
        .to_string()
    });
    service
}

/// The example's clock moves on with each look: nothing is received before it was done.
fn wait_until(service: &Service, at: Timestamp) {
    while service.now() < at {}
}

fn ten_bytes(high: u64, low: u64) -> [u8; 10] {
    let mut bytes = [0; 10];
    bytes[..8].copy_from_slice(&high.to_be_bytes());
    bytes[8..].copy_from_slice(&low.to_be_bytes()[..2]);
    bytes
}

async fn team(service: &Service) -> Result<(Vec<Member>, Vec<SignIn>), ServiceError> {
    let mut team: Vec<Member> = Vec::new();
    let mut sign_ins = Vec::new();
    for (login, name, role) in TEAM {
        let password = randomness::password()?;
        let id = accounts::create(service, login, name, &password).await?;
        sign_ins.push(SignIn {
            role,
            login: login.to_owned(),
            password,
        });
        let actor = Actor {
            id,
            name: name.to_owned(),
            login: login.to_owned(),
        };
        team.push(Member { actor, role });
    }
    Ok((team, sign_ins))
}

const BACKGROUND: &str = "（示例）2018年汛期，某区多轮强降雨造成农村公路路基冲毁、边坡垮塌，部分桥梁\
    被鉴定为四、五类危桥，沿线群众出行受阻。区财政安排2018年度公路水毁修复、危桥改造专项资金，用于恢复\
    受损路段通行和消除桥梁安全隐患，由区交通运输局主管，各乡镇人民政府和相关单位组织实施。\n\
    （示例）专项资金主要用于水毁路段路基、路面、挡土墙和边沟的修复，以及危桥的拆除重建和加固。项目按\
    申报、核实、批复、实施、验收、拨付的程序管理，各实施单位负责施工组织、质量安全和建后管护，区交通\
    运输局负责技术指导和监督检查。";
const GOALS: [&str; 3] = [
    "（示例）按批复内容完成年度水毁路段修复和危桥改造任务，项目完工率达到100%，一次验收合格率达到100%。",
    "（示例）修复路段和改造桥梁恢复安全通行，不再设置临时交通管制，沿线群众出行条件明显改善。",
    "（示例）建后管护责任落实到人，受益群众满意度达到90%以上。",
];

fn engagement(id: String) -> Engagement {
    Engagement {
        id: EngagementId(id),
        code: CODE.to_owned(),
        title: "2018年度公路水毁修复、危桥改造专项资金绩效评价（示例）".to_owned(),
        commissioned_by: "某区财政局".to_owned(),
        competent_department: "某区交通运输局".to_owned(),
        firm: "某某会计师事务所".to_owned(),
        fund_year: 2018,
        evaluation_year: 2026,
        stage: Stage::Preparation,
        questionnaires_per_site: 10,
        profile: profile(),
    }
}

/// Made up like everything in the example, and saying so.
fn profile() -> EngagementProfile {
    EngagementProfile {
        evaluation_kind: "财政重点评价".to_owned(),
        sector: "交通".to_owned(),
        background: BACKGROUND.to_owned(),
        goals: GOALS.map(str::to_owned).to_vec(),
        ..EngagementProfile::default()
    }
}

/// Without a contact no questionnaire is handed to anybody.
fn notice() -> RespondentSettings {
    RespondentSettings {
        contact: "评价组（示例），电话 010-00000000".to_owned(),
        ..RespondentSettings::default()
    }
}

async fn set_up(service: &Service, team: &[Member]) -> Result<(), ServiceError> {
    let framework = domain::indicator::starter(FRAMEWORK)
        .ok_or_else(|| ServiceError::Internal("the starter framework is gone".to_owned()))?;
    let member = |member: &Member| (member.actor.id.clone(), member.role);
    let opening = Opening {
        engagement: engagement(service.identifier()),
        members: team.iter().map(member).collect(),
        forms: FORMS.map(str::to_owned).to_vec(),
        framework,
        respondents: notice(),
    };
    beginning::open(service, opening).await
}

/// The member with this sign-in name.
fn named<'a>(team: &'a [Member], login: &str) -> Result<&'a Actor, ServiceError> {
    team.iter()
        .map(|member| &member.actor)
        .find(|actor| actor.login == login)
        .ok_or_else(|| ServiceError::Internal("the example's team lacks somebody".to_owned()))
}

/// The first member with this role.
fn first(team: &[Member], role: Role) -> Result<&Actor, ServiceError> {
    team.iter()
        .find(|member| member.role == role)
        .map(|member| &member.actor)
        .ok_or_else(|| ServiceError::Internal("the example's team lacks a role".to_owned()))
}

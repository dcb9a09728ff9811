//! `kanping engagement`: begins an engagement and says who takes part, as the machine's owner. A
//! firm's first one begins here; who manages one begins others at the desk.

use clap::{Args, Subcommand};
use domain::party::Role;
use domain::wire::NewEngagement;

use super::{CommandError, print_json};
use crate::service::{Service, beginning, engagements};

/// `engagement …`
#[derive(Subcommand)]
pub enum EngagementCommand {
    /// Begin an engagement with a shipped framework and forms.
    Begin(BeginOptions),
    /// Make an account a member, or change its role.
    Member {
        /// Id or short code.
        engagement: String,
        /// Sign-in name.
        login: String,
        /// evaluator, manager or partner.
        #[arg(long, value_parser = role)]
        role: Role,
    },
}

/// `engagement begin …`
#[derive(Args)]
pub struct BeginOptions {
    /// The short code in addresses: lower-case letters, digits, hyphens.
    #[arg(long)]
    code: String,
    /// 项目名称.
    #[arg(long)]
    title: String,
    /// 委托单位.
    #[arg(long)]
    commissioned_by: String,
    /// 主管部门.
    #[arg(long)]
    department: String,
    /// 评价机构.
    #[arg(long)]
    firm: String,
    /// 资金年度.
    #[arg(long)]
    fund_year: u16,
    /// 评价年度.
    #[arg(long)]
    evaluation_year: u16,
    /// road_bridge or mof-2020-10.
    #[arg(long, default_value = "mof-2020-10")]
    framework: String,
    /// A shipped form to begin with; may be given several times.
    #[arg(long = "form")]
    forms: Vec<String>,
    /// How many questionnaires each sampled site should bring.
    #[arg(long, default_value_t = 10)]
    questionnaires_per_site: u32,
    /// Whom a respondent can turn to.
    #[arg(long, default_value = "")]
    contact: String,
    /// Sign-in name of its first manager.
    #[arg(long)]
    manager: String,
}

fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| "a role is evaluator, manager or partner".to_owned())
}

/// Carries it out.
pub async fn run(command: EngagementCommand, service: &Service) -> Result<u8, CommandError> {
    match command {
        EngagementCommand::Begin(options) => {
            let new = NewEngagement {
                code: options.code,
                title: options.title,
                commissioned_by: options.commissioned_by,
                competent_department: options.department,
                firm: options.firm,
                fund_year: options.fund_year,
                evaluation_year: options.evaluation_year,
                framework: options.framework,
                forms: options.forms,
                questionnaires_per_site: options.questionnaires_per_site,
                contact: options.contact,
            };
            let begun = beginning::begin_for(service, &options.manager, new).await?;
            print_json(&begun);
        }
        EngagementCommand::Member {
            engagement,
            login,
            role,
        } => {
            let account = beginning::account(service, &login).await?;
            engagements::join(service, &engagement, &account, role).await?;
        }
    }
    Ok(0)
}

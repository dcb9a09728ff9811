//! Beginning an engagement, and who takes part in it. Not here: what it is checked for
//! (`domain::engagement`), its later rooms.

use domain::engagement::{Engagement, EngagementProfile, Stage, problems_of_new};
use domain::ids::{AccountId, EngagementId, Sha256Hex};
use domain::indicator::{Framework, STARTERS, starter};
use domain::instrument::Instrument;
use domain::party::Role;
use domain::problem::Problem;
use domain::project::Table;
use domain::respondent::RespondentSettings;
use domain::time::Timestamp;
use domain::wire::{
    Beginning, FrameworkChange, Members, NewEngagement, SetMember, StarterFramework,
};

use super::accounts::known;
use super::forms::blocking;
use super::{Actor, Service, ServiceError, manager, reader};
use crate::forms;
use crate::store::frameworks::NewRevision;
use crate::store::{self, Tx};

/// Most characters of a contact.
const CONTACT_LIMIT: usize = 200;

/// What an engagement begins with.
pub struct Opening {
    /// Its facts.
    pub engagement: Engagement,
    /// Who takes part from the start.
    pub members: Vec<(AccountId, Role)>,
    /// `StarterForm::name` of each form.
    pub forms: Vec<String>,
    /// The framework of indicators.
    pub framework: Framework,
    /// What respondents are told.
    pub respondents: RespondentSettings,
}

/// What a new engagement may begin with.
pub async fn offered(service: &Service, actor: &Actor) -> Result<Beginning, ServiceError> {
    authorise(service, actor).await?;
    let frameworks = STARTERS.into_iter().filter_map(|name| {
        let title = starter(name)?.title;
        Some(StarterFramework {
            name: name.to_owned(),
            title,
        })
    });
    Ok(Beginning {
        frameworks: frameworks.collect(),
        forms: blocking(service, forms::shipped_forms).await?,
    })
}

/// Begins an engagement; the person becomes its manager. Only who manages one already may.
pub async fn begin(
    service: &Service,
    actor: &Actor,
    new: NewEngagement,
) -> Result<Engagement, ServiceError> {
    authorise(service, actor).await?;
    open_new(service, &actor.id, new).await
}

/// As [`begin`], for the command line, which acts as the machine's owner: a firm's first one.
pub async fn begin_for(
    service: &Service,
    login: &str,
    new: NewEngagement,
) -> Result<Engagement, ServiceError> {
    let account = account(service, login).await?;
    open_new(service, &account, new).await
}

/// The account with this sign-in name; for the command line.
pub async fn account(service: &Service, login: &str) -> Result<AccountId, ServiceError> {
    let login = login.to_owned();
    service
        .store
        .read(move |tx| Ok(known(tx, &login)?.id))
        .await
}

async fn open_new(
    service: &Service,
    who: &AccountId,
    new: NewEngagement,
) -> Result<Engagement, ServiceError> {
    let problems = problems_of_new(&new);
    if !problems.is_empty() {
        return Err(ServiceError::Invalid(problems));
    }
    let contact = super::bounded_text("contact", &new.contact, CONTACT_LIMIT)?;
    let framework = starter(&new.framework)
        .ok_or_else(|| ServiceError::Internal("the starter framework is gone".to_owned()))?;
    let name = |text: &str| text.trim().to_owned();
    let engagement = Engagement {
        id: EngagementId(service.identifier()),
        code: new.code.clone(),
        title: name(&new.title),
        commissioned_by: name(&new.commissioned_by),
        competent_department: name(&new.competent_department),
        firm: name(&new.firm),
        fund_year: new.fund_year,
        evaluation_year: new.evaluation_year,
        stage: Stage::Preparation,
        questionnaires_per_site: new.questionnaires_per_site,
        profile: EngagementProfile::default(),
    };
    let opening = Opening {
        engagement: engagement.clone(),
        members: vec![(who.clone(), Role::Manager)],
        forms: new.forms,
        framework,
        respondents: RespondentSettings {
            contact,
            ..RespondentSettings::default()
        },
    };
    open(service, opening).await?;
    Ok(engagement)
}

/// Stores an engagement with all it begins with, or nothing of it.
pub async fn open(service: &Service, opening: Opening) -> Result<(), ServiceError> {
    let mut published = Vec::new();
    for name in &opening.forms {
        published.push(shipped(service, name).await?);
    }
    let now = service.now();
    service
        .store
        .write(move |tx| {
            let id = &opening.engagement.id;
            if store::engagements::find(tx, &opening.engagement.code)?.is_some() {
                let problem = Problem::new("ENGAGEMENT_CODE_TAKEN").at_path("code");
                return Err(ServiceError::Conflict(problem));
            }
            store::engagements::insert(tx, &opening.engagement, now)?;
            store::respondents::save_settings(tx, id, &opening.respondents)?;
            for (account, role) in &opening.members {
                store::engagements::set_member(tx, id, account, *role)?;
            }
            for form in &published {
                form.store(tx, id, now)?;
            }
            let details = serde_json::json!({ "code": opening.engagement.code });
            let who = opening.members.first().map(|(account, _)| account);
            store::audit::insert(tx, now, who, Some(id), "begin", &details)?;
            let revision = NewRevision {
                change: FrameworkChange::Begun,
                reason: "",
                recoded: &store::frameworks::Recoded::new(),
                account: who,
                at: now,
            };
            store::frameworks::append(tx, id, &opening.framework, &revision)?;
            Ok(store::engagements::set_framework(
                tx,
                id,
                &opening.framework,
            )?)
        })
        .await
}

/// A form that ships, as it is published.
struct ShippedForm {
    instrument: Instrument,
    tables: Vec<Table>,
    workbook: (Sha256Hex, u64),
}

impl ShippedForm {
    fn store(&self, tx: &Tx<'_>, id: &EngagementId, now: Timestamp) -> Result<(), ServiceError> {
        let (workbook, bytes) = &self.workbook;
        store::blobs::insert(tx, id, workbook, *bytes, now)?;
        store::engagements::insert_form(tx, id, &self.instrument, workbook.as_str())?;
        let source = (self.tables.as_slice(), [].as_slice());
        Ok(store::forms::insert_source(
            tx,
            id,
            &self.instrument,
            source,
            None,
            now,
        )?)
    }
}

async fn shipped(service: &Service, name: &str) -> Result<ShippedForm, ServiceError> {
    let tables = forms::shipped_tables(name)?;
    let bytes = forms::shipped_bytes(name);
    let instrument = forms::compile(bytes).map_err(ServiceError::Invalid)?;
    let workbook = super::forms::keep_bytes(service, bytes.to_vec()).await?;
    Ok(ShippedForm {
        instrument,
        tables,
        workbook,
    })
}

/// Everybody who takes part.
pub async fn members(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<Members, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| {
            let id = reader(tx, &actor, &engagement)?.engagement.id;
            listed(tx, &id, actor.id)
        })
        .await
}

fn listed(tx: &Tx<'_>, id: &EngagementId, me: AccountId) -> Result<Members, ServiceError> {
    let members = store::engagements::members(tx, id)?;
    Ok(Members { members, me })
}

/// Makes an account a member or changes its role. Nobody changes their own (an engagement would
/// lose its last manager that way), and only a partner changes another partner's.
pub async fn set_member(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    wanted: SetMember,
) -> Result<Members, ServiceError> {
    let (actor, engagement, now) = (actor.clone(), engagement.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            let mine = manager(tx, &actor, &engagement)?;
            let id = mine.engagement.id;
            let account = known(tx, wanted.login.trim())?.id;
            if account == actor.id {
                return Err(ServiceError::Conflict(
                    Problem::new("OWN_ROLE").at_path("login"),
                ));
            }
            let before = store::engagements::role_of(tx, &id, &account)?;
            if before == Some(Role::Partner) && mine.role != Role::Partner {
                return Err(ServiceError::Forbidden(Problem::new("PARTNER_ONLY")));
            }
            store::engagements::set_member(tx, &id, &account, wanted.role)?;
            let details = serde_json::json!({ "account": account, "role": wanted.role });
            store::audit::insert(tx, now, Some(&actor.id), Some(&id), "set_member", &details)?;
            listed(tx, &id, actor.id)
        })
        .await
}

async fn authorise(service: &Service, actor: &Actor) -> Result<(), ServiceError> {
    let id = actor.id.clone();
    let manages = service
        .store
        .read(move |tx| Ok::<_, ServiceError>(store::engagements::manages_any(tx, &id)?))
        .await?;
    match manages {
        true => Ok(()),
        false => Err(ServiceError::Forbidden(Problem::new("MANAGER_ONLY"))),
    }
}

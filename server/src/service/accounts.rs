//! Signing in and out, and making accounts.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use domain::ids::{AccountId, Sha256Hex};
use domain::party::Role;
use domain::problem::Problem;
use domain::time::Timestamp;
use domain::wire::{SessionView, SignInRequest};

use super::{Actor, Service, ServiceError};
use crate::randomness;
use crate::store::{self, accounts::Account};

/// A session lasts a fortnight: an evaluator works offline for days and must still be able to send.
pub const SESSION_MILLISECONDS: i64 = 14 * 24 * 3600 * 1000;

/// The shortest password that is taken.
pub const PASSWORD_CHARACTERS: usize = 10;

/// The longest text that is hashed: argon2 must not be fed megabytes.
const PASSWORD_LIMIT: usize = 256;

/// Signs in; answers the session and the token for the cookie.
pub async fn sign_in(
    service: &Service,
    request: SignInRequest,
) -> Result<(SessionView, String), ServiceError> {
    let refused = || ServiceError::Forbidden(Problem::new("WRONG_LOGIN_OR_PASSWORD"));
    if request.password.len() > PASSWORD_LIMIT || request.login.len() > PASSWORD_LIMIT {
        return Err(refused());
    }
    let login = request.login.clone();
    let account: Option<Account> = service
        .store
        .read(move |tx| Ok::<_, ServiceError>(store::accounts::by_login(tx, &login)?))
        .await?;
    // An unknown name costs the same hashing as a wrong password, so time tells nothing.
    let stored = account.as_ref().map(|a| a.password_hash.clone());
    let matches = verify_password(request.password.clone(), stored).await?;
    let account = account
        .filter(|a| matches && !a.disabled)
        .ok_or_else(refused)?;
    let token = randomness::token()?;
    let token_hash = hash_of(&token);
    let now = service.now();
    let view = service
        .store
        .write(move |tx| {
            let expires = Timestamp(now.0 + SESSION_MILLISECONDS);
            store::accounts::insert_session(tx, &token_hash, &account.id, now, expires)?;
            if let Some(device) = &request.device_id {
                let label: String = request.device_label.chars().take(80).collect();
                store::accounts::enrol_device(tx, device, &account.id, &label, now)?;
            }
            let details = serde_json::json!({ "device": request.device_id });
            store::audit::insert(tx, now, Some(&account.id), None, "sign_in", &details)?;
            view_of(tx, &account)
        })
        .await?;
    Ok((view, token))
}

fn view_of(tx: &store::Tx<'_>, account: &Account) -> Result<SessionView, ServiceError> {
    let role = store::accounts::highest_role(tx, &account.id)?.unwrap_or(Role::Evaluator);
    Ok(SessionView {
        account_id: account.id.clone(),
        name: account.name.clone(),
        login: account.login.clone(),
        role,
    })
}

/// Who a cookie's token belongs to.
pub async fn actor(service: &Service, token: &str) -> Result<Actor, ServiceError> {
    let token_hash = hash_of(token);
    let now = service.now();
    let account = service
        .store
        .read(move |tx| Ok::<_, ServiceError>(store::accounts::by_session(tx, &token_hash, now)?))
        .await?;
    account
        .map(|a| Actor {
            id: a.id,
            name: a.name,
            login: a.login,
        })
        .ok_or(ServiceError::SignedOut)
}

/// The session as the app sees it.
pub async fn session(service: &Service, actor: &Actor) -> Result<SessionView, ServiceError> {
    let login = actor.login.clone();
    service
        .store
        .read(move |tx| {
            let account = store::accounts::by_login(tx, &login)?.ok_or(ServiceError::SignedOut)?;
            view_of(tx, &account)
        })
        .await
}

/// Ends the session.
pub async fn sign_out(service: &Service, token: &str) -> Result<(), ServiceError> {
    let token_hash = hash_of(token);
    service
        .store
        .write(move |tx| Ok(store::accounts::delete_session(tx, &token_hash)?))
        .await
}

/// Makes an account; the login must be free and the password long enough.
pub async fn create(
    service: &Service,
    login: &str,
    name: &str,
    password: &str,
) -> Result<AccountId, ServiceError> {
    let login = super::bounded_text("login", login, 60)?;
    let name = super::bounded_text("name", name, 60)?;
    if login.is_empty() || name.is_empty() {
        return Err(ServiceError::invalid(
            Problem::new("NAME_MISSING").at_path("login"),
        ));
    }
    let id = AccountId(service.identifier());
    let password_hash = hash_password(password.to_owned()).await?;
    let now = service.now();
    let account = Account {
        id: id.clone(),
        login,
        name,
        password_hash,
        disabled: false,
    };
    service
        .store
        .write(move |tx| {
            if !store::accounts::insert(tx, &account, now)? {
                return Err(ServiceError::Conflict(Problem::new("LOGIN_TAKEN")));
            }
            Ok(())
        })
        .await?;
    Ok(id)
}

/// Sets a new password; all sessions of the account end.
pub async fn set_password(
    service: &Service,
    login: &str,
    password: &str,
) -> Result<(), ServiceError> {
    let password_hash = hash_password(password.to_owned()).await?;
    let login = login.to_owned();
    service
        .store
        .write(move |tx| {
            let account = known(tx, &login)?;
            Ok(store::accounts::set_password(
                tx,
                &account.id,
                &password_hash,
            )?)
        })
        .await
}

/// Closes an account.
pub async fn disable(service: &Service, login: &str) -> Result<(), ServiceError> {
    let login = login.to_owned();
    service
        .store
        .write(move |tx| {
            let account = known(tx, &login)?;
            Ok(store::accounts::disable(tx, &account.id)?)
        })
        .await
}

/// The account with this sign-in name.
pub(super) fn known(tx: &store::Tx<'_>, login: &str) -> Result<Account, ServiceError> {
    store::accounts::by_login(tx, login)?
        .ok_or_else(|| ServiceError::NotFound(Problem::new("ACCOUNT_NOT_FOUND")))
}

fn hash_of(token: &str) -> String {
    Sha256Hex::of(token.as_bytes()).as_str().to_owned()
}

async fn hash_password(password: String) -> Result<String, ServiceError> {
    if password.chars().count() < PASSWORD_CHARACTERS || password.len() > PASSWORD_LIMIT {
        let problem = Problem::new("PASSWORD_TOO_SHORT").with("characters", PASSWORD_CHARACTERS);
        return Err(ServiceError::invalid(problem.at_path("password")));
    }
    tokio::task::spawn_blocking(move || {
        Argon2::default()
            .hash_password(password.as_bytes())
            .map(|hash| hash.to_string())
    })
    .await
    .map_err(|e| ServiceError::Internal(e.to_string()))?
    .map_err(|e| ServiceError::Internal(e.to_string()))
}

async fn verify_password(password: String, stored: Option<String>) -> Result<bool, ServiceError> {
    tokio::task::spawn_blocking(move || {
        let argon2 = Argon2::default();
        match stored.as_deref().map(PasswordHash::new) {
            Some(Ok(hash)) => argon2.verify_password(password.as_bytes(), &hash).is_ok(),
            _ => argon2.hash_password(password.as_bytes()).is_err(),
        }
    })
    .await
    .map_err(|e| ServiceError::Internal(e.to_string()))
}

//! `kanping user`: accounts. Passwords come on standard input or are made; never as arguments,
//! which other programs on the machine can read.

use std::io::Read as _;

use clap::Subcommand;
use domain::party::Role;

use super::{CommandError, print_json};
use crate::randomness;
use crate::service::{Service, accounts, engagements};

/// `user …`
#[derive(Subcommand)]
pub enum UserCommand {
    /// Make an account.
    Add {
        /// Sign-in name.
        login: String,
        /// Printed name.
        #[arg(long)]
        name: String,
        /// An engagement to join (id or short code).
        #[arg(long, requires = "role")]
        engagement: Option<String>,
        /// evaluator, manager or partner.
        #[arg(long, requires = "engagement")]
        role: Option<String>,
        /// Read the password from standard input instead of making one.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Set a new password; all sessions of the account end.
    Passwd {
        /// Sign-in name.
        login: String,
        /// Read the password from standard input instead of making one.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Close an account.
    Disable {
        /// Sign-in name.
        login: String,
    },
}

/// Carries it out.
pub async fn run(command: UserCommand, service: &Service) -> Result<u8, CommandError> {
    match command {
        UserCommand::Add {
            login,
            name,
            engagement,
            role,
            password_stdin,
        } => {
            let role = match role.as_deref().map(Role::parse) {
                Some(None) => {
                    eprintln!("kanping: a role is evaluator, manager or partner");
                    return Ok(2);
                }
                role => role.flatten(),
            };
            let password = password(password_stdin)?;
            let id = accounts::create(service, &login, &name, &password).await?;
            if let Some((engagement, role)) = engagement.zip(role) {
                engagements::join(service, &engagement, &id, role).await?;
            }
            print_made(&login, &password, password_stdin);
        }
        UserCommand::Passwd {
            login,
            password_stdin,
        } => {
            let password = password(password_stdin)?;
            accounts::set_password(service, &login, &password).await?;
            print_made(&login, &password, password_stdin);
        }
        UserCommand::Disable { login } => accounts::disable(service, &login).await?,
    }
    Ok(0)
}

fn password(from_standard_input: bool) -> Result<String, CommandError> {
    if !from_standard_input {
        return Ok(randomness::password()?);
    }
    let mut text = String::new();
    std::io::stdin().take(1_000).read_to_string(&mut text)?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

/// A password that was made is shown once; one that was given is not repeated.
fn print_made(login: &str, password: &str, was_given: bool) {
    if !was_given {
        print_json(&serde_json::json!({ "login": login, "password": password }));
    }
}

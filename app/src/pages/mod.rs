//! The screens. Pages read `state` and hand plain values to components. Not here: storage, network,
//! rules.

pub mod desk;
pub mod field;
mod preview_order;
mod shell;
mod sign_in;

pub use shell::{LanguageSwitch, NotFound, NotLoaded, ThemeSwitch, UpdateToast};
pub use sign_in::SignInPage;

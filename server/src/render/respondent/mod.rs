//! Pages for respondents' phones and the paper that brings them there: plain HTML, no script, one
//! inline style sheet. Not here: which page comes and what is on it (`service::respondents`).

mod qr;
mod views;

use std::sync::LazyLock;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use minijinja::value::Serde;
use minijinja::{Environment, context};
use sha2::{Digest as _, Sha256};

pub use qr::qr_svg;
pub use views::{
    CardView, CardsView, ChoiceView, Head, ItemView, MessageView, NoticeView, OpenEnd, PageView,
    PosterView, ReminderView, SendView, ThanksView, WithdrawView,
};

const SCREEN_STYLE: &str = include_str!("screen.css");
const PRINT_STYLE: &str = include_str!("print.css");

/// What a page is drawn from. Each view names its template.
pub trait View: serde::Serialize {
    /// The template's file name.
    const TEMPLATE: &'static str;
    /// On paper or on a phone.
    const ON_PAPER: bool = false;
}

/// The respondent's language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// 中文.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// As forms and `lang` attributes name it.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Chinese => "zh",
            Language::English => "en",
        }
    }

    /// Reads a tag such as `en-GB`; other languages are not spoken here.
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or("").trim();
        [Language::Chinese, Language::English]
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(primary))
    }
}

/// How a page looks. It travels in the address, so that no cookie is needed for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Look {
    /// The language.
    pub language: Language,
    /// The person chose it, against the browser's own.
    pub chosen: bool,
    /// Larger type.
    pub large: bool,
}

impl Look {
    /// The query with its question mark; empty for normal type in the browser's own language.
    pub fn query(self) -> String {
        let pairs = self.pairs();
        if pairs.is_empty() {
            String::new()
        } else {
            format!("?{pairs}")
        }
    }

    fn pairs(self) -> String {
        let language = format!("lang={}", self.language.tag());
        let size = "size=large".to_owned();
        let pairs = [(self.chosen, language), (self.large, size)];
        let said = pairs.into_iter().filter(|(said, _)| *said);
        said.map(|(_, pair)| pair).collect::<Vec<_>>().join("&")
    }

    /// The same in the other type size.
    pub fn other_size(self) -> Self {
        Self {
            large: !self.large,
            ..self
        }
    }

    /// The same in the other language.
    pub fn other_language(self) -> Self {
        let language = match self.language {
            Language::Chinese => Language::English,
            Language::English => Language::Chinese,
        };
        Self {
            language,
            chosen: true,
            ..self
        }
    }

    /// Complete, for a switch: `lang=zh` too, against the browser's own language.
    fn switch(self) -> String {
        let size = if self.large { "large" } else { "normal" };
        format!("lang={}&size={size}", self.language.tag())
    }
}

static TEMPLATES: LazyLock<Result<Environment<'static>, minijinja::Error>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    macro_rules! add {
        ($($name:literal),+ $(,)?) => {$(
            environment.add_template($name, include_str!(concat!("templates/", $name)))?;
        )+};
    }
    add![
        "phone.html",
        "question.html",
        "notice.html",
        "page.html",
        "send.html",
        "thanks.html",
        "withdraw.html",
        "message.html",
        "paper.html",
        "cards.html",
        "poster.html",
        "reminder.html",
    ];
    Ok(environment)
});

static TEXTS: LazyLock<[serde_json::Value; 2]> = LazyLock::new(|| {
    let read = |text| serde_json::from_str(text).unwrap_or_default();
    [
        read(include_str!("texts/zh-CN.json")),
        read(include_str!("texts/en.json")),
    ]
});

/// Draws a page. Errors are mistakes in our own templates.
pub fn draw<V: View>(view: &V, look: Look) -> Result<String, minijinja::Error> {
    let environment = match &*TEMPLATES {
        Ok(environment) => environment,
        Err(error) => {
            let detail = error.to_string();
            return Err(minijinja::Error::new(error.kind(), detail));
        }
    };
    let [chinese, english] = &*TEXTS;
    let texts = match look.language {
        Language::Chinese => chinese,
        Language::English => english,
    };
    let style = if V::ON_PAPER {
        PRINT_STYLE
    } else {
        SCREEN_STYLE
    };
    environment.get_template(V::TEMPLATE)?.render(context! {
        t => Serde(texts),
        v => Serde(view),
        look => Serde(look),
        query => look.query(),
        other_size => look.other_size().switch(),
        other_language => look.other_language().switch(),
        style => style,
    })
}

/// What these pages may do: show themselves with their own style sheet, and post to us.
pub fn policy(on_paper: bool) -> String {
    let style = if on_paper { PRINT_STYLE } else { SCREEN_STYLE };
    let hash = BASE64_STANDARD.encode(Sha256::digest(style.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; img-src data:; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'"
    )
}

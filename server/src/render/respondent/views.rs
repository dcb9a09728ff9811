//! What the templates are given. Not here: where it comes from.

use serde::Serialize;

use super::View;

/// Stands on top of every page of a questionnaire.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Head {
    /// The questionnaire's title.
    pub title: String,
    /// 委托方.
    pub commissioned_by: String,
    /// 评价机构.
    pub firm: String,
    /// `/q/CODE`.
    pub path: String,
}

/// The five items of PIPL art. 17, and the two buttons. Empty texts stand as the page's sentences.
#[derive(Debug, Serialize)]
pub struct NoticeView {
    /// Top.
    pub head: Head,
    /// Notes of the form that stand before its consent question.
    pub intro: Vec<String>,
    /// What is agreed to, in the form's words; empty: the page's sentence.
    pub consent: String,
    /// 处理者联系方式.
    pub contact: String,
    /// The engagement's title.
    pub engagement: String,
    /// 目的和方式.
    pub purpose: String,
    /// 信息种类.
    pub kinds: String,
    /// 保存期限.
    pub retention: String,
    /// 行使权利.
    pub rights: String,
    /// `22:00`, China time.
    pub close_clock: String,
    /// The person has begun before: where to go on.
    pub resume: Option<String>,
}

/// A choice to tick.
#[derive(Debug, Serialize)]
pub struct ChoiceView {
    /// Its stored name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// Whether it is taken.
    pub chosen: bool,
}

/// Something on a page: a heading, a row of a repeat, a note or a question.
#[derive(Debug, Default, Serialize)]
pub struct ItemView {
    /// `heading`, `row`, `adder`, or a `domain::respondent::Control`.
    pub kind: String,
    /// Its form path: the field's name.
    pub path: String,
    /// `q3`: where links lead.
    pub anchor: String,
    /// Its label.
    pub label: String,
    /// Its hint.
    pub hint: String,
    /// What was typed.
    pub value: String,
    /// For selects and scales.
    pub choices: Vec<ChoiceView>,
    /// For a rank: the choices of each place.
    pub ranks: Vec<Vec<ChoiceView>>,
    /// Which row of a repeat begins here, from 1.
    pub row: usize,
    /// Whether that row may be taken away.
    pub removable: bool,
    /// Asked for.
    pub required: bool,
    /// Shown, not asked.
    pub read_only: bool,
    /// 米, 分钟 …
    pub unit: String,
    /// What is wrong: a key of the texts.
    pub error: String,
    /// The form's own words for it.
    pub message: String,
}

/// A block of questions.
#[derive(Debug, Serialize)]
pub struct PageView {
    /// Top.
    pub head: Head,
    /// Its number in the address.
    pub number: usize,
    /// 第 3 页.
    pub place: usize,
    /// 共 6 页.
    pub count: usize,
    /// The block's title.
    pub title: String,
    /// What stands on it.
    pub items: Vec<ItemView>,
    /// Items that have to be mended.
    pub errors: usize,
    /// Whether there is a page before.
    pub has_previous: bool,
    /// Whether this is the last page.
    pub is_last: bool,
}

/// A question still open, with where it is.
#[derive(Debug, Serialize)]
pub struct OpenEnd {
    /// The question.
    pub label: String,
    /// Its page and anchor.
    pub link: String,
}

/// Before sending.
#[derive(Debug, Serialize)]
pub struct SendView {
    /// Top.
    pub head: Head,
    /// What is missing; empty when it may be sent.
    pub open: Vec<OpenEnd>,
    /// The last page.
    pub back: Option<String>,
    /// The answers so far end the interview.
    pub screened: bool,
    /// `2026-11-22 22:00`, China time.
    pub until: String,
}

/// After sending.
#[derive(Debug, Serialize)]
pub struct ThanksView {
    /// Top.
    pub head: Head,
    /// `ABCD-EFGH-JKLM`; empty after the day's close, or on another phone.
    pub receipt: String,
    /// Until when it may be withdrawn.
    pub until: String,
}

/// Taking a response back.
#[derive(Debug, Default, Serialize)]
pub struct WithdrawView {
    /// Only the language; no questionnaire is named.
    pub head: Head,
    /// What was typed.
    pub typed: String,
    /// A key of the texts: what came of it.
    pub outcome: String,
}

/// One thing to say.
#[derive(Debug, Default, Serialize)]
pub struct MessageView {
    /// Top, where it is known.
    pub head: Head,
    /// Key of the title and, with `_text`, of the sentence.
    pub key: String,
    /// When to try again: `10:32`.
    pub again_at: String,
    /// Where to go on; empty for nowhere.
    pub link: String,
}

/// One card of a sampled respondent.
#[derive(Debug, Serialize)]
pub struct CardView {
    /// 户号 or 名册序号.
    pub label: String,
    /// `ABCD-EFGH-JKLM`.
    pub code: String,
    /// The address as people type it.
    pub address: String,
    /// The address as a QR code.
    pub qr: String,
}

/// Cards to cut, six to an A4 sheet.
#[derive(Debug, Serialize)]
pub struct CardsView {
    /// Top of each card.
    pub head: Head,
    /// 项目.
    pub project: String,
    /// Six each.
    pub sheets: Vec<Vec<CardView>>,
}

/// Who has not answered, A4.
#[derive(Debug, Serialize)]
pub struct ReminderView {
    /// Top.
    pub head: Head,
    /// 项目.
    pub project: String,
    /// The day of printing.
    pub today: String,
    /// Codes given out.
    pub issued: u32,
    /// Of these, answered.
    pub answered: u32,
    /// 户号 or 名册序号, in the order of the roster.
    pub labels: Vec<String>,
}

/// A poster, one A4 sheet.
#[derive(Debug, Serialize)]
pub struct PosterView {
    /// Top.
    pub head: Head,
    /// 项目.
    pub project: String,
    /// The address as people type it.
    pub address: String,
    /// The address as a QR code.
    pub qr: String,
    /// From when.
    pub opens: String,
    /// Until when.
    pub closes: String,
    /// 处理者联系方式.
    pub contact: String,
}

macro_rules! templates {
    ($($view:ident => $file:literal),+ $(,)?) => {$(
        impl View for $view {
            const TEMPLATE: &'static str = $file;
        }
    )+};
}

templates! {
    NoticeView => "notice.html",
    PageView => "page.html",
    SendView => "send.html",
    ThanksView => "thanks.html",
    WithdrawView => "withdraw.html",
    MessageView => "message.html",
}

impl View for CardsView {
    const TEMPLATE: &'static str = "cards.html";
    const ON_PAPER: bool = true;
}

impl View for PosterView {
    const TEMPLATE: &'static str = "poster.html";
    const ON_PAPER: bool = true;
}

impl View for ReminderView {
    const TEMPLATE: &'static str = "reminder.html";
    const ON_PAPER: bool = true;
}

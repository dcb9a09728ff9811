//! The list of sites with search and filters; returned work stands on top.

use leptos::prelude::*;

use super::site_row::{SiteCard, SiteChip, SiteRow};
use crate::components::Chip;
use crate::i18n::*;

/// Which sites are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SiteFilter {
    /// 全部.
    #[default]
    All,
    /// 未完成.
    Unfinished,
    /// 退回.
    Returned,
}

impl SiteFilter {
    fn lets_through(self, card: &SiteCard) -> bool {
        let returned = card.chip.came_back();
        match self {
            SiteFilter::All => true,
            SiteFilter::Unfinished => {
                returned
                    || matches!(
                        card.chip,
                        SiteChip::Untouched | SiteChip::Working | SiteChip::Conflict
                    )
                    || card.questionnaires.0 < card.questionnaires.1
            }
            SiteFilter::Returned => returned,
        }
    }
}

fn matches_words(card: &SiteCard, search: &str) -> bool {
    let text = format!(
        "{} {} {} {}",
        card.code, card.name, card.unit, card.township
    )
    .to_lowercase();
    search
        .to_lowercase()
        .split_whitespace()
        .all(|word| text.contains(word))
}

/// The cards that are shown: returned ones first, the rest in the order of the sample.
fn chosen(cards: &[SiteCard], filter: SiteFilter, search: &str) -> Vec<SiteCard> {
    let mut shown: Vec<SiteCard> = cards
        .iter()
        .filter(|card| filter.lets_through(card) && matches_words(card, search))
        .cloned()
        .collect();
    shown.sort_by_key(|card| !card.chip.came_back());
    shown
}

/// Search, filters, rows.
#[component]
pub fn SiteList(
    #[prop(into)] cards: Signal<Vec<SiteCard>>,
    #[prop(into)] selected: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let search = RwSignal::new(String::new());
    let filter = RwSignal::new(SiteFilter::default());
    let shown = Memo::new(move |_| {
        cards.with(|cards| search.with(|search| chosen(cards, filter.get(), search)))
    });
    let row = move |card: SiteCard| {
        let code = card.code.clone();
        let selected =
            Signal::derive(move || selected.with(|chosen| chosen.as_ref() == Some(&code)));
        view! { <li><SiteRow card selected/></li> }
    };
    let chip = move |wanted: SiteFilter, test: &'static str, word: Signal<String>| {
        let is_on = Signal::derive(move || filter.get() == wanted);
        let on_toggle = Callback::new(move |()| filter.set(wanted));
        view! { <Chip selected=is_on on_toggle data_test=test>{move || word.get()}</Chip> }
    };
    view! {
        <div class="site-list">
            <h1 class="visually-hidden">{t!(i18n, field.sites_title)}</h1>
            <label class="visually-hidden" for="site-search">{t!(i18n, field.search_sites)}</label>
            <input
                class="input" type="search" id="site-search" data-test="site-search"
                placeholder=move || t_string!(i18n, field.search_sites)
                prop:value=move || search.get()
                on:input=move |event| search.set(event_target_value(&event))
            />
            <div class="chips" role="group" aria-label=move || t_string!(i18n, field.filters)>
                {chip(SiteFilter::All, "filter-all",
                    Signal::derive(move || t_string!(i18n, field.filter_all).to_owned()))}
                {chip(SiteFilter::Unfinished, "filter-unfinished",
                    Signal::derive(move || t_string!(i18n, field.filter_unfinished).to_owned()))}
                {chip(SiteFilter::Returned, "filter-returned",
                    Signal::derive(move || t_string!(i18n, field.filter_returned).to_owned()))}
            </div>
            <p class="site-count" role="status">
                {move || {
                    let count = shown.with(Vec::len);
                    t_string!(i18n, field.sites_shown, count = count).to_string()
                }}
            </p>
            <ul class="site-rows">{move || shown.get().into_iter().map(row).collect_view()}</ul>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(code: &str, chip: SiteChip) -> SiteCard {
        SiteCard {
            code: code.to_owned(),
            name: format!("项目{code}"),
            unit: "交通局".to_owned(),
            township: String::new(),
            distance_m: None,
            inspection: (0, 1),
            questionnaires: (10, 10),
            photos: (0, 6),
            chip,
            returned_because: None,
        }
    }

    #[test]
    fn returned_work_stands_on_top_and_filters_and_words_narrow_the_list() {
        let cards = [
            card("DL1", SiteChip::Accepted),
            card("DL2", SiteChip::Returned),
            card("DL3", SiteChip::Working),
        ];
        let codes = |filter, search| -> Vec<String> {
            chosen(&cards, filter, search)
                .into_iter()
                .map(|card| card.code)
                .collect()
        };
        assert_eq!(codes(SiteFilter::All, ""), ["DL2", "DL1", "DL3"]);
        assert_eq!(codes(SiteFilter::Unfinished, ""), ["DL2", "DL3"]);
        assert_eq!(codes(SiteFilter::Returned, ""), ["DL2"]);
        assert_eq!(codes(SiteFilter::All, "交通 dl3"), ["DL3"]);
    }
}

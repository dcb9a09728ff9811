//! What a block of the report rests on, for the list beside the page: each record and photo once.
//! Not here: what a fact is called (`domain::report::labels`), where it leads (`fact_url`).

use std::collections::BTreeSet;

use domain::ids::Sha256Hex;
use domain::report::{Block, Content, Photo, Span, labels};
use domain::scoring::{FactReference, SourceNames};
use domain::wire::BlockEvidence;

/// More than anybody looks through; the numbers themselves lead to all of them.
const MOST: usize = 40;

/// Photos first, then the facts in the order of the words; whether there are more.
pub(super) fn evidence(
    block: &Block,
    links: &dyn Fn(&FactReference) -> String,
    picture: &dyn Fn(&Sha256Hex) -> String,
    names: &SourceNames,
) -> (Vec<BlockEvidence>, bool) {
    let mut found: Vec<BlockEvidence> = Vec::new();
    let mut urls: BTreeSet<String> = BTreeSet::new();
    for photo in photos(block) {
        if found.len() == MOST {
            return (found, true);
        }
        let url = photo_fact(photo).map(links).unwrap_or_default();
        urls.insert(url.clone());
        found.push(BlockEvidence {
            label: format!("{} {}", photo.index, photo.alternative),
            url,
            picture: picture(&photo.sha256),
        });
    }
    for fact in block.spans().into_iter().flat_map(facts_of) {
        let url = links(fact);
        if urls.contains(&url) {
            continue;
        }
        if found.len() == MOST {
            return (found, true);
        }
        found.push(BlockEvidence {
            label: labels::fact_label(fact, names),
            url: url.clone(),
            picture: String::new(),
        });
        urls.insert(url);
    }
    (found, false)
}

fn facts_of(span: &Span) -> &[FactReference] {
    match span {
        Span::Figure { facts, .. } => facts,
        Span::Text(_) => &[],
    }
}

fn photos(block: &Block) -> Vec<&Photo> {
    match &block.content {
        Content::PhotoPlate(plate) => plate.photos.iter().collect(),
        Content::PhotoPairs(pairs) => {
            let both = pairs
                .pairs
                .iter()
                .flat_map(|(before, after)| [before, after]);
            both.collect()
        }
        _ => Vec::new(),
    }
}

fn photo_fact(photo: &Photo) -> Option<&FactReference> {
    photo.caption.iter().flatten().flat_map(facts_of).next()
}

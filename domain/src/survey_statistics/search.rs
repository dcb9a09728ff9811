//! Words of open answers for a full-text index that knows no Chinese words: overlapping pairs of
//! characters, so that 养护 is found in 无人养护. Not here: the index (the server's store).

/// A piece of a text, and whether it was searched for.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Segment {
    /// The piece.
    pub text: String,
    /// Whether it was searched for.
    pub is_hit: bool,
}

/// Words that one search may hold.
const TERMS_LIMIT: usize = 8;
/// Characters of one word of a search.
const TERM_CHARACTERS: usize = 40;

/// One form for characters that are written in several: full width and upper case.
fn folded(character: char) -> char {
    let narrow = match character {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
        }
        other => other,
    };
    let mut lower = narrow.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(only), None) => only,
        _ => narrow,
    }
}

/// Characters that are written without spaces between words.
fn is_ideograph(character: char) -> bool {
    matches!(character,
        '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}' | '\u{3007}' | '\u{3040}'..='\u{30FF}')
}

/// Runs of ideographs and runs of other letters and digits.
fn runs(text: &str) -> Vec<(bool, Vec<char>)> {
    let mut runs: Vec<(bool, Vec<char>)> = Vec::new();
    let mut open = false;
    for character in text.chars().map(folded) {
        if !character.is_alphanumeric() {
            open = false;
            continue;
        }
        let kind = is_ideograph(character);
        match runs.last_mut() {
            Some((last, run)) if open && *last == kind => run.push(character),
            _ => runs.push((kind, vec![character])),
        }
        open = true;
    }
    runs
}

/// A text as words for the index, separated by spaces: pairs of ideographs, the last one of a run
/// also alone (so that a single character is found as the beginning of a word), other words whole.
pub fn index_words(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for (is_ideographs, run) in runs(text) {
        if is_ideographs {
            words.extend(run.windows(2).map(|pair| pair.iter().collect()));
            words.extend(run.last().map(char::to_string));
        } else {
            words.push(run.into_iter().collect());
        }
    }
    words.join(" ")
}

/// What is searched for as phrases of index words, all of which must be found; empty for a search
/// without letters. A phrase's last word may be the beginning of a longer one when it is a single
/// character or no ideograph. In the syntax of SQLite's FTS5: `"路面 面破"`, `"路"*`.
pub fn search_phrases(search: &str) -> Vec<String> {
    let mut phrases = Vec::new();
    for term in terms(search) {
        for (is_ideographs, run) in runs(&term) {
            let phrase = match (is_ideographs, run.len()) {
                (true, 2..) => {
                    let pairs = run.windows(2).map(|pair| pair.iter().collect::<String>());
                    format!("\"{}\"", pairs.collect::<Vec<_>>().join(" "))
                }
                _ => format!("\"{}\"*", run.into_iter().collect::<String>()),
            };
            phrases.push(phrase);
        }
    }
    phrases
}

fn terms(search: &str) -> Vec<String> {
    let folded: String = search.chars().map(folded).collect();
    let words = folded.split_whitespace().take(TERMS_LIMIT);
    words
        .map(|word| word.chars().take(TERM_CHARACTERS).collect())
        .collect()
}

/// The text in pieces, with what was searched for marked; the pieces joined are the text.
pub fn highlight(text: &str, search: &str) -> Vec<Segment> {
    let characters: Vec<char> = text.chars().collect();
    let folded: Vec<char> = characters.iter().copied().map(folded).collect();
    let mut marked = vec![false; characters.len()];
    let wanted = terms(search);
    let runs = wanted.iter().flat_map(|term| runs(term));
    for (_, run) in runs {
        for (start, window) in folded.windows(run.len()).enumerate() {
            if window == run.as_slice() {
                marked
                    .iter_mut()
                    .skip(start)
                    .take(run.len())
                    .for_each(|mark| *mark = true);
            }
        }
    }
    let mut segments: Vec<Segment> = Vec::new();
    for (character, is_hit) in characters.into_iter().zip(marked) {
        match segments.last_mut() {
            Some(last) if last.is_hit == is_hit => last.text.push(character),
            _ => segments.push(Segment {
                text: character.to_string(),
                is_hit,
            }),
        }
    }
    segments
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn chinese_becomes_overlapping_pairs_and_other_words_stay_whole() {
        assert_eq!(
            index_words("S203线路面，又坏了！"),
            "s203 线路 路面 面 又坏 坏了 了"
        );
        assert_eq!(index_words("ＡＢＣ  路"), "abc 路");
        assert_eq!(index_words("……"), "");
    }

    #[test]
    fn a_search_becomes_phrases_that_mean_nothing_else_to_the_index() {
        assert_eq!(search_phrases("路面坏 S2"), ["\"路面 面坏\"", "\"s2\"*"]);
        assert_eq!(search_phrases("路"), ["\"路\"*"]);
        assert_eq!(search_phrases("\"* OR NEAR("), ["\"or\"*", "\"near\"*"]);
        assert_eq!(search_phrases(" -- "), Vec::<String>::new());
    }

    #[test]
    fn hits_are_marked_where_they_stand() {
        let segments = highlight("路灯不亮，路面坏", "路面");
        let hits: Vec<_> = segments
            .iter()
            .filter(|s| s.is_hit)
            .map(|s| &s.text)
            .collect();
        assert_eq!(hits, ["路面"]);
    }

    proptest! {
        #[test]
        fn pieces_joined_are_the_text(text in "\\PC{0,60}", search in "\\PC{0,12}") {
            let joined: String = highlight(&text, &search).into_iter().map(|s| s.text).collect();
            prop_assert_eq!(joined, text);
        }
    }
}

//! Just enough of Rust's lexical grammar to tell code, comments and strings apart.
//!
//! Not here: parsing. Every layer keeps the length and the line breaks of the file, so an offset in
//! one is an offset in all.

/// The same file, three times, each with some bytes replaced by a filler.
pub struct Layers {
    /// Code alone: comments and the inside of strings are blank, and so is `#[cfg(test)]` code.
    pub code: String,
    /// Code alone, tests included.
    pub code_with_tests: String,
    /// The inside of strings alone, `#[cfg(test)]` code left out.
    pub strings: String,
}

/// Not a space, so that the end of a string is no space behind its last word.
const BESIDE_A_STRING: char = '\u{1}';

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Code,
    Comment,
    Text,
}

pub fn split(text: &str) -> Layers {
    let kinds = kinds(text.as_bytes());
    let code_with_tests = keep(text, ' ', |at| kinds[at] == Kind::Code);
    let tests = test_ranges(&code_with_tests);
    let is_test = |at: usize| tests.iter().any(|range| range.contains(&at));
    Layers {
        code: keep(text, ' ', |at| kinds[at] == Kind::Code && !is_test(at)),
        strings: keep(text, BESIDE_A_STRING, |at| {
            kinds[at] == Kind::Text && !is_test(at)
        }),
        code_with_tests,
    }
}

/// The offset behind the brace that closes the one at `open`, in a layer of code.
pub fn closing_brace(code: &str, open: usize) -> usize {
    let mut depth = 0usize;
    for (at, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    code.len()
}

fn keep(text: &str, filler: char, wanted: impl Fn(usize) -> bool) -> String {
    text.char_indices()
        .flat_map(|(at, character)| {
            let shown = character == '\n' || wanted(at);
            let (one, blanks) = if shown {
                (Some(character), 0)
            } else {
                (None, character.len_utf8())
            };
            one.into_iter().chain(std::iter::repeat_n(filler, blanks))
        })
        .collect()
}

/// What each byte belongs to; quotes count as code.
fn kinds(bytes: &[u8]) -> Vec<Kind> {
    let mut kinds = vec![Kind::Code; bytes.len()];
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let (kind, length, quotes) = if rest.starts_with(b"//") {
            let length = rest
                .iter()
                .position(|byte| *byte == b'\n')
                .unwrap_or(rest.len());
            (Kind::Comment, length, (0, 0))
        } else if rest.starts_with(b"/*") {
            (Kind::Comment, block_comment(rest), (0, 0))
        } else if let Some(hashes) = raw_string_start(bytes, at) {
            let opening = hashes + 2;
            (Kind::Text, raw_string(rest, hashes), (opening, hashes + 1))
        } else if rest[0] == b'"' {
            (Kind::Text, quoted(rest, b'"'), (1, 1))
        } else if rest[0] == b'\'' && is_character(rest) {
            (Kind::Text, quoted(rest, b'\''), (1, 1))
        } else {
            at += 1;
            continue;
        };
        let end = (at + length).min(bytes.len());
        let (first, last) = (at + quotes.0, end.saturating_sub(quotes.1));
        if first < last {
            kinds[first..last].fill(kind);
        }
        at = end.max(at + 1);
    }
    kinds
}

fn block_comment(rest: &[u8]) -> usize {
    let (mut depth, mut at) = (0usize, 0);
    while at < rest.len() {
        if rest[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

/// The number of `#` when a raw string starts here.
fn raw_string_start(bytes: &[u8], at: usize) -> Option<usize> {
    let before = at.checked_sub(1).map(|before| bytes[before]);
    let inside_word = before.is_some_and(|byte| byte.is_ascii_alphanumeric() && byte != b'b');
    if bytes[at] != b'r' || inside_word {
        return None;
    }
    let hashes = bytes[at + 1..]
        .iter()
        .take_while(|byte| **byte == b'#')
        .count();
    (bytes.get(at + 1 + hashes) == Some(&b'"')).then_some(hashes)
}

fn raw_string(rest: &[u8], hashes: usize) -> usize {
    let mut end = vec![b'"'];
    end.resize(hashes + 1, b'#');
    let opening = hashes + 2;
    let inside = &rest[opening..];
    let found = inside.windows(end.len()).position(|window| window == end);
    found.map_or(rest.len(), |position| opening + position + end.len())
}

fn quoted(rest: &[u8], quote: u8) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            b'\\' => at += 2,
            byte if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// A character literal, not a lifetime: `'a'`, `'\n'` and `'勘'`, but not `'a`.
fn is_character(rest: &[u8]) -> bool {
    match rest.get(1) {
        Some(b'\\') => true,
        Some(first) => {
            let width = match first {
                0xF0.. => 4,
                0xE0.. => 3,
                0xC0.. => 2,
                _ => 1,
            };
            rest.get(1 + width) == Some(&b'\'')
        }
        None => false,
    }
}

/// The items behind `#[cfg(test)]`.
fn test_ranges(code: &str) -> Vec<std::ops::Range<usize>> {
    let mut ranges = Vec::new();
    let mut from = 0;
    while let Some(found) = code[from..].find("#[cfg(test)]") {
        let start = from + found;
        let stop = code[start..]
            .find(['{', ';'])
            .map_or(code.len(), |offset| start + offset);
        let end = match code.as_bytes().get(stop) {
            Some(b'{') => closing_brace(code, stop),
            _ => (stop + 1).min(code.len()),
        };
        ranges.push(start..end);
        from = end;
    }
    ranges
}

#[test]
fn code_comments_and_strings_are_told_apart() {
    let layers = split("let a = \"x // y\"; // \"not text\"\nlet b = r#\"q\"q\"#; let c: &'a str;");
    assert!(layers.strings.contains("x // y") && layers.strings.contains("q\"q"));
    assert!(!layers.strings.contains("not text"));
    assert!(layers.code.contains("&'a str") && !layers.code.contains("//"));
}

#[test]
fn test_code_is_left_out_and_nothing_behind_it() {
    let layers = split("fn a() {}\n#[cfg(test)]\nmod tests { fn b() { '{'; } }\nfn c() {}");
    assert!(layers.code.contains("fn a") && layers.code.contains("fn c"));
    assert!(!layers.code.contains("fn b") && layers.code_with_tests.contains("fn b"));
}

//! Bodies of HTML forms: `name=value` pairs in the order they were sent, names more than once.
//! Not here: what they mean.

use percent_encoding::percent_decode;

/// Pairs of one form; a page of a questionnaire has far fewer.
const FIELDS: usize = 2_000;

/// Reads `application/x-www-form-urlencoded`; bytes that are no UTF-8 become �.
pub fn fields(body: &[u8]) -> Vec<(String, String)> {
    body.split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
        .take(FIELDS)
        .map(|pair| {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let name = halves.next().unwrap_or_default();
            (decoded(name), decoded(halves.next().unwrap_or_default()))
        })
        .collect()
}

/// The first value of a name.
pub fn first<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let mut found = fields.iter().filter(|(known, _)| known == name);
    found.next().map(|(_, value)| value.as_str())
}

fn decoded(half: &[u8]) -> String {
    let spaced: Vec<u8> = half
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    percent_decode(&spaced).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_browsers_send_it() {
        let read = fields("a=1&b=%E6%A1%A5+x&a=2&c&&=3".as_bytes());
        let pairs: Vec<(&str, &str)> = read.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(
            pairs,
            [("a", "1"), ("b", "桥 x"), ("a", "2"), ("c", ""), ("", "3")]
        );
        assert_eq!(first(&read, "a"), Some("1"));
        assert_eq!(fields(&b"a=1&".repeat(10_000)).len(), FIELDS);
    }
}

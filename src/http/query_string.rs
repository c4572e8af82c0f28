//! Takes a query string apart, and decodes a path. `params` and `export` call it.

/// A query string that is not UTF-8 once decoded.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotUtf8;

/// The pairs of an `application/x-www-form-urlencoded` string (WHATWG URL, 5.1), except that
/// bytes that are not UTF-8 are an error: replacing them would change what was asked.
pub(super) fn pairs(query: &str) -> impl Iterator<Item = Result<(String, String), NotUtf8>> + use<'_> {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        Ok((decode(name)?, decode(value)?))
    })
}

/// A path with its percent-encoded bytes decoded (RFC 3986, 2.1). A plus stands for itself there.
pub(super) fn decode_path(path: &str) -> Result<String, NotUtf8> {
    decode(&path.replace('+', "%2B"))
}

fn decode(text: &str) -> Result<String, NotUtf8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        match (first, escaped(after)) {
            (b'+', _) => bytes.push(b' '),
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => bytes.push(first),
        }
    }
    String::from_utf8(bytes).map_err(|_| NotUtf8)
}

fn escaped(after: &[u8]) -> Option<u8> {
    let digit = |index: usize| char::from(*after.get(index)?).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(query: &str) -> Result<Vec<(String, String)>, NotUtf8> {
        pairs(query).collect()
    }

    #[test]
    fn pairs_are_decoded_as_forms_are() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            read("query=%7B+a%20%7d&&variables=&x&%E4%B8%AD=100%&y=%zz"),
            Ok(vec![
                pair("query", "{ a }"),
                pair("variables", ""),
                pair("x", ""),
                pair("中", "100%"),
                pair("y", "%zz"),
            ])
        );
        assert_eq!(read(""), Ok(vec![]));
    }

    #[test]
    fn bytes_that_are_not_utf8_are_an_error() {
        assert_eq!(read("query=%FF"), Err(NotUtf8));
    }

    proptest! {
        #[test]
        fn what_a_browser_encodes_is_read_as_it_was(fields in proptest::collection::vec(any::<(String, String)>(), 0..6)) {
            let encoded = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
            prop_assert_eq!(read(&encoded), Ok(fields.into_iter().collect()));
        }

        #[test]
        fn any_query_string_is_read_or_refused(query in "[%=&+a-fA-F0-9é]{0,40}") {
            if let Ok(fields) = read(&query) {
                prop_assert!(fields.iter().all(|(name, value)| name.len() + value.len() <= query.len()));
            }
        }
    }
}

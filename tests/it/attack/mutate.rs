//! Documents of clients, spoilt.

use crate::model::Random;

/// The examples that GraphiQL opens with.
const EXAMPLES: &str = include_str!("../../../graphiql/src/examples.js");

/// What else clients ask.
const MORE: [&str; 5] = [
    "query Q($first: Int = 5, $by: DepartmentBy!) { staff(first: $first) { edges { cursor node { ...S } } } department(by: $by) { name(locale: \"de\") { value lang } } } fragment S on StaffMember { id displayName { value } ... @include(if: true) { email } }",
    "{ __schema { types { name kind fields { name args { name defaultValue } type { kind ofType { name } } } } } }",
    "{ nodes(ids: [\"01890a5d-ac96-774b-bcce-b302099a8057\"]) { __typename ... on Page { path body { html outline { level text } } } } }",
    "{ staff(filter: {and: [{name: {contains: \"a\"}}, {not: {emails: [\"a@b.c\"]}}]}, orderBy: {field: NAME, direction: DESC}, last: 3) { totalCount pageInfo { endCursor } } }",
    "mutation { departmentUpdate(input: {id: \"x\", expectedVersion: 1, set: {slug: \"\"\"block \\\"\"\" text\"\"\"}}) { problems { message } } }",
];

/// What stands at no place, or at a wrong one.
const NOISE: [&str; 24] = [
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "...",
    "@skip(if: true)",
    "@",
    "$",
    "$v",
    ":",
    "!",
    "=",
    "|",
    "&",
    "\"",
    "\"\"\"",
    "#",
    "-1e999",
    "99999999999999999999",
    "null",
    "\u{0}",
    "💥",
];

/// The documents that there are to spoil.
pub fn documents() -> Vec<String> {
    let examples =
        EXAMPLES.split("query: `").skip(1).filter_map(|rest| Some(rest.split_once('`')?.0.to_owned()));
    examples.chain(MORE.map(str::to_owned)).collect()
}

/// Cuts a document into words, marks and what is between them.
fn tokens(document: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let kind = |letter: char| match letter {
        letter if letter.is_alphanumeric() || letter == '_' => 0,
        letter if letter.is_whitespace() => 1,
        _ => 2,
    };
    let mut last = 2;
    for letter in document.chars() {
        match tokens.last_mut() {
            Some(token) if kind(letter) == last && last != 2 => token.push(letter),
            _ => tokens.push(letter.into()),
        }
        last = kind(letter);
    }
    tokens
}

fn is_name(token: &str) -> bool {
    token.chars().all(|letter| letter.is_alphanumeric() || letter == '_')
}

/// A document with some faults.
pub fn spoil(document: &str, others: &[String], random: &mut Random) -> String {
    let mut tokens = tokens(document);
    for _ in 0..1 + random.below(3) {
        if tokens.is_empty() {
            break;
        }
        let (at, to) = (random.below(tokens.len()), random.below(tokens.len()));
        if random.percent(60) {
            // A name for a name: most of these can still be read.
            let names: Vec<usize> = (0..tokens.len()).filter(|&at| is_name(&tokens[at])).collect();
            if let (Some(at), Some(to)) = (random.pick(&names), random.pick(&names)) {
                tokens[at] = tokens[to].clone();
            }
            continue;
        }
        match random.below(9) {
            0 => drop(tokens.remove(at)),
            1 => tokens.insert(at, tokens[to].clone()),
            2 => tokens.swap(at, to),
            3 => drop(tokens.drain(at.min(to)..at.max(to))),
            4 => {
                let part = tokens[at.min(to)..at.max(to)].to_vec();
                let times = 1 + random.below(8);
                (0..times).for_each(|_| drop(tokens.splice(at..at, part.clone())));
            }
            5 => tokens.insert(at, NOISE[random.below(NOISE.len())].to_owned()),
            6 => tokens[at] = tokens[to].clone(),
            7 => {
                let other = self::tokens(&others[random.below(others.len())]);
                let from = random.below(other.len());
                tokens.splice(at..at, other[from..(from + 30).min(other.len())].to_vec());
            }
            _ => tokens[at] = random.next().to_string(),
        }
    }
    tokens.concat()
}

/// Letters at random, mostly those that mean something.
pub fn letters(random: &mut Random) -> String {
    let few = b"{}()[]:!$@\"\\.#=|&,_ \n\ta1-+eEd\0";
    let length = random.below(300);
    let letter = |random: &mut Random| match random.below(10) {
        0 => {
            char::from_u32(u32::try_from(random.next() % 0x11_0000).unwrap_or_default()).unwrap_or('\u{fffd}')
        }
        _ => char::from(few[random.below(few.len())]),
    };
    (0..length).map(|_| letter(random)).collect()
}

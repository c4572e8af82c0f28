//! Reads the names that stand in a source file. Called by `rooms` alone.

use std::collections::{HashMap, HashSet};

/// A path that stands in the code, from `crate` or from the name of a crate.
pub struct Named {
    pub line: usize,
    pub path: Vec<String>,
}

/// A name or a sign that stands in the code.
pub struct Token {
    pub line: usize,
    pub text: String,
}

impl Token {
    fn is_name(&self) -> bool {
        self.text.starts_with(|c: char| c.is_alphabetic() || c == '_')
    }
}

/// All paths of a file, resolved as far as `use` says.
pub fn names(path: &str, text: &str) -> Vec<Named> {
    let tokens = tokens(text);
    let is = |at: usize, sign: &str| tokens.get(at).is_some_and(|token| token.text == sign);
    // Inline modules that are open, with the depth of braces at which each closes.
    let (mut open, mut depth): (Vec<(usize, String)>, usize) = (Vec::new(), 0);
    let mut modules = HashSet::new();
    let mut used = Vec::new();
    let mut inline = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let here = || {
            let mut here = module_of(path);
            here.extend(open.iter().map(|(_, name)| name.clone()));
            here
        };
        match tokens[at].text.as_str() {
            "{" => depth += 1,
            "}" => {
                depth = depth.saturating_sub(1);
                open.retain(|(closes, _)| *closes < depth + 1);
            }
            "mod" if tokens.get(at + 1).is_some_and(Token::is_name) => {
                modules.insert(tokens[at + 1].text.clone());
                if is(at + 2, "{") {
                    depth += 1;
                    open.push((depth, tokens[at + 1].text.clone()));
                }
                at += 2;
            }
            "use" => {
                at = read_tree(&tokens, at + 1, &here(), &mut used);
                continue;
            }
            _ if tokens[at].is_name() && !(at > 0 && is(at - 1, ".")) => {
                let line = tokens[at].line;
                let mut segments = vec![tokens[at].text.clone()];
                while is(at + 1, "::") && tokens.get(at + 2).is_some_and(Token::is_name) {
                    segments.push(tokens[at + 2].text.clone());
                    at += 2;
                }
                if segments.len() > 1 {
                    inline.push(Named { line, path: resolve(segments, &here()) });
                }
            }
            _ => {}
        }
        at += 1;
    }
    let aliases: HashMap<String, Vec<String>> =
        used.iter().map(|(alias, named): &(String, Named)| (alias.clone(), named.path.clone())).collect();
    for named in &mut inline {
        if let Some(whole) = aliases.get(&named.path[0]) {
            named.path.splice(..1, whole.iter().cloned());
        }
    }
    let used = used.into_iter().map(|(_, named)| named);
    used.chain(inline).filter(|named| !modules.contains(&named.path[0])).collect()
}

/// Reads one `use` from behind the word to its end; returns where it ends.
fn read_tree(tokens: &[Token], mut at: usize, here: &[String], used: &mut Vec<(String, Named)>) -> usize {
    // What stands before each open brace, and the path that is being read.
    let (mut outer, mut path): (Vec<Vec<String>>, Vec<String>) = (Vec::new(), Vec::new());
    let mut line = 0;
    let mut alias = None;
    while let Some(token) = tokens.get(at) {
        match token.text.as_str() {
            "::" => {}
            "{" => outer.push(path.clone()),
            "as" => {
                alias = tokens.get(at + 1).map(|token| token.text.clone());
                at += 1;
            }
            "," | "}" | ";" => {
                if line > 0 {
                    let mut whole = path.clone();
                    if whole.last().is_some_and(|last| last == "self") && whole.len() > 1 {
                        whole.pop();
                    }
                    let name = alias.take().unwrap_or_else(|| whole.last().cloned().unwrap_or_default());
                    used.push((name, Named { line, path: resolve(whole, here) }));
                    line = 0;
                }
                if token.text == ";" {
                    break;
                }
                path = outer.last().cloned().unwrap_or_default();
                if token.text == "}" {
                    outer.pop();
                }
            }
            // Only a path that ends here counts: a brace takes what stands before it along.
            text => {
                path.push(text.to_owned());
                line = token.line;
            }
        }
        if token.text == "{" {
            line = 0;
        }
        at += 1;
    }
    at + 1
}

/// A path from the crate's root, where it begins with `crate`, `self`, `super` or the crate's own name.
fn resolve(path: Vec<String>, here: &[String]) -> Vec<String> {
    let mut from = here.to_vec();
    let mut rest = path.as_slice();
    match rest[0].as_str() {
        "crate" | "wegweiser" => from.clear(),
        "self" => {}
        "super" => {
            while rest.first().is_some_and(|segment| segment == "super") {
                from.pop();
                rest = &rest[1..];
            }
            return std::iter::once("crate".to_owned()).chain(from).chain(rest.iter().cloned()).collect();
        }
        _ => return path,
    }
    std::iter::once("crate".to_owned()).chain(from).chain(rest[1..].iter().cloned()).collect()
}

/// The module that a file is: `graphql`, `types`, `page` for `src/graphql/types/page.rs`.
fn module_of(path: &str) -> Vec<String> {
    let below = path.strip_prefix("src/").unwrap_or(path).trim_end_matches(".rs");
    let segments = below.split('/').filter(|segment| !["mod", "lib", "main"].contains(segment));
    segments.map(str::to_owned).collect()
}

/// The names and signs of a text, without comments, strings and characters. `::` is one sign.
pub fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let next = |at: usize| chars.get(at).copied().unwrap_or('\0');
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let mut tokens = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < chars.len() {
        let begin = at;
        match chars[at] {
            '/' if next(at + 1) == '/' => at = until(&chars, at, "\n"),
            '/' if next(at + 1) == '*' => {
                let mut depth = 0;
                loop {
                    match (next(at), next(at + 1)) {
                        ('/', '*') => (depth, at) = (depth + 1, at + 2),
                        ('*', '/') => (depth, at) = (depth - 1, at + 2),
                        _ => at += 1,
                    }
                    if depth == 0 || at >= chars.len() {
                        break;
                    }
                }
            }
            '"' => at = string_end(&chars, at + 1),
            // A character or, without its closing quote, a lifetime.
            '\'' if next(at + 1) == '\\' => at = until(&chars, at + 3, "'") + 1,
            '\'' if next(at + 2) == '\'' => at += 3,
            '\'' => {
                at += 1;
                while is_part(next(at)) {
                    at += 1;
                }
            }
            c if is_part(c) => {
                while is_part(next(at)) {
                    at += 1;
                }
                let word: String = chars[begin..at].iter().collect();
                let hashes = chars[at..].iter().take_while(|&&c| c == '#').count();
                if ["r", "br", "cr"].contains(&word.as_str()) && next(at + hashes) == '"' {
                    let end = format!("\"{}", "#".repeat(hashes));
                    at = until(&chars, at + hashes + 1, &end) + end.len();
                } else if !c.is_ascii_digit() {
                    tokens.push(Token { line, text: word });
                }
            }
            ':' if next(at + 1) == ':' => {
                tokens.push(Token { line, text: "::".to_owned() });
                at += 2;
            }
            c => {
                if !c.is_whitespace() {
                    tokens.push(Token { line, text: c.to_string() });
                }
                at += 1;
            }
        }
        line += chars[begin..at.min(chars.len())].iter().filter(|&&c| c == '\n').count();
    }
    tokens
}

/// Where `end` begins, or the end of the text.
fn until(chars: &[char], from: usize, end: &str) -> usize {
    let end: Vec<char> = end.chars().collect();
    (from..chars.len()).find(|&at| chars[at..].starts_with(&end)).unwrap_or(chars.len())
}

/// Behind the closing quote of a string.
fn string_end(chars: &[char], mut at: usize) -> usize {
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

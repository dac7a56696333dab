//! A published script with long names of variables → the same with short ones, as every byte is a reader's.
//!
//! A variable is renamed wherever it stands, to a name that stands nowhere else in the script. So scopes need no reading:
//! it is enough to know variables from properties. Exports, and names in templates, stay as they are.

use std::collections::{BTreeMap, BTreeSet};

use super::script::{begins_expression, literal_length};

/// The script with shorter names.
pub(crate) fn shorten(script: &str) -> String {
    let mut tokens = tokens(script);
    let names = names(&mut tokens);
    let mut short = String::with_capacity(script.len());
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1).map_or("", |token| token.text);
        match (token.role, names.get(token.text)) {
            (Role::Variable, Some(name)) => short.push_str(name),
            (Role::Both, Some(name)) => short.push_str(&format!("{}:{name}", token.text)),
            _ if token.text == "const" => short.push_str("let"),
            // A line goes on where nothing can end.
            _ if token.text == "\n" && (short.ends_with([';', '{', ',', '(']) || next == "}") => {}
            // A division needs no room.
            _ if token.text == " " && (next == "/" || short.ends_with('/')) => {}
            _ => short.push_str(token.text),
        }
    }
    short
}

struct Token<'a> {
    text: &'a str,
    role: Role,
}

/// What a word is where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// No name, or one that others see.
    Fixed,
    Variable,
    /// A property and the variable of that name: `{text}`.
    Both,
}

/// Words, literals and single characters; together they are the script.
fn tokens(script: &str) -> Vec<Token<'_>> {
    let (mut tokens, mut at) = (Vec::new(), 0);
    while let Some(next) = script[at..].chars().next() {
        let rest = &script[at..];
        let (length, is_name) = match next {
            '"' | '\'' | '`' => (literal_length(rest, next), false),
            '/' if begins_expression(&script[..at]) => (literal_length(rest, '/'), false),
            _ if is_letter(next) => (rest.find(|own: char| !is_letter(own)).unwrap_or(rest.len()), !next.is_ascii_digit()),
            _ if rest.starts_with("...") => (3, false),
            _ if ["=>", "==", "?."].iter().any(|sign| rest.starts_with(sign)) => (2, false),
            _ => (next.len_utf8(), false),
        };
        tokens.push(Token { text: &rest[..length], role: if is_name { Role::Variable } else { Role::Fixed } });
        at += length;
    }
    tokens
}

fn is_letter(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '$')
}

/// What a brace stands around.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Statements,
    Class,
    Properties,
    Other,
}

/// Long name → short name, for the variables that may be renamed. Finds the role of every name.
fn names(tokens: &mut [Token]) -> BTreeMap<String, String> {
    let places: Vec<usize> = (0..tokens.len()).filter(|&at| !tokens[at].text.trim().is_empty()).collect();
    let marks: Vec<&str> = places.iter().map(|&at| tokens[at].text).collect();
    let (mut declared, mut kept, mut count) = (BTreeSet::new(), BTreeSet::new(), BTreeMap::<&str, usize>::new());
    let mut around = Vec::new();
    for (at, &place) in places.iter().enumerate() {
        let text = |back: usize| at.checked_sub(back).map_or("", |index| marks[index]);
        let (before, own, after) = (text(1), marks[at], marks.get(at + 1).copied().unwrap_or(""));
        match own {
            "{" => around.push(brace(before, text(2), text(3))),
            "(" | "[" => around.push(Inside::Other),
            "}" | ")" | "]" => drop(around.pop()),
            _ if own.starts_with('`') => kept.extend(own.split(|letter: char| !is_letter(letter))),
            _ => {}
        }
        if tokens[place].role == Role::Fixed {
            continue;
        }
        *count.entry(own).or_default() += 1;
        let inside = around.last().copied().unwrap_or(Inside::Statements);
        tokens[place].role = role(before, after, inside);
        let leads = before_brace(&marks, at);
        if [before, text(2), text(3)].contains(&"export") || leads == "import" {
            kept.insert(own);
        }
        let statement = matches!(before, "const" | "let" | "function" | "class") || matches!(leads, "const" | "let");
        if statement || after == "=>" || before == "," && after == "=" || is_parameter(&marks, at) {
            declared.insert(own);
        }
    }
    let mut long: Vec<&str> =
        declared.into_iter().filter(|name| name.len() > 2 && !kept.contains(name) && !GLOBAL.contains(name)).collect();
    long.sort_by_key(|name| (std::cmp::Reverse(count[name]), *name));
    let short = short_names().filter(|name| !count.contains_key(name.as_str()) && !GLOBAL.contains(&name.as_str()));
    long.into_iter().map(str::to_owned).zip(short).collect()
}

/// The word before the brace that a name stands in, if nothing but names stands between: `import`, `const`.
fn before_brace<'a>(marks: &[&'a str], at: usize) -> &'a str {
    let open = marks[..at].iter().rposition(|mark| matches!(*mark, "{" | "}" | ";" | "(" | "["));
    open.filter(|&open| marks[open] == "{").and_then(|open| open.checked_sub(1)).map_or("", |before| marks[before])
}

fn brace(before: &str, second: &str, third: &str) -> Inside {
    match before {
        _ if second == "class" || third == "extends" => Inside::Class,
        "" | ")" | "=>" | ";" | "{" | "}" | "else" | "try" | "finally" | "do" => Inside::Statements,
        _ => Inside::Properties,
    }
}

/// What a name is between its neighbours.
fn role(before: &str, after: &str, inside: Inside) -> Role {
    let first = matches!(before, "{" | "," | "}" | ";" | "async" | "get" | "set");
    match inside {
        _ if before == "." || before == "?." => Role::Fixed,
        Inside::Class if first => Role::Fixed,
        Inside::Properties if first && matches!(after, ":" | "(") => Role::Fixed,
        Inside::Properties if first && matches!(after, "," | "}" | "=") => Role::Both,
        _ => Role::Variable,
    }
}

/// Whether a name stands in the parentheses of a function, or in the brackets that a declaration takes apart.
fn is_parameter(marks: &[&str], at: usize) -> bool {
    let own = at.checked_sub(1).is_some_and(|before| matches!(marks[before], "(" | "," | "[" | "{" | "..." | ":"));
    let mut depth = 0_usize;
    let end = own.then(|| {
        marks[at..].iter().position(|mark| match *mark {
            "(" | "[" | "{" => {
                depth += 1;
                false
            }
            ")" | "]" | "}" if depth > 0 => {
                depth -= 1;
                false
            }
            ")" => true,
            _ => false,
        })
    });
    let Some(Some(end)) = end else { return false };
    let open = opening(marks, at + end);
    let named = |index: usize| marks.get(index).map_or("", |mark| *mark);
    let leads = open.checked_sub(1).map_or("", named);
    match named(at + end + 1) {
        "=>" => true,
        "{" => !matches!(leads, "if" | "for" | "while" | "switch"),
        _ => false,
    }
}

/// Where the parenthesis begins that ends here.
fn opening(marks: &[&str], end: usize) -> usize {
    let mut depth = 0_usize;
    for index in (0..end).rev() {
        match marks[index] {
            ")" => depth += 1,
            "(" if depth == 0 => return index,
            "(" => depth -= 1,
            _ => {}
        }
    }
    0
}

/// `a`, `b` … `Z`, `aa`, `ab` …
fn short_names() -> impl Iterator<Item = String> {
    let letters = || ('a'..='z').chain('A'..='Z');
    letters().map(String::from).chain(letters().flat_map(move |first| letters().map(move |second| format!("{first}{second}"))))
}

/// Words of the language, and what browsers call by one name wherever it stands.
const GLOBAL: &[&str] = &[
    "as",
    "do",
    "if",
    "in",
    "is",
    "of",
    "async",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "default",
    "delete",
    "else",
    "export",
    "extends",
    "finally",
    "for",
    "from",
    "function",
    "import",
    "instanceof",
    "let",
    "new",
    "null",
    "return",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "false",
    "try",
    "typeof",
    "undefined",
    "void",
    "while",
    "yield",
    "document",
    "window",
    "location",
    "history",
    "fetch",
    "name",
    "event",
    "status",
    "open",
    "close",
    "self",
    "top",
    "parent",
    "length",
    "origin",
    "scroll",
    "print",
    "stop",
    "find",
    "focus",
    "arguments",
    "constructor",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(script: &str, expected: &str) {
        assert_eq!(shorten(script), expected);
    }

    #[test]
    fn variables_get_short_names() {
        check("const long=1;\nfunction other(first,second){return first+second+long;}\n", "let b=1;function d(a,c){return a+c+b;}\n");
        check("let one=[],more=(item)=>item.one;\n", "let b=[],c=(a)=>a.one;");
        check("function run({root,fetch=own}){return{root};}\n", "function b({root:a,fetch=own}){return{root:a};}\n");
        check("const kept=(found)=>found?.kept;\n", "let b=(a)=>a?.kept;");
    }

    #[test]
    fn what_others_see_keeps_its_name() {
        check("export const shown=1;const kept={shown,other:2};\n", "export let shown=1;let a={shown,other:2};");
        check("class Own{\ntake(count){return this.take(count);}\n}\n", "class b{take(a){return this.take(a);}}\n");
        check("import{alpha}from\"./x.js\";const text=`${word}`,word=alpha;\n", "import{alpha}from\"./x.js\";let a=`${word}`,word=alpha;");
    }
}

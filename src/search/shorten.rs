//! A published script with long names of variables → the same with short ones, as every byte is a reader's:
//! what others call mangling.
//!
//! A variable gets the shortest name that no other variable has in its scope. Exports, and names in templates, stay as
//! they are.

use std::collections::{BTreeMap, BTreeSet};

use super::scope::{Variable, variables};
use super::script::{begins_expression, literal_length};

/// The script with shorter names.
pub(crate) fn shorten(script: &str) -> String {
    let mut tokens = tokens(script);
    let names = names(&mut tokens);
    let goes_on = declarations_that_go_on(&tokens);
    let mut short = String::with_capacity(script.len());
    for (at, token) in tokens.iter().enumerate() {
        let near = |index: Option<usize>| index.and_then(|index| tokens.get(index)).map_or("", |token| token.text);
        let next = near(Some(at + 1));
        let (alone, after) = (|open| is_alone(&tokens, open), at.checked_sub(2));
        let is_last = next == "}" || next == "\n" && near(Some(at + 2)) == "}";
        match (token.role, names.get(&at)) {
            (Role::Variable, Some(name)) => short.push_str(name),
            (Role::Both, Some(name)) => short.push_str(&format!("{}:{name}", token.text)),
            // One declaration goes on with the next.
            _ if goes_on.contains(&at) => {
                short.pop();
                short.push(',');
            }
            _ if token.text == " " && at.checked_sub(1).is_some_and(|before| goes_on.contains(&before)) => {}
            _ if token.text == "const" => short.push_str("let"),
            // A line goes on where nothing can end.
            _ if token.text == "\n" && (short.ends_with([';', '{', '}', ',', '(']) || next == "}") => {}
            // A division needs no room.
            _ if token.text == " " && (next == "/" || short.ends_with('/')) => {}
            // One parameter needs no parentheses, the last of a list or block no end.
            _ if token.text == "(" && alone(at) || token.text == ")" && after.is_some_and(alone) => {}
            _ if token.text == "," && is_last || token.text == ";" && is_last && !is_header(&tokens[..at]) => {}
            _ => short.push_str(token.text),
        }
    }
    short
}

/// Places of `let` and `const` right behind another declaration in the same block.
fn declarations_that_go_on(tokens: &[Token]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    // For each block around, whether its last statement is a declaration; and what stands before.
    let (mut blocks, mut before) = (vec![false], ";");
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| !token.text.trim().is_empty()) {
        let declares = matches!(token.text, "let" | "const");
        let begins = matches!(before, ";" | "{") || before == "}" && token.text.starts_with(is_letter);
        if declares && before == ";" && blocks.last() == Some(&true) {
            found.insert(at);
        }
        if let Some(last) = blocks.last_mut().filter(|_| begins) {
            *last = declares;
        }
        match token.text {
            "{" | "(" | "[" => blocks.push(false),
            "}" | ")" | "]" if blocks.len() > 1 => drop(blocks.pop()),
            _ => {}
        }
        before = token.text;
    }
    found
}

/// Whether this ends with the parentheses of a loop, whose statement a `;` would be.
fn is_header(tokens: &[Token]) -> bool {
    let mut depth = 0;
    let open = tokens.iter().rposition(|token| {
        depth += i32::from(token.text == ")") - i32::from(token.text == "(");
        depth <= 0
    });
    tokens.last().is_some_and(|last| last.text == ")")
        && open.is_some_and(|open| tokens[..open].last().is_some_and(|before| matches!(before.text, "for" | "while")))
}

/// Whether an arrow's only parameter stands in these parentheses.
fn is_alone(tokens: &[Token], open: usize) -> bool {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text);
    let is_call = open.checked_sub(1).is_some_and(|before| text(before).ends_with(is_letter));
    !is_call && text(open) == "(" && text(open + 1).starts_with(is_letter) && text(open + 2) == ")" && text(open + 3) == "=>"
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

/// Place of a token → short name, for the variables that may be renamed. Finds the role of every name.
fn names(tokens: &mut [Token]) -> BTreeMap<usize, String> {
    let places: Vec<usize> = (0..tokens.len()).filter(|&at| !tokens[at].text.trim().is_empty()).collect();
    let marks: Vec<&str> = places.iter().map(|&at| tokens[at].text).collect();
    let (mut kept, mut blocks) = (BTreeSet::new(), BTreeSet::new());
    let mut around = Vec::new();
    for (at, &place) in places.iter().enumerate() {
        let text = |back: usize| at.checked_sub(back).map_or("", |index| marks[index]);
        let (before, own, after) = (text(1), marks[at], marks.get(at + 1).copied().unwrap_or(""));
        match own {
            "{" => {
                around.push(brace(before, text(2), text(3)));
                if around.last() == Some(&Inside::Statements) {
                    blocks.insert(at);
                }
            }
            "(" | "[" => around.push(Inside::Other),
            "}" | ")" | "]" => drop(around.pop()),
            _ if own.starts_with('`') => kept.extend(own.split(|letter: char| !is_letter(letter))),
            _ => {}
        }
        if tokens[place].role == Role::Fixed {
            continue;
        }
        tokens[place].role = role(before, after, around.last().copied().unwrap_or(Inside::Statements));
        if [before, text(2), text(3)].contains(&"export") || before_brace(&marks, at) == "import" {
            kept.insert(own);
        }
    }
    let is_name = |at: usize| tokens[places[at]].role != Role::Fixed;
    let variables = variables(&marks, is_name, |at| blocks.contains(&at));
    let short = given(&variables, |name| !kept.contains(name), &marks);
    variables
        .iter()
        .zip(short)
        .flat_map(|(variable, short)| variable.at.iter().filter_map(move |at| Some((*at, short.clone()?))))
        .map(|(at, short)| (places[at], short))
        .collect()
}

/// A short name for each variable, wider scopes first: one that no variable has which stands in its scope.
fn given(variables: &[Variable], may_change: impl Fn(&str) -> bool, marks: &[&str]) -> Vec<Option<String>> {
    let mut order: Vec<usize> = (0..variables.len()).filter(|index| may_change(variables[*index].name)).collect();
    order.sort_by_key(|index| (variables[*index].scope.0, std::cmp::Reverse((variables[*index].scope.1, variables[*index].at.len()))));
    // What is not renamed keeps its name for itself.
    let mut fixed: BTreeSet<&str> = marks.iter().copied().collect();
    for index in &order {
        fixed.remove(variables[*index].name);
    }
    let is_free = |name: &String| !RESERVED.contains(&name.as_str()) && !fixed.contains(name.as_str());
    let free: Vec<String> = short_names().filter(is_free).take(order.len()).collect();
    // For each free name those that have it.
    let mut owners: Vec<Vec<usize>> = vec![Vec::new(); free.len()];
    let mut given = vec![None; variables.len()];
    for index in order {
        let (from, to) = variables[index].scope;
        let stands = |owner: &usize| {
            let at = &variables[*owner].at;
            at.get(at.partition_point(|at| *at < from)).is_some_and(|at| *at <= to)
        };
        if let Some(name) = owners.iter().position(|owners| !owners.iter().any(stands)) {
            owners[name].push(index);
            given[index] = Some(free[name].clone());
        }
    }
    given
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

/// `a`, `b` … `Z`, `aa`, `ab` …
fn short_names() -> impl Iterator<Item = String> {
    let letters = || ('a'..='z').chain('A'..='Z');
    letters().map(String::from).chain(letters().flat_map(move |first| letters().map(move |second| format!("{first}{second}"))))
}

/// Words of the language that are as short as a name.
const RESERVED: &[&str] = &["as", "do", "if", "in", "is", "of"];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(script: &str, expected: &str) {
        assert_eq!(shorten(script), expected);
    }

    #[test]
    fn variables_get_short_names() {
        check("const long=1;\nfunction other(first,second){return first+second+long;}\n", "let a=1;function b(b,c){return b+c+a}");
        check("let one=[],more=(item)=>item.one;\n", "let b=[],a=a=>a.one;");
        check("function run({root,fetch=own}){return{root};}\n", "function a({root:a,fetch:b=own}){return{root:a}}");
        check("const kept=(found)=>found?.kept;\n", "let a=a=>a?.kept;");
    }

    #[test]
    fn declarations_are_one() {
        check("const one=()=>{run();};\nlet two;\nconst three=1;\n", "let a=()=>{run()},c,b=1;");
        check("let one;\n[one]=list;\nlet two;\n", "let a;[a]=list;let b;");
        check("export const one=1;const two=2;if(one){let three=3;}\nconst four=4;\n", "export let one=1;let b=2;if(one){let a=3}let a=4;");
    }

    #[test]
    fn the_last_of_a_list_has_no_comma() {
        check("const long={\none:1,\ntwo:[1,],\n};\n", "let a={one:1,two:[1,]};");
        check("take({one,},1);\n", "take({one},1);");
    }

    #[test]
    fn no_name_hides_another_that_is_used() {
        // Its own name, what stands outside, and what a block inside declares.
        check("function again(times){return times?again(times-1):0;}\n", "function a(b){return b?a(b-1):0}");
        check("const one=(two)=>{const three=two;for(const four of three)one(four);};\n", "let a=c=>{let b=c;for(let c of b)a(c)};");
        check("const all=(list,{first:[head]=list,...rest})=>rest[head]??list;\n", "let a=(a,{first:[b]=a,...c})=>c[b]??a;");
        check("let found;\nconst pick=(one)=>one?(two)=>two+found:one;\n", "let a,b=b=>b?b=>b+a:b;");
    }

    #[test]
    fn what_others_see_keeps_its_name() {
        check("export const shown=1;const kept={shown,other:2};\n", "export let shown=1;let a={shown,other:2};");
        check("class Own{\ntake(count){return this.take(count);}\n}\n", "class a{take(a){return this.take(a)}}");
        check("import{alpha}from\"./x.js\";const text=`${word}`,word=alpha;\n", "import{alpha}from\"./x.js\";let a=`${word}`,word=alpha;");
    }
}

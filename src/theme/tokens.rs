//! Custom properties that hold colours, in a style sheet → a colour for each scheme.
//!
//! Reads the theme's own sheets and Designsystemet's brand files alike. Invariant: understands as much CSS as it needs
//! to know whether a property belongs to light or dark pages; what it does not understand it passes over.

use std::collections::BTreeMap;

use cssparser::{Delimiter, ParseError, Parser, Token};

use crate::colour::{Colour, Pair};

/// Colours by property, without `--`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tokens {
    light: BTreeMap<String, Colour>,
    dark: BTreeMap<String, Colour>,
}

/// Deeper blocks are passed over.
const DEEPEST: usize = 16;

/// Which pages a block of rules is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    /// None that is known yet.
    Any,
    /// All of them; light ones, if another block speaks of dark ones.
    Light,
    /// Dark ones.
    Dark,
    /// Printed pages, and what is not a page.
    Other,
}

impl Tokens {
    /// The colour of a property in both schemes.
    pub(super) fn get(&self, name: &str) -> Option<Pair> {
        let light = self.light.get(name).or_else(|| self.dark.get(name))?;
        Some(Pair { light: *light, dark: *self.dark.get(name).unwrap_or(light) })
    }

    /// Lays another sheet's colours over these.
    pub(super) fn lay_over(&mut self, over: Self) {
        for name in over.light.keys() {
            self.dark.remove(name);
        }
        self.light.extend(over.light);
        self.dark.extend(over.dark);
    }
}

/// The colours that a style sheet sets on whole pages.
pub(super) fn read(sheet: &str) -> Tokens {
    let mut tokens = Tokens::default();
    block(&mut Parser::new(sheet), Block::Any, 0, &mut tokens);
    tokens
}

fn block(parser: &mut Parser, kind: Block, depth: usize, tokens: &mut Tokens) {
    let mut start = parser.position();
    let mut first = true;
    loop {
        let token = match parser.next() {
            Ok(token) => token.clone(),
            Err(_) => return,
        };
        match token {
            Token::Ident(name) if first && name.starts_with("--") => {
                declaration(parser, &name[2..], kind, tokens);
                start = parser.position();
            }
            Token::CurlyBracketBlock => {
                let inner = inner_kind(&without_comments(parser.slice_from(start)), kind);
                if depth < DEEPEST {
                    let read: Result<(), ParseError<()>> = parser.parse_nested_block(|parser| {
                        block(parser, inner, depth + 1, tokens);
                        Ok(())
                    });
                    // What is left in the block is passed over.
                    drop(read);
                }
                start = parser.position();
                first = true;
            }
            Token::Semicolon => {
                start = parser.position();
                first = true;
            }
            _ => first = false,
        }
    }
}

fn without_comments(prelude: &str) -> String {
    let mut parts = prelude.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once("*/").map_or("", |(_, after)| after))
}

/// What a block is for, from what stands in front of it.
fn inner_kind(prelude: &str, outer: Block) -> Block {
    let names = |word: &str| prelude.contains(word);
    match outer {
        Block::Other | Block::Dark => outer,
        _ if names("print") || names("forced-colors") || names("contrast") => Block::Other,
        _ if names("dark") => Block::Dark,
        _ if names(":root") || names("html") || names("color-scheme") => Block::Light,
        Block::Light if !names("@") => Block::Other,
        _ => outer,
    }
}

fn declaration(parser: &mut Parser, name: &str, kind: Block, tokens: &mut Tokens) {
    let value: Result<_, ParseError<()>> = parser.parse_until_after(Delimiter::Semicolon, |parser| {
        parser.expect_colon()?;
        value(parser)
    });
    let Ok((light, dark)) = value else { return };
    match kind {
        Block::Light => drop(tokens.light.insert(name.to_owned(), light)),
        Block::Dark => drop(tokens.dark.insert(name.to_owned(), dark.unwrap_or(light))),
        Block::Any | Block::Other => {}
    }
    if let Some(dark) = dark.filter(|_| kind == Block::Light) {
        tokens.dark.insert(name.to_owned(), dark);
    }
}

/// A colour, or two in `light-dark()`.
fn value(parser: &mut Parser) -> Result<(Colour, Option<Colour>), ParseError<()>> {
    if let Ok(colour) = parser.try_parse(single) {
        return Ok((colour, None));
    }
    parser.expect_function_matching("light-dark")?;
    parser.parse_nested_block(|parser| {
        let light = single(parser)?;
        parser.expect_comma()?;
        Ok((light, Some(single(parser)?)))
    })
}

fn single(parser: &mut Parser) -> Result<Colour, ParseError<()>> {
    let text = match parser.next()? {
        Token::Hash(digits) | Token::IDHash(digits) => format!("#{digits}"),
        Token::Ident(name) => name.to_string(),
        _ => return Err(ParseError::custom(())),
    };
    Colour::read(&text).ok_or_else(|| ParseError::custom(()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sheet: &str, expected: &str) {
        let found = read(sheet).get("x").map_or("nothing".to_owned(), |pair| format!("{} {}", pair.light, pair.dark));
        assert_eq!(found, expected, "{sheet}");
    }

    #[test]
    fn colours_of_whole_pages() {
        check(":root { --x: light-dark(#fff, #000); }", "#ffffff #000000");
        check("/* Dark pages, print */ @layer a { :root { /* c */ --y: 1; --x : white } }", "#ffffff #ffffff");
        check(
            "@layer a.light { :root, [data-color-scheme=\"light\"] { --x: #123456; } } @layer b { [data-color-scheme=\"dark\"] { --x: #abcdef; color-scheme: dark; } }",
            "#123456 #abcdef",
        );
        check("@media (prefers-color-scheme: dark) { :root { --x: #010101 } } :root { --x: #fefefe }", "#fefefe #010101");
        check(":root { --x: #111111; @media (prefers-color-scheme: dark) { --x: #eeeeee } }", "#111111 #eeeeee");
    }

    #[test]
    fn all_else_is_passed_over() {
        check("@media print { :root { --x: #fff } }", "nothing");
        check(".callout { --x: #fff }", "nothing");
        check(":root { & .callout { --x: #fff } }", "nothing");
        check(":root { --x: var(--y); --x: calc(1px); } } { ]", "nothing");
        check(&":root{".repeat(10_000), "nothing");
    }

    #[test]
    fn a_later_sheet_wins_in_both_schemes() {
        let mut tokens = read(":root { --x: light-dark(#111111, #222222) }");
        tokens.lay_over(read(":root { --x: #333333 }"));
        assert_eq!(tokens.get("x").map(|pair| pair.dark.to_string()), Some("#333333".to_owned()));
    }
}

//! The text of a drawing or another XML file → what in it may run code.
//!
//! Read as strictly as browsers read it. Invariant: linear in the length of the text, whatever it holds.

/// Elements that run code or show what does, whatever their namespace is called.
const ELEMENTS: [&str; 6] = ["script", "handler", "listener", "iframe", "object", "embed"];

/// What in an XML file may run code.
pub(super) fn code_in(bytes: &[u8]) -> Option<&'static str> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| !text.contains(['\0', '\u{1b}']));
    let Some(mut rest) = text else { return Some("text in another encoding than UTF-8") };
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if let Some(data) = rest.strip_prefix("![CDATA[") {
            rest = data.split_once("]]>").map_or("", |(_, after)| after);
        } else if let Some(declaration) = rest.strip_prefix("!DOCTYPE") {
            rest = after_doctype(declaration)?;
            if rest.starts_with('[') {
                return Some("a document type with declarations");
            }
        } else if rest.starts_with("?xml-stylesheet") {
            return Some("a style sheet that can make it another file");
        } else if let Some(instruction) = rest.strip_prefix('?') {
            // What stands in it begins no comment.
            rest = instruction.split_once("?>").map_or("", |(_, after)| after);
        } else if rest.starts_with(|first: char| first.is_alphabetic() || first == '_' || first == ':') {
            let found = code_in_tag(&mut rest);
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

/// What follows a document type: its end, or the `[` of its own declarations. None if it does not end, as no drawing
/// that is shown.
fn after_doctype(declaration: &str) -> Option<&str> {
    let mut rest = declaration;
    loop {
        rest = &rest[rest.find(['[', '>', '"', '\''])?..];
        let (sign, after) = rest.split_at(1);
        match sign {
            "[" | ">" => return Some(rest),
            quote => rest = after.split_once(quote)?.1,
        }
    }
}

/// What in a tag may run code; `rest` is moved behind it.
fn code_in_tag(rest: &mut &str) -> Option<&'static str> {
    let name = take_name(rest);
    if ELEMENTS.contains(&name.as_str()) {
        return Some("an element that runs code");
    }
    loop {
        *rest = rest.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '/');
        if rest.is_empty() || rest.starts_with(['>', '<']) {
            return None;
        }
        let name = take_name(rest);
        let value = take_value(rest);
        if name.len() > 2 && name.starts_with("on") {
            return Some("an event handler");
        }
        let plain = plain(value);
        if plain.contains("javascript:") || plain.contains("vbscript:") {
            return Some("an address that runs code");
        }
        if plain.starts_with("data:")
            && !["png", "jpeg", "gif", "webp", "avif"].iter().any(|kind| plain[5..].starts_with(&format!("image/{kind}")))
        {
            return Some("a file inside an address");
        }
    }
}

/// A name in lower case, without its namespace.
fn take_name(rest: &mut &str) -> String {
    let end = rest.find(|sign: char| sign.is_whitespace() || "/>=<\"'".contains(sign)).unwrap_or(rest.len());
    // Always forward, whatever stands here.
    let end = if end == 0 { rest.chars().next().map_or(0, char::len_utf8) } else { end };
    let (name, after) = rest.split_at(end);
    *rest = after;
    name.rsplit(':').next().unwrap_or_default().to_ascii_lowercase()
}

fn take_value<'a>(rest: &mut &'a str) -> &'a str {
    let Some(after) = rest.trim_start().strip_prefix('=') else { return "" };
    let after = after.trim_start();
    let Some(quote) = after.chars().next().filter(|sign| ['"', '\''].contains(sign)) else {
        *rest = after;
        return "";
    };
    let (value, after) = after[1..].split_once(quote).unwrap_or((&after[1..], ""));
    *rest = after;
    value
}

/// An attribute's value as a browser takes it for an address: references read, spaces and control signs left out.
fn plain(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(sign) = rest.chars().next() {
        let reference = rest.strip_prefix("&#").and_then(|after| {
            // No further than its digits, whatever follows them.
            let end = after.find(|sign: char| !sign.is_ascii_alphanumeric())?;
            let (number, after) = (&after[..end], after[end..].strip_prefix(';')?);
            let number = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            Some((char::from_u32(number)?, after))
        });
        let (sign, after) = reference.unwrap_or((sign, &rest[sign.len_utf8()..]));
        if !sign.is_whitespace() && !sign.is_control() {
            text.extend(sign.to_lowercase());
        }
        rest = after;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_that_run_code() {
        for svg in [
            "<svg><script>alert(1)</script></svg>",
            "<svg xmlns:s='http://www.w3.org/2000/svg'><s:script/></svg>",
            "<svg onload=\"x\"/>",
            "<svg\tOnLoad = 'x'/>",
            "<svg><a href=\"javascript:x\"/></svg>",
            "<svg><a xlink:href='java&#x73;cript:x'/></svg>",
            "<svg><a href='java\nscript:x'/></svg>",
            "<svg><set attributeName='href' to='javascript:x'/></svg>",
            "<svg><use href='data:image/svg+xml,x'/></svg>",
            "<!DOCTYPE svg [<!ENTITY a \"<script/>\">]><svg>&a;</svg>",
            "<!DOCTYPE svg SYSTEM \">\" [<!ENTITY a \"&#60;script>x&#60;/script>\">]><svg>&a;</svg>",
            "<svg><?x <!-- ?><script>alert(1)</script><!-- --></svg>",
            "<?xml-stylesheet href='x.xsl'?><svg/>",
            "<svg><foreignObject><iframe src='x'/></foreignObject></svg>",
            "<!-- a --><svg title='>' onclick='x'/>",
        ] {
            assert!(code_in(svg.as_bytes()).is_some(), "{svg}");
        }
        assert!(code_in(b"\xff\xfe<\0s\0").is_some());
    }

    #[test]
    fn drawings_that_do_not() {
        for svg in [
            "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"a\" \"b\"><svg viewBox='0 0 1 1'><path d='M0 0'/></svg>",
            "<svg><!-- <script> --><title>On = off, a < b</title><style><![CDATA[a > b {} <script>]]></style></svg>",
            "<svg><image href='data:image/png;base64,AAAA'/><a href='https://example.org/'>on</a></svg>",
            "<",
            "<svg a",
            "<svg a='",
            "<svg a=b>",
        ] {
            assert_eq!(code_in(svg.as_bytes()), None, "{svg}");
        }
    }

    #[test]
    fn what_is_no_reference_is_looked_at_once() {
        let title = "&#".repeat(2 << 20);
        assert_eq!(code_in(format!("<svg title='{title}'/>").as_bytes()), None);
        assert!(code_in(format!("<svg title='{title}' href='&#x{}6a;avascript:x'/>", "0".repeat(20)).as_bytes()).is_some());
    }
}

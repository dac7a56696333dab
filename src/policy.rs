//! What a page may load and whom it may ask: the content security policy, and the other headers a host should send.
//!
//! The one source for the `<meta>` in every page, for `varde serve`, and for what the manual tells hosts to send.
//! Invariant: no page may do more than the header allows.

use crate::medium::Medium;

/// Where films are shown from, by the name that a text's `data-video` gives.
pub const PLAYERS: [(&str, &str); 2] = [("vimeo", "https://player.vimeo.com"), ("youtube", "https://www.youtube-nocookie.com")];

/// What a page needs of its own site, and with which scheme pictures may stand in the style sheet.
const OWN: [(&str, &str); 5] = [("script-src", ""), ("style-src", ""), ("img-src", " data:"), ("font-src", ""), ("connect-src", "")];

/// The policy in a page that shows films of these players; none is allowed where there are none.
pub fn of_page(players: &[&str], medium: Medium) -> String {
    // To some browsers a folder on a disk is nobody's site.
    let own = match medium {
        Medium::Web => "'self'",
        Medium::Folder => "'self' file:",
    };
    let mut policy = vec!["default-src 'none'".to_owned()];
    policy.extend(OWN.iter().map(|(directive, more)| format!("{directive} {own}{more}")));
    if !players.is_empty() {
        policy.push(format!("frame-src {}", players.join(" ")));
    }
    policy.push(format!("form-action {own}"));
    policy.push("base-uri 'none'".to_owned());
    policy.join("; ")
}

/// The policy of a page that only leads on.
pub const OF_REDIRECT: &str = "default-src 'none'; base-uri 'none'; form-action 'none'";

/// The policy for all pages at once, as a header: films of every player, and no page inside a page of somebody else.
pub fn header() -> String {
    let players = PLAYERS.map(|(_, host)| host);
    format!("{}; frame-ancestors 'self'", of_page(&players, Medium::Web))
}

/// What a host should send with every answer, by name.
pub fn headers() -> [(&'static str, String); 4] {
    [
        ("Content-Security-Policy", header()),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()".to_owned()),
        ("Referrer-Policy", "strict-origin-when-cross-origin".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
    ]
}

/// How long a browser may keep a file with a fingerprint in its name: for ever.
pub const KEEP: &str = "public, max-age=31536000, immutable";

/// The players of the films in some HTML.
pub fn players(html: &str) -> impl Iterator<Item = &'static str> + '_ {
    PLAYERS.into_iter().filter(|(name, _)| html.contains(&format!("data-video=\"{name}\""))).map(|(_, host)| host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_allows_whatever_a_page_may_do() {
        let header = header();
        for page in [of_page(&[], Medium::Web), of_page(&["https://player.vimeo.com"], Medium::Web)] {
            for directive in page.split("; ") {
                assert!(header.contains(directive), "{directive}");
            }
            assert!(!page.contains("unsafe"), "{page}");
        }
    }

    #[test]
    fn only_films_open_a_frame() {
        let found: Vec<_> = players("<a data-video=\"youtube\">").collect();
        assert_eq!(found, ["https://www.youtube-nocookie.com"]);
        assert!(!of_page(&[], Medium::Web).contains("frame-src"));
        assert!(of_page(&found, Medium::Folder).contains("script-src 'self' file:; "));
    }
}

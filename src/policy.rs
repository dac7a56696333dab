//! What a page may load and whom it may ask: the content security policy, and the other headers a host should send.
//!
//! The one source for the `<meta>` in every page, for `varde serve`, and for what the manual tells hosts to send.
//! Invariant: no page may do more than the header allows.

use crate::medium::Medium;

/// Where films are shown from, by the name that a text's `data-video` gives.
pub const PLAYERS: [(&str, &str); 2] = [("vimeo", "https://player.vimeo.com"), ("youtube", "https://www.youtube-nocookie.com")];

/// What a page needs of its own site, and with which scheme pictures may stand in the style sheet.
const OWN: [(&str, &str); 5] = [("script-src", ""), ("style-src", ""), ("img-src", " data:"), ("font-src", ""), ("connect-src", "")];

/// Hosts that an organisation lets all its pages use: `https://statistics.example.org`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hosts {
    /// Their scripts run, and may ask the same host for data and pictures.
    pub scripts: Vec<String>,
    /// Their pages may stand in frames.
    pub frames: Vec<String>,
    /// Forms may be sent there.
    pub forms: Vec<String>,
}

/// What a script of another host needs besides running: most count visits by asking for something.
const OF_SCRIPTS: [&str; 3] = ["script-src", "img-src", "connect-src"];

/// The policy in a page that shows films of these players; none is allowed where there are none.
pub fn of_page(players: &[&str], hosts: &Hosts, medium: Medium) -> String {
    // To some browsers a folder on a disk is nobody's site.
    let own = match medium {
        Medium::Web => "'self'",
        Medium::Folder => "'self' file:",
    };
    let and = |hosts: &[String]| hosts.iter().map(|host| format!(" {host}")).collect::<String>();
    let mut policy = vec!["default-src 'none'".to_owned()];
    policy.extend(OWN.iter().map(|(directive, more)| {
        let others = if OF_SCRIPTS.contains(directive) { and(&hosts.scripts) } else { String::new() };
        format!("{directive} {own}{more}{others}")
    }));
    let frames: Vec<&str> = players.iter().copied().chain(hosts.frames.iter().map(String::as_str)).collect();
    if !frames.is_empty() {
        policy.push(format!("frame-src {}", frames.join(" ")));
    }
    policy.push(format!("form-action {own}{}", and(&hosts.forms)));
    policy.push("base-uri 'none'".to_owned());
    policy.join("; ")
}

/// The policy of a page that only leads on.
pub const OF_REDIRECT: &str = "default-src 'none'; base-uri 'none'; form-action 'none'";

/// The policy for all pages at once, as a header: films of every player, and no page inside a page of somebody else.
pub fn header(hosts: &Hosts) -> String {
    let players = PLAYERS.map(|(_, host)| host);
    format!("{}; frame-ancestors 'self'", of_page(&players, hosts, Medium::Web))
}

/// What a host should send with every answer, by name.
pub fn headers(hosts: &Hosts) -> [(&'static str, String); 4] {
    [
        ("Content-Security-Policy", header(hosts)),
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

    fn hosts() -> Hosts {
        let list = |name: &str| vec![format!("https://{name}.example")];
        Hosts { scripts: list("a"), frames: list("b"), forms: list("c") }
    }

    #[test]
    fn the_header_allows_whatever_a_page_may_do() {
        for hosts in [Hosts::default(), hosts()] {
            let header = header(&hosts);
            for page in [of_page(&[], &hosts, Medium::Web), of_page(&["https://player.vimeo.com"], &hosts, Medium::Web)] {
                for directive in page.split("; ") {
                    let (name, sources) = directive.split_once(' ').expect("sources");
                    let allowed = header.split("; ").find_map(|directive| directive.strip_prefix(name)).expect("the same directive");
                    assert!(sources.split(' ').all(|source| allowed.split(' ').any(|one| one == source)), "{directive}");
                }
                assert!(!page.contains("unsafe"), "{page}");
            }
        }
    }

    #[test]
    fn hosts_may_do_what_they_are_for() {
        let policy = of_page(&[], &hosts(), Medium::Web);
        let naming = |host: &str| {
            policy.split("; ").filter(|part| part.contains(host)).filter_map(|part| part.split(' ').next()).collect::<Vec<_>>()
        };
        assert_eq!(naming("a.example"), ["script-src", "img-src", "connect-src"]);
        assert_eq!([naming("b.example"), naming("c.example")], [["frame-src"], ["form-action"]]);
    }

    #[test]
    fn only_films_open_a_frame() {
        let found: Vec<_> = players("<a data-video=\"youtube\">").collect();
        assert_eq!(found, ["https://www.youtube-nocookie.com"]);
        assert!(!of_page(&[], &Hosts::default(), Medium::Web).contains("frame-src"));
        assert!(of_page(&found, &Hosts::default(), Medium::Folder).contains("script-src 'self' file:; "));
    }
}

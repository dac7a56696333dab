//! What the manual tells hosts to send is what the code says.

use varde::policy::{Hosts, KEEP, headers};

use super::{CONTENT, expect, read};

fn lines(line: impl Fn(&str, &str) -> String) -> String {
    headers(&Hosts::default()).iter().map(|(name, value)| line(name, value)).collect()
}

/// `_headers`, as Netlify and Cloudflare read it.
fn listed() -> String {
    let sent = lines(|name, value| format!("  {name}: {value}\n"));
    format!("/*\n{sent}/assets/*\n  Cache-Control: {KEEP}\n")
}

fn nginx() -> String {
    let sent = lines(|name, value| format!("  add_header {name} \"{value}\" always;\n"));
    let keep = format!("map $uri $cache {{\n  ~/assets/[^/]+$ \"{KEEP}\";\n  default \"no-cache\";\n}}\n");
    let own = "  # … listen, server_name, root …\n  charset utf-8;\n  error_page 404 /404.html;\n  gzip on;\n  gzip_types text/css text/javascript image/svg+xml application/json application/xml;\n";
    format!("{keep}\nserver {{\n{own}{sent}  add_header Cache-Control $cache always;\n}}\n")
}

fn apache() -> String {
    let sent = lines(|name, value| format!("Header always set {name} \"{value}\"\n"));
    let keep = format!("<FilesMatch \"\\.[0-9a-f]{{12}}\\.\">\n  Header set Cache-Control \"{KEEP}\"\n</FilesMatch>\n");
    format!("ErrorDocument 404 /404.html\nAddDefaultCharset utf-8\n{sent}{keep}")
}

#[test]
fn headers_are_those_of_the_code() {
    let name = format!("{CONTENT}/start/headers.md");
    for (heading, wanted) in [("Netlify and Cloudflare", listed()), ("nginx", nginx()), ("Apache", apache())] {
        let page = read(&name);
        let start = page.find(&format!("## {heading}\n")).expect("the heading");
        let block = page[start..].split_once("```text\n").and_then(|(_, rest)| rest.split_once("```")).expect("a block").0;
        expect(&name, block, &wanted);
    }
}

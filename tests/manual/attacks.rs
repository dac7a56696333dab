//! Every test that the page on security names is there.

use super::{CONTENT, files, read};

#[test]
fn attacks_have_their_tests() {
    let page = read(&format!("{CONTENT}/reference/security.md"));
    let table = page.split("## Attacks and their tests").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("the table");
    let named: Vec<(&str, &str)> = table.split('`').filter_map(|part| part.split_once("::")).collect();
    assert!(named.len() > 20, "{named:?}");
    let sources: Vec<(String, String)> =
        ["tests", "src"].iter().flat_map(|folder| files(folder, "rs")).map(|name| (name.clone(), read(&name))).collect();
    for (module, test) in named {
        let is_there = |(name, text): &&(String, String)| {
            name.ends_with(&format!("/{module}.rs")) && text.contains("#[test]") && text.contains(&format!("fn {test}()"))
        };
        assert!(sources.iter().any(|source| is_there(&source)), "there is no test `{module}::{test}`");
    }
}

//! A search file → a script, for a site that is read from a folder, where a browser gives no data to pages.

/// The same file as a script: `search/root.json` becomes `search/root.json.js`, which hands what it holds to the client.
pub fn portable(path: &str, json: &[u8]) -> (String, Vec<u8>) {
    (format!("{path}.js"), [b"vardeSearch(", json, b");\n"].concat())
}

//! A search file → a script, for a site that is read from a folder, where a browser gives no data to pages.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The same file as a script: `search/root.bin` becomes `search/root.bin.js`, which hands its bytes to the client.
pub fn portable(path: &str, bytes: &[u8]) -> (String, Vec<u8>) {
    let text = STANDARD.encode(bytes);
    (format!("{path}.js"), format!("vardeSearch(\"{text}\");\n").into_bytes())
}

//! Search files → scripts, for a site that is read from a folder, where a browser gives no data to pages.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::SearchFiles;

/// The same files as scripts: `search/root.bin` becomes `search/root.bin.js`, which hands its bytes to the client.
pub fn portable(files: &SearchFiles) -> SearchFiles {
    let script = |(path, bytes): (&String, &Vec<u8>)| {
        let text = STANDARD.encode(bytes);
        (format!("{path}.js"), format!("vardeSearch(\"{text}\");\n").into_bytes())
    };
    SearchFiles { files: files.files.iter().map(script).collect(), root: files.root.clone() }
}

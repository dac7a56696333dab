//! Search files → scripts, for a site that is opened from a folder, where a browser fetches nothing.

use super::SearchFiles;

/// The same files as scripts: `search/root.bin` becomes `search/root.bin.js`, which hands its bytes to the client.
pub fn portable(files: &SearchFiles) -> SearchFiles {
    let scripts = files.files.iter().map(|(path, bytes)| {
        let script = format!("vardeSearch(\"{path}\",\"{}\");\n", base64(bytes));
        (format!("{path}.js"), script.into_bytes())
    });
    SearchFiles { files: scripts.collect(), root: files.root.clone() }
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |index: usize| u32::from(three.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for index in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * index)) as usize & 63];
            text.push(if index > three.len() { '=' } else { char::from(letter) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn bytes_become_letters() {
        for (bytes, text) in [("", ""), ("v", "dg=="), ("va", "dmE="), ("var", "dmFy"), ("varde", "dmFyZGU=")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}

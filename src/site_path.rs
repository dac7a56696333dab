//! Paths of a site and of its files, and addresses made of them: how they are joined, written and taken apart.
//!
//! A site path begins with a slash, and ends with one where it is a page's: `/caser/telma/`. Its file has no slash before
//! it: `caser/telma/index.html`. Invariant: nothing here looks at a disk, and no path climbs above its top.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Whether a file cannot stand beside others: one has its path, or its folder's, or stands in a folder of that name.
/// `has` says whether there is a file; `next` gives the first at or after a path.
pub fn in_the_way<'a>(file: &str, has: impl Fn(&str) -> bool, next: impl Fn(String) -> Option<&'a String>) -> bool {
    let below = format!("{file}/");
    has(file)
        || file.match_indices('/').any(|(end, _)| has(&file[..end]))
        || next(below.clone()).is_some_and(|next| next.starts_with(&below))
}

/// What may stand in an address as it is, in HTML, in CSS and in a header.
const PLAIN: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A site path as it stands in an address: `på kartet.png` → `p%C3%A5%20kartet.png`.
pub fn encode(path: &str) -> String {
    utf8_percent_encode(path, &PLAIN).to_string()
}

/// The file that a page is written to: `/caser/telma/` → `caser/telma/index.html`.
pub fn file_of(path: &str) -> String {
    let path = path.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

/// The page that is written to a file, the reverse of [`file_of`]: `caser/telma/index.html` → `/caser/telma/`.
pub fn path_of(file: &str) -> String {
    match file.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => format!("/{folder}"),
        _ => format!("/{file}"),
    }
}

/// The page of a folder, however it is named: `/caser/telma`, `/caser/telma/index.html` → `/caser/telma/`.
pub fn folder_page(path: &str) -> String {
    format!("{}/", path_of(path.trim_start_matches('/')).trim_end_matches('/'))
}

/// The folder of a file; empty at the top.
pub fn folder_of(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// `a/b` + `../c` → `a/c`; climbing above the top stays at the top, so nothing outside is ever named. The folder is one
/// of ours, with no `..` in it.
pub fn join(folder: &str, path: &str) -> String {
    let top = usize::from(folder.starts_with('/'));
    let mut joined = String::with_capacity(folder.len() + path.len() + 2);
    joined.push_str(if path.starts_with('/') { &folder[..top] } else { folder });
    joined.truncate(joined.trim_end_matches('/').len().max(top));
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => joined.truncate(joined[top..].rfind('/').map_or(top, |slash| top + slash)),
            part => {
                if joined.len() > top {
                    joined.push('/');
                }
                joined.push_str(part);
            }
        }
    }
    joined
}

/// As a file or slug is named; what is not UTF-8 after decoding stays as written.
pub fn percent_decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    percent_decode_str(text).decode_utf8().unwrap_or(Cow::Borrowed(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_and_its_file_tell_of_each_other() {
        for (path, file) in
            [("/", "index.html"), ("/a/b/", "a/b/index.html"), ("/404.html", "404.html"), ("/my-index.html", "my-index.html")]
        {
            assert_eq!((file_of(path), path_of(file)), (file.to_owned(), path.to_owned()));
        }
    }

    #[test]
    fn a_folder_is_named_in_many_ways() {
        assert_eq!(["/", "", "/index.html"].map(folder_page), ["/", "/", "/"]);
        assert_eq!(["/a", "/a/", "a/index.html", "/my-index.html"].map(folder_page), ["/a/", "/a/", "/a/", "/my-index.html/"]);
    }

    #[test]
    fn paths_are_joined_and_never_leave_the_top() {
        let cases = [
            ("content/a", "../b/c.md", "content/b/c.md"),
            ("content", "../../../etc/passwd", "etc/passwd"),
            ("/a/b/", "../c/", "/a/c"),
            ("content/a", "./x.png", "content/a/x.png"),
        ];
        for (folder, path, joined) in cases {
            assert_eq!(join(folder, path), joined);
        }
    }

    #[test]
    fn what_is_not_utf8_stays_encoded() {
        assert_eq!(["p%C3%A5", "100%", "%zz", "%FF"].map(percent_decode), ["på", "100%", "%zz", "%FF"]);
    }
}

//! Builds a bare site with only search from a folder of Markdown, to measure the search without the pipeline.
//!
//! cargo run --example search_site -- CONTENT OUT
#![allow(
    missing_docs,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::cast_lossless,
    clippy::doc_markdown,
    clippy::let_underscore_must_use,
    clippy::let_underscore_untyped
)]
use std::path::Path;
use std::time::Instant;
use std::{env, fs};
use varde::search::{Document, DocumentSection, Labels, SearchOptions, index};

fn main() {
    let args: Vec<_> = env::args().collect();
    let (content, out) = (Path::new(&args[1]), Path::new(&args[2]));
    let mut documents = Vec::new();
    let mut entries: Vec<_> =
        walkdir::WalkDir::new(content).into_iter().flatten().filter(|e| e.path().extension().is_some_and(|x| x == "md")).collect();
    entries.sort_by(|a, b| a.path().cmp(b.path()));
    for entry in entries {
        let text = fs::read_to_string(entry.path()).unwrap();
        let path = entry.path().strip_prefix(content).unwrap().with_extension("");
        let url = format!("/{}/", path.display()).replace("/index/", "/");
        documents.push(document(url, &text));
    }
    eprintln!("{} documents", documents.len());
    let memory = peak();
    let time = Instant::now();
    let cpu = cpu();
    let files = index(&documents, &Labels::default(), &SearchOptions { languages: vec!["nb".into()], ..Default::default() });
    let n = documents.len() as f64;
    eprintln!(
        "index: {:.0?}, {:.3} ms CPU a page, {:.1} kB a page of memory",
        time.elapsed(),
        (self::cpu() - cpu) * 1000.0 / n,
        (peak() - memory) / n
    );
    let total =
        |p: &str| files.files.iter().filter(|f| f.0.starts_with(p)).fold((0, 0, 0), |t, f| (t.0 + 1, t.1 + f.1.len(), t.2.max(f.1.len())));
    for p in ["search/root", "search/b/", "search/r/", "search/c/", "search/f-"] {
        let (count, bytes, most) = total(p);
        eprintln!("{p:12} {count:6} files {bytes:9} bytes, mean {:.0}, max {most}", bytes as f64 / count as f64);
    }
    let _ = fs::remove_dir_all(out);
    for (path, bytes) in &files.files {
        let path = out.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let assets = out.join("assets");
    fs::create_dir_all(&assets).unwrap();
    let mut names = Vec::new();
    let modules = fs::read_dir("themes/default/search").unwrap().flatten().filter(|e| e.path().extension().is_some_and(|x| x == "js"));
    let modules = modules.map(|e| (e.file_name().into_string().unwrap(), fs::read_to_string(e.path()).unwrap())).collect();
    for (name, text) in varde::search::scripts(&modules) {
        fs::write(assets.join(&name), text).unwrap();
        if !["search-nn.js", "search-da.js", "search-en.js", "search-filter.js", "search-page.js", "search-recent.js"]
            .contains(&name.as_str())
        {
            names.push(format!("\"/assets/{name}\""));
        }
    }
    fs::write(assets.join("search-portable.js"), varde::search::portable_script(&modules)).unwrap();
    names.sort();
    fs::write(out.join("assets/package.json"), "{\"type\":\"module\"}").unwrap();
    fs::write(out.join("varde.json"), format!("{{\"search\":{{\"client\":\"/assets/search.js\",\"assets\":[{}]}}}}", names.join(",")))
        .unwrap();
}

fn document(url: String, text: &str) -> Document {
    let (front, body) = text.strip_prefix("---\n").and_then(|t| t.split_once("\n---\n")).unwrap_or(("", text));
    let field = |name: &str| front.lines().find_map(|l| l.strip_prefix(&format!("{name}: "))).unwrap_or("").trim_matches('"').to_owned();
    let mut sections = vec![DocumentSection::default()];
    for line in body.lines() {
        if let Some(heading) = line.strip_prefix("### ").or_else(|| line.strip_prefix("## ")) {
            sections.push(DocumentSection {
                anchor: heading.to_lowercase().replace(' ', "-"),
                heading: heading.to_owned(),
                text: String::new(),
            });
        } else if !line.is_empty() {
            let section = sections.last_mut().unwrap();
            if !section.text.is_empty() {
                section.text.push('\n');
            }
            section.text.push_str(&plain(line));
        }
    }
    let kind = field("type");
    let list = |name: &str| {
        field(name)
            .trim_matches(['[', ']'])
            .split(", ")
            .filter(|v| !v.is_empty())
            .map(|v| v.trim_matches('"').to_owned())
            .collect::<Vec<_>>()
    };
    let facets = [("themes".to_owned(), list("themes")), ("organisations".to_owned(), list("organisations"))].into();
    let lang = field("lang");
    Document {
        url,
        title: field("title"),
        lang: if lang.is_empty() { "nb".into() } else { lang },
        kind: if kind.is_empty() { "page".into() } else { kind },
        summary: field("summary"),
        facets,
        weight: 1.0,
        sections,
        ..Document::default()
    }
}

/// Links, emphasis and list marks away.
fn plain(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line.trim_start_matches(['-', '*', '>', ' ', '#']);
    while let Some(at) = rest.find("](") {
        out.push_str(&rest[..at]);
        rest = rest[at..].find(')').map_or("", |end| &rest[at + end + 1..]);
    }
    out.push_str(rest);
    out.replace(['[', '`'], "").replace("**", "")
}

fn cpu() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<_> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
}

fn peak() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap().trim().trim_end_matches(" kB").parse().unwrap()
}

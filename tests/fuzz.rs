//! Whatever comes in, Varde ends soon, in little memory and without a panic, and gives nothing harmful out.
//!
//! `cargo test` tries a few hundred inputs of each kind; `tests/run --fuzz MINUTES` goes on for as long as it is told.
//! What once went wrong stays in `tests/fuzz/corpus/` and is tried first, as it is and changed.

pub(crate) mod harmless;
mod inputs;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use varde::files::Memory;
use varde::medium::Medium;
use varde::search::{Document, DocumentSection, Labels, SearchOptions};
use varde::server::answer::{Reply, reply};
use varde::server::request;
use varde::server::state::State;
use varde::site::{Built, Memos, Options, build, prepare};

use inputs::{changed, kept};

/// No input that fits a screen may take longer, even where nothing is optimised and the machine is busy.
const PATIENCE: Duration = Duration::from_mins(2);
/// Kilobytes that a long run may need at most.
const MOST_MEMORY: u64 = 1 << 20;

/// Tries inputs: as many as a test may take, or for the minutes that were asked for.
fn hold<S: Strategy>(name: &'static str, cases: u32, inputs: &S, check: impl Fn(&S::Value))
where
    S::Value: std::fmt::Debug + Clone,
{
    let minutes = std::env::var("VARDE_FUZZ_MINUTES").ok().and_then(|minutes| minutes.parse::<u64>().ok());
    let end = Instant::now() + Duration::from_secs(60 * minutes.unwrap_or_default());
    let watch = Watch::start(name);
    let mut tried = 0;
    loop {
        let config = Config { cases, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
        // A test tries the same inputs every time; a long run tries others.
        let mut runner = match minutes {
            Some(_) => TestRunner::new(config),
            None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
        };
        let ended = runner.run(inputs, |input| {
            watch.next(&input);
            check(&input);
            Ok(())
        });
        if let Err(error) = ended {
            panic!("{name}: {error}\nKeep the input in tests/fuzz/corpus/{name}/.");
        }
        tried += cases;
        if Instant::now() >= end {
            break;
        }
    }
    drop(watch);
    if let Some(minutes) = minutes {
        let memory = most_memory();
        drop(writeln!(std::io::stderr(), "{name}: {tried} inputs in {minutes} min, {} MB", memory / 1024));
        assert!(memory < MOST_MEMORY, "{memory} kB");
    }
}

/// Ends the tests when one input takes too long, and keeps what a crash would take along.
struct Watch {
    begun: Instant,
    done: Arc<AtomicU64>,
    file: PathBuf,
}

impl Watch {
    fn start(name: &'static str) -> Self {
        let done = Arc::new(AtomicU64::new(0));
        let (begun, seen) = (Instant::now(), Arc::clone(&done));
        std::thread::spawn(move || {
            loop {
                std::thread::sleep(Duration::from_secs(1));
                let last = seen.load(Ordering::Relaxed);
                if last == u64::MAX {
                    return;
                }
                if begun.elapsed() > Duration::from_millis(last) + PATIENCE {
                    drop(writeln!(std::io::stderr(), "{name}: an input takes too long"));
                    std::process::abort();
                }
            }
        });
        let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{name}.txt"));
        Self { begun, done, file }
    }

    fn next(&self, input: &impl std::fmt::Debug) {
        let now = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or_default();
        self.done.store(now, Ordering::Relaxed);
        drop(fs::write(&self.file, format!("{input:?}")));
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.done.store(u64::MAX, Ordering::Relaxed);
    }
}

/// The most memory that this process ever had, in kilobytes; 0 where the system does not tell.
fn most_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse().unwrap_or_default()
}

const TYPES: &str = "title: X\nbase_url: https://example.org/hb/\nlanguages: [nb, en]\ntypes:
  job:
    folder: jobs
    fields:
      near: {kind: reference, to: any, many: true, label: Near, inverse: Near it}
      state: {kind: choice, facet: true, choices: {on: On, off: Off}}
      link: {kind: url}
      text: {kind: markdown}
      year: {kind: year, facet: true}
      steps: {kind: process}
  term: {folder: terms, glossary: [words], fields: {words: {kind: text, many: true}}}
";

fn handbook(files: &[(&str, &str)]) -> Memory {
    let fixed = [
        ("varde.yaml", TYPES),
        ("content/b.md", "---\ntitle: B\n---\n## Del\n\nEn varde.\n"),
        ("content/terms/varde.md", "---\ntitle: Varde\nsummary: Stein.\n---\n"),
        ("content/_snippets/s.md", "---\ntitle: S\n---\nSnutt.\n"),
        ("content/dot.svg", "<svg/>"),
    ];
    let all = fixed.iter().chain(files);
    Memory(all.map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect())
}

fn built(files: &[(&str, &str)]) -> Built {
    // What does not depend on the input is made once.
    static MEMOS: OnceLock<Memos> = OnceLock::new();
    let medium = if files.iter().map(|(_, text)| text.len()).sum::<usize>().is_multiple_of(4) { Medium::Folder } else { Medium::Web };
    build(&handbook(files), &Options { medium, drafts: true, ..Options::default() }, MEMOS.get_or_init(Memos::default))
}

#[test]
fn pages() {
    let check = |page: &str, snippet: &str| {
        harmless::site(&built(&[("content/jobs/a.md", page), ("content/_snippets/s.md", snippet)]).output);
    };
    for page in kept("pages") {
        check(&page, &page);
    }
    hold("pages", 150, &(changed("pages"), changed("pages")), |(page, snippet)| check(page, snippet));
}

#[test]
fn configurations() {
    let check = |text: &str| {
        let files = [("varde.yaml", text), ("content/a.md", "---\ntitle: A\n---\nOrd.\n"), ("content/jobs/c.md", "---\ntitle: C\n---\n")];
        harmless::site(&built(&files).output);
    };
    for text in kept("configurations") {
        check(&text);
    }
    hold("configurations", 120, &changed("configurations"), |text| check(text));
}

#[test]
fn themes() {
    const FILES: [&str; 5] = ["theme.yaml", "colours.yaml", "i18n/nb.yaml", "assets/css/tokens.css", "assets/js/x.js"];
    let check = |file: &str, text: &str| {
        let config = format!("{TYPES}theme: own\n");
        built(&[("varde.yaml", &config), (&format!("themes/own/{file}"), text)]);
    };
    for (text, file) in kept("themes").iter().flat_map(|text| FILES.map(|file| (text, file))) {
        check(file, text);
    }
    let texts = prop_oneof![changed("themes"), changed("configurations")];
    hold("themes", 60, &(prop::sample::select(FILES.to_vec()), texts), |(file, text)| check(file, text));
}

#[test]
fn templates() {
    const NAMES: [&str; 4] = ["entry.html", "base.html", "redirect.html", "components/x.html"];
    let check = |name: &str, text: &str| {
        built(&[(&format!("templates/{name}"), text), ("content/a.md", "---\ntitle: A\naliases: [/x/]\n---\n")]);
    };
    for (text, name) in kept("templates").iter().flat_map(|text| NAMES.map(|name| (text, name))) {
        check(name, text);
    }
    hold("templates", 100, &(prop::sample::select(NAMES.to_vec()), changed("templates")), |(name, text)| check(name, text));
}

#[test]
fn addresses() {
    let check = |name: &str, slug: &str, alias: &str| {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let front = format!("---\ntitle: {}\nslug: {}\naliases: [{}]\n---\n", quoted(slug), quoted(slug), quoted(alias));
        let other = format!("---\ntitle: C\naliases: [{}]\n---\n", quoted(slug));
        harmless::site(&built(&[(&format!("content/{name}.md"), &front), ("content/c.md", &other)]).output);
    };
    for text in kept("addresses") {
        check("jobs/a", &text, &text);
    }
    let name = prop_oneof![inputs::name(), Just("jobs/a".to_owned())];
    hold("addresses", 150, &(name, changed("addresses"), changed("addresses")), |(name, slug, alias)| check(name, slug, alias));
}

#[test]
fn words() {
    const LANGUAGES: [&str; 6] = ["nb", "nn", "da", "en", "xx", ""];
    let kept = kept("words").into_iter().flat_map(|text| LANGUAGES.map(|lang| (text.clone(), text.clone(), lang)));
    indexed(&kept.collect::<Vec<_>>());
    let text = || changed("words");
    let inputs = prop::collection::vec((text(), text(), prop::sample::select(LANGUAGES.to_vec())), 0..5);
    hold("words", 100, &inputs, |texts| indexed(texts));
}

/// Puts texts with their titles and languages in an index, and asks for them.
fn indexed(texts: &[(String, String, &'static str)]) {
    fn document<'a>((number, (title, text, lang)): (usize, &'a (String, String, &'static str))) -> Document<'a> {
        Document {
            url: format!("/{number}/"),
            title,
            lang,
            kind: "page",
            summary: text.char_indices().nth(40).map_or(text, |(end, _)| &text[..end]),
            synonyms: title.split(' ').map(str::to_owned).collect(),
            facets: [(title.as_str(), vec![text.clone()])].into(),
            versions: Vec::new(),
            weight: 1.0,
            sections: vec![DocumentSection { anchor: "a".into(), heading: title, text: text.into() }],
        }
    }
    let documents: Vec<Document> = texts.iter().enumerate().map(document).collect();
    let options = SearchOptions { languages: vec!["nb".to_owned(), "en".to_owned()], ..SearchOptions::default() };
    let made = || {
        let files = Mutex::new(BTreeMap::new());
        varde::search::index(&documents, &Labels::default(), &options, &|path, bytes| {
            files.lock().expect("no thread has panicked").insert(path, bytes);
        });
        files.into_inner().expect("no thread has panicked")
    };
    let files = made();
    assert!(files.contains_key(varde::search::ROOT));
    assert!(files == made(), "the same every time");
    let vocabulary = varde::search::vocabulary(&documents, &options.synonyms);
    for (title, _, lang) in texts {
        varde::search::explain(title, lang, &vocabulary);
    }
}

#[test]
fn requests() {
    let files = handbook(&[("static/x.txt", "x"), ("content/a.md", "---\ntitle: A\naliases: [/y/]\n---\n")]);
    let state = State::first(prepare(&files, &Options::default(), &Memos::default()), &files);
    let check = |text: &str| {
        let head = text.replace('\n', "\r\n") + "\r\n\r\n";
        let Ok(request) = request::read(head.as_bytes()) else { return };
        let Reply::Answer(answer) = reply(&state, &files, &request) else { return };
        assert!([200, 301, 400, 403, 404, 405].contains(&answer.status), "{}", answer.status);
        let sent = answer.to_bytes();
        let head = String::from_utf8_lossy(&sent).split("\r\n\r\n").next().unwrap_or_default().to_owned();
        assert!(head.lines().skip(1).all(|line| line.contains(": ")), "{head}");
        for (name, place) in answer.headers.iter().filter(|(name, _)| *name == "Location") {
            assert!(place.starts_with('/') && !place.starts_with("//"), "{name}: {place}");
        }
    };
    for text in kept("requests") {
        check(&text);
    }
    hold("requests", 1_000, &changed("requests"), |text| check(text));
}

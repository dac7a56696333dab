//! What is the same for every handbook, made once, when Varde is compiled: the scripts of the search client, shortened,
//! and the word lists, laid out as maps. The modules are those of `src/search`, where they are tested.

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs, io};

#[path = "src/search/ending.rs"]
mod ending;
#[path = "src/search/freeze.rs"]
mod freeze;
#[path = "src/search/scope.rs"]
mod scope;
#[path = "src/search/script.rs"]
mod script;
#[path = "src/search/shorten.rs"]
mod shorten;
#[path = "src/search/stem.rs"]
#[expect(dead_code, reason = "the lists are Nordic")]
mod stem;
#[path = "src/search/table.rs"]
#[expect(dead_code, reason = "only the hash is needed")]
mod table;
#[path = "src/search/wordlists.rs"]
mod wordlists;

const CLIENT: &str = "themes/default/search";
const LISTS: &str = "src/search/lexicon";

fn main() -> io::Result<()> {
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    make_scripts(&Path::new(&out).join("scripts"))?;
    make_lists(&Path::new(&out).join("lists"))?;
    tell_cargo();
    Ok(())
}

fn make_scripts(folder: &Path) -> io::Result<()> {
    let mut modules = BTreeMap::new();
    for file in fs::read_dir(CLIENT)? {
        let path = file?.path();
        if let (Some(name), Some("js")) = (path.file_name(), path.extension().and_then(|found| found.to_str())) {
            modules.insert(name.to_string_lossy().into_owned(), fs::read_to_string(&path)?);
        }
    }
    begin(folder)?;
    script::scripts(&modules).into_iter().try_for_each(|(name, text)| fs::write(folder.join(name), text))
}

fn make_lists(folder: &Path) -> io::Result<()> {
    begin(folder)?;
    for (name, map) in wordlists::maps(&|file| fs::read_to_string(Path::new(LISTS).join(file)))? {
        let (places, texts) = freeze::freeze(&map);
        fs::write(folder.join(name).with_extension("places"), places)?;
        fs::write(folder.join(name).with_extension("txt"), texts)?;
    }
    Ok(())
}

/// An empty folder, whatever an earlier compilation has left in it.
fn begin(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    fs::create_dir_all(folder)
}

/// What all of this is made from.
fn tell_cargo() {
    for source in ["build.rs", "src/search", CLIENT] {
        println!("cargo::rerun-if-changed={source}");
    }
}

//! The same texts give the same site, byte for byte, whatever the machine, the day and the place.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use crate::support::{Folder, files};

/// Where and how a handbook is built.
struct Machine {
    place: &'static str,
    threads: &'static str,
    zone: &'static str,
    language: &'static str,
    /// For how many days its files have not changed.
    days: u64,
}

const MACHINES: [Machine; 3] = [
    Machine { place: "a", threads: "1", zone: "UTC", language: "C", days: 0 },
    Machine { place: "Æ ø/å", threads: "2", zone: "Pacific/Kiritimati", language: "nb_NO.UTF-8", days: 400 },
    Machine { place: "c/d/e", threads: "8", zone: "America/Los_Angeles", language: "tr_TR.UTF-8", days: 9_000 },
];

/// Copies what a handbook is made of, with an age for each file.
fn copy(from: &Path, to: &Path, days: u64) {
    let names = ["varde.yaml", "content", "static", "templates"];
    let all = names.iter().flat_map(|name| walkdir::WalkDir::new(from.join(name)).sort_by_file_name());
    // What is not there is nothing to copy.
    for entry in all.filter_map(Result::ok).filter(|entry| entry.file_type().is_file()) {
        let to = to.join(entry.path().strip_prefix(from).expect("inside"));
        fs::create_dir_all(to.parent().expect("a folder")).expect("its folder");
        fs::copy(entry.path(), &to).expect("a copy");
        let changed = SystemTime::now() - Duration::from_secs(86_400 * days);
        File::options().write(true).open(&to).and_then(|file| file.set_modified(changed)).expect("its time");
    }
}

fn built(handbook: &Path, machine: &Machine) -> BTreeMap<PathBuf, Vec<u8>> {
    let folder = Folder::new();
    let place = folder.path().join(machine.place);
    copy(handbook, &place, machine.days);
    let built = Command::new(env!("CARGO_BIN_EXE_varde"))
        .arg("build")
        .current_dir(&place)
        .env("RAYON_NUM_THREADS", machine.threads)
        .env("TZ", machine.zone)
        .env("LANG", machine.language)
        .env("LC_ALL", machine.language)
        .env("HOME", &place)
        .output()
        .expect("varde runs");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    files(&place.join("public")).into_iter().collect()
}

#[test]
fn three_machines_build_the_same_handbook() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let [first, others @ ..] = MACHINES.map(|machine| built(root, &machine));
    assert!(first.len() > 1_000, "the whole handbook");
    for other in others {
        let differing: Vec<_> = first.iter().filter(|(path, bytes)| other.get(*path) != Some(*bytes)).map(|(path, _)| path).collect();
        assert!(first == other, "{differing:?}");
    }
}

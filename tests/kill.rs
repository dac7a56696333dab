//! Whatever ends a build, the site on disk is the whole old one or the whole new one.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Folder, files};

/// Builds that are killed.
const KILLS: u32 = 200;
/// At once, each with a handbook and a site of its own.
const SIDE_BY_SIDE: u32 = 4;
/// Texts of the handbook: enough that publishing takes a while.
const TEXTS: u32 = 20;

type Site = BTreeMap<PathBuf, Vec<u8>>;

/// A handbook with two states, and the sites that they give.
struct Handbook {
    folder: Folder,
    whole: [Site; 2],
    build: Duration,
    publishing: Duration,
}

impl Handbook {
    fn new() -> Self {
        let folder = Folder::in_memory();
        folder.write("hb/varde.yaml", "title: X\n");
        let mut handbook = Self { folder, whole: <[Site; 2]>::default(), build: Duration::ZERO, publishing: Duration::ZERO };
        for state in [0, 1] {
            handbook.turn(state);
            let begun = Instant::now();
            let mut build = handbook.start();
            let staged = handbook.staging(&mut build).then(Instant::now);
            assert!(build.wait().expect("an end").success());
            handbook.build = begun.elapsed();
            // It may be over before anybody sees it.
            handbook.publishing = staged.map_or(Duration::from_millis(2), |staged| staged.elapsed());
            if state == 0 {
                handbook.folder.write("out/site/CNAME", "example.org");
                handbook.folder.write("out/site/p1/mine.txt", "mine");
            }
            handbook.whole[state] = handbook.site();
        }
        handbook.whole[0].insert("CNAME".into(), b"example.org".to_vec());
        handbook.whole[0].insert("p1/mine.txt".into(), b"mine".to_vec());
        assert!(handbook.whole[0] != handbook.whole[1] && handbook.whole[0].len() > 20);
        handbook
    }

    /// Writes the texts of a state. Some texts and files are in one state only.
    fn turn(&self, state: usize) {
        let word = ["alfa", "beta"][state];
        for number in 0..TEXTS {
            self.folder
                .write(&format!("hb/content/p{number}.md"), &format!("---\ntitle: Side {number}\n---\n## Del\n\nOrdet er {word}.\n"));
            self.folder.write(&format!("hb/static/f{number}.txt"), if number % 2 == 0 { word } else { "same" });
        }
        let (here, gone) = [("one", "two"), ("two", "one")][state];
        drop(fs::remove_dir_all(self.folder.path().join("hb/content").join(gone)));
        self.folder.write(&format!("hb/content/{here}/x.md"), &format!("---\ntitle: {here}\n---\n"));
    }

    fn start(&self) -> Child {
        let (hb, out) = (self.folder.path().join("hb"), self.out());
        let mut command = Command::new(env!("CARGO_BIN_EXE_varde"));
        command.arg("build").arg(hb).arg("--out").arg(out).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().expect("varde runs")
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("out/site")
    }

    fn site(&self) -> Site {
        files(&self.out()).into_iter().collect()
    }

    /// What a build that has ended leaves beside the site.
    fn beside(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path().join("out")).expect("the folder above");
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).filter(|name| name != "site").collect()
    }

    /// Waits until a build makes the new site; false if it ended before.
    fn staging(&self, build: &mut Child) -> bool {
        let fresh = self.folder.path().join("out/.site.varde-new");
        while !fresh.exists() {
            if build.try_wait().expect("its state").is_some() {
                return false;
            }
            std::thread::yield_now();
        }
        true
    }

    /// Kills one build somewhere; every second one while it publishes.
    fn kill(&self, round: u32, random: &mut Random) -> ExitStatus {
        let mut build = self.start();
        if round.is_multiple_of(2) {
            std::thread::sleep(self.build.mul_f64(random.part()));
        } else if self.staging(&mut build) {
            std::thread::sleep(self.publishing.mul_f64(1.5 * random.part()));
        }
        drop(build.kill());
        build.wait().expect("an end")
    }
}

/// Numbers between 0 and 1, the same in every run; the moments they lead to are not.
struct Random(u64);

impl Random {
    fn part(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(self.0 >> 32).unwrap_or_default()) / f64::from(u32::MAX)
    }
}

/// Kills builds of one handbook; gives how often the old and the new site stood there afterwards.
fn kill_many(seed: u32) -> [u32; 2] {
    let (handbook, mut random) = (Handbook::new(), Random(u64::from(seed)));
    let (mut standing, mut killed, mut round, mut outcomes) = (1, 0, 0, [0; 2]);
    while killed < KILLS / SIDE_BY_SIDE {
        round += 1;
        let other = 1 - standing;
        handbook.turn(other);
        let status = handbook.kill(round, &mut random);
        killed += u32::from(status.signal().is_some());
        let site = handbook.site();
        let found = (0..2).find(|state| site == handbook.whole[*state]);
        let Some(found) = found else { panic!("round {round}: neither the old site nor the new one: {:?}", site.keys()) };
        outcomes[usize::from(found == other)] += u32::from(status.signal().is_some());
        standing = found;
        if round.is_multiple_of(10) {
            standing = 1 - standing;
            handbook.turn(standing);
            assert!(handbook.start().wait().expect("an end").success(), "the next build is not held up");
            assert!(handbook.site() == handbook.whole[standing], "the next build is whole");
            assert_eq!(handbook.beside(), [""; 0], "and cleans up");
        }
    }
    outcomes
}

#[test]
fn a_killed_build_leaves_the_old_site_or_the_new_one() {
    let outcomes: Vec<[u32; 2]> = std::thread::scope(|threads| {
        let running: Vec<_> = (0..SIDE_BY_SIDE).map(|seed| threads.spawn(move || kill_many(seed))).collect();
        running.into_iter().map(|thread| thread.join().expect("no half site")).collect()
    });
    let [old, new] = outcomes.iter().fold([0, 0], |sum, [old, new]| [sum[0] + old, sum[1] + new]);
    assert!(old + new >= KILLS && old > 0, "{old} old and {new} new sites after {KILLS} kills");
}

#[test]
fn a_first_build_that_is_killed_leaves_nothing_or_all() {
    let (handbook, mut random) = (Handbook::new(), Random(5));
    let ours: Vec<&PathBuf> = handbook.whole[1].keys().filter(|path| !path.ends_with("CNAME") && !path.ends_with("mine.txt")).collect();
    for round in 0..10 {
        drop(fs::remove_dir_all(handbook.out()));
        handbook.kill(round, &mut random);
        let found = if handbook.out().exists() { handbook.site() } else { Site::default() };
        assert!(found.is_empty() || found.keys().eq(ours.iter().copied()), "round {round}: {:?}", found.keys());
    }
    assert!(handbook.start().wait().expect("an end").success());
    assert_eq!(handbook.beside(), [""; 0]);
}

#[test]
fn two_builds_at_once_are_kept_apart() {
    let handbook = Handbook::new();
    let met = (0..30).map(|round| round % 2).any(|state| meet(&handbook, state));
    assert!(met, "no build was stopped while it published");
}

/// Stops a build while it publishes and starts another; whether they met.
fn meet(handbook: &Handbook, state: usize) -> bool {
    handbook.turn(state);
    let mut first = handbook.start();
    handbook.staging(&mut first);
    let signal = |name: &str| drop(Command::new("kill").arg(name).arg(first.id().to_string()).output().expect("kill runs"));
    signal("-STOP");
    let second = build(&handbook.folder.path().join("hb"), &handbook.out());
    signal("-CONT");
    let said = String::from_utf8_lossy(&second.stderr);
    let apart = said.contains("output-in-use") && second.status.code() == Some(2);
    // The first may have ended just before it was to stop; then the second had no reason to.
    assert!(apart || second.status.success(), "{said}");
    assert!(first.wait().expect("an end").success());
    assert!(handbook.site() == handbook.whole[state]);
    assert_eq!(handbook.beside(), [""; 0]);
    apart
}

fn build(hb: &Path, out: &Path) -> std::process::Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_varde"));
    command.args(["build", "--format", "short"]).arg(hb).arg("--out").arg(out).output().expect("varde runs")
}

/// Says aloud that this machine cannot show something.
fn left_out(why: &str) {
    drop(writeln!(std::io::stderr(), "left out: {why}"));
}

/// Runs a shell script in which `$1` is the program, `$2` the handbook, and `$3` a folder for sites.
fn script(handbook: &Handbook, interpreter: &[&str], text: &str) -> std::process::Output {
    let out = handbook.folder.path().join("out");
    let (first, rest) = interpreter.split_first().expect("a program");
    let mut command = Command::new(first);
    command.args(rest).args(["-c", text, "sh", env!("CARGO_BIN_EXE_varde")]).arg(handbook.folder.path().join("hb")).arg(out);
    command.output().expect("a shell")
}

#[test]
fn a_file_that_cannot_be_written_whole_leaves_the_old_site() {
    let handbook = Handbook::new();
    handbook.turn(0);
    // As if the disk were full after four kilobytes of any file.
    let ended = script(&handbook, &["sh"], "trap '' XFSZ; ulimit -f 8; exec \"$1\" build \"$2\" --out \"$3/site\"");
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.code() == Some(2) && said.contains("unwritable-output") && said.contains("make room"), "{said}");
    assert!(handbook.site() == handbook.whole[1]);
    assert_eq!(handbook.beside(), [""; 0]);
}

/// In a mount namespace of its own a test may mount what it likes, and nothing is left of it.
const ALONE: [&str; 5] = ["unshare", "--user", "--map-root-user", "--mount", "sh"];

#[test]
fn a_full_disk_and_one_for_reading_only_leave_the_old_site() {
    let handbook = Handbook::new();
    if !script(&handbook, &ALONE, "mount -t tmpfs -o size=1m tmpfs \"$3\"").status.success() {
        return left_out("a full disk, which takes the right to mount one");
    }
    handbook.turn(0);
    let before =
        "mount -t tmpfs -o size=64m tmpfs \"$3\" && \"$1\" build \"$2\" --out \"$3/site\" >/dev/null && cp -r \"$3/site\" \"$2/before\"
        for file in \"$2\"/content/p*.md; do echo 'Nye ord.' >>\"$file\"; done";
    let after = "\"$1\" build \"$2\" --out \"$3/site\"; echo code $?
        ls -A \"$3\"; diff -r \"$2/before\" \"$3/site\" && echo whole";
    let full = format!("{before}\nmount -o remount,size=$(du -sk \"$3\" | cut -f1)k \"$3\"\n{after}");
    let locked = format!("{before}\nmount -o remount,ro \"$3\"\n{after}");
    let mounted = format!("{before}\nmount --bind \"$3/site\" \"$3/site\"\n{after}");
    for (text, reason) in [(full, "No space left"), (locked, "Read-only"), (mounted, "is mounted there")] {
        drop(fs::remove_dir_all(handbook.folder.path().join("hb/before")));
        let ended = script(&handbook, &ALONE, &text);
        let (found, said) = (String::from_utf8_lossy(&ended.stdout), String::from_utf8_lossy(&ended.stderr));
        assert_eq!(found, "code 2\nsite\nwhole\n", "{reason}: {said}");
        assert!(said.contains("unwritable-output") && said.contains(reason), "{reason}: {said}");
    }
}

#[test]
fn a_volume_inside_the_published_folder_is_not_emptied() {
    let handbook = Handbook::new();
    if !script(&handbook, &ALONE, "mount -t tmpfs -o size=1m tmpfs \"$3\"").status.success() {
        return left_out("a volume inside the site, which takes the right to mount one");
    }
    for volume in ["mount -t tmpfs tmpfs \"$3/site/own\"", "mkdir \"$3/volume\"; mount --bind \"$3/volume\" \"$3/site/own\""] {
        let text = format!(
            "mount -t tmpfs -o size=64m tmpfs \"$3\" && \"$1\" build \"$2\" --out \"$3/site\" >/dev/null && mkdir \"$3/site/own\"
            {volume}; echo mine >\"$3/site/own/a\"; \"$1\" build \"$2\" --out \"$3/site\"; echo code $?; cat \"$3/site/own/a\""
        );
        let ended = script(&handbook, &ALONE, &text);
        let (found, said) = (String::from_utf8_lossy(&ended.stdout), String::from_utf8_lossy(&ended.stderr));
        assert_eq!(found, "code 2\nmine\n", "{said}");
        assert!(said.contains("foreign-output") && said.contains("a volume is mounted inside"), "{said}");
    }
}

#[test]
fn a_link_to_the_published_folder_stays_a_link() {
    let handbook = Handbook::new();
    let (link, real) = (handbook.folder.path().join("public"), handbook.out());
    std::os::unix::fs::symlink(&real, &link).expect("a link");
    handbook.turn(0);
    let built = build(&handbook.folder.path().join("hb"), &link);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    assert!(link.is_symlink() && handbook.site() == handbook.whole[0]);
}

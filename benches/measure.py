"""Runs each tool in turn on the same handbook, several times, and prints tables in Markdown.

What is measured: wall time of the whole process, memory of its largest process, the stages of Varde's build, a build
after one edit, and the time from saving a file until `serve` hands out the fresh page.
"""

import argparse
import contextlib
import http.client
import io
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus import FOLDER

HERE = Path(__file__).parent
VARDE = os.environ["VARDE"]
TOOLS = ["varde", "plain", "hugo", "pagefind", "zola", "mdbook", "zensical"]
NAMES = {"hugo": "Hugo, no search", "pagefind": "Hugo + Pagefind", "zola": "Zola, no search", "mdbook": "mdBook", "zensical": "Zensical", "varde": "Varde", "plain": "Varde, the peers' theme"}
# More pages than these tools are asked for: they would take minutes.
MOST = {"mdbook": 1_000, "zensical": 1_000, "hugo": 20_000, "pagefind": 20_000, "zola": 20_000}
EDITS = 7


def packaged(pattern):
    """A binary inside a Python package: its wrapper's start is not the tool's."""
    return next(iter(Path(sys.prefix).glob(f"lib/python*/site-packages/{pattern}")), None)


def programs():
    found = {
        "varde": VARDE,
        "plain": VARDE,
        "hugo": packaged("hugo/binaries/hugo") or shutil.which("hugo"),
        "pagefind": packaged("pagefind_bin_extended/pagefind*") or shutil.which("pagefind"),
        "zola": shutil.which("zola"),
        "mdbook": shutil.which("mdbook"),
        "zensical": packaged("../../../bin/zensical"),
    }
    return {tool: str(program) for tool, program in found.items() if program}


class Failed(Exception):
    pass


def run(command, folder):
    """Wall time in seconds, memory of the largest process in MB, and what it said."""
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode(errors="replace")
    if process.returncode != 0:
        raise Failed(f"{' '.join(command)}\n{text[-2000:]}")
    return wall, usage.ru_maxrss / 1024, text


class Site:
    """A tool's handbook and the folder it publishes to."""

    def __init__(self, tool, program, folder):
        self.tool, self.program, self.folder, self.out = tool, program, folder / tool, folder / f"{tool}-site"
        # A handbook with the peers' theme is the same handbook with templates of its own.
        for peer in ["varde", "plain"] if tool == "plain" else [tool]:
            shutil.copytree(HERE / "peers" / peer, self.folder, dirs_exist_ok=True)
        self.texts = self.folder / FOLDER[tool]

    def command(self):
        out = str(self.out)
        return {
            "varde": [self.program, "build", "--out", out, "--timings"],
            "plain": [self.program, "build", "--out", out],
            "hugo": [self.program, "--quiet", "--destination", out],
            "zola": [self.program, "build", "--force", "--output-dir", out],
            "mdbook": [self.program, "build", "--dest-dir", out],
            "zensical": [self.program, "build"],
        }[self.tool]

    def clean(self):
        for left in [self.out, self.folder / "site", self.folder / ".cache", self.folder / "resources"]:
            shutil.rmtree(left, ignore_errors=True)

    def build(self):
        return run(self.command(), self.folder)

    def edit(self, mark):
        """Adds a sentence to a page in the middle; saved in one step, as most editors do."""
        page = self.page()
        replace(page, page.read_text() + f"\n{mark}\n")

    def page(self):
        pages = sorted(self.texts.glob("s*/p*.md"))
        return pages[len(pages) // 2]


def replace(file, text):
    fresh = file.with_name(f".{file.name}.saving")
    fresh.write_text(text)
    os.replace(fresh, file)


def measure(pages, options, found):
    print(f"making {pages:,} pages", file=sys.stderr)
    wanted = [tool for tool in options.tools if tool in found and pages <= MOST.get(tool, pages)]
    with workplace(options) as folder:
        own = [tool for tool in wanted if tool != "pagefind"]
        # In a process of its own: a program's memory is counted from that of the process which starts it.
        subprocess.run([sys.executable, HERE / "corpus.py", str(pages), str(options.seed), folder, *own], check=True)
        sites = {tool: Site(tool, found[tool], folder) for tool in own}
        return figures(sites, wanted, options, found), served(sites, options)


@contextlib.contextmanager
def workplace(options):
    memory = Path("/dev/shm")
    place = options.folder or (memory if os.access(memory, os.W_OK) else None)
    if place is None:
        print("no /dev/shm: measured on disk", file=sys.stderr)
    folder = Path(tempfile.mkdtemp(prefix="varde-benches-", dir=place))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def figures(sites, wanted, options, found):
    """Each tool in turn, as often as was asked for: whatever else the machine does, it does to all."""
    runs = {tool: [] for tool in wanted}
    again = {tool: [] for tool in wanted}
    for turn in range(options.runs):
        for tool, site in sites.items():
            site.clean()
            built = site.build()
            note(tool, "full", built)
            runs[tool].append(built)
            if tool == "hugo" and "pagefind" in runs:
                index = run([found["pagefind"], "--quiet", "--site", str(site.out)], site.folder)
                note("pagefind", "index", index)
                runs["pagefind"].append((built[0] + index[0], max(built[1], index[1]), index[2]))
                shutil.rmtree(site.out / "pagefind", ignore_errors=True)
            site.edit(f"Rettet {turn}.")
            edited = site.build()
            note(tool, "edit", edited)
            again[tool].append(edited)
    return {tool: (runs[tool], again[tool]) for tool in wanted}


def note(tool, what, result):
    print(f"  {tool:<9} {what:<6} {result[0]:8.3f} s {result[1]:7.0f} MB", file=sys.stderr)


class Browser:
    """Asks a server as a browser with one open page does."""

    def __init__(self, port, path):
        self.port, self.path, self.events = port, path, None

    def get(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request("GET", self.path)
        answer = connection.getresponse().read().decode()
        connection.close()
        return answer

    def listen(self):
        stream = socket.create_connection(("127.0.0.1", self.port), timeout=120)
        page = self.path.replace("/", "%2F")
        stream.sendall(f"GET /.varde/reload?page={page}&shown= HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        self.events = stream.makefile("rb")
        while not self.events.readline().startswith(b"event: diagnostics"):
            pass

    def reloads(self):
        while not self.events.readline().startswith(b"event: reload"):
            pass


def served(sites, options):
    """Milliseconds from saving to the fresh page: by kind of edit."""
    if "varde" not in sites or not options.serve:
        return {}
    site = sites["varde"]
    process = subprocess.Popen([site.program, "serve", "--port", "0"], cwd=site.folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        begun = time.perf_counter()
        line = next(line for line in process.stdout if line.startswith("serving "))
        found = {"start": [(time.perf_counter() - begun) * 1000]}
        port = int(line.split("127.0.0.1:")[1].split("/")[0])
        file = site.page()
        kind = next(line.split(": ")[1].strip() for line in file.read_text().splitlines() if line.startswith("type: "))
        browser = Browser(port, f"/{kind}/{file.stem}/")
        browser.listen()
        text, template, config = file.read_text(), site.folder / "templates" / "entry.html", site.folder / "varde.yaml"
        rules = config.read_text()
        title = next(line for line in text.splitlines() if line.startswith("title: "))
        theme = (HERE.parent / "themes/default/templates/entry.html").read_text()
        block = "{% block text %}"
        assert block in theme, f"the theme's entry.html has no {block}"
        template.parent.mkdir(exist_ok=True)
        edits = {
            "text": lambda mark: replace(file, f"{text}\n{mark}\n"),
            "title": lambda mark: replace(file, text.replace(title, f'title: "{mark}"', 1)),
            "template": lambda mark: replace(template, theme.replace(block, f"{block}<p>{mark}</p>", 1)),
            "config": lambda mark: replace(config, re.sub("^title: .*", f"title: {mark}", rules)),
            "page": lambda mark: replace(file.with_name(f"{mark.lower()}.md"), f"---\ntitle: {mark}\ntype: {kind}\n---\nSe [her]({file.name}).\n"),
        }
        for what, save in edits.items():
            found[what] = [latency(browser, save, f"Merke{what}{turn}") for turn in range(EDITS)]
        return found
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def latency(browser, save, mark):
    time.sleep(0.3)
    begun = time.perf_counter()
    save(mark)
    browser.reloads()
    while mark not in browser.get():
        browser.reloads()
    return (time.perf_counter() - begun) * 1000


def middle(results, place=0):
    return statistics.median(result[place] for result in results)


def seconds(value):
    return f"{value:.3f} s" if value < 1 else f"{value:.2f} s"


def table(pages, measured):
    tools, _ = measured
    own = middle(tools["varde"][0]) if "varde" in tools else None
    print(f"\n### {pages:,} pages\n")
    print("| tool | time, median | fastest | × Varde | memory | after one edit |\n|---|--:|--:|--:|--:|--:|")
    for tool, (runs, again) in tools.items():
        ratio = f"{middle(runs) / own:.1f}" if own else "–"
        edited = seconds(middle(again)) if again else "–"
        fastest = seconds(min(result[0] for result in runs))
        print(f"| {NAMES[tool]} | {seconds(middle(runs))} | {fastest} | {ratio} | {middle(runs, 1):,.0f} MB | {edited} |")


def stages(all_measured):
    """The stages of the median run, a column for each size."""
    columns = {}
    for pages, (tools, _) in all_measured.items():
        if "varde" in tools:
            runs = sorted(tools["varde"][0])
            lines = [line.split() for line in runs[len(runs) // 2][2].splitlines()]
            columns[pages] = {words[0]: words[1] for words in lines if len(words) == 3 and words[2] == "ms"}
    if not columns:
        return
    names = list(dict.fromkeys(name for column in columns.values() for name in column))
    print("\n### Stages of Varde's build\n\nMilliseconds, with search, checks, lists, filters and feed.\n")
    print("| stage | " + " | ".join(f"{pages:,}" for pages in columns) + " |\n|---|" + "--:|" * len(columns))
    for name in names:
        print(f"| {name} | " + " | ".join(column.get(name, "–") for column in columns.values()) + " |")


def latencies(all_measured):
    columns = {pages: served for pages, (_, served) in all_measured.items() if served}
    if not columns:
        return
    labels = {"start": "start", "text": "an edit of a text", "title": "an edit of a title", "template": "an edit of a template", "config": "the handbook's title", "page": "a new page that links to it"}
    print("\n### From saving to the fresh page\n\nMilliseconds with `varde serve`: median, and the slowest of a few.\n")
    print("| | " + " | ".join(f"{pages:,}" for pages in columns) + " |\n|---|" + "--:|" * len(columns))
    for what, label in labels.items():
        cells = [f"{statistics.median(served[what]):.0f} ({max(served[what]):.0f})" for served in columns.values()]
        print(f"| {label} | " + " | ".join(cells) + " |")


def arguments():
    parser = argparse.ArgumentParser(prog="benches/run", description="Measures Varde beside its peers.")
    parser.add_argument("pages", nargs="*", type=int, default=[100, 1_000, 10_000], help="sizes (default: 100 1000 10000)")
    parser.add_argument("--runs", type=int, default=3, help="times that each tool is run (default: 3)")
    parser.add_argument("--tools", nargs="+", choices=TOOLS, default=TOOLS, help="which to measure (default: all that are installed)")
    parser.add_argument("--seed", type=int, default=7, help="of the handbook's content (default: 7)")
    parser.add_argument("--folder", type=Path, help="where handbooks and sites are put (default: in memory)")
    parser.add_argument("--page", type=Path, help="a Markdown file whose figures are replaced: manual/content/reference/speed.md")
    parser.add_argument("--no-serve", dest="serve", action="store_false", help="leave `varde serve` out")
    return parser.parse_args()


def main():
    options = arguments()
    # An end from outside cleans up as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    found = programs()
    for tool in options.tools:
        if tool not in found:
            print(f"{tool} is not installed, and left out", file=sys.stderr)
    try:
        measured = {pages: measure(pages, options, found) for pages in options.pages}
    except Failed as failure:
        sys.exit(f"failed: {failure}")
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        machine(found)
        for pages, result in measured.items():
            table(pages, result)
        stages(measured)
        latencies(measured)
    print(said.getvalue())
    if options.page:
        before, rest = options.page.read_text().split("<!-- figures -->")
        after = rest.split("<!-- end of figures -->")[1]
        options.page.write_text(f"{before}<!-- figures -->\n{said.getvalue()}\n<!-- end of figures -->{after}")


def machine(found):
    cores = len(os.sched_getaffinity(0))
    versions = [f"{NAMES[tool].split(',')[0]} {version(found[tool])}" for tool in ("varde", "hugo", "zola", "mdbook") if tool in found]
    print(f"\n## Figures\n\nMeasured on {cores} cores, with {', '.join(versions)}.")


def version(program):
    said = subprocess.run([program, "version" if "hugo" in program else "--version"], capture_output=True, text=True).stdout
    return next(iter(re.findall(r"\d+\.\d+\.\d+", said)), "?")


if __name__ == "__main__":
    main()

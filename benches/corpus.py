"""The same Norwegian handbook for every tool, from a number of pages and a seed.

Words are drawn as often as they occur in the language (wordfreq, `nb`), so that the vocabulary grows as that of real
texts does. A section has 50 pages; a page has about 450 words, 6 headings, 4 links to other pages, 3 themes, an
organisation and a type. Tools differ only in how front matter and links are written.

usage: corpus.py PAGES SEED FOLDER TOOL...      writes FOLDER/TOOL/ for each tool
"""

import bisect
import itertools
import random
import sys
from dataclasses import dataclass
from pathlib import Path

SECTION = 50
TYPES = ["case", "tip", "definition", "principle", "method"]
FOLDER = {"varde": "content", "plain": "content", "hugo": "content", "zola": "content", "zensical": "docs", "mdbook": "src"}
INDEX = {"varde": "index.md", "plain": "index.md", "hugo": "_index.md", "zola": "_index.md", "zensical": "index.md", "mdbook": "index.md"}


@dataclass
class Page:
    """A page; `parts` are paragraphs, and a number among them is a link to that page."""

    title: str
    date: str
    summary: str
    kind: str
    themes: list
    organisation: str
    parts: list


class Words:
    def __init__(self, seed):
        import wordfreq

        frequencies = {word: often for word, often in wordfreq.get_frequency_dict("nb").items() if word.isalpha()}
        self.words = list(frequencies)
        self.sums = list(itertools.accumulate(frequencies.values()))
        self.random = random.Random(seed)

    def word(self):
        return self.words[bisect.bisect_left(self.sums, self.random.random() * self.sums[-1])]

    def phrase(self, count):
        first, *rest = (self.word() for _ in range(count))
        return " ".join([first.capitalize(), *rest])

    def sentence(self):
        words = self.phrase(self.random.randint(6, 18)).split(" ")
        if len(words) > 8 and self.random.random() < 0.25:
            place = self.random.randrange(2, len(words) - 2)
            words[place] = f"**{words[place]}**"
        return " ".join(words) + "."

    def paragraph(self, sentences):
        return " ".join(self.sentence() for _ in range(sentences))


def make(pages, seed=7):
    """All pages, and an introduction for each section and the front page."""
    words = Words(seed)
    themes = [f"tema {word}" for word in dict.fromkeys(words.word() for _ in range(400))][:40]
    organisations = [f"{words.word().capitalize()} kommune" for _ in range(200)]

    def page(number):
        return Page(
            title=words.phrase(words.random.randint(3, 6)),
            date=f"20{10 + number % 15:02d}-{1 + number % 12:02d}-{1 + number % 28:02d}",
            summary=words.phrase(12) + ".",
            kind=TYPES[number % len(TYPES)],
            themes=words.random.sample(themes, 3),
            organisation=words.random.choice(organisations),
            parts=body(words, number, pages),
        )

    made = [page(number) for number in range(pages)]
    sections = [words.paragraph(2) for _ in range(0, pages, SECTION)]
    return made, sections, words.paragraph(5)


def body(words, number, pages):
    parts = [words.paragraph(3)]
    for place in range(5):
        parts += [("### " if place == 2 else "## ") + words.phrase(4), words.paragraph(3)]
        if place < 4:
            parts.append((words.random.randrange(pages), words.sentence()))
        if place == 1:
            parts.append("\n".join(f"- {words.sentence()}" for _ in range(4)))
        if place == 3 and number % 4 == 0:
            rows = [" | ".join(words.word() for _ in range(3)) for _ in range(4)]
            parts.append("\n".join(["| A | B | C |", "|---|---|---|", *(f"| {row} |" for row in rows)]))
        if place == 4 and number % 10 == 0:
            parts.append(f'```python\nfor x in range(10):\n    print(x, "{words.word()}")\n```')
        if place == 4 and number % 5 == 0:
            parts.append(f"> {words.sentence()}")
    return parts


def path(number):
    return f"s{number // SECTION:04d}/p{number:06d}.md"


def link(tool, pages, to):
    address = {"zola": f"@/{path(to)}", "hugo": f'{{{{< relref "/{path(to)}" >}}}}'}.get(tool, f"../{path(to)}")
    return f"[{pages[to].title}]({address})"


def front_matter(tool, page):
    quoted = ", ".join(f'"{theme}"' for theme in page.themes)
    lines = [f'title: "{page.title}"', f"date: {page.date}"]
    if tool == "zola":
        lines += [f'description: "{page.summary}"', "taxonomies:", f"  themes: [{quoted}]", f'  organisations: ["{page.organisation}"]']
        lines += ["extra:", f"  type: {page.kind}"]
    elif tool == "zensical":
        lines += [f'description: "{page.summary}"', f'tags: [{quoted}, "{page.organisation}"]']
    else:
        lines += [f'summary: "{page.summary}"', f"type: {page.kind}", f"themes: [{quoted}]", f'organisations: ["{page.organisation}"]']
    return "---\n" + "\n".join(lines) + "\n---\n"


def write(made, tool, folder):
    """Writes the handbook for a tool into its folder."""
    pages, sections, home = made
    root = Path(folder) / FOLDER[tool]

    def text(title, head, parts):
        return (f"# {title}\n" if tool == "mdbook" else head) + "\n" + "\n\n".join(parts) + "\n"

    for number, section in enumerate(sections):
        place = root / f"s{number:04d}"
        place.mkdir(parents=True)
        (place / INDEX[tool]).write_text(text(f"Del {number}", f'---\ntitle: "Del {number}"\n---\n', [section]))
    for number, page in enumerate(pages):
        parts = [part if isinstance(part, str) else f"Se {link(tool, pages, part[0])}. {part[1]}" for part in page.parts]
        (root / path(number)).write_text(text(page.title, front_matter(tool, page), parts))
    (root / INDEX[tool]).write_text(text("Håndbok", '---\ntitle: "Håndbok"\n---\n', [home]))
    if tool == "mdbook":
        (root / "SUMMARY.md").write_text(contents(pages))


def contents(pages):
    lines = ["# Summary", ""]
    for number, page in enumerate(pages):
        if number % SECTION == 0:
            lines.append(f"- [Del {number // SECTION}](s{number // SECTION:04d}/index.md)")
        lines.append(f"  - [{page.title}]({path(number)})")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    count, seed, target, *tools = sys.argv[1:]
    handbook = make(int(count), int(seed))
    for name in tools:
        write(handbook, name, Path(target) / name)

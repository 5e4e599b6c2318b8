"""Prints what a reader sees of a page that compress_mlir.report made.

Checks on the way that tags are balanced and that bars stay in their frames.
"""

import html.parser
import sys

VOID = {"meta", "rect"}
LONGEST_BAR = 84


class Page(html.parser.HTMLParser):
    """Collects lines of text: `title`, `card`, `columns`, `row`, `other`, `text`."""

    def __init__(self):
        super().__init__()
        self.open, self.lines, self.cells, self.card, self.bars = [], [], [], {}, 0

    def inside(self, tag, kind=None):
        return any(entry[0] == tag and kind in (None, entry[1]) for entry in self.open)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag not in VOID:
            self.open.append((tag, attributes.get("class")))
        if tag == "rect":
            self.bars += 1
            assert 0 <= float(attributes["width"]) <= LONGEST_BAR
        if tag in ("td", "th"):
            self.cells.append({})

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        opened, kind = self.open.pop()
        assert opened == tag, tag
        if tag == "tr":
            self.finish_row()
        elif kind == "card":
            self.lines.append("card " + ", ".join(self.card.values()))
            self.card = {}

    def handle_data(self, text):
        text = text.strip()
        if not text or not self.open or self.inside("style"):
            return
        tag, kind = self.open[-1]
        if self.inside("svg"):
            return
        if tag == "title":
            self.lines.append(f"title: {text}")
        elif tag == "p":
            self.lines.append(f"text: {text}")
        elif self.inside("div", "card"):
            self.card[kind] = text
        elif self.cells:
            self.cells[-1].setdefault(kind or "text", text)

    def finish_row(self):
        cells, self.cells = self.cells, []
        first = cells[0]["text"]
        if first in ("layer", "operation"):
            self.lines.append("columns: " + ", ".join(cell["text"] for cell in cells))
        elif "details" in cells[0]:
            self.lines.append(f"row {first}: " + " | ".join(map(show, cells[1:])))
        else:
            self.lines.append("other " + " ".join(cell["text"] for cell in cells))


def show(cell):
    """`now of then change`, or what a cell without figures says."""
    then = f"of {cell['then']}" if "then" in cell else ""
    return " ".join(filter(None, [cell.get("text"), cell.get("none"), then, cell.get("change")]))


sys.stdout.reconfigure(encoding="utf-8")
page = Page()
with open(sys.argv[1], encoding="utf-8") as file:
    page.feed(file.read())
assert not page.open and page.bars > 0
print("\n".join(page.lines))

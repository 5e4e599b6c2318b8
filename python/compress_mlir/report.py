"""Tables and charts of compressed models, with the standard library only."""

import dataclasses
import html


@dataclasses.dataclass
class Row:
    """What one form of a model costs and wins."""

    label: str
    accuracy: float  # percent
    weight_bytes: int  # bytes of all weights that the code reads
    macs: int  # multiply-accumulates of one inference, zeros included
    nonzeros: int  # parameters that are not zero
    latency_us: float  # median of one inference, microseconds


COLUMNS = [
    ("accuracy %", lambda row: f"{row.accuracy:.2f}"),
    ("weight bytes", lambda row: f"{row.weight_bytes:,}"),
    ("MACs", lambda row: f"{row.macs:,}"),
    ("non-zeros", lambda row: f"{row.nonzeros:,}"),
    ("median us", lambda row: f"{row.latency_us:.1f}"),
]


def format_table(rows: list[Row]) -> str:
    """A plain table, one line per row, columns aligned."""
    cells = [["", *(name for name, _ in COLUMNS)]]
    cells += [[row.label, *(show(row) for _, show in COLUMNS)] for row in rows]
    widths = [max(len(line[i]) for line in cells) for i in range(len(cells[0]))]
    lines = []
    for line in cells:
        first = line[0].ljust(widths[0])
        rest = [cell.rjust(width) for cell, width in zip(line[1:], widths[1:])]
        lines.append("  ".join([first, *rest]))
    lines.insert(1, "-" * len(lines[0]))
    return "\n".join(lines) + "\n"


PANELS = [
    ("accuracy, %", "accuracy", "{:.2f}"),
    ("weights, bytes", "weight_bytes", "{:,}"),
    ("parameters that are not zero", "nonzeros", "{:,}"),
    ("median latency, us", "latency_us", "{:.1f}"),
]


def draw_svg(rows: list[Row], title: str) -> str:
    """Bars, one panel per figure, one bar per row; scaled to each panel's largest."""
    width, bar, left, room = 760, 22, 170, 450
    height = 50 + len(PANELS) * (34 + bar * len(rows)) + 10
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="13">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="20" y="28" font-size="16" font-weight="bold">{html.escape(title)}</text>',
    ]
    y = 50
    for name, field, form in PANELS:
        largest = max(getattr(row, field) for row in rows) or 1
        y += 24
        out.append(f'<text x="20" y="{y - 6}" fill="#555555">{html.escape(name)}</text>')
        for index, row in enumerate(rows):
            value = getattr(row, field)
            length = max(1.0, room * value / largest)
            shade = ["#8a8f98", "#5b8def", "#3aa675", "#1f7a54"][index % 4]
            out.append(f'<text x="{left - 8}" y="{y + 15}" text-anchor="end">{html.escape(row.label)}</text>')
            out.append(f'<rect x="{left}" y="{y + 3}" width="{length:.1f}" height="{bar - 6}" fill="{shade}"/>')
            out.append(f'<text x="{left + length + 6:.1f}" y="{y + 15}">{form.format(value)}</text>')
            y += bar
        y += 10
    out.append("</svg>")
    return "\n".join(out) + "\n"

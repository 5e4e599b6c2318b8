"""Tables and charts of compressed models, with the standard library only.

`python -m compress_mlir.report report.json -o report.html` draws the page of a
report that compress-report wrote.
"""

import argparse
import dataclasses
import html
import json
import os
import pathlib
import sys
import tempfile


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


def read_json(path: str, wanted: str) -> dict:
    """A file that compress-report or compress-run wrote."""
    from compress_mlir.layer_report import ReportError, check_format

    try:
        data = json.loads(pathlib.Path(path).read_bytes())
    except OSError as error:
        raise ReportError(f"cannot read '{path}': {error.strerror}") from error
    except ValueError as error:
        raise ReportError(f"cannot read '{path}': it is not JSON: {error}") from error
    return check_format(data, path, wanted)


def write_page(path: str, text: str) -> None:
    """Writes the file beside its place first, so that it is whole or not there."""
    from compress_mlir.layer_report import ReportError

    target = pathlib.Path(path)
    try:
        if target.exists() and not target.is_file():
            target.write_text(text)
            return
        handle, temporary = tempfile.mkstemp(prefix=target.name, suffix=".tmp", dir=target.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(temporary, 0o666 & ~mask)
            os.replace(temporary, target)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise ReportError(f"cannot write '{path}': {error.strerror}") from error


def main() -> int:
    from compress_mlir import layer_report

    parser = argparse.ArgumentParser(
        prog="python -m compress_mlir.report", description="Draws a report of compress-report as a page."
    )
    parser.add_argument("report", help="the file that compress-report wrote")
    parser.add_argument("-o", "--output", required=True, help="the page to write")
    parser.add_argument("--profile", help="times of this model, from compress-run --profile=FILE")
    parser.add_argument("--before-profile", help="times of the model before, from compress-run --profile=FILE")
    parser.add_argument("--title", default="Layers", help="heading of the page")
    options = parser.parse_args()
    try:
        report = read_json(options.report, "compress-report")
        profiles = [
            read_json(path, "compress-profile") if path else None for path in (options.profile, options.before_profile)
        ]
        try:
            page = layer_report.draw_page(report, options.title, *profiles)
        except (KeyError, TypeError, AttributeError) as error:
            raise layer_report.ReportError(f"'{options.report}' or a profile lacks fields: {error}") from error
        write_page(options.output, page)
    except layer_report.ReportError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

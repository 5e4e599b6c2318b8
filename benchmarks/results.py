"""The results: one JSON file that grows over runs, and the table of it."""

import json
import pathlib

SCHEMA = 1


class Mismatch(Exception):
    """The file is of another machine or version."""


class Results:
    """runs[key].models[model].engines[engine] is a cell; a new one replaces the old one.

    The key says how it was measured: see session.py.
    """

    def __init__(self, path: pathlib.Path, machine: dict, fresh: bool):
        self.path = path
        self.data = {"schema": SCHEMA, "machine": machine, "runs": {}}
        if fresh or not path.exists():
            return
        old = json.loads(path.read_text())
        for key, new in [("schema", SCHEMA), ("machine", machine)]:
            if old.get(key) != new:
                raise Mismatch(f"{path} has results of another {key}; --fresh replaces them, --output writes elsewhere")
        self.data = old

    def run(self, key: str) -> dict:
        return self.data["runs"].setdefault(key, {"peaks": {}, "engines": {}, "models": {}})

    def cell(self, key: str, model: str, engine: str) -> dict:
        return self.run(key)["models"].get(model, {}).get("engines", {}).get(engine, {})

    def update(self, key: str, model: str, facts: dict, cells: dict, peaks: dict) -> None:
        run = self.run(key)
        run["peaks"] |= {name: round(max(rate, run["peaks"].get(name, 0)), 2) for name, rate in peaks.items()}
        entry = run["models"].setdefault(model, {"engines": {}})
        entry.update(facts)
        for name, cell in cells.items():
            # What has not been timed yet does not replace what has.
            if "error" in cell or "ratio" in cell or "ratio" not in entry["engines"].get(name, {}):
                entry["engines"][name] = cell
        self.save()

    def save(self) -> None:
        partial = self.path.with_suffix(".partial")
        partial.write_text(json.dumps(self.data, indent=1) + "\n")
        partial.rename(self.path)


def format_time(ns: float) -> str:
    for unit, factor in [("ms", 1e6), ("us", 1e3)]:
        if ns >= factor:
            return f"{ns / factor:.3g} {unit}" if ns < 1000 * factor else f"{ns / factor:.0f} {unit}"
    return f"{ns:.0f} ns"


HEADER = ["", "ratio", "quartiles", "time", "of peak", "SQNR dB", "file bytes", "ready in s"]


def table_row(title: str, cell: dict) -> list[str]:
    if "error" in cell:
        return [title, f"failed: {cell['error']}"]
    ratio = quartiles = time = peak = ""
    if "ratio" in cell:
        lower, upper = cell["ratio_quartiles"]
        ratio, quartiles, time = f"{cell['ratio']:.2f}", f"{lower:.2f} - {upper:.2f}", format_time(cell["ns"])
        peak = f"{100 * cell['fraction_of_peak']:.1f} %" if cell["operations_per_ns"] else ""
    quality = f"{cell['sqnr_db']:.1f}" if "sqnr_db" in cell else ""
    return [title, ratio, quartiles, time, peak, quality, f"{cell['file_bytes']:,}", f"{cell['prepare_seconds'] + cell['load_seconds']:.1f}"]


def format_run(run: dict, titles: dict[str, str], models: list[str]) -> str:
    """A block of rows for each model, in the order of `models` and `titles`."""
    blocks = []
    for model in models:
        entry = run["models"].get(model)
        if not entry:
            continue
        rows = [table_row(titles[engine], entry["engines"][engine]) for engine in titles if engine in entry["engines"]]
        blocks.append((entry["title"], rows))
    regular = [HEADER, *(row for _, rows in blocks for row in rows if len(row) == len(HEADER))]
    widths = [max(len(row[i]) for row in regular) for i in range(len(HEADER))]
    widths[0] = max(widths[0], *(len(title) for title in titles.values())) + 2
    lines = ["  ".join([HEADER[0].ljust(widths[0]), *(h.rjust(w) for h, w in zip(HEADER[1:], widths[1:]))])]
    lines.append("-" * len(lines[0]))
    for title, rows in blocks:
        lines.append(title)
        for row in rows:
            if len(row) == len(HEADER):
                rest = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
            else:
                rest = row[1:]
            lines.append("  ".join([f"  {row[0]}".ljust(widths[0]), *rest]).rstrip())
    return "\n".join(lines) + "\n"

"""The page that shows a report of compress-report: bars for every layer."""

import dataclasses
import html

FORMATS = {"compress-report": 1, "compress-profile": 1}


class ReportError(Exception):
    """What is wrong with a file, in a sentence for the user."""


@dataclasses.dataclass
class Figure:
    """A column of the page."""

    key: str
    title: str
    help: str


FIGURES = [
    Figure("bytes", "weight bytes", "bytes of weights and biases as the module stores them"),
    Figure("nonzeros", "non-zeros", "parameters that are not zero, masks applied"),
    Figure("macs", "MACs", "multiply-accumulates of one inference, zeros included"),
    Figure("moved_bytes", "bytes moved", "operands read and results written by one inference"),
    Figure("time_ns", "time, µs", "measured median of one inference"),
]


@dataclasses.dataclass
class Layer:
    """A row: figures after, and before where the layer existed then."""

    name: str
    details: str
    location: str
    after: dict | None
    before: dict | None


def check_format(data: object, path: str, wanted: str) -> dict:
    """Refuses a file that some other tool wrote."""
    found = data.get("format") if isinstance(data, dict) else None
    if found != wanted:
        raise ReportError(f"'{path}' is no {wanted} file" + (f", it is a {found}" if isinstance(found, str) else ""))
    if data.get("version") != FORMATS[wanted]:
        raise ReportError(f"'{path}' has version {data.get('version')}, expected {FORMATS[wanted]}")
    return data


def format_shape(tensor: dict | None) -> str:
    if not tensor:
        return ""
    if tensor["shape"] is None:
        return f"?{tensor['type']}"
    return "×".join("?" if size is None else str(size) for size in [*tensor["shape"]]) + f" {tensor['type']}"


def describe(layer: dict) -> str:
    """Kind, weight, and bits of weight and activation on one line."""
    parts = [layer["kind"]]
    if layer["weight"]:
        parts.append(format_shape(layer["weight"]))
    bits = [layer["weight_bits"], layer["activation_bits"]]
    if layer["weight"] and None not in bits and bits != [32, 32]:
        parts.append(f"w{bits[0]} a{bits[1]}")
    return " · ".join(parts)


def format_location(location: dict | None) -> str:
    return f"{location['file']}:{location['line']}:{location['column']}" if location else ""


def times_of(profile: dict | None) -> dict:
    return {layer["name"]: layer["median_ns"] for layer in profile["layers"]} if profile else {}


def collect_layers(report: dict, profile: dict | None, earlier: dict | None) -> list[Layer]:
    """Rows in program order; layers that are gone come last."""
    now, then = times_of(profile), times_of(earlier)
    rows = []
    for function in report["functions"]:
        for layer in function["layers"]:
            name = layer["name"]
            before = layer.get("before")
            if name in then:
                before = {**(before or {}), "time_ns": then[name]}
            after = {**layer, "time_ns": now.get(name)}
            rows.append(Layer(name, describe(layer), format_location(layer["location"]), after, before))
    for layer in report.get("removed", []):
        before = {**layer, "time_ns": then.get(layer["name"])}
        rows.append(Layer(layer["name"], "no longer in the module", "", None, before))
    return rows


def collect_totals(report: dict, profile: dict | None, earlier: dict | None) -> Layer:
    totals = report["totals"]
    before = totals.get("before")
    after = {**totals, "time_ns": profile["plain"]["median_ns"] if profile else None}
    if earlier:
        before = {**(before or {}), "time_ns": earlier["plain"]["median_ns"]}
    return Layer("total", "", "", after, before)


def value_of(figures: dict | None, key: str) -> float | None:
    return figures.get(key) if figures else None


def format_value(value: float | None, key: str) -> str:
    if value is None:
        return "–"
    if key == "time_ns":
        digits = 2 if value < 1e4 else 1 if value < 1e6 else 0
        return f"{value / 1000:,.{digits}f}"
    for unit, size in (("G", 10**9), ("M", 10**6)):
        if value >= 10 * size:
            return f"{value / size:,.1f} {unit}"
    return f"{value:,}"


def format_change(before: float | None, after: float | None) -> str:
    """How far `after` is from `before`, in percent; empty where that says nothing."""
    if before is None or after is None or before == 0 or before == after:
        return ""
    percent = 100 * (after / before - 1)
    digits = 0 if abs(percent) >= 10 else 1
    return f"{percent:+.{digits}f} %".replace("-", "−")


def draw_bars(before: float | None, after: float | None, largest: float, label: str) -> str:
    """One bar per figure that is known, before above after."""
    width, bar, gap = 84, 7, 3
    both = before is not None
    height = 2 * bar + gap if both else bar
    out = [f'<svg width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">']
    out.append(f"<title>{html.escape(label)}</title>")
    rows = [(before, "before"), (after, "after")] if both else [(after, "after")]
    for index, (value, kind) in enumerate(rows):
        y = index * (bar + gap)
        out.append(f'<rect class="track" y="{y}" width="{width}" height="{bar}" rx="1.5"/>')
        if value:
            length = max(1.0, width * value / largest)
            out.append(f'<rect class="{kind}" y="{y}" width="{length:.1f}" height="{bar}" rx="1.5"/>')
    return "".join([*out, "</svg>"])


def changes(rows: list[Layer], key: str) -> bool:
    """True if the figure of any layer is not what it was."""
    return any(format_change(value_of(row.before, key), value_of(row.after, key)) for row in rows)


def draw_cell(layer: Layer, figure: Figure, largest: float, compares: bool, changed: bool) -> str:
    before, after = value_of(layer.before, figure.key), value_of(layer.after, figure.key)
    if before is None and after is None:
        return '<td class="none">–</td>'
    shown = [format_value(value, figure.key) for value in (before, after)]
    if layer.after is None:
        shown[1] = "gone"
    label = f"{layer.name}, {figure.title}: " + (f"{shown[0]} before, {shown[1]} after" if compares else shown[1])
    change = format_change(before, after)
    numbers = f"<div>{shown[1]}</div>"
    if compares:
        numbers = f'<div class="then">{shown[0]}</div>{numbers}'
    numbers = f'<div class="numbers">{numbers}</div>'
    bars = draw_bars(before if before is not None or not compares else 0, after, largest, label)
    if changed:
        numbers += f'<div class="change">{change}</div>'
    return f'<td><div class="cell">{bars}{numbers}</div></td>'


def draw_table(rows: list[Layer], figures: list[Figure], compares: bool) -> str:
    out = ["<table><thead><tr><th>layer</th>"]
    out += [f'<th title="{html.escape(figure.help)}">{html.escape(figure.title)}</th>' for figure in figures]
    out.append("</tr></thead><tbody>")
    largest, changed = {}, {}
    for figure in figures:
        changed[figure.key] = changes(rows, figure.key)
        values = [value_of(side, figure.key) for row in rows for side in (row.before, row.after)]
        largest[figure.key] = max((value for value in values if value), default=1)
    for row in rows:
        title = f' title="{html.escape(row.location)}"' if row.location else ""
        out.append(
            f"<tr><th{title}>{html.escape(row.name)}<div class=details>{html.escape(row.details)}</div></th>"
            + "".join(draw_cell(row, f, largest[f.key], compares, changed[f.key]) for f in figures)
            + "</tr>"
        )
    out.append("</tbody></table>")
    return "\n".join(out)


def draw_cards(total: Layer, figures: list[Figure]) -> str:
    """The totals, large."""
    out = ['<div class="cards">']
    for figure in figures:
        before, after = value_of(total.before, figure.key), value_of(total.after, figure.key)
        lines = [f'<div class="label">{html.escape(figure.title)}</div>']
        lines.append(f'<div class="big">{format_value(after, figure.key)}</div>')
        if before is not None:
            change = format_change(before, after) or "unchanged"
            lines.append(f'<div class="small">{change}, from {format_value(before, figure.key)}</div>')
        out.append(f'<div class="card" title="{html.escape(figure.help)}">{"".join(lines)}</div>')
    return "".join([*out, "</div>"])


def draw_others(report: dict) -> str:
    """The operations that are no layers, and those that nothing is known of."""
    others = [other for function in report["functions"] for other in function["others"]]
    uncounted = sorted({kind for function in report["functions"] for kind in function["uncounted"]})
    if not others and not uncounted:
        return ""
    out = ["<h2>Outside of layers</h2>"]
    if others:
        out.append("<table class=plain><thead><tr><th>operation</th><th>number</th><th>arithmetic</th>")
        out.append("<th>bytes moved</th><th>constant bytes</th></tr></thead><tbody>")
        for other in others:
            cells = [format_value(other[key], key) for key in ("count", "operations", "moved_bytes", "bytes")]
            out.append(f"<tr><th>{html.escape(other['kind'])}</th>")
            out.append("".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
        out.append("</tbody></table>")
    if uncounted:
        out.append(f"<p>Not counted, because their cost is unknown: {html.escape(', '.join(uncounted))}.</p>")
    return "\n".join(out)


def draw_notes(profile: dict | None, earlier: dict | None) -> str:
    """What the times are."""
    out = []
    for name, data in (("after", profile), ("before", earlier)):
        if not data:
            continue
        marked, plain = data["marked"]["median_ns"], data["plain"]["median_ns"]
        out.append(
            f"<p>Time {name}: median of {data['runs']:,} runs on {html.escape(data['cpu'])}. "
            f"The layers and {data['unattributed']['median_ns'] / 1000:,.2f} µs outside of them add up to "
            f"{data['sum_ns'] / 1000:,.1f} µs; a whole call takes {plain / 1000:,.1f} µs, "
            f"{marked / 1000:,.1f} µs with marks between layers.</p>"
        )
    return "".join(out)


STYLE = """
:root { color-scheme: light dark; --back: #ffffff; --text: #1c2024; --muted: #5d6570; --line: #e3e6ea;
  --track: #f0f2f4; --before: #a3abb5; --after: #2f6fde; --card: #f6f7f9; }
@media (prefers-color-scheme: dark) { :root { --back: #15181c; --text: #e6e9ec; --muted: #9aa3ad; --line: #2b3036;
  --track: #22272d; --before: #77808b; --after: #6ea3ff; --card: #1d2126; } }
body { background: var(--back); color: var(--text); font: 14px/1.4 system-ui, sans-serif; margin: 2rem auto;
  max-width: max-content; padding: 0 1.5rem; font-variant-numeric: tabular-nums; }
h1 { font-size: 1.35rem; margin: 0 0 .2rem; } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
p { color: var(--muted); max-width: 60rem; margin: .5rem 0; }
.cards { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.2rem 0 1.6rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .6rem .9rem; min-width: 9rem; }
.label, .small, .details { color: var(--muted); font-size: 12px; } .big { font-size: 1.4rem; font-weight: 600; }
table { border-collapse: collapse; } tbody tr { border-top: 1px solid var(--line); }
th, td { text-align: left; font-weight: normal; padding: .4rem 1rem .4rem 0; vertical-align: middle; }
thead th { color: var(--muted); font-size: 12px; position: sticky; top: 0; background: var(--back); z-index: 1; }
tbody th { font-weight: 600; } .details { font-weight: normal; }
tbody th { overflow-wrap: anywhere; min-width: 10rem; max-width: 22rem; }
.cell { display: flex; align-items: center; gap: .5rem; }
.numbers { font-size: 12px; line-height: 1.2; white-space: nowrap; text-align: right; min-width: 3.6rem; }
.then { color: var(--muted); } .change { font-size: 12px; color: var(--muted); white-space: nowrap; min-width: 2.9rem; text-align: right; }
.none { color: var(--muted); } .plain td { text-align: right; } .plain thead th + th { text-align: right; }
svg { display: block; flex: none; } .track { fill: var(--track); } .before { fill: var(--before); } .after { fill: var(--after); }
.key { display: inline-block; width: .8rem; height: .5rem; border-radius: 2px; margin: 0 .35rem 0 .9rem; }
"""


def draw_page(report: dict, title: str, profile: dict | None = None, earlier: dict | None = None) -> str:
    """One file that needs nothing else, for light and dark screens."""
    rows = collect_layers(report, profile, earlier)
    total = collect_totals(report, profile, earlier)
    compares = any(row.before for row in [*rows, total])
    figures = [f for f in FIGURES if f.key != "time_ns" or profile or earlier]
    key = '<span class="key" style="background: var(--after)"></span>now'
    if compares:
        key = f'<span class="key" style="background: var(--before)"></span>before{key}'
    return "\n".join(
        [
            '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{html.escape(title)}</title><style>{STYLE}</style></head><body>",
            f"<h1>{html.escape(title)}</h1>",
            f"<div class=small>{len([row for row in rows if row.after])} layers{key}</div>",
            draw_cards(total, figures),
            draw_table(rows, figures, compares) if rows else "<p>The module has no layers.</p>",
            draw_notes(profile, earlier),
            draw_others(report),
            "</body></html>\n",
        ]
    )

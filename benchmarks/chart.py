"""Draws the ratios of a run as SVG, with the standard library only."""

import html

from results import format_time

COLOURS = {
    "compress_f32": "#1f7a54",
    "compress_int8": "#55c08b",
    "ort_f32": "#4a4f57",
    "ort_u8s8": "#8a8f98",
    "ort_s8s8": "#a9aeb6",
    "ort_u8s8_rr": "#c8ccd2",
    "ov_f32": "#3566c8",
    "ov_int8": "#8fb1f2",
}
LEFT, PLOT, RIGHT, BAR = 270, 520, 210, 17


def nice_step(largest: float) -> float:
    """Grid lines at 0.5, 1 or 2, such that there are not too many."""
    return next(step for step in (0.5, 1, 2, 5, 10, 1e9) if largest / step <= 9)


def draw_run(machine: dict, run: dict, titles: dict[str, str], models: list[str], key: str) -> str:
    groups = []
    for model in models:
        entry = run["models"].get(model)
        cells = {engine: entry["engines"][engine] for engine in titles if engine in entry["engines"]} if entry else {}
        if entry and entry["macs"] and any("ratio" in cell for cell in cells.values()):
            groups.append((entry["title"], cells))
    ratios = [cell["ratio_quartiles"][1] for _, cells in groups for cell in cells.values() if "ratio" in cell]
    largest = max([1.0, *ratios])
    top, bottom = 76, 30
    height = top + sum(30 + BAR * len(cells) for _, cells in groups) + bottom
    width = LEFT + PLOT + RIGHT
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        '<text x="20" y="26" font-size="16" font-weight="bold">Times as fast as ONNX Runtime f32</text>',
        f'<text x="20" y="46" fill="#555555">{html.escape(subtitle(machine, key))}</text>',
    ]
    out += draw_grid(largest, top, height - bottom)
    y = top
    for title, cells in groups:
        y += 24
        out.append(f'<text x="20" y="{y - 5}" font-weight="bold">{html.escape(title)}</text>')
        for engine, cell in cells.items():
            out += draw_bar(titles[engine], COLOURS[engine], cell, PLOT / largest, y)
            y += BAR
        y += 6
    return "\n".join([*out, "</svg>"]) + "\n"


def subtitle(machine: dict, key: str) -> str:
    note = f"{machine['cpu']} ({machine['cpu_family_model']}); {key}"
    return f"{note}; median over rounds, line: quartiles; then time of a call, fraction of the core's peak"


def draw_grid(largest: float, top: int, bottom: int) -> list[str]:
    lines, step = [], nice_step(largest)
    for index in range(int(largest / step) + 1):
        x = LEFT + PLOT * index * step / largest
        strong = index * step == 1
        colour, extent = ("#d0473c", 1.2) if strong else ("#e4e6ea", 1)
        lines.append(f'<line x1="{x:.1f}" y1="{top}" x2="{x:.1f}" y2="{bottom}" stroke="{colour}" stroke-width="{extent}"/>')
        lines.append(f'<text x="{x:.1f}" y="{top - 5}" text-anchor="middle" fill="#777777">{index * step:g}</text>')
    return lines


def draw_bar(title: str, colour: str, cell: dict, scale: float, y: float) -> list[str]:
    out = [f'<text x="{LEFT - 8}" y="{y + 12}" text-anchor="end">{html.escape(title)}</text>']
    if "ratio" not in cell:
        reason = "failed" if "error" in cell else "not timed"
        return [*out, f'<text x="{LEFT + 6}" y="{y + 12}" fill="#d0473c">{reason}</text>']
    lower, upper = (LEFT + scale * quartile for quartile in cell["ratio_quartiles"])
    middle = y + BAR / 2
    out.append(f'<rect x="{LEFT}" y="{y + 2}" width="{scale * cell["ratio"]:.1f}" height="{BAR - 4}" fill="{colour}"/>')
    out.append(f'<line x1="{lower:.1f}" y1="{middle}" x2="{upper:.1f}" y2="{middle}" stroke="#111111" stroke-width="1.5"/>')
    x = max(upper, LEFT + scale * cell["ratio"]) + 6
    more = f"{format_time(cell['ns'])}, {100 * cell['fraction_of_peak']:.0f} %"
    label = f'<tspan font-weight="bold">{cell["ratio"]:.2f}</tspan><tspan dx="8" fill="#666666">{more}</tspan>'
    # The white rim keeps it readable on grid lines.
    rim = 'stroke="#ffffff" stroke-width="3" paint-order="stroke"'
    return [*out, f'<text x="{x:.1f}" y="{y + 12}" {rim}>{label}</text>']

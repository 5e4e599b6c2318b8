"""Prints a report of compress-report, one line per thing, for FileCheck."""

import json
import sys

FIGURES = ["parameters", "nonzeros", "bytes", "macs", "operations", "moved_bytes"]
TOTALS = [*FIGURES, "compact_bytes"]
LAYER_FIGURES = [*FIGURES, "input_bytes", "output_bytes", "weight_bits", "activation_bits", "compact_bytes"]


def show(value):
    return "-" if value is None else str(value)


def figures(data, keys):
    return "-" if data is None else " ".join(f"{key} {show(data[key])}" for key in keys)


def tensor(data):
    if data is None:
        return "-"
    shape = ["?" if size is None else str(size) for size in data["shape"]]
    return "x".join([*shape, data["type"]])


def compare(data, keys):
    for part in ("before", "delta"):
        if part in data:
            print(f"  {part} {figures(data[part], keys)}")


def place(location):
    return "-" if location is None else f"{location['file']}:{location['line']}"


def printable(text):
    return text.encode("unicode_escape").decode() if any(ord(c) < 32 for c in text) else text


sys.stdout.reconfigure(encoding="utf-8")
report = json.load(open(sys.argv[1], encoding="utf-8"))
assert (report["format"], report["version"]) == ("compress-report", 1)
for function in report["functions"]:
    print("function", function["name"], "entry", function["entry"])
    for layer in function["layers"]:
        print(
            *("layer", printable(layer["name"]), layer["kind"], "at", place(layer["location"])),
            *("in", *map(tensor, layer["inputs"]), "weight", tensor(layer["weight"])),
            *("out", *map(tensor, layer["outputs"]), show(layer["storage"])),
        )
        print(" ", figures(layer, LAYER_FIGURES))
        compare(layer, LAYER_FIGURES)
    for other in function["others"]:
        print("other", other["count"], other["kind"], figures(other, ["operations", "moved_bytes", "bytes"]))
    for kind in function["uncounted"]:
        print("uncounted", kind)
    print("totals", figures(function["totals"], TOTALS))
for layer in report.get("removed", []):
    print("removed", layer["name"], figures(layer, LAYER_FIGURES))
print("module", figures(report["totals"], TOTALS))
compare(report["totals"], TOTALS)

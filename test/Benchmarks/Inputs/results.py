"""Measures engines that only pretend, and reads back what is written."""

import json
import pathlib
import sys
import time
import xml.etree.ElementTree

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2] / "benchmarks"))

import numpy as np
import run
from chart import draw_run
from engine import Engine, Files, Session
from engines import BASE, ENGINES
from measure import Measurement, sqnr
from models import MODELS
from results import Mismatch, Results, format_run

assert run.MODELS == list(MODELS), "run.py and models.py know other models"
assert run.ENGINES == list(ENGINES) and run.BASE == BASE, "run.py and engines.py know other engines"
assert set(run.ENGINES) <= set(__import__("chart").COLOURS)
assert abs(sqnr(np.array([10.0, 0]), np.array([9.0, 0])) - 20) < 1e-9


class ToySession(Session):
    """Doubles its input; is wrong by `error`. Says that it takes `microseconds`, and more at first."""

    def __init__(self, microseconds: float, error: float):
        def call():
            self.y = self.x * 2
            self.y[0, -1] *= 1 - error

        self.call, self.microseconds, self.samples = call, microseconds, 0

    def set_input(self, x):
        self.x = x

    def time(self, calls):
        self.samples += 1
        return self.microseconds * 1000 + max(0, 10 - self.samples)

    def output(self):
        return self.y


class Toy(Engine):
    def __init__(self, name: str, bits: str, microseconds: float = 0, error: float = 0):
        self.name = self.title = name
        self.bits, self.microseconds, self.error = bits, microseconds, error

    def version(self):
        return "toy 1"

    def isa(self):
        return "native"

    def prepare(self, files):
        if self.name == "broken":
            raise RuntimeError("no such kernel\nand more")
        return {"prepare_seconds": 0.0, "file_bytes": 1}

    def load(self, files):
        return ToySession(self.microseconds, self.error)


class ToyPeak:
    best = {"f32 toy": 10.0, "int8 toy": 40.0}

    def measure(self):
        pass

    def of(self, bits, isa):
        assert isa == "native"
        return self.best[f"{bits} toy"]


class ToyFiles(Files):
    def evaluation(self):
        return np.arange(1, 9, dtype=np.float32).reshape(2, 4)


folder = pathlib.Path(sys.argv[1])
engines = [Toy("base", "f32", 400), Toy("int8", "int8", 200, 0.01), Toy("late", "f32", 1, 0.5), Toy("broken", "f32")]
facts = {"title": "Toy", "macs": 100_000}


def measure(rounds: int, interrupt_after: int, results: Results) -> None:
    measurement = Measurement(ToyFiles(MODELS["overhead"], folder, 1), facts, engines, ToyPeak())
    measurement.load()
    for index in measurement.rounds(rounds, 0.001, time.process_time_ns):
        results.update("native", "toy", facts, measurement.to_json(), ToyPeak.best)
        if index == interrupt_after:
            return


path, machine = folder / "results.json", {"cpu": "toy", "cpu_family_model": "1"}
measure(5, 2, Results(path, machine, fresh=False))
cells = json.loads(path.read_text())["runs"]["native"]["models"]["toy"]["engines"]
assert len(cells["int8"]["rounds"]["ns"]) == 2 and 35 < cells["int8"]["sqnr_db"] < 45, cells["int8"]
print("interrupted after 2 rounds")

try:
    Results(path, {"cpu": "other"}, fresh=False)
except Mismatch as error:
    print(error)
assert not Results(path, {"cpu": "other"}, fresh=True).data["runs"]

# A second run replaces its cells and keeps the others, and timed ones until it has timed them.
results = Results(path, machine, fresh=False)
results.update("native", "toy", facts, {"base": {"file_bytes": 2}}, {})
results.update("native", "other", {"title": "Other", "macs": 0}, {"base": {"error": "none"}}, {})
results.update("native", "toy", facts, {"int8": {**cells["int8"], "sqnr_db": 1.0}}, {"f32 toy": 9.0})
again = Results(path, machine, fresh=False)
assert again.cell("native", "toy", "int8")["sqnr_db"] == 1.0
assert again.cell("native", "toy", "base") == cells["base"]
assert again.cell("avx2", "toy", "base") == {}
assert again.run("native")["peaks"]["f32 toy"] == 10.0, "a slower measurement of the peak replaced a faster one"
base = cells["base"]
assert abs(base["fraction_of_peak"] - 200_000 / base["ns"] / 10) < 1e-3

titles = {engine.name: engine.title for engine in engines}
table = format_run(again.run("native"), titles, ["toy", "absent"])
print("\n".join(" ".join(line.split()) if line.startswith("  ") else line for line in table.splitlines()))
colours = __import__("chart").COLOURS
colours.update(dict.fromkeys(titles, "#000000"))
svg = draw_run(machine, again.run("native"), titles, ["toy"], "native")
bars = xml.etree.ElementTree.fromstring(svg).findall("{http://www.w3.org/2000/svg}rect")
widths = [float(bar.get("width")) for bar in bars[1:]]
assert len(widths) == 2 and abs(widths[1] / widths[0] - 2) < 0.01, widths
assert svg.count(">failed<") == 2
print("all checks passed")

"""Times all engines of one model in alternation."""

import dataclasses
import sys
import time
from collections.abc import Callable, Iterator

import numpy as np

from engine import Engine, Files, Session
from machine import Peak

TOLERANCE = 1e-4  # of f32 outputs, relative to the largest entry


@dataclasses.dataclass
class Cell:
    """What is known of one engine and model; times in nanoseconds, one per round."""

    version: str
    facts: dict
    ns: list[float] = dataclasses.field(default_factory=list)  # the fastest sample of each round
    median_ns: list[float] = dataclasses.field(default_factory=list)  # the median sample of each round
    base_ns: list[float] = dataclasses.field(default_factory=list)  # the baseline's fastest sample of the same round
    sqnr_db: float | None = None
    error: str | None = None

    def to_json(self, macs: int, peak: float) -> dict:
        result = {"version": self.version, **self.facts}
        if self.sqnr_db is not None:
            result["sqnr_db"] = round(self.sqnr_db, 2)
        if self.error:
            return {**result, "error": self.error}
        if not self.ns:
            return result
        lower, ratio, upper = np.percentile(np.divide(self.base_ns, self.ns), [25, 50, 75])
        median = float(np.median(self.ns))
        result |= {"ratio": round(ratio, 4), "ratio_quartiles": [round(lower, 4), round(upper, 4)], "ns": round(median, 1)}
        result |= {"operations_per_ns": round(2 * macs / median, 3), "fraction_of_peak": round(2 * macs / median / peak, 4)}
        rounds = {"ns": self.ns, "median_ns": self.median_ns, "base_ns": self.base_ns}
        return {**result, "rounds": {name: [round(x, 1) for x in values] for name, values in rounds.items()}}


def sqnr(reference: np.ndarray, y: np.ndarray) -> float:
    """Signal to noise in dB; 999 if there is no noise."""
    noise = np.sum((reference.astype(np.float64) - y) ** 2)
    return 10 * float(np.log10(np.sum(reference.astype(np.float64) ** 2) / noise)) if noise else 999.0


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


class Measurement:
    """One model with all its engines; the first engine is the baseline."""

    def __init__(self, files: Files, facts: dict, engines: list[Engine], peak: Peak):
        self.files, self.facts, self.engines, self.peak = files, facts, engines, peak
        self.cells: dict[str, Cell] = {}
        self.sessions: dict[str, Session] = {}

    def load(self) -> None:
        """Prepares and checks every engine; what fails gets a cell with the reason."""
        evaluation = self.files.evaluation()
        reference = None
        for engine in self.engines:
            say(f"{self.files.model.name}: preparing {engine.name}")
            cell = self.cells[engine.name] = Cell(engine.version(), {})
            try:
                cell.facts = engine.prepare(self.files)
                start = time.perf_counter()
                session = engine.load(self.files)
                cell.facts = {**cell.facts, "load_seconds": round(time.perf_counter() - start, 3)}
                y = session.run_all(evaluation, self.files.batch)
                if reference is None:
                    reference = y
                self.check(engine, cell, reference, y)
                session.set_input(evaluation[: self.files.batch])
                self.sessions[engine.name] = session
            except Exception as error:  # whatever a library throws
                cell.error = f"{error}".strip().splitlines()[0][:300] if f"{error}".strip() else repr(error)
                say(f"{self.files.model.name}: {engine.name} failed: {cell.error}")

    def check(self, engine: Engine, cell: Cell, reference: np.ndarray, y: np.ndarray) -> None:
        if y.shape != reference.shape:
            raise ValueError(f"the output has shape {y.shape}, expected {reference.shape}")
        if engine.bits != "f32":
            cell.sqnr_db = sqnr(reference, y)
            return
        error = float(np.abs(y - reference).max() / np.abs(reference).max())
        cell.facts = {**cell.facts, "max_error": error}
        if not error <= TOLERANCE:
            raise ValueError(f"the output differs from the baseline's by {error:.1e} of the largest entry, allowed are {TOLERANCE}")

    def rounds(self, count: int, seconds: float, clock: Callable[[], int]) -> Iterator[int]:
        """Yields after each round. Each engine goes first in its turn."""
        names = list(self.sessions)
        for session in self.sessions.values():
            session.clock = clock
        if self.engines[0].name not in self.sessions:
            return
        for index in range(count):
            self.peak.measure()
            times = {}
            for name in names[index % len(names) :] + names[: index % len(names)]:
                times[name] = self.sessions[name].round(seconds)
            base = min(times[self.engines[0].name])
            for name, samples in times.items():
                self.cells[name].ns.append(min(samples))
                self.cells[name].median_ns.append(float(np.median(samples)))
                self.cells[name].base_ns.append(base)
            yield index + 1

    def to_json(self) -> dict:
        macs = self.facts["macs"]
        peaks = {engine.name: self.peak.of(engine.bits, engine.isa()) for engine in self.engines}
        return {name: cell.to_json(macs, peaks[name]) for name, cell in self.cells.items()}

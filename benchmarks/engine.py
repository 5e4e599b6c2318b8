"""What every engine has: it gets a model ready once, then makes calls on the same input.

An engine that cannot run a model raises an exception; its text becomes the cell
in the results.
"""

import dataclasses
import itertools
import json
import pathlib
import time
from collections.abc import Callable

import numpy as np

from models import Model
from tools import Tools

SAMPLE_NS = 1e6  # how long a timed sample is, at least one call: short ones find the gaps on a busy machine


def aligned_empty(shape: tuple[int, ...], dtype) -> np.ndarray:
    """An array on a 64-byte boundary."""
    size = int(np.prod(shape, dtype=np.int64)) * np.dtype(dtype).itemsize
    buffer = np.empty(size + 64, np.uint8)
    offset = -buffer.ctypes.data % 64
    return buffer[offset : offset + size].view(dtype).reshape(shape)


def aligned_copy(x: np.ndarray) -> np.ndarray:
    result = aligned_empty(x.shape, x.dtype)
    result[...] = x
    return result


@dataclasses.dataclass(frozen=True)
class Files:
    """What is on disk of a model: `folder` also takes what engines make of it."""

    model: Model
    folder: pathlib.Path
    batch: int

    @property
    def tosa(self) -> pathlib.Path:
        return self.folder / "model.tosa.mlir"

    @property
    def onnx(self) -> pathlib.Path:
        return self.folder / "model.onnx"

    def calibration(self) -> np.ndarray:
        return np.load(self.folder / "calibration.npy")

    def calibration_batches(self) -> list[np.ndarray]:
        samples = self.calibration()
        return [samples[start : start + self.batch] for start in range(0, len(samples), self.batch)]

    def evaluation(self) -> np.ndarray:
        return np.load(self.folder / "evaluation.npy")

    def stamp(self) -> str:
        """Changes when the files of the model are made anew."""
        return (self.folder / "stamp").read_text()


@dataclasses.dataclass(frozen=True)
class Settings:
    """What all engines are told."""

    isa: str
    threads: int
    tools: Tools
    wider: bool  # whether the machine has more than --isa


class Engine:
    """`name` is unique; `bits` is "f32" or "int8"."""

    name: str
    title: str
    bits: str

    def __init__(self, settings: Settings):
        self.settings = settings

    def version(self) -> str:
        raise NotImplementedError

    def isa(self) -> str:
        """What it really uses: "native" if it cannot be restricted."""
        return self.settings.isa

    def notes(self) -> list[str]:
        """What of the settings it does not follow."""
        return []

    def prepare(self, files: Files) -> dict:
        """Makes what load() needs, unless it is there; facts about that, such as seconds and bytes."""
        raise NotImplementedError

    def load(self, files: Files) -> "Session":
        raise NotImplementedError

    def cached(self, target: pathlib.Path, key: list, make: Callable[[pathlib.Path], None]) -> dict:
        """Calls make(temporary path) unless `target` was made with the same key before."""
        record = target.with_name(target.name + ".json")
        key = json.loads(json.dumps(key))
        if target.exists() and record.exists():
            facts = json.loads(record.read_text())
            if facts.pop("key") == key:
                return facts
        record.unlink(missing_ok=True)
        partial = target.with_name(f"partial.{target.name}")
        start = time.perf_counter()
        make(partial)
        facts = {"prepare_seconds": round(time.perf_counter() - start, 3), "file_bytes": partial.stat().st_size}
        partial.rename(target)
        record.write_text(json.dumps({"key": key, **facts}))
        return facts


class Session:
    """A loaded model. `call` runs it once on the input that was set; `clock` counts nanoseconds."""

    call: Callable[[], object]
    clock = staticmethod(time.perf_counter_ns)

    def set_input(self, x: np.ndarray) -> None:
        raise NotImplementedError

    def output(self) -> np.ndarray:
        raise NotImplementedError

    def run_all(self, samples: np.ndarray, batch: int) -> np.ndarray:
        """The outputs of all samples, a batch at a time."""
        results = []
        for start in range(0, len(samples), batch):
            self.set_input(samples[start : start + batch])
            self.call()
            results.append(np.array(self.output()))
        return np.concatenate(results)

    def time(self, calls: int) -> float:
        """Nanoseconds of one call, the mean of `calls` of them."""
        call = self.call
        before = self.clock()
        for _ in itertools.repeat(None, calls):
            call()
        return (self.clock() - before) / calls

    def round(self, seconds: float) -> list[float]:
        """Nanoseconds of one call, from samples of SAMPLE_NS each that fill `seconds`."""
        self.call()
        estimate = self.time(1)
        calls = max(1, round(SAMPLE_NS / max(estimate, 1)))
        end = self.clock() + seconds * 1e9
        samples = [self.time(calls)]
        while self.clock() < end:
            samples.append(self.time(calls))
        return samples

"""compress, f32 and int8."""

import pathlib

import numpy as np

from compress_library import Library
from engine import Engine, Files, Session


def to_nhwc(x: np.ndarray, layout: str) -> np.ndarray:
    return x.transpose(0, 2, 3, 1) if layout == "nhwc" else x


def to_nchw(x: np.ndarray, layout: str) -> np.ndarray:
    return x.transpose(0, 3, 1, 2) if layout == "nhwc" else x


class Compress(Engine):
    """compress: a TOSA file becomes a shared library, which is called through its C interface."""

    name, title, bits = "compress_f32", "compress f32", "f32"
    suffix = ".so"

    def version(self) -> str:
        return self.settings.tools.version()

    def passes(self, files: Files) -> list[str]:
        return ["--convert-tosa-to-compress", "--compress-fold-batch-norm"]

    def artefact(self, files: Files) -> pathlib.Path:
        threads = ".threads" if self.settings.threads > 1 else ""
        return files.folder / f"{self.name}.{self.settings.isa}{threads}{self.suffix}"

    def prepare(self, files: Files) -> dict:
        key = [self.settings.tools.stamp(), self.passes(files), files.stamp()]
        return self.cached(self.artefact(files), key, lambda path: self.build(files, path))

    def build(self, files: Files, target: pathlib.Path) -> None:
        module = target.with_suffix(".mlirbc")
        try:
            self.settings.tools.optimize(files.tosa, self.passes(files), module)
            self.settings.tools.make_library(module, target, self.settings.isa, self.settings.threads > 1)
        finally:
            module.unlink(missing_ok=True)

    def load(self, files: Files) -> Session:
        return CompressSession(self.artefact(files), files.model.layout, self.settings.threads)


class CompressInt8(Compress):
    name, title, bits = "compress_int8", "compress int8", "int8"

    def passes(self, files: Files) -> list[str]:
        data = files.folder / ("calibration_nhwc.npy" if files.model.layout == "nhwc" else "calibration.npy")
        count = len(np.load(data, mmap_mode="r"))
        calibrate = f"--compress-calibrate=data={data} num-samples={count}"
        return [*super().passes(files), calibrate, "--compress-quantize", "--compress-lower-to-integer"]


class CompressSession(Session):
    def __init__(self, path: pathlib.Path, layout: str, threads: int):
        self.library = Library(path, threads)
        self.call = self.library.call
        self.layout = layout

    def set_input(self, x: np.ndarray) -> None:
        self.library.inputs[0][...] = to_nhwc(x, self.layout)

    def output(self) -> np.ndarray:
        return to_nchw(self.library.outputs[0], self.layout)

"""OpenVINO, f32 and NNCF's post-training quantization."""

import contextlib
import importlib.metadata
import io
import logging
import pathlib

import numpy as np

from engine import Engine, Files, Session, aligned_copy


class OpenVino(Engine):
    """OpenVINO, f32 (by default it would compute in bf16 where the CPU has it)."""

    name, title, bits = "ov_f32", "OpenVINO f32", "f32"

    def version(self) -> str:
        return "openvino " + importlib.metadata.version("openvino")

    def notes(self) -> list[str]:
        return ["OpenVINO: only oneDNN's kernels obey (ONEDNN_MAX_CPU_ISA=AVX2)"] if self.settings.wider else []

    def artefact(self, files: Files) -> pathlib.Path:
        return files.onnx

    def prepare(self, files: Files) -> dict:
        return {"prepare_seconds": 0.0, "file_bytes": files.onnx.stat().st_size}

    def load(self, files: Files) -> Session:
        return OpenVinoSession(self.artefact(files), self.settings.threads)


class OpenVinoInt8(OpenVino):
    """Post-training quantization by NNCF with its defaults."""

    name, title, bits = "ov_int8", "OpenVINO int8 (NNCF)", "int8"

    def version(self) -> str:
        return f"{super().version()}, nncf {importlib.metadata.version('nncf')}"

    def artefact(self, files: Files) -> pathlib.Path:
        return files.folder / f"{self.name}.xml"

    def prepare(self, files: Files) -> dict:
        facts = self.cached(self.artefact(files), [self.version(), files.stamp()], lambda path: self.quantize(files, path))
        weights = self.artefact(files).with_suffix(".bin")
        return {**facts, "file_bytes": facts["file_bytes"] + weights.stat().st_size}

    def quantize(self, files: Files, target: pathlib.Path) -> None:
        with contextlib.redirect_stdout(io.StringIO()):
            import nncf
        import openvino

        nncf.set_log_level(logging.ERROR)
        batches = files.calibration_batches()
        model = openvino.Core().read_model(str(files.onnx))
        quantized = nncf.quantize(model, nncf.Dataset(batches), subset_size=len(batches))
        openvino.save_model(quantized, str(target), compress_to_fp16=False)
        target.with_suffix(".bin").rename(self.artefact(files).with_suffix(".bin"))


class OpenVinoSession(Session):
    def __init__(self, path: pathlib.Path, threads: int):
        import openvino

        core = openvino.Core()
        options = {
            "INFERENCE_NUM_THREADS": threads,
            "NUM_STREAMS": 1,
            "INFERENCE_PRECISION_HINT": "f32",
            "ENABLE_CPU_PINNING": False,
        }
        self.tensor = openvino.Tensor
        self.request = core.compile_model(core.read_model(str(path)), "CPU", options).create_infer_request()
        infer = self.request.infer
        self.call = lambda: infer(share_outputs=True)

    def set_input(self, x: np.ndarray) -> None:
        self.x = aligned_copy(x)
        self.request.set_input_tensor(self.tensor(self.x, shared_memory=True))

    def output(self) -> np.ndarray:
        return self.request.get_output_tensor().data

"""ONNX Runtime, f32 and its static post-training quantization."""

import importlib.metadata
import logging
import pathlib

import numpy as np

from engine import Engine, Files, Session, aligned_copy, aligned_empty


class OnnxRuntime(Engine):
    """ONNX Runtime, input and output bound in advance."""

    name, title, bits = "ort_f32", "ONNX Runtime f32", "f32"

    def version(self) -> str:
        return "onnxruntime " + importlib.metadata.version("onnxruntime")

    def isa(self) -> str:
        return "native"

    def notes(self) -> list[str]:
        return ["ONNX Runtime has no switch for the instruction set and uses the whole CPU"] if self.settings.wider else []

    def artefact(self, files: Files) -> pathlib.Path:
        return files.onnx

    def prepare(self, files: Files) -> dict:
        return {"prepare_seconds": 0.0, "file_bytes": files.onnx.stat().st_size}

    def load(self, files: Files) -> Session:
        return OnnxRuntimeSession(self.artefact(files), self.settings.threads)


class OnnxRuntimeInt8(OnnxRuntime):
    """Static post-training quantization, QDQ, per channel, min-max."""

    bits = "int8"
    activation, reduce_range = "QUInt8", False

    def artefact(self, files: Files) -> pathlib.Path:
        return files.folder / f"{self.name}.onnx"

    def prepare(self, files: Files) -> dict:
        key = [self.version(), self.activation, self.reduce_range, files.stamp()]
        return self.cached(self.artefact(files), key, lambda path: self.quantize(files, path))

    def quantize(self, files: Files, target: pathlib.Path) -> None:
        from onnxruntime import quantization
        from onnxruntime.quantization.shape_inference import quant_pre_process

        logging.getLogger().setLevel(logging.ERROR)
        inferred = target.with_suffix(".inferred")
        quant_pre_process(str(files.onnx), str(inferred), skip_symbolic_shape=True)
        types = quantization.QuantType
        try:
            quantization.quantize_static(
                str(inferred),
                str(target),
                BatchReader(files.calibration_batches()),
                quant_format=quantization.QuantFormat.QDQ,
                per_channel=True,
                reduce_range=self.reduce_range,
                activation_type=types[self.activation],
                weight_type=types.QInt8,
            )
        finally:
            inferred.unlink()


class OnnxRuntimeU8S8(OnnxRuntimeInt8):
    name, title = "ort_u8s8", "ONNX Runtime int8 (U8S8)"


class OnnxRuntimeS8S8(OnnxRuntimeInt8):
    name, title = "ort_s8s8", "ONNX Runtime int8 (S8S8)"
    activation = "QInt8"


class OnnxRuntimeReduced(OnnxRuntimeInt8):
    name, title = "ort_u8s8_rr", "ONNX Runtime int8 (U8S8, 7-bit weights)"
    reduce_range = True


class BatchReader:
    """Calibration data as ONNX Runtime asks for it."""

    def __init__(self, batches: list[np.ndarray]):
        self.batches = iter(batches)

    def get_next(self):
        batch = next(self.batches, None)
        return None if batch is None else {"x": batch}


class OnnxRuntimeSession(Session):
    def __init__(self, path: pathlib.Path, threads: int):
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.binding = self.session.io_binding()
        result = self.session.get_outputs()[0]
        self.y = aligned_empty(tuple(result.shape), np.float32)
        self.binding.bind_output("y", "cpu", 0, np.float32, self.y.shape, self.y.ctypes.data)
        run, binding = self.session.run_with_iobinding, self.binding
        self.call = lambda: run(binding)

    def set_input(self, x: np.ndarray) -> None:
        self.x = aligned_copy(x)
        self.binding.bind_input("x", "cpu", 0, np.float32, self.x.shape, self.x.ctypes.data)

    def output(self) -> np.ndarray:
        return self.y

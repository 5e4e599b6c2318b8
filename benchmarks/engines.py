"""All engines by name."""

from engine import Engine, Settings
from engine_compress import Compress, CompressInt8
from engine_onnxruntime import OnnxRuntime, OnnxRuntimeReduced, OnnxRuntimeS8S8, OnnxRuntimeU8S8
from engine_openvino import OpenVino, OpenVinoInt8

BASE = OnnxRuntime.name
ENGINES = {
    engine.name: engine
    for engine in [
        OnnxRuntime,
        Compress,
        CompressInt8,
        OnnxRuntimeU8S8,
        OnnxRuntimeS8S8,
        OnnxRuntimeReduced,
        OpenVino,
        OpenVinoInt8,
    ]
}


def make_engine(name: str, settings: Settings) -> Engine:
    return ENGINES[name](settings)

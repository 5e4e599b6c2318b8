"""All engines by name."""

from engine import Engine, Settings
from engine_compress import Compress, CompressByTool, CompressInt8, CompressInt8ByTool
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
    engine = ENGINES[name]
    if issubclass(engine, Compress) and not settings.tools.has_translate():
        engine = {Compress: CompressByTool, CompressInt8: CompressInt8ByTool}[engine]
    return engine(settings)

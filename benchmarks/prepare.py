"""Makes the files of a model, unless they are there: TOSA, ONNX, calibration and evaluation inputs."""

import hashlib
import json
import pathlib
import time

import numpy as np

from engine import Files
from models import LENET, MODELS, ROOT, Sources, write_model_tosa
from samples import make_samples
from tools import Tools

HERE = pathlib.Path(__file__).parent
# The files of a model are made anew when one of these changes.
INPUTS = [
    *(HERE / f"{name}.py" for name in ("network", "models", "emit_tosa", "emit_onnx", "samples", "prepare")),
    ROOT / "python" / "compress_models" / "efficientnet_lite0.py",
    ROOT / "examples" / "models" / "efficientnet_lite0.skeleton.mlir",
    LENET,
]


def input_hash() -> str:
    digest = hashlib.sha256()
    for path in INPUTS:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def prepare_model(name: str, cache: pathlib.Path, tools: Tools) -> tuple[Files, dict]:
    """The files, and facts about the model."""
    from emit_onnx import write_onnx

    model = MODELS[name]
    folder = cache / "models" / name
    folder.mkdir(parents=True, exist_ok=True)
    stamp, stamped, facts_path = input_hash(), folder / "stamp", folder / "facts.json"
    if not stamped.exists() or stamped.read_text() != stamp:
        stamped.unlink(missing_ok=True)
        sources = Sources(cache)
        network = model.network(sources)
        write_model_tosa(model, sources, folder / "model.tosa.mlir")
        write_onnx(network, folder / "model.onnx")
        for calibrate, file in [(True, "calibration"), (False, "evaluation")]:
            samples = make_samples(model.samples, network.input_shape, calibrate)
            np.save(folder / f"{file}.npy", samples)
            if model.layout == "nhwc":
                np.save(folder / f"{file}_nhwc.npy", np.ascontiguousarray(samples.transpose(0, 2, 3, 1)))
        facts = {
            "title": model.title,
            "input_shape": network.input_shape,
            "macs": network.macs(),
            "parameters": network.parameters(),
            "tosa_bytes": (folder / "model.tosa.mlir").stat().st_size,
        }
        facts_path.write_text(json.dumps(facts))
        stamped.write_text(stamp)
    facts = json.loads(facts_path.read_text())
    files = Files(model, folder, facts["input_shape"][0])
    start = time.perf_counter()
    tools.call("compress-opt", files.tosa, "--emit-bytecode", "-o", "/dev/null")
    return files, {**facts, "parse_seconds": round(time.perf_counter() - start, 3)}

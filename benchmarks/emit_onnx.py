"""Writes a network as ONNX, as PyTorch's exporter would: NCHW, one node for a layer."""

import math
import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from network import Network, Operation

OPSET = 17
IR_VERSION = 8


def make_nodes(op: Operation, inputs: list[str], output: str, constants: dict[str, np.ndarray]) -> list:
    attributes = op.attributes
    if op.weight is not None:
        constants[f"{output}.weight"] = op.weight
        inputs = [*inputs, f"{output}.weight"]
        if op.bias is not None:
            constants[f"{output}.bias"] = op.bias
            inputs.append(f"{output}.bias")
    if op.kind == "conv":
        geometry = {"strides": [attributes["stride"]] * 2, "pads": onnx_pads(attributes["pad"])}
        return [helper.make_node("Conv", inputs, [output], output, group=attributes["groups"], **geometry)]
    if op.kind == "dense":
        return [helper.make_node("Gemm", inputs, [output], output, transB=1)]
    if op.kind == "clamp" and math.isinf(attributes["upper"]):
        return [helper.make_node("Relu", inputs, [output], output)]
    if op.kind == "clamp":
        constants["zero"] = np.float32(0)
        constants[f"{output}.upper"] = np.float32(attributes["upper"])
        return [helper.make_node("Clip", [*inputs, "zero", f"{output}.upper"], [output], output)]
    if op.kind == "max_pool":
        geometry = {"strides": [attributes["stride"]] * 2, "pads": onnx_pads(attributes["pad"])}
        return [helper.make_node("MaxPool", inputs, [output], output, kernel_shape=[attributes["kernel"]] * 2, **geometry)]
    name = {"average_pool": "GlobalAveragePool", "add": "Add", "flatten": "Flatten"}[op.kind]
    return [helper.make_node(name, inputs, [output], output)]


def onnx_pads(pad) -> list[int]:
    top, bottom, left, right = pad
    return [top, left, bottom, right]


def write_onnx(network: Network, path: pathlib.Path) -> None:
    names = ["x", *(f"{op.kind}_{index}" for index, op in enumerate(network.operations))]
    names[-1] = "y"
    nodes, constants = [], {}
    for index, op in enumerate(network.operations):
        nodes += make_nodes(op, [names[i] for i in op.inputs], names[index + 1], constants)
    graph = helper.make_graph(
        nodes,
        network.name,
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, network.input_shape)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, network.output_shape)],
        [numpy_helper.from_array(np.ascontiguousarray(array, np.float32), name) for name, array in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
    model.ir_version = IR_VERSION
    onnx.checker.check_model(model)
    partial = path.with_suffix(".partial")
    partial.write_bytes(model.SerializeToString())
    partial.rename(path)

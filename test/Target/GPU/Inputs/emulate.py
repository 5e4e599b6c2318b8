"""Runs a network that compress-to-gpu has lowered, without a GPU.

Does what a host program does: reads the weights and the description of the
launches, allocates an arena, and launches kernel after kernel. The kernels are
the LLVM IR that becomes PTX, compiled for the CPU, with threads, barriers and
shared memory emulated (emulator.c). The arena starts as garbage.

Usage: emulate.py LAUNCHES LLVM WEIGHTS --input x.npy ... --output y.npy ...
"""

import argparse
import ctypes
import json
import os
import re
import subprocess
import tempfile

import numpy as np

TYPES = {"f32": np.float32, "f64": np.float64, "i1": np.bool_, "i8": np.int8, "i16": np.int16, "i32": np.int32,
         "i48": np.int64, "i64": np.int64}
CALLS = {
    "llvm.nvvm.read.ptx.sreg.": "emu_",
    "llvm.nvvm.barrier.cta.sync.aligned.all": "emu_barrier",
    "llvm.nvvm.barrier0": "emu_barrier",
    "llvm.nvvm.idp4a.s.s": "emu_dp4a",
}


def for_cpu(text):
    """NVVM IR as IR for this machine, with a wrapper without parameters for each kernel."""
    text = re.sub(r"^target .*$|^; .*$", "", text, flags=re.M)
    text = text.replace("ptx_kernel ", "").replace("addrspacecast", "bitcast")
    # Other threads may write shared memory at every barrier.
    text = text.replace("internal unnamed_addr addrspace(3)", "")
    text = re.sub(r" addrspace\(\d+\)", "", text)
    text = re.sub(r"@llvm\.nvvm\.read\.ptx\.sreg\.(\w+)\.(\w)\b", r"@emu_\1_\2", text)
    for name, replacement in CALLS.items():
        text = text.replace("@" + name + "(", "@" + replacement + "(")
    text = re.sub(r"^(declare .*@emu_.*?\)).*$", r"\1", text, flags=re.M)
    text = re.sub(r"^attributes #.*$", "", text, flags=re.M)
    text = re.sub(r"(\)|\bcall\b.*\)) #\d+", r"\1", text)
    return text


class Library:
    def __init__(self, llvm, folder):
        text = for_cpu(open(llvm).read())
        path = os.path.join(folder, "kernels")
        with open(path + ".ll", "w") as file:
            file.write(text)
        source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "emulator.c")
        left = set(re.findall(r"@llvm\.nvvm[\w.]*", text))
        assert not left, f"the emulator does not know {left}"
        self.parameters = {}
        with open(path + ".c", "w") as file:
            file.write('#include "%s"\n' % source)
            for name, parameters in re.findall(r"^define .*?@(\w+)\((.*)\)[^()]*\{$", text, re.M):
                count = parameters.count("ptr ")
                self.parameters[name] = count
                arguments = ", ".join(["void *"] * count) or "void"
                values = ", ".join(f"arguments[{i}]" for i in range(count))
                file.write(f"void {name}({arguments});\n")
                file.write(f"static void call_{name}(void) {{ void **arguments = kernel_arguments; {name}({values}); }}\n"
                           .replace("{ void **", "{ extern void *kernel_arguments[]; void **"))
                file.write(f"int run_{name}(const uint32_t *g, const uint32_t *b, int o) {{ return run_kernel(call_{name}, g, b, o); }}\n")
            file.write("void *kernel_arguments[64];\n")
        subprocess.run(["clang", "-O1", "-w", "-ffp-contract=off", "-shared", "-fPIC", path + ".c", path + ".ll", "-o", path + ".so", "-lm"], check=True)
        self.library = ctypes.CDLL(path + ".so")
        self.arguments = (ctypes.c_void_p * 64).in_dll(self.library, "kernel_arguments")

    def launch(self, name, grid, block, pointers, order):
        assert self.parameters[name] == len(pointers), f"{name}: expected {self.parameters[name]} arguments"
        for i, pointer in enumerate(pointers):
            self.arguments[i] = pointer
        size = ctypes.c_uint32 * 3
        if getattr(self.library, "run_" + name)(size(*grid), size(*block), order):
            raise SystemExit(f"error: {name}: some threads of a block left while others waited at a barrier")


def aligned(size):
    """Bytes that start at a multiple of 256, all of them 0xff: NaN, or -1."""
    raw = np.full(size + 256, 0xFF, np.uint8)
    start = -raw.ctypes.data % 256
    return raw[start : start + size]


def run(library, function, weights, inputs, order=0):
    """The outputs of `function`, launched as its description says."""
    arena = aligned(function["arena_bytes"])
    blob = aligned(function["weight_bytes"])
    start = function["weight_start"]
    blob[:] = weights[start : start + len(blob)]
    outputs = [aligned(spec["bytes"]) for spec in function["outputs"]]
    buffers = []
    for spec, value in zip(function["inputs"], inputs, strict=True):
        assert list(value.shape) == spec["shape"] and value.dtype == TYPES[spec["type"]], (spec, value.shape, value.dtype)
        buffers.append(aligned(spec["bytes"]))
        buffers[-1][:] = np.ascontiguousarray(value).reshape(-1).view(np.uint8)
    for launch in function["launches"]:
        pointers = []
        for place in launch["arguments"]:
            space = {"arena": arena, "weights": blob}.get(place["space"])
            if space is None:
                space = {"input": buffers, "output": outputs}[place["space"]][place["index"]]
            pointers.append(space.ctypes.data + place.get("offset", 0))
        library.launch(launch["kernel"], launch["grid"], launch["block"], pointers, order)
    return [
        data.view(TYPES[spec["type"]]).reshape(spec["shape"]) for data, spec in zip(outputs, function["outputs"], strict=True)
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("launches")
    parser.add_argument("llvm")
    parser.add_argument("weights")
    parser.add_argument("--input", nargs="+", default=[])
    parser.add_argument("--output", nargs="+", default=[])
    parser.add_argument("--samples", action="store_true", help="the input holds one sample after the other")
    parser.add_argument("--order", type=int, default=0)
    arguments = parser.parse_args()
    function = json.load(open(arguments.launches))["functions"][0]
    weights = np.fromfile(arguments.weights, np.uint8)
    inputs = [np.load(path) for path in arguments.input]
    with tempfile.TemporaryDirectory() as folder:
        library = Library(arguments.llvm, folder)
        if arguments.samples:
            shape = function["inputs"][0]["shape"]
            samples = inputs[0].reshape([-1, *shape])
            results = [run(library, function, weights, [x], arguments.order)[0] for x in samples]
            outputs = [np.concatenate(results)]
        else:
            outputs = run(library, function, weights, inputs, arguments.order)
    for path, output in zip(arguments.output, outputs, strict=True):
        np.save(path, output)
    print(f"{len(function['launches'])} kernels, arena {function['arena_bytes']} bytes, weights {function['weight_bytes']} bytes")


if __name__ == "__main__":
    main()

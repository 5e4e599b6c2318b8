"""Runs library.c as the benchmark does."""

import ctypes
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "benchmarks"))

import numpy as np
from compress_library import LibraryError
from engine_compress import CompressSession

folder = pathlib.Path(sys.argv[1])
session = CompressSession(folder / "model.so", "nchw", threads=3)
session.set_input(np.array([[1, -2, 3]], np.float32))
session.call()
print(session.output()[0].tolist())
assert ctypes.c_int32.in_dll(session.library.library, "threads").value == 3
assert session.library.arena.ctypes.data % 64 == 0
assert session.library.weight_bytes == 4 and session.library.arena_bytes == 12
for name in ["newer.so", "foreign.so"]:
    try:
        CompressSession(folder / name, "nchw", threads=1)
    except LibraryError as error:
        print(error)

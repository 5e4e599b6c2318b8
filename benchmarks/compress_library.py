"""Loads a shared library that compress made and runs it through its C interface."""

import ctypes
import pathlib

import numpy as np

from engine import aligned_empty

TYPES = {b"f32": np.dtype("<f4"), b"i8": np.dtype("i1"), b"i32": np.dtype("<i4"), b"i64": np.dtype("<i8")}
INTERFACE_VERSIONS = (2, 3)


class LibraryError(Exception):
    """Why a library cannot be used."""


class Tensor(ctypes.Structure):
    _fields_ = [
        ("name", ctypes.c_char_p),
        ("type", ctypes.c_char_p),
        ("rank", ctypes.c_int32),
        ("shape", ctypes.POINTER(ctypes.c_int64)),
        ("scale", ctypes.c_double),
        ("zero_point", ctypes.c_int32),
    ]

    def empty(self) -> np.ndarray:
        """An array for this tensor, on a 64-byte boundary."""
        if self.type not in TYPES:
            raise LibraryError(f"the library has a tensor of type {self.type.decode()}")
        return aligned_empty(tuple(self.shape[i] for i in range(self.rank)), TYPES[self.type])


RunFunction = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)


class ModelHeader(ctypes.Structure):
    _fields_ = [
        ("version", ctypes.c_uint32),
        ("num_inputs", ctypes.c_uint32),
        ("num_outputs", ctypes.c_uint32),
        ("weight_bytes", ctypes.c_uint64),
        ("arena_bytes", ctypes.c_uint64),
        ("inputs", ctypes.POINTER(Tensor)),
        ("outputs", ctypes.POINTER(Tensor)),
        ("weights", ctypes.c_void_p),
        ("check_cpu", ctypes.CFUNCTYPE(ctypes.c_char_p)),
        ("run", RunFunction),
        ("set_threads", ctypes.CFUNCTYPE(None, ctypes.c_int32)),
    ]


class Library:
    """A loaded shared library with its buffers; `call` runs the model on them."""

    def __init__(self, path: pathlib.Path, threads: int = 1):
        self.library = ctypes.CDLL(str(path))
        self.library.compress_model.restype = ctypes.POINTER(ModelHeader)
        header = self.library.compress_model().contents
        if header.version not in INTERFACE_VERSIONS:
            known = " or ".join(map(str, INTERFACE_VERSIONS))
            raise LibraryError(f"{path.name} has version {header.version} of the C interface, expected {known}")
        if not header.weights and header.weight_bytes:
            raise LibraryError(f"the weights of {path.name} are packed or in a side file")
        missing = header.check_cpu()
        if missing:
            raise LibraryError(missing.decode())
        if threads > 1:
            if not header.set_threads:
                raise LibraryError(f"{path.name} is made for one thread")
            header.set_threads(threads)
        self.weight_bytes, self.arena_bytes = header.weight_bytes, header.arena_bytes
        self.inputs = [header.inputs[i].empty() for i in range(header.num_inputs)]
        self.outputs = [header.outputs[i].empty() for i in range(header.num_outputs)]
        self.arena = aligned_empty((header.arena_bytes,), np.uint8)
        self._pointers = [(ctypes.c_void_p * len(x))(*(a.ctypes.data for a in x)) for x in (self.inputs, self.outputs)]
        # Converted once, so that a call is as cheap as ctypes can make it.
        arguments = [ctypes.c_void_p(header.weights), ctypes.c_void_p(self.arena.ctypes.data)]
        arguments += [ctypes.cast(pointers, ctypes.c_void_p) for pointers in self._pointers]
        run = header.run
        self.call = lambda: run(*arguments)

"""Reads a PyTorch checkpoint in the old (pre-zip) `.pth` format with NumPy alone.

Only tensors in dictionaries are understood, and the pickles inside may name
nothing but what such a file needs: they can run no code. The format: four
pickles (magic number, protocol, system information, the object with references
to storages), a pickled list of storage keys, then each storage as a 64-bit
count and its raw entries.
"""

import collections
import dataclasses
import pickle
from typing import IO

import numpy as np

_MAGIC = 0x1950A86A20F9469CFC6C
_DTYPES = {"FloatStorage": "<f4", "DoubleStorage": "<f8", "LongStorage": "<i8", "IntStorage": "<i4"}


@dataclasses.dataclass
class _Storage:
    dtype: np.dtype
    data: np.ndarray | None = None


@dataclasses.dataclass
class _Tensor:
    """What torch._utils._rebuild_tensor_v2 is told."""

    storage: _Storage
    offset: int
    size: tuple[int, ...]
    stride: tuple[int, ...]

    def to_numpy(self) -> np.ndarray:
        data = self.storage.data[self.offset :]
        steps = [self.storage.dtype.itemsize * step for step in self.stride]
        return np.lib.stride_tricks.as_strided(data, self.size, steps).copy()


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: IO[bytes]):
        super().__init__(file)
        self.storages: dict[str, _Storage] = {}

    def find_class(self, module: str, name: str):
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return lambda storage, offset, size, stride, *_: _Tensor(storage, offset, size, stride)
        if module == "torch" and name in _DTYPES:
            return np.dtype(_DTYPES[name])
        raise pickle.UnpicklingError(f"checkpoint needs {module}.{name}, which is no plain tensor")

    def persistent_load(self, pid) -> _Storage:
        kind, dtype, key = pid[:3]
        if kind != "storage":
            raise pickle.UnpicklingError(f"unknown record '{kind}' in checkpoint")
        return self.storages.setdefault(key, _Storage(dtype))


def load_state_dict(file: IO[bytes]) -> dict[str, np.ndarray]:
    """The tensors of a checkpoint by name, each in a C-ordered array of its own."""
    if _Unpickler(file).load() != _MAGIC:
        raise ValueError("not a PyTorch checkpoint of the old format")
    for _ in ("protocol", "system information"):
        _Unpickler(file).load()
    reader = _Unpickler(file)
    tensors = reader.load()
    for key in _Unpickler(file).load():
        storage = reader.storages[key]
        count = int(np.frombuffer(file.read(8), "<i8")[0])
        storage.data = np.frombuffer(file.read(count * storage.dtype.itemsize), storage.dtype)
    return {name: tensor.to_numpy() for name, tensor in tensors.items()}

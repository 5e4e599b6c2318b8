"""Writes and prints .npy files without NumPy.

npy.py write FILE <f4 2,3 1 2 3 4 5 6     one value is repeated
npy.py print FILE                          element type, shape, values
"""

import ast
import struct
import sys

FORMATS = {"<f4": "f", "<f8": "d", "|i1": "b", "|u1": "B", "|b1": "B", "<i2": "h", "<i4": "i", "<i8": "q", ">f4": ">f"}


def write(path, descr, shape, *values):
    sizes = [int(size) for size in shape.split(",") if size]
    count = 1
    for size in sizes:
        count *= size
    if len(values) == 1:
        values = values * count
    number = float if "f" in descr else int
    header = repr({"descr": descr, "fortran_order": False, "shape": tuple(sizes)}).encode() + b"\n"
    code = FORMATS[descr]
    data = struct.pack(f"{'<' if len(code) == 1 else '>'}{count}{code[-1]}", *map(number, values))
    with open(path, "wb") as file:
        file.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + data)


def show(path):
    with open(path, "rb") as file:
        data = file.read()
    assert data[:8] == b"\x93NUMPY\x01\x00", "bad magic"
    (length,) = struct.unpack("<H", data[8:10])
    assert (10 + length) % 64 == 0, "data not aligned"
    header = ast.literal_eval(data[10 : 10 + length].decode())
    assert not header["fortran_order"]
    code = FORMATS[header["descr"]]
    values = [value for (value,) in struct.iter_unpack("<" + code, data[10 + length :])]
    print(header["descr"], list(header["shape"]), " ".join(f"{value:g}" for value in values))


{"write": write, "print": show}[sys.argv[1]](*sys.argv[2:])

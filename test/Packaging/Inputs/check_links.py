"""Fails if an ELF file has its own copy of MLIR, or does without libCompress."""

import os
import subprocess
import sys


def run(*command):
    return subprocess.run(command, capture_output=True, text=True).stdout


def problems(path):
    # Every copy of MLIR or LLVM has these functions, exported or not.
    symbols = run("nm", "--defined-only", path) + run("nm", "-D", "--defined-only", path)
    for mangled, name in [
        ("_ZN4mlir11MLIRContextC", "mlir::MLIRContext"),
        ("_ZN4llvm2cl6Option11addArgument", "llvm::cl::Option"),
    ]:
        if mangled in symbols:
            yield f"has {name} inside"
    needed = run("readelf", "-d", path)
    if not os.path.basename(path).startswith("libCompress") and "[libCompress.so" not in needed:
        yield "does not need libCompress.so"
    if os.path.basename(path).startswith("libCompress") and "[libMLIR.so" not in needed:
        yield "does not need libMLIR.so"


def main():
    failed = False
    for path in sys.argv[1:]:
        with open(path, "rb") as file:
            if file.read(4) != b"\x7fELF":
                continue
        for problem in problems(path):
            print(f"{path} {problem}", file=sys.stderr)
            failed = True
    return failed


sys.exit(main())

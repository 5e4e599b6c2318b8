"""What the numbers were measured on, and how fast that can be at best."""

import contextlib
import ctypes
import os
import pathlib
import re
import shutil
import subprocess
import sys

SOURCE = pathlib.Path(__file__).with_name("peak.c")
FLAGS = ["avx2", "fma", "avx_vnni", "avx512f", "avx512bw", "avx512vl", "avx512_vnni", "avx512_bf16", "amx_int8"]
# The loops of peak.c by instruction set; the saturating one is what inexact int8 kernels use.
PEAKS = {
    "native": ["f32 avx2", "f32 avx512", "int8 avx2 exact", "int8 avx2 saturating", "int8 avx-vnni", "int8 avx512-vnni"],
    "avx2": ["f32 avx2", "int8 avx2 exact"],
}


def describe() -> dict:
    """CPU model, instruction sets, and what else decides about speed."""
    text = pathlib.Path("/proc/cpuinfo").read_text()

    def field(name: str) -> str:
        match = re.search(rf"^{name}\s*: (.*)$", text, re.M)
        return match[1].strip() if match else "unknown"

    flags = set(field("flags").split())
    return {
        "cpu": field("model name"),
        "cpu_family_model": f"{field('vendor_id')} family {field('cpu family')} model {field('model')}",
        "flags": [flag for flag in FLAGS if flag in flags],
        "cores": os.cpu_count(),
    }


def is_wider(machine: dict, isa: str) -> bool:
    """Whether the machine has faster instructions than `isa` allows."""
    return isa == "avx2" and bool({"avx512f", "avx_vnni"} & set(machine["flags"]))


def pin(core: int, threads: int) -> list[int]:
    """Keeps this process, and those that it starts, on `threads` cores from `core` on."""
    allowed = sorted(os.sched_getaffinity(0))
    if core not in allowed:
        raise ValueError(f"core {core} is not one of {allowed}")
    at = allowed.index(core)
    chosen = (allowed[at:] + allowed[:at])[:threads]
    if len(chosen) < threads:
        raise ValueError(f"{threads} threads need as many cores, there are {len(allowed)}")
    os.sched_setaffinity(0, chosen)
    return chosen


@contextlib.contextmanager
def busy_processes(count: int):
    """Other processes that compute all the time, on the cores of this one."""
    command = [sys.executable, "-c", "while True: pass"]
    processes = [subprocess.Popen(command) for _ in range(count)]
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


class Peak:
    """The peak loops, compiled on first use; keeps the best of all measurements."""

    def __init__(self, cache: pathlib.Path, threads: int):
        compiler = next(filter(None, map(shutil.which, ["clang-22", "clang"])), None)
        if compiler is None:
            raise FileNotFoundError("the peak loops need clang-22 in PATH")
        library = cache / "peak.so"
        if not library.exists() or library.stat().st_mtime < SOURCE.stat().st_mtime:
            partial = cache / "peak.partial"
            subprocess.run([compiler, "-O2", "-shared", "-fPIC", SOURCE, "-o", partial], check=True)
            partial.rename(library)
        self.loop = ctypes.CDLL(str(library)).peak
        self.loop.restype, self.loop.argtypes = ctypes.c_double, [ctypes.c_char_p, ctypes.c_int64]
        self.best = dict.fromkeys(PEAKS["native"], 0.0)
        self.threads = threads

    def measure(self) -> None:
        """About 5 ms a loop."""
        for name in self.best:
            rates = [self.loop(name.encode(), 20000) for _ in range(20)]
            self.best[name] = max(self.best[name], *rates)

    def of(self, bits: str, isa: str) -> float:
        """Operations per nanosecond of all threads, with the best exact instruction for "f32" or "int8"."""
        exact = [self.best[name] for name in PEAKS[isa] if name.startswith(bits) and "saturating" not in name]
        return self.threads * max(exact)

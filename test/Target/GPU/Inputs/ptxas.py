"""Assembles PTX with ptxas and sums up what it says.

Usage: ptxas.py PTXAS CHIP FILE.ptx; fails if ptxas does, or if a kernel spills.
"""

import os
import re
import subprocess
import sys

ptxas, chip, path = sys.argv[1:]
cubin = path + "." + chip + ".cubin"
result = subprocess.run([ptxas, "-v", "-arch=" + chip, path, "-o", cubin], capture_output=True, text=True)
text = result.stdout + result.stderr
if result.returncode:
    sys.exit(f"error: {ptxas} refuses {path}:\n{text}")
registers = [int(n) for n in re.findall(r"Used (\d+) registers", text)]
shared = [int(n) for n in re.findall(r"(\d+) bytes smem", text)]
spills = [int(n) for n in re.findall(r"(\d+) bytes spill stores", text)]
print(f"{chip}: {len(registers)} kernels, at most {max(registers)} registers, {max(shared, default=0)} bytes of shared memory, "
      f"{sum(spills)} bytes spilled, {os.path.getsize(path)} bytes of PTX, {os.path.getsize(cubin)} bytes of cubin")
sys.exit(1 if sum(spills) or not registers else 0)

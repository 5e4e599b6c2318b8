"""Runs the first ```sh block of a Markdown file, as its text is, in this folder."""

import re
import subprocess
import sys

block = re.search(r"^```sh\n(.*?)^```$", open(sys.argv[1]).read(), re.M | re.S)
if not block:
    sys.exit(f"{sys.argv[1]} has no block of commands")
# `python` is the one that runs this.
script = f"python() {{ '{sys.executable}' \"$@\"; }}\n{block[1]}"
sys.exit(subprocess.run(["bash", "-eu", "-c", script]).returncode)

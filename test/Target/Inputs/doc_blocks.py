"""Prints the blocks of a language in a Markdown file, one after the other.

doc_blocks.py FILE LANGUAGE
"""

import re
import sys

text = open(sys.argv[1], encoding="utf-8").read()
blocks = re.findall(rf"^```{re.escape(sys.argv[2])}\n(.*?)^```$", text, re.S | re.M)
assert blocks, f"no block of {sys.argv[2]} in {sys.argv[1]}"
sys.stdout.write("\n".join(blocks))

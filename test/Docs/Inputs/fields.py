"""Checks that a Markdown file names every field of JSON files in backquotes."""

import json
import re
import sys


def fields(data):
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from fields(value)
    elif isinstance(data, list):
        for value in data:
            yield from fields(value)


text = open(sys.argv[1]).read()
named = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`\n]*)`", text))))
found = {field for path in sys.argv[2:] for field in fields(json.load(open(path)))}
if missing := sorted(found - named):
    sys.exit(f"{sys.argv[1]} does not explain {', '.join(missing)}")

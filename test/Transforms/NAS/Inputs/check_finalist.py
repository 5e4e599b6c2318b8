"""check_finalist.py REPORT NETWORK SAMPLES LABELS: the report's best is the best of those trained, and the network is as good on all samples."""

import json
import re
import subprocess
import sys

report = json.load(open(sys.argv[1]))
trained = [entry["trained_accuracy"] for entry in report["evaluations"] if "trained_accuracy" in entry]
assert len(trained) == 2, trained
assert report["best"]["trained_accuracy"] == max(trained), report["best"]
# Those that were trained are the most accurate ones in the supernet.
others = [entry["accuracy"] for entry in report["evaluations"] if "trained_accuracy" not in entry]
assert min(e["accuracy"] for e in report["evaluations"] if "trained_accuracy" in e) >= max(others)
text = subprocess.run(
    ["compress-run", sys.argv[2], "--data", sys.argv[3], "--labels", sys.argv[4]], capture_output=True, text=True, check=True
).stdout
accuracy = float(re.search(r"accuracy: ([\d.]+)", text)[1])
assert accuracy >= max(trained) - 0.1, (accuracy, trained)

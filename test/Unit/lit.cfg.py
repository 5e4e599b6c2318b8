"""The unit tests of build/<preset>/unittests as lit tests."""

import os

import lit.formats

config.name = "compress-unit"
config.test_exec_root = os.path.join(config.compress_build_dir, "unittests")
config.test_source_root = config.test_exec_root
config.test_format = lit.formats.GoogleTest(".", "Tests")
config.suffixes = []

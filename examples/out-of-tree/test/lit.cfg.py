import os
import sys

sys.path.insert(0, config.compress_lit_dir)
import compress_lit

config.name = "compress-example"
config.test_source_root = os.path.join(config.source_dir, "test")
config.test_exec_root = os.path.join(config.build_dir, "test")
compress_lit.configure(config, bin_dirs=[config.build_dir])

"""The lit suite: `lit build/<preset>/test` runs it, or one folder of it."""

import os
import sys

import lit.formats

config.name = "compress"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir", ".test"]
config.excludes = ["Inputs", "lit.cfg.py", "lit.site.cfg.py"]
config.test_source_root = os.path.join(config.compress_source_dir, "test")
config.test_exec_root = os.path.join(config.compress_build_dir, "test")

build = config.compress_build_dir
config.environment["PATH"] = os.pathsep.join(
    [os.path.join(build, "bin"), config.llvm_tools_dir, os.environ["PATH"]]
)
config.environment["FILECHECK_OPTS"] = "--enable-var-scope"

config.substitutions += [
    ("%compress_plugin", os.path.join(build, "lib", "CompressPlugin.so")),
    ("%compress_source_dir", config.compress_source_dir),
    ("%models", os.path.join(config.compress_source_dir, "examples", "models")),
    ("%python", f'"{sys.executable}"'),
]

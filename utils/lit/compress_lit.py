"""Lit configuration for projects that build on compress.

In your `lit.cfg.py`, with `config.llvm_tools_dir` and the folder of this file
(`COMPRESS_LIT_DIR` of `find_package(Compress)`) put there by CMake:

    sys.path.insert(0, config.compress_lit_dir)
    import compress_lit
    compress_lit.configure(config, bin_dirs=[...])

Tests can then use our tools, FileCheck and these substitutions:

    %compress_plugin   for mlir-opt --load-dialect-plugin and --load-pass-plugin
    %compress_models   folder of tiny_conv.tosa.mlir and tiny_mlp.tosa.mlir
"""

import glob
import os
import sys

import lit.formats

KIT_DIR = os.path.dirname(os.path.abspath(__file__))


def installed_prefix():
    """The prefix this kit was installed to: it lies in share/compress/lit."""
    return os.path.normpath(os.path.join(KIT_DIR, "..", "..", ".."))


def installed_lib():
    """Where the plugin lies: lib, lib64 or lib/<machine>."""
    prefix = installed_prefix()
    found = glob.glob(os.path.join(prefix, "lib*", "CompressPlugin.so"))
    found += glob.glob(os.path.join(prefix, "lib", "*", "CompressPlugin.so"))
    return os.path.dirname(found[0]) if found else os.path.join(prefix, "lib")


def configure(config, bin_dirs=(), compress_bin=None, compress_lib=None):
    """Sets the test format, PATH and substitutions of `config`.

    `bin_dirs` come first in PATH. Without `compress_bin` and `compress_lib` the
    installed tools and plugin are used.
    """
    compress_bin = compress_bin or os.path.join(installed_prefix(), "bin")
    compress_lib = compress_lib or installed_lib()
    # Pipes and `not` are the same everywhere with lit's own shell.
    config.test_format = lit.formats.ShTest(execute_external=False)
    config.suffixes = [".mlir", ".test"]
    config.excludes = ["Inputs", "lit.cfg.py", "lit.site.cfg.py"]
    config.environment["PATH"] = os.pathsep.join(
        [*bin_dirs, compress_bin, config.llvm_tools_dir, os.environ["PATH"]]
    )
    config.environment["FILECHECK_OPTS"] = "--enable-var-scope"
    config.substitutions += [
        ("%compress_plugin", os.path.join(compress_lib, "CompressPlugin.so")),
        ("%compress_models", os.path.join(KIT_DIR, "models")),
        ("%python", f'"{sys.executable}"'),
    ]

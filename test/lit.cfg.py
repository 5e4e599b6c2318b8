"""The lit suite: `lit build/<preset>/test` runs it, or one folder of it."""

import glob
import os
import platform
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(config.compress_source_dir, "utils", "lit"))
import compress_lit

source, build = config.compress_source_dir, config.compress_build_dir
config.name = "compress"
config.test_source_root = os.path.join(source, "test")
config.test_exec_root = os.path.join(build, "test")

# scripts/setup.sh makes these two, next to the build folders.
venv = os.path.join(source, "build", "venv", "bin")
models = os.path.join(source, "build", "models")
fashion_mnist = "/usr/share/datasets/fashion-mnist"
python = os.path.join(venv, "python")
if not os.path.exists(python):
    python = sys.executable



def find_ptxas():
    """NVIDIA's assembler: from PyPI, or the machine's."""
    wheels = glob.glob(os.path.join(venv, "..", "lib", "python3*", "site-packages", "nvidia", "*", "bin", "ptxas"))
    return os.path.normpath(wheels[0]) if wheels else shutil.which("ptxas") or ""


compress_lit.configure(
    config,
    compress_bin=os.path.join(build, "bin"),
    compress_lib=os.path.join(build, "lib"),
)
config.substitutions = [
    (key, value) for key, value in config.substitutions if key != "%python"
] + [
    ("%compress_source_dir", source),
    ("%compress_build_dir", build),
    ("%models", os.path.join(source, "examples", "models")),
    ("%fashion_mnist", fashion_mnist),
    ("%ptxas", find_ptxas()),
    ("%efficientnet_x", os.path.join(models, "efficientnet_lite0_x.npy")),
    ("%efficientnet_y", os.path.join(models, "efficientnet_lite0_y.npy")),
    ("%efficientnet", os.path.join(models, "efficientnet_lite0.tosa.mlir")),
    ("%python", f'"{python}"'),
    ("%llvm_prefix", os.path.dirname(config.llvm_tools_dir)),
    ("%cmake_args", config.cmake_args),
    ("%cmake", config.cmake),
    ("%cxx", config.cxx),
    ("%cc", config.cc),
]
config.environment["PATH"] += os.pathsep + venv
config.substitutions.append(("%{tool_path}", config.environment["PATH"]))


def add_feature(name, present, how):
    """Optional things; a test that needs one says `REQUIRES: name`."""
    if present:
        config.available_features.add(name)
    else:
        lit_config.note(f"no feature '{name}': {how}")


def has_module(name):
    return subprocess.run([python, "-c", f"import {name}"], capture_output=True).returncode == 0


add_feature("host-x86", platform.machine() in ("x86_64", "AMD64"), "this is no x86 machine")
add_feature(
    "fashion-mnist",
    os.path.isdir(fashion_mnist),
    f"{fashion_mnist} is missing; it comes with Debian's dataset-fashion-mnist",
)
def has_sanitizer(name):
    return (
        subprocess.run(
            [config.cc, f"-fsanitize={name}", "-x", "c", "-", "-o", os.devnull], input=b"int main(void) { return 0; }", capture_output=True
        ).returncode
        == 0
    )


for feature, sanitizer in [("tsan", "thread"), ("asan", "address,undefined")]:
    add_feature(
        feature, has_sanitizer(sanitizer), f"{config.cc} has no -fsanitize={sanitizer}; it comes with Debian's libclang-rt-22-dev"
    )
add_feature("numpy", has_module("numpy"), f"{python} cannot import numpy")
add_feature(
    "tosa-tools",
    shutil.which("tosa_reference_model", path=config.environment["PATH"]),
    "tosa_reference_model is not in PATH; scripts/test.sh installs tosa-tools",
)
add_feature(
    "efficientnet",
    os.path.exists(os.path.join(models, "efficientnet_lite0.tosa.mlir")),
    "build/models/efficientnet_lite0.tosa.mlir is missing; scripts/test.sh makes it",
)
add_feature("photographs", has_module("skimage"), f"{python} cannot import skimage, whose photographs are samples")
add_feature("ptxas", find_ptxas(), "ptxas was not found; scripts/test.sh installs it with nvidia-cuda-nvcc")

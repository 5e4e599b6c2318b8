#!/usr/bin/env bash
# The main job on real data: takes a bare Debian 12 to a LeNet that is pruned,
# quantized to integers and measured on the 10,000 test images of Fashion-MNIST.
source "$(dirname "$0")/setup.sh"

install_packages
build_tree compress-opt compress-run
python3 python/compress_mlir/quickstart.py --bin "$build/bin" --output "$root/build/quickstart"

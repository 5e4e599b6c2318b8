#!/usr/bin/env python3
"""Starts a new pass: TableGen entry, source, build rule, tests.

    utils/new_pass.py Pruning compress-count-zeros "Count the zeros of each weight"

The room is a folder of Transforms. The pass compiles and its tests pass at once:
it walks over layers and leaves a remark for each. Then make it do its work, and
run utils/update_docs.sh.
"""

import argparse
import pathlib
import re
import sys

TD = """def Compress{name} : Pass<"{flag}", "ModuleOp"> {{
  let summary = "{summary}";
  let description = [{{
    Takes [layers], leaves [layers].

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {{
      %w = compress.parameter "fc.weight" = dense<1.0> : tensor<2x2xf32>
      %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
      return %y : tensor<1x2xf32>
    }}
    ```
  }}];
  let dependentDialects = ["::mlir::compress::CompressDialect"];
  let options = [
    Option<"function", "function", "::mlir::compress::OptionText",
           /*default=*/"",
           "Function to work on; default: the only public one, or main">,
  ];
  let statistics = [
    Statistic<"numLayers", "num-layers", "Layers that were looked at">,
  ];
}}

"""

CPP = """//===- {name}.cpp - {flag} {dashes}===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/LayerNames.h"
#include "compress/Execution/CompiledFunction.h"
#include "compress/Transforms/{room}/Passes.h"
#include "mlir/IR/Remarks.h"

namespace mlir::compress {{
#define GEN_PASS_DEF_COMPRESS{upper}
#include "compress/Transforms/{room}/Passes.h.inc"
}} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {{

struct Compress{name} : compress::impl::Compress{name}Base<Compress{name}> {{
  using Compress{name}Base::Compress{name}Base;

  void runOnOperation() override {{
    Operation *entry = lookupEntryFunction(getOperation(), function);
    if (!entry)
      return signalPassFailure();
    LayerNames names(entry);
    for (Operation *layer : names.getLayers()) {{
      remark::passed(layer->getLoc(),
                     remark::RemarkOpts::name("visited").category("{flag}"))
          << names.lookup(layer);
      ++numLayers;
    }}
  }}
}};

}} // namespace
"""

TEST = """// RUN: compress-opt %s --{flag} --remark-policy=all --remarks-filter={flag} -o /dev/null 2>&1 | FileCheck %s

// Every layer of the function is visited.
func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {{
  %w = compress.parameter "fc.weight" = dense<1.0> : tensor<2x2xf32>
  // CHECK: [Passed] visited | Category:{flag} | Remark="fc"
  %y = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
  return %y : tensor<1x2xf32>
}}
"""

ERRORS = """// RUN: not compress-opt %s --{flag}=function=nothing 2>&1 | FileCheck %s

// CHECK: error: module has no function @nothing
func.func @main() {{
  return
}}
"""


def write_new(path, text):
    if path.exists():
        sys.exit(f"error: {path} exists already")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    print(f"wrote {path}")


def insert(path, before, text):
    """Puts `text` in front of the last occurrence of `before`."""
    content = path.read_text()
    at = content.rindex(before)
    path.write_text(content[:at] + text + content[at:])
    print(f"changed {path}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("room")
    parser.add_argument("flag")
    parser.add_argument("summary")
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).parents[1])
    arguments = parser.parse_args()
    root, room, flag = arguments.root, arguments.room, arguments.flag
    if not re.fullmatch(r"compress(-[a-z0-9]+)+", flag):
        sys.exit(f"error: expected a flag like compress-count-zeros, got '{flag}'")
    td = root / "include/compress/Transforms" / room / "Passes.td"
    if not td.exists():
        rooms = sorted(path.parent.name for path in root.glob("include/compress/Transforms/*/Passes.td"))
        sys.exit(f"error: no room '{room}' in Transforms; there are {', '.join(rooms)}")

    name = "".join(word.capitalize() for word in flag.split("-")[1:])
    stem = flag[len("compress-"):]
    dashes = "-" * max(3, 75 - len(f"//===- {name}.cpp - {flag} "))
    fill = dict(name=name, flag=flag, room=room, summary=arguments.summary, upper=name.upper(), dashes=dashes)
    write_new(root / "lib/Transforms" / room / f"{name}.cpp", CPP.format(**fill))
    write_new(root / "test/Transforms" / room / f"{stem}.mlir", TEST.format(**fill))
    write_new(root / "test/Transforms" / room / f"{stem}-errors.mlir", ERRORS.format(**fill))
    insert(td, "#endif", TD.format(**fill))
    insert(root / "lib/Transforms" / room / "CMakeLists.txt", ")", f" {name}.cpp")


if __name__ == "__main__":
    main()

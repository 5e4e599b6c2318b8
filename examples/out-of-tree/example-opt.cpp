//===- example-opt.cpp - compress-opt with one dialect and pass more ------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Example.h"
#include "compress/InitAllDialects.h"
#include "compress/InitAllPasses.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"

namespace example {
#define GEN_PASS_REGISTRATION
#define GEN_PASS_DECL
#include "Passes.h.inc"
} // namespace example

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  registry.insert<mlir::func::FuncDialect, mlir::tosa::TosaDialect>();
  mlir::compress::registerAllDialects(registry);
  mlir::compress::registerAllPasses();
  example::registerExample(registry);
  example::registerExamplePasses();
  return mlir::asMainReturnCode(
      mlir::MlirOptMain(argc, argv, "compress and an example\n", registry));
}

//===- Passes.td - a pass that uses compress ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

include "mlir/Pass/PassBase.td"

def ExampleReportSparsity : Pass<"example-report-sparsity", "::mlir::func::FuncOp"> {
  let summary = "Remark how many weights of each layer are zero";
}

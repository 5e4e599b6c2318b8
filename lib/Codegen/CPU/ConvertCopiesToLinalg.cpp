//===- ConvertCopiesToLinalg.cpp - strided copies as linalg ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// LLVM's conversion turns a strided memref.copy into a call of a function in
// MLIR's runner library, which compiled models must not need.
//
//===----------------------------------------------------------------------===//

#include "compress/Codegen/CPU/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

namespace mlir::compress {
#define GEN_PASS_DEF_CONVERTCOPIESTOLINALG
#include "compress/Codegen/CPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

/// True if the copy becomes one memcpy.
static bool isContiguous(Value buffer) {
  return cast<MemRefType>(buffer.getType()).getLayout().isIdentity();
}

namespace {
struct ConvertCopiesToLinalg
    : public compress::impl::ConvertCopiesToLinalgBase<ConvertCopiesToLinalg> {
  void runOnOperation() override {
    SmallVector<memref::CopyOp> copies;
    getOperation().walk([&](memref::CopyOp op) {
      if (!isContiguous(op.getSource()) || !isContiguous(op.getTarget()))
        copies.push_back(op);
    });
    for (memref::CopyOp op : copies) {
      // A kernel wrote to its place in a larger buffer at once.
      if (op.getSource() == op.getTarget())
        op.erase();
      else
        convert(op);
    }
  }

private:
  void convert(memref::CopyOp op) {
    OpBuilder builder(op);
    int64_t rank = cast<MemRefType>(op.getTarget().getType()).getRank();
    AffineMap map = builder.getMultiDimIdentityMap(rank);
    SmallVector<utils::IteratorType> iterators(rank,
                                               utils::IteratorType::parallel);
    linalg::GenericOp::create(builder, op.getLoc(), op.getSource(),
                              op.getTarget(), ArrayRef{map, map}, iterators,
                              [](OpBuilder &b, Location loc, ValueRange args) {
                                linalg::YieldOp::create(b, loc, args[0]);
                              });
    op.erase();
  }
};
} // namespace

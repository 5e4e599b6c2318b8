//===- KernelLoops.cpp - what kinds of kernels have in common -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelLoops.h"

using namespace mlir;
using namespace mlir::compress;

KernelLoop compress::makeResultLoop(KernelOp op, unsigned dim,
                                    int64_t inputStride) {
  KernelLoop loop;
  loop.size = op.getInitType().getDimSize(dim);
  int64_t rank = op.getInitType().getRank();
  for (OpOperand &operand : op->getOpOperands()) {
    int64_t stride = 0;
    if (operand.getOperandNumber() == 0)
      stride = inputStride;
    else if (operand.getOperandNumber() != 1 &&
             cast<ShapedType>(operand.get().getType()).getRank() == rank &&
             rank > 1)
      stride = KernelOp::getStrides(operand.get())[dim];
    loop.strides.push_back(stride);
  }
  return loop;
}

KernelLoop compress::makeReductionLoop(KernelOp op, int64_t size, int64_t input,
                                       int64_t weight) {
  KernelLoop loop;
  loop.size = size;
  loop.strides.assign(op->getNumOperands(), 0);
  loop.strides[0] = input;
  loop.strides[1] = weight;
  return loop;
}

LogicalResult compress::expectType(KernelOp op, StringRef what, ShapedType type,
                                   ArrayRef<int64_t> shape) {
  if (type.getShape() == shape)
    return success();
  return op.emitOpError("expected ")
         << what << " of shape [" << shape << "], got " << type;
}

LogicalResult compress::verifyUnitStride(KernelOp op) {
  for (OpOperand &operand : op->getOpOperands())
    if (cast<ShapedType>(operand.get().getType()).getRank() > 0 &&
        KernelOp::getStrides(operand.get()).back() != 1)
      return op.emitOpError("expected adjacent entries in the last dimension "
                            "of operand #")
             << operand.getOperandNumber();
  return success();
}

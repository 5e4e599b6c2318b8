//===- GradientKernels.h - gradients as kernels -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CODEGEN_CPU_GRADIENTKERNELS_H
#define COMPRESS_LIB_CODEGEN_CPU_GRADIENTKERNELS_H

#include "KernelOperands.h"
#include "compress/Codegen/Common/WindowPhases.h"

namespace mlir::compress {

/// Rewrites gradients of layers as kernels. A gradient that no kernel computes
/// is left alone.
///
/// The gradient of a convolution's input is a convolution of the padded
/// gradient with the flipped weight. With a stride it is one for each phase.
class GradientKernels : public KernelOperands {
public:
  using KernelOperands::KernelOperands;

  bool convert(Conv2DInputGradOp op);
  bool convert(Conv2DWeightGradOp op);
  /// A product of matrices, at least one of them transposed, that needs no
  /// transposition when it runs.
  bool convert(DenseOp op);
  bool convert(BatchMatmulOp op);

private:
  Value splitWeight(Value weight, int64_t groups);
  Value packFlipped(Value split, const WindowPhase &rows,
                    const WindowPhase &columns, ConvAttr kind);
  Value flipDepthwise(Value weight, const WindowPhase &rows,
                      const WindowPhase &columns);
  Value buildPhase(Conv2DInputGradOp op, Value padded, Value weight,
                   const WindowPhase &rows, const WindowPhase &columns,
                   ArrayRef<int64_t> pads, Value init, Value limit);
  Value multiplyTransposed(StringRef name, Value a, Value b);
};

} // namespace mlir::compress

#endif // COMPRESS_LIB_CODEGEN_CPU_GRADIENTKERNELS_H

//===- GradientKernels.h - gradients as kernels -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CODEGEN_CPU_GRADIENTKERNELS_H
#define COMPRESS_LIB_CODEGEN_CPU_GRADIENTKERNELS_H

#include "KernelOperands.h"

namespace mlir::compress {

/// Rewrites gradients of layers as kernels. A gradient that no kernel computes
/// is left alone.
///
/// The gradient of a convolution's input is a convolution of the padded
/// gradient with the flipped weight. With a stride it is one for each phase:
/// pixels whose distance is a multiple of the stride see the same part of the
/// window, at a stride of one.
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
  /// One dimension of the pixels that are `stride` apart from each other.
  struct Phase {
    /// The first pixel, and how many there are.
    int64_t first, size;
    /// Places of the window that the pixels see: `taps` of them, from the last
    /// to the first, `tapStep` apart.
    int64_t lastTap = 0, tapStep = 1, taps = 0;
    /// Rows of the gradient: the first that the first pixel sees, and the
    /// distance of the next.
    int64_t begin = 0, dilation = 1;

    int64_t getEnd() const { return begin + size + (taps - 1) * dilation; }
  };

  static SmallVector<Phase> getPhases(int64_t size, int64_t kernel,
                                      int64_t stride, int64_t dilation,
                                      int64_t padBefore);
  Value padForPhases(Value dy, ArrayRef<Phase> rows, ArrayRef<Phase> columns,
                     SmallVectorImpl<int64_t> &pads);
  Value sliceForPhase(Value padded, const Phase &rows, const Phase &columns,
                      ArrayRef<int64_t> pads);
  Value splitWeight(Value weight, int64_t groups);
  Value packFlipped(Value split, const Phase &rows, const Phase &columns,
                    ConvAttr kind);
  Value flipDepthwise(Value weight, const Phase &rows, const Phase &columns);
  Value buildPhase(Conv2DInputGradOp op, Value padded, Value weight,
                   const Phase &rows, const Phase &columns,
                   ArrayRef<int64_t> pads, Value init);
  Value multiplyTransposed(StringRef name, Value a, Value b);
};

} // namespace mlir::compress

#endif // COMPRESS_LIB_CODEGEN_CPU_GRADIENTKERNELS_H

//===- GradientLowering.h - gradients as linalg operations ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CODEGEN_COMMON_GRADIENTLOWERING_H
#define COMPRESS_LIB_CODEGEN_COMMON_GRADIENTLOWERING_H

#include "LinalgBuilder.h"
#include "compress/Codegen/Common/WindowPhases.h"

namespace mlir::compress {

/// Rewrites the gradients of convolutions and poolings in one function.
///
/// A gradient of an image is a sum over the windows that see a pixel, which is
/// a window over the gradient that was given: one for each phase of the stride.
class GradientLowering : LinalgBuilder {
public:
  using LinalgBuilder::LinalgBuilder;

  void lower(Conv2DInputGradOp op);
  void lower(Conv2DWeightGradOp op);
  void lower(MaxPool2DGradOp op);
  void lower(AvgPool2DGradOp op);

private:
  /// Sizes of a window over height and width; a pooling has no dilation.
  struct Window {
    ArrayRef<int64_t> kernel, stride, pad;
    SmallVector<int64_t, 2> dilation = {1, 1};

    bool isPartition() const;
  };

  Value splitChannels(Value value, unsigned dim, int64_t groups);
  using PhaseFn =
      llvm::function_ref<Value(const WindowPhase &, const WindowPhase &)>;
  std::pair<SmallVector<WindowPhase>, SmallVector<WindowPhase>>
  getPhases(RankedTensorType image, const Window &window);
  Value joinPhases(RankedTensorType image, const Window &window,
                   PhaseFn buildPhase);
  Value lowerDepthwise(Conv2DWeightGradOp op, Value image);
  Value findMaxima(Value input, RankedTensorType type, const Window &window);
  Value gatherPooled(Value dy, Value places, RankedTensorType image,
                     const Window &window);
  Value copyPooled(Value dy, Value places, RankedTensorType image,
                   const Window &window);
  Value distribute(Value dy, Value places, RankedTensorType image,
                   const Window &window);
  Value divideByCount(Value dy, RankedTensorType image, const Window &window);
};

} // namespace mlir::compress

#endif // COMPRESS_LIB_CODEGEN_COMMON_GRADIENTLOWERING_H

//===- LayerLowering.h - layers as linalg operations ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CODEGEN_COMMON_LAYERLOWERING_H
#define COMPRESS_LIB_CODEGEN_COMMON_LAYERLOWERING_H

#include "LinalgBuilder.h"
#include "compress/Dialect/Compress/IR/WeightChain.h"

namespace mlir::compress {

/// What a layer multiplies: both operands without zero points, and the bias
/// that makes up for them. Null bias: zero.
struct Product {
  Value input, weight, bias;
  /// The value of `input` that counts as zero.
  int64_t padValue = 0;
};

/// Rewrites the layers of one function.
class LayerLowering : LinalgBuilder {
public:
  using LinalgBuilder::LinalgBuilder;

  void lower(Conv2DOp op);
  void lower(DenseOp op);
  void lower(BatchMatmulOp op);
  void lower(BatchNormOp op);

private:
  Product prepare(Value input, Value weight, Value bias, int32_t inputZp,
                  int32_t weightZp, ArrayRef<int64_t> permutation);
  bool foldWeight(Product &product, Value weight, Value bias, int32_t inputZp,
                  int32_t weightZp, ArrayRef<int64_t> permutation);
  bool foldIntegers(Product &product, const WeightChain &chain, Value bias,
                    int32_t inputZp, int32_t weightZp,
                    ArrayRef<int64_t> permutation);
  Value foldBias(Value bias);
  Value initialize(Value bias, RankedTensorType type);
  Value multiply(Value a, Value b, Value bias, RankedTensorType type);
  Value convolve(Conv2DOp op, Value input, Value weight, Value init);
  Value convolveDepthwise(Conv2DOp op, const Product &product, Value input);
  Value convolveGroups(Conv2DOp op, const Product &product, Value input);
  Value repeatChannels(Value input, int64_t times);
};

} // namespace mlir::compress

#endif // COMPRESS_LIB_CODEGEN_COMMON_LAYERLOWERING_H

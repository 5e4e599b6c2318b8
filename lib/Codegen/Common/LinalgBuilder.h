//===- LinalgBuilder.h - what lowerings have in common ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CODEGEN_COMMON_LINALGBUILDER_H
#define COMPRESS_LIB_CODEGEN_COMMON_LINALGBUILDER_H

#include "compress/Dialect/Compress/IR/Compress.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/PatternMatch.h"

namespace mlir::compress {

/// Makes small tensor and linalg operations before the operation that is being
/// replaced.
class LinalgBuilder {
public:
  explicit LinalgBuilder(IRRewriter &rewriter) : rewriter(rewriter) {}

protected:
  using BodyFn = llvm::function_ref<Value(OpBuilder &, Location, ValueRange)>;

  static Type elementType(Value value) { return getElementTypeOrSelf(value); }
  static RankedTensorType typeOf(Value value) {
    return cast<RankedTensorType>(value.getType());
  }

  /// What is made next comes before `op`.
  void setPlace(Operation *op);
  Value makeConstant(Attribute value);
  Value makeZero(Type type);
  Value makeEmpty(ArrayRef<int64_t> shape, Type element);
  /// A tensor whose entries are all `value`.
  Value makeFilled(RankedTensorType type, TypedAttr value);

  Value transpose(Value value, ArrayRef<int64_t> permutation);
  /// `value - zeroPoint` as integers of `width` bits.
  Value widen(Value value, int32_t zeroPoint, unsigned width);
  /// Pads height and width of an NHWC tensor.
  Value pad(Value input, ArrayRef<int64_t> pads, TypedAttr value);
  /// The same entries in the same order at another shape.
  Value reshape(Value value, ArrayRef<int64_t> shape);
  Value slice(Value value, unsigned dim, int64_t offset, int64_t size);
  /// `linalg.generic` over `init`, whose region yields `body`. The first loops
  /// are parallel, the last `numReductions` are not.
  Value mapEntries(ValueRange inputs, Value init, ArrayRef<AffineMap> maps,
                   unsigned numReductions, BodyFn body);

  IRRewriter &rewriter;
  Location loc = rewriter.getUnknownLoc();
};

} // namespace mlir::compress

#endif // COMPRESS_LIB_CODEGEN_COMMON_LINALGBUILDER_H

//===- TensorSpec.h - what a function takes or returns ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_ANALYSIS_TENSORSPEC_H
#define COMPRESS_ANALYSIS_TENSORSPEC_H

#include "mlir/IR/BuiltinTypes.h"
#include <optional>
#include <string>
#include <vector>

namespace mlir::compress {

/// Element types that cross the border between compiled code and the host.
enum class ElementKind { F32, F64, I1, I8, U8, I16, I32, I64 };

/// Bytes of one element.
size_t getElementSize(ElementKind kind);
/// The name NumPy gives it: `float32`, `int8` ...
llvm::StringRef getElementName(ElementKind kind);
/// The kind of an MLIR element type; nothing for types we cannot pass.
std::optional<ElementKind> getElementKind(Type type);

/// The product of all sizes.
int64_t countElements(llvm::ArrayRef<int64_t> shape);

/// A shape as messages show it: `1x28x28`.
std::string formatShape(llvm::ArrayRef<int64_t> shape);

/// What a function takes or returns.
struct TensorSpec {
  std::string name;
  ElementKind kind = ElementKind::F32;
  std::vector<int64_t> shape;
  /// Scale and zero point of an integer tensor at an integer boundary
  /// (`compress.qtype` argument or result attribute); scale 0 if it has none.
  double scale = 0.0;
  int64_t zeroPoint = 0;

  int64_t getNumElements() const;
  size_t getNumBytes() const { return getNumElements() * getElementSize(kind); }
};

} // namespace mlir::compress

#endif // COMPRESS_ANALYSIS_TENSORSPEC_H

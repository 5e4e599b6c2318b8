//===- LayerNames.h - a name for every layer --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_ANALYSIS_LAYERNAMES_H
#define COMPRESS_ANALYSIS_LAYERNAMES_H

#include "mlir/IR/Operation.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include <string>

namespace mlir::compress {

/// Names for the layers of a function: operations that can be pruned, that
/// have a weight to quantize, or that multiply and accumulate. A layer's name
/// is, in this order of preference:
///
/// 1. its `name` attribute (`compress` layers);
/// 2. the name in its location (never a file and line);
/// 3. its kind and a number, counted per kind in program order: `conv2d_0`.
///
/// Names are unique in the function: a later layer of the same name gets a
/// suffix `_1`, `_2`, ...
class LayerNames {
public:
  explicit LayerNames(Operation *function);

  /// The layer's name; empty if `op` is no layer of the function.
  StringRef lookup(Operation *op) const;
  /// The layer of that name, or null.
  Operation *lookup(StringRef name) const;
  /// All layers, in program order.
  ArrayRef<Operation *> getLayers() const { return layers; }

  static bool isLayer(Operation *op);
  /// What the layer is: `conv2d`, `depthwise_conv2d`, `dense`, ... Depthwise
  /// convolutions have a kind of their own in every dialect.
  static StringRef getKind(Operation *op);

private:
  void assign(Operation *op, StringRef name);

  SmallVector<Operation *> layers;
  DenseMap<Operation *, std::string> names;
  llvm::StringMap<Operation *> byName;
};

} // namespace mlir::compress

#endif // COMPRESS_ANALYSIS_LAYERNAMES_H

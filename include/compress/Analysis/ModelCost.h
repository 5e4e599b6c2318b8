//===- ModelCost.h - what a model costs, layer by layer ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The figures behind lists and reports: read from the IR in any contract, never
// remembered.
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_ANALYSIS_MODELCOST_H
#define COMPRESS_ANALYSIS_MODELCOST_H

#include "mlir/IR/BuiltinTypeInterfaces.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include <optional>
#include <string>
#include <vector>

namespace mlir::compress {

/// A count that may not be known; a sum with such a part is not known either.
struct Count {
  std::optional<int64_t> value = 0;

  Count &operator+=(std::optional<int64_t> other) {
    value = value && other ? std::optional(*value + *other) : std::nullopt;
    return *this;
  }
  Count &operator+=(const Count &other) { return *this += other.value; }
};

/// The figures of a layer, or of many.
struct Figures {
  /// Trained entries, without statistics; of them, those that are not zero,
  /// masks applied; their bytes as the module stores them, and in compact
  /// storage (`packBytes`).
  Count parameters, nonZeros, bytes, compactBytes;
  /// One execution: multiply-accumulates, other arithmetic, bytes read and
  /// written.
  Count macs, operations, bytesMoved;

  Figures &operator+=(const Figures &other);
};

/// One layer of a function.
struct LayerCost {
  Operation *op;
  std::string name;
  StringRef kind;
  /// Activations, and the weight; null without one.
  SmallVector<ShapedType> inputs, outputs;
  ShapedType weight;
  /// Bits of an entry, as fake_quant says or else the type.
  std::optional<int64_t> weightBits, activationBits;
  /// Bytes of the activations.
  Count inputBytes, outputBytes;
  Figures figures;
};

/// All operations of one kind that are no layers.
struct OtherCost {
  int64_t count = 0;
  /// The bytes are those of constants, such as multipliers and tables.
  Figures figures;
};

/// The operations of one function.
struct FunctionCost {
  explicit FunctionCost(FunctionOpInterface function);

  std::vector<LayerCost> layers;
  llvm::MapVector<StringRef, OtherCost> others;
  /// Names of operations that make tensors at an unknown cost.
  llvm::SetVector<StringRef> uncounted;
  /// Of layers and others; what two layers share counts once.
  Figures total;

private:
  void addLayer(Operation *op, StringRef name);
  void addOther(Operation *op);

  llvm::SmallPtrSet<Value, 16> counted;
};

} // namespace mlir::compress

#endif // COMPRESS_ANALYSIS_MODELCOST_H

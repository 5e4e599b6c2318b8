//===- CandidateCosts.h - what an architecture costs ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_TRANSFORMS_NAS_CANDIDATECOSTS_H
#define COMPRESS_LIB_TRANSFORMS_NAS_CANDIDATECOSTS_H

#include "compress/Search/SearchSpace.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/StringMap.h"
#include <map>

namespace mlir::compress {

/// Multiply-accumulates, trained entries, their bytes, and, where it was asked
/// for, the time of a call.
struct CandidateCost {
  int64_t macs = 0, parameters = 0, bytes = 0;
  /// Microseconds; not a number if it was not estimated.
  double latency = 0.0;
};

/// Limits of a search; nothing is no limit.
struct Budgets {
  std::optional<double> macs, parameters, bytes, latency;
};

/// A compiled network, measured as a whole.
struct WholeCost {
  /// Microseconds: the fastest call.
  double latency = 0.0;
  int64_t arenaBytes = 0;
};

/// Costs of the networks of a supernet, each worked out once.
///
/// Times are sums over layers. A layer is compiled and measured in the first
/// network that has it, with what follows it up to the next layer; a layer of
/// the same types and attributes is the same layer. Times are those of the
/// fastest calls, because other programs only make them longer.
class CandidateCosts {
public:
  /// `function` is a supernet whose decisions are operations.
  CandidateCosts(func::FuncOp function, const SearchSpace &space)
      : function(function), space(space) {}

  /// Fails with a diagnostic where something has an unknown cost.
  FailureOr<CandidateCost> get(const Architecture &architecture,
                               bool needsLatency);
  /// Compiles a network and measures it as a whole.
  FailureOr<WholeCost> measureWhole(const Architecture &architecture);
  /// Layers in the table.
  size_t getNumLayers() const { return table.size(); }
  /// The network of an architecture, in a module of its own.
  OwningOpRef<ModuleOp> extract(const Architecture &architecture);

private:
  FailureOr<double> estimate(ModuleOp network);
  LogicalResult addToTable(ModuleOp network, ArrayRef<std::string> keys);

  func::FuncOp function;
  const SearchSpace &space;
  std::map<Architecture, CandidateCost> known;
  /// Microseconds of a layer, by all that its code depends on.
  llvm::StringMap<double> table;
};

} // namespace mlir::compress

#endif // COMPRESS_LIB_TRANSFORMS_NAS_CANDIDATECOSTS_H

//===- Contracts.h - states of the IR between stages ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_ANALYSIS_CONTRACTS_H
#define COMPRESS_ANALYSIS_CONTRACTS_H

#include "mlir/IR/BuiltinOps.h"

namespace mlir::compress {

/// The states in which stages hand a module to each other; docs/Contracts.md
/// says what each of them promises.
enum class Contract {
  /// What every contract asks for: functions with bodies and unique names.
  Any,
  Imported,
  Layers,
  Compressed,
  Integer,
  Kernels
};

/// The name that users know a contract by.
StringRef stringifyContract(Contract contract);

/// Checks what the module really holds. Fails with a diagnostic at each of the
/// first operations that break the contract.
LogicalResult verifyContract(ModuleOp module, Contract contract);

} // namespace mlir::compress

#endif // COMPRESS_ANALYSIS_CONTRACTS_H

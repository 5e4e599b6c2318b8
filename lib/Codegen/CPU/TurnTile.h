//===- TurnTile.h - a transpose in registers --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CODEGEN_CPU_TURNTILE_H
#define COMPRESS_LIB_CODEGEN_CPU_TURNTILE_H

#include "mlir/IR/Builders.h"

namespace mlir::compress {

/// Transposes a tile whose rows are `rows`, as one sequence of entries: column
/// `c` of row `r` goes to place `c * rows.size() + r`. Both sizes are powers of
/// two.
SmallVector<Value> turnTile(OpBuilder &builder, Location loc,
                            SmallVector<Value> rows);

} // namespace mlir::compress

#endif // COMPRESS_LIB_CODEGEN_CPU_TURNTILE_H

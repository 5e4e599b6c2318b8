//===- Example.h - a dialect with a pruning criterion -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef EXAMPLE_H
#define EXAMPLE_H

#include "compress/Interfaces/ImportanceAttrInterface.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Dialect.h"

#include "ExampleDialect.h.inc"
#define GET_ATTRDEF_CLASSES
#include "ExampleAttrs.h.inc"

namespace example {
/// Registers the dialect, and its criterion under the name `distance`.
void registerExample(mlir::DialectRegistry &registry);
} // namespace example

#endif // EXAMPLE_H

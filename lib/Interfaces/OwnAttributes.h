//===- OwnAttributes.h - plug points with our attributes --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_INTERFACES_OWNATTRIBUTES_H
#define COMPRESS_LIB_INTERFACES_OWNATTRIBUTES_H

#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Interfaces/PlugPoint.h"

namespace mlir::compress {

/// A plug point for attributes with `Interface`, with those of our dialect:
/// what the user writes, and the attribute's mnemonic.
template <typename Interface>
PlugPoint makePlugPoint(StringRef kind,
                        ArrayRef<std::pair<StringRef, StringRef>> entries) {
  PlugPoint point(kind.str(), [](Attribute attribute) {
    return isa<Interface>(attribute);
  });
  for (auto [mnemonic, attribute] : entries)
    point.add({mnemonic.str(), ("#compress." + attribute).str(),
               [](DialectRegistry &registry) {
                 registry.insert<CompressDialect>();
               }});
  return point;
}

} // namespace mlir::compress

#endif // COMPRESS_LIB_INTERFACES_OWNATTRIBUTES_H

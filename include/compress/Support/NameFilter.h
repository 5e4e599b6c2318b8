//===- NameFilter.h - layers by regular expression --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_SUPPORT_NAMEFILTER_H
#define COMPRESS_SUPPORT_NAMEFILTER_H

#include "compress/Support/NamePattern.h"

namespace mlir::compress {

/// What the options `include=` and `exclude=` of a pass select. An expression
/// must match a whole name; an empty `include` takes everything.
class NameFilter {
public:
  /// Fails with a diagnostic where an expression is malformed.
  static FailureOr<NameFilter>
  create(StringRef include, StringRef exclude,
         llvm::function_ref<InFlightDiagnostic()> emitError);

  bool matches(StringRef name) const;

  /// Fails with a diagnostic that lists `names` if one of the expressions
  /// matches none of them, or both together leave none.
  LogicalResult
  checkAgainst(ArrayRef<std::string> names,
               llvm::function_ref<InFlightDiagnostic()> emitError) const;

private:
  NamePattern include, exclude;
};

} // namespace mlir::compress

#endif // COMPRESS_SUPPORT_NAMEFILTER_H

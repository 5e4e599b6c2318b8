//===- NamePattern.h - names by regular expression --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_SUPPORT_NAMEPATTERN_H
#define COMPRESS_SUPPORT_NAMEPATTERN_H

#include "mlir/IR/Diagnostics.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Regex.h"
#include <memory>
#include <string>

namespace mlir::compress {

/// An option of a pass that selects by name: a regular expression that must
/// match the whole name.
class NamePattern {
public:
  /// Fails with a diagnostic that names `option` where `text` is malformed. An
  /// empty text matches nothing.
  static FailureOr<NamePattern>
  create(StringRef option, StringRef text,
         llvm::function_ref<InFlightDiagnostic()> emitError);

  bool isEmpty() const { return text.empty(); }
  bool matches(StringRef name) const { return regex && regex->match(name); }

  /// Fails with a diagnostic that lists `names`, each of a `thing` ("layer"),
  /// if the pattern is not empty and matches none of them.
  LogicalResult
  checkAgainst(ArrayRef<std::string> names, StringRef thing,
               llvm::function_ref<InFlightDiagnostic()> emitError) const;

private:
  std::string option, text;
  /// Shared, because passes that hold a pattern are cloned.
  std::shared_ptr<const llvm::Regex> regex;
};

} // namespace mlir::compress

#endif // COMPRESS_SUPPORT_NAMEPATTERN_H

//===- NameFilter.cpp - layers by regular expression ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Support/NameFilter.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::compress;

FailureOr<NameFilter>
NameFilter::create(StringRef include, StringRef exclude,
                   llvm::function_ref<InFlightDiagnostic()> emitError) {
  auto first = NamePattern::create("include", include, emitError);
  auto second = NamePattern::create("exclude", exclude, emitError);
  if (failed(first) || failed(second))
    return failure();
  NameFilter filter;
  filter.include = std::move(*first);
  filter.exclude = std::move(*second);
  return filter;
}

bool NameFilter::matches(StringRef name) const {
  return (include.isEmpty() || include.matches(name)) && !exclude.matches(name);
}

LogicalResult NameFilter::checkAgainst(
    ArrayRef<std::string> names,
    llvm::function_ref<InFlightDiagnostic()> emitError) const {
  if (failed(include.checkAgainst(names, "layer", emitError)) ||
      failed(exclude.checkAgainst(names, "layer", emitError)))
    return failure();
  if (llvm::any_of(names,
                   [&](const std::string &name) { return matches(name); }))
    return success();
  InFlightDiagnostic diagnostic =
      emitError() << "include and exclude leave no layer; layers are ";
  llvm::interleaveComma(names, diagnostic);
  return diagnostic;
}

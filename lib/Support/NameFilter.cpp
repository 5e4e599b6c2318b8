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
  NameFilter filter;
  auto compile = [&](StringRef option, StringRef text,
                     std::optional<Pattern> &pattern) -> LogicalResult {
    if (text.empty())
      return success();
    pattern.emplace(Pattern{text.str(), std::make_shared<const llvm::Regex>(
                                            ("^(" + text + ")$").str())});
    std::string reason;
    if (!pattern->regex->isValid(reason))
      return emitError() << "malformed regular expression " << option << "='"
                         << text << "': " << reason;
    return success();
  };
  if (failed(compile("include", include, filter.include)) ||
      failed(compile("exclude", exclude, filter.exclude)))
    return failure();
  return filter;
}

bool NameFilter::matches(StringRef name) const {
  return (!include || include->regex->match(name)) &&
         !(exclude && exclude->regex->match(name));
}

LogicalResult NameFilter::checkAgainst(
    ArrayRef<std::string> names,
    llvm::function_ref<InFlightDiagnostic()> emitError) const {
  auto complain = [&](const Twine &what) {
    InFlightDiagnostic diagnostic = emitError();
    diagnostic << what << "; layers are ";
    llvm::interleaveComma(names, diagnostic);
    return diagnostic;
  };
  auto check = [&](StringRef option,
                   const std::optional<Pattern> &pattern) -> LogicalResult {
    if (!pattern || llvm::any_of(names, [&](const std::string &name) {
          return pattern->regex->match(name);
        }))
      return success();
    return complain(option + "='" + pattern->text + "' matches no layer");
  };
  if (failed(check("include", include)) || failed(check("exclude", exclude)))
    return failure();
  if (llvm::none_of(names,
                    [&](const std::string &name) { return matches(name); }))
    return complain("include and exclude leave no layer");
  return success();
}

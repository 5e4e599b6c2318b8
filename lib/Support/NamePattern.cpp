//===- NamePattern.cpp - names by regular expression ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Support/NamePattern.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::compress;

FailureOr<NamePattern>
NamePattern::create(StringRef option, StringRef text,
                    llvm::function_ref<InFlightDiagnostic()> emitError) {
  NamePattern pattern;
  pattern.option = option.str();
  pattern.text = text.str();
  if (text.empty())
    return pattern;
  pattern.regex =
      std::make_shared<const llvm::Regex>(("^(" + text + ")$").str());
  std::string reason;
  if (!pattern.regex->isValid(reason))
    return emitError() << "malformed regular expression " << option << "='"
                       << text << "': " << reason;
  return pattern;
}

LogicalResult NamePattern::checkAgainst(
    ArrayRef<std::string> names, StringRef thing,
    llvm::function_ref<InFlightDiagnostic()> emitError) const {
  if (isEmpty() || llvm::any_of(names, [&](const std::string &name) {
        return matches(name);
      }))
    return success();
  InFlightDiagnostic diagnostic = emitError();
  diagnostic << option << "='" << text << "' matches no " << thing;
  if (!names.empty()) {
    diagnostic << "; " << thing << "s are ";
    llvm::interleaveComma(names, diagnostic);
  }
  return diagnostic;
}

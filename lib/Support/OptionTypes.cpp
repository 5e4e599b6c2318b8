//===- OptionTypes.cpp - pass options that survive printing ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Support/OptionTypes.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"

using namespace mlir::compress;

llvm::raw_ostream &mlir::compress::operator<<(llvm::raw_ostream &os,
                                              const OptionalDouble &number) {
  if (!number)
    return os << "none";
  return os << llvm::format("%.17g", *number);
}

llvm::raw_ostream &mlir::compress::operator<<(llvm::raw_ostream &os,
                                              const OptionText &text) {
  if (llvm::StringRef(text).find_first_of(" \t\n{}'\"") ==
      llvm::StringRef::npos)
    return os << static_cast<const std::string &>(text);
  return os << '{' << static_cast<const std::string &>(text) << '}';
}

bool llvm::cl::parser<OptionalDouble>::parse(Option &option, StringRef,
                                             StringRef text,
                                             OptionalDouble &number) {
  if (text == "none") {
    number.reset();
    return false;
  }
  double value;
  if (text.getAsDouble(value))
    return option.error("expected a number, got '" + text + "'");
  number.emplace(value);
  return false;
}

bool llvm::cl::parser<OptionText>::parse(Option &, StringRef, StringRef text,
                                         OptionText &value) {
  value.assign(text.begin(), text.end());
  return false;
}

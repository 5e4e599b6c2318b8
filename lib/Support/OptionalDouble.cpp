//===- OptionalDouble.cpp - a number that a pass option may lack ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Support/OptionalDouble.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"

using namespace mlir::compress;

llvm::raw_ostream &mlir::compress::operator<<(llvm::raw_ostream &os,
                                              const OptionalDouble &number) {
  if (!number)
    return os << "none";
  return os << llvm::format("%.17g", *number);
}

bool llvm::cl::parser<OptionalDouble>::parse(Option &option, StringRef name,
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

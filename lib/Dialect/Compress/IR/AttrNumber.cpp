//===- AttrNumber.cpp - numbers and flags in attributes -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/AttrNumber.h"
#include <cstdlib>

using namespace mlir;
using namespace mlir::compress;

llvm::raw_ostream &compress::operator<<(llvm::raw_ostream &os, Number number) {
  char text[32];
  for (int digits : {6, 17}) {
    std::snprintf(text, sizeof(text), "%.*g", digits, number.value);
    if (std::strtod(text, nullptr) == number.value)
      break;
  }
  // The lexer knows no exponent without a decimal point.
  StringRef shown = text;
  size_t exponent = shown.find('e');
  if (exponent == StringRef::npos || shown.contains('.'))
    return os << shown;
  return os << shown.take_front(exponent) << ".0" << shown.drop_front(exponent);
}

FailureOr<Number> FieldParser<Number>::parse(AsmParser &parser) {
  // The integer parser would take the sign of a real number away.
  double sign = succeeded(parser.parseOptionalMinus()) ? -1.0 : 1.0;
  int64_t integer;
  OptionalParseResult result = parser.parseOptionalInteger(integer);
  if (result.has_value()) {
    if (failed(*result))
      return failure();
    return Number(sign * static_cast<double>(integer));
  }
  double number;
  if (parser.parseFloat(number))
    return failure();
  return Number(sign * number);
}

FailureOr<Flag> FieldParser<Flag>::parse(AsmParser &parser) {
  StringRef word;
  if (parser.parseKeyword(&word))
    return failure();
  if (word != "true" && word != "false")
    return parser.emitError(parser.getCurrentLocation())
           << "expected true or false, got '" << word << "'";
  return Flag(word == "true");
}

//===- OptionalDouble.h - a number that a pass option may lack ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_SUPPORT_OPTIONALDOUBLE_H
#define COMPRESS_SUPPORT_OPTIONALDOUBLE_H

#include "llvm/Support/CommandLine.h"
#include <optional>

namespace mlir::compress {

/// The type of a pass option that has no default. Printed so that reading it
/// back gives the same number (a plain double option keeps six digits), and as
/// `none` if it was not given.
struct OptionalDouble : std::optional<double> {
  using std::optional<double>::optional;
};

llvm::raw_ostream &operator<<(llvm::raw_ostream &os,
                              const OptionalDouble &number);

} // namespace mlir::compress

template <>
class llvm::cl::parser<mlir::compress::OptionalDouble>
    : public llvm::cl::basic_parser<mlir::compress::OptionalDouble> {
public:
  using basic_parser::basic_parser;
  /// True after an error, as command line parsers have it.
  bool parse(Option &option, StringRef name, StringRef text,
             mlir::compress::OptionalDouble &number);
  StringRef getValueName() const override { return "number"; }
};

#endif // COMPRESS_SUPPORT_OPTIONALDOUBLE_H

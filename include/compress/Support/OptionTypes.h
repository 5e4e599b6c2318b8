//===- OptionTypes.h - pass options that survive printing -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The text of a pipeline is a recipe: what is printed must parse again, to the
// same values.
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_SUPPORT_OPTIONTYPES_H
#define COMPRESS_SUPPORT_OPTIONTYPES_H

#include "llvm/Support/CommandLine.h"
#include <optional>
#include <string>

namespace mlir::compress {

/// A number without a default, `none` if it was not given. All digits are
/// printed; a plain double option keeps six.
struct OptionalDouble : std::optional<double> {
  using std::optional<double>::optional;
};

/// Free text: an expression, an attribute, a path. In braces when printed,
/// unless it is a plain word; a plain string option loses blanks behind braces.
struct OptionText : std::string {
  using std::string::string;
};

llvm::raw_ostream &operator<<(llvm::raw_ostream &os, const OptionalDouble &);
llvm::raw_ostream &operator<<(llvm::raw_ostream &os, const OptionText &);

/// What the two parsers have in common.
template <typename T>
class OptionTypeParser : public llvm::cl::basic_parser<T> {
public:
  using llvm::cl::basic_parser<T>::basic_parser;
  void printOptionDiff(const llvm::cl::Option &option, const T &value,
                       const llvm::cl::OptionValue<T> &, size_t width) const {
    this->printOptionName(option, width);
    llvm::outs() << "= " << value << '\n';
  }
};

} // namespace mlir::compress

template <>
class llvm::cl::parser<mlir::compress::OptionalDouble>
    : public mlir::compress::OptionTypeParser<mlir::compress::OptionalDouble> {
public:
  using OptionTypeParser::OptionTypeParser;
  /// True after an error, as command line parsers have it.
  bool parse(Option &option, StringRef name, StringRef text,
             mlir::compress::OptionalDouble &number);
  StringRef getValueName() const override { return "number"; }
};

template <>
class llvm::cl::parser<mlir::compress::OptionText>
    : public mlir::compress::OptionTypeParser<mlir::compress::OptionText> {
public:
  using OptionTypeParser::OptionTypeParser;
  bool parse(Option &option, StringRef name, StringRef text,
             mlir::compress::OptionText &value);
  StringRef getValueName() const override { return "string"; }
};

#endif // COMPRESS_SUPPORT_OPTIONTYPES_H

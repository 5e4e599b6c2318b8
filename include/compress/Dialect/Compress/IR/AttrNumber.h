//===- AttrNumber.h - numbers and flags in attributes -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESS_IR_ATTRNUMBER_H
#define COMPRESS_DIALECT_COMPRESS_IR_ATTRNUMBER_H

#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/bit.h"
#include "llvm/Support/Format.h"

namespace mlir::compress {

/// A real parameter of an attribute: written with or without a decimal point,
/// printed with as many digits as it takes to read the same number.
struct Number {
  double value = 0.0;

  constexpr Number(double value = 0.0) : value(value) {}
  constexpr operator double() const { return value; }
  friend llvm::hash_code hash_value(Number number) {
    return llvm::hash_value(llvm::bit_cast<uint64_t>(number.value));
  }
};

/// A yes or no, written `true` or `false`.
struct Flag {
  bool value = false;

  constexpr Flag(bool value = false) : value(value) {}
  constexpr operator bool() const { return value; }
  friend llvm::hash_code hash_value(Flag flag) {
    return llvm::hash_value(static_cast<unsigned>(flag.value));
  }
};

llvm::raw_ostream &operator<<(llvm::raw_ostream &os, Number number);
inline llvm::raw_ostream &operator<<(llvm::raw_ostream &os, Flag flag) {
  return os << (flag ? "true" : "false");
}

} // namespace mlir::compress

template <>
struct mlir::FieldParser<mlir::compress::Number> {
  static FailureOr<mlir::compress::Number> parse(AsmParser &parser);
};

template <>
struct mlir::FieldParser<mlir::compress::Flag> {
  static FailureOr<mlir::compress::Flag> parse(AsmParser &parser);
};

#endif // COMPRESS_DIALECT_COMPRESS_IR_ATTRNUMBER_H

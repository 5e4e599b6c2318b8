//===- Expression.h - TOSA arithmetic written as formulas -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_DERIVATIVES_EXPRESSION_H
#define COMPRESS_LIB_DERIVATIVES_EXPRESSION_H

#include "mlir/Dialect/Tosa/IR/TosaOps.h"

namespace mlir::compress {

/// A tensor value in a formula: `dy * (1.0 - y * y)` builds the operations.
/// Operands of equal rank broadcast as TOSA's do.
class Expression {
public:
  Expression(OpBuilder &builder, Location loc, Value value)
      : builder(&builder), loc(loc), value(value) {}

  operator Value() const { return value; }
  RankedTensorType getType() const {
    return cast<RankedTensorType>(value.getType());
  }

  /// A constant of this tensor's element type that broadcasts to its shape.
  Expression constant(double number) const;
  /// All entries `number`, of this tensor's type.
  Expression splat(double number) const;

  /// `OpTy` of this tensor, entry by entry.
  template <typename OpTy>
  Expression apply() const {
    return with(OpTy::create(*builder, loc, getType(), value));
  }
  /// `OpTy` of this tensor and another, entry by entry; of `element` type if
  /// one is given.
  template <typename OpTy>
  Expression apply(const Expression &other, Type element = {}) const {
    return with(
        OpTy::create(*builder, loc, typeWith(other, element), value, other));
  }
  /// `condition ? this : other`, of booleans.
  Expression where(const Expression &condition, const Expression &other) const;

  Expression operator+(const Expression &other) const {
    return apply<tosa::AddOp>(other);
  }
  Expression operator-(const Expression &other) const {
    return apply<tosa::SubOp>(other);
  }
  Expression operator*(const Expression &other) const;
  Expression operator-() const { return *this * -1.0; }
  Expression operator+(double number) const { return *this + constant(number); }
  Expression operator-(double number) const { return *this - constant(number); }
  Expression operator*(double number) const { return *this * constant(number); }

  /// Comparisons give booleans.
  Expression operator>(const Expression &other) const {
    return apply<tosa::GreaterOp>(other, builder->getI1Type());
  }
  Expression operator>=(const Expression &other) const {
    return apply<tosa::GreaterEqualOp>(other, builder->getI1Type());
  }
  Expression operator==(const Expression &other) const {
    return apply<tosa::EqualOp>(other, builder->getI1Type());
  }

private:
  Expression with(Value result) const { return {*builder, loc, result}; }
  RankedTensorType typeWith(const Expression &other, Type element) const;

  OpBuilder *builder;
  Location loc;
  Value value;
};

inline Expression operator+(double number, const Expression &e) {
  return e + number;
}
inline Expression operator-(double number, const Expression &e) {
  return e.constant(number) - e;
}
inline Expression operator*(double number, const Expression &e) {
  return e * number;
}

} // namespace mlir::compress

#endif // COMPRESS_LIB_DERIVATIVES_EXPRESSION_H

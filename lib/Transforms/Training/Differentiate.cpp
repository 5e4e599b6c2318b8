//===- Differentiate.cpp - compress-differentiate -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Derivatives/Differentiate.h"
#include "compress/Analysis/EntryFunction.h"
#include "compress/Support/NamePattern.h"
#include "compress/Transforms/Training/Passes.h"
#include "compress/Transforms/Training/Signature.h"

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSDIFFERENTIATE
#include "compress/Transforms/Training/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

struct CompressDifferentiate
    : compress::impl::CompressDifferentiateBase<CompressDifferentiate> {
  using CompressDifferentiateBase::CompressDifferentiateBase;

  LogicalResult initialize(MLIRContext *context) override {
    FailureOr<NamePattern> pattern = NamePattern::create(
        "wrt", wrt, [&] { return emitError(UnknownLoc::get(context)); });
    if (failed(pattern))
      return failure();
    selected = std::move(*pattern);
    return success();
  }
  void runOnOperation() override {
    auto entry = cast_if_present<func::FuncOp>(
        lookupEntryFunction(getOperation(), function));
    if (!entry || failed(differentiate(entry)))
      signalPassFailure();
  }

private:
  FailureOr<SmallVector<Value>> select(func::FuncOp entry) const;
  LogicalResult differentiate(func::FuncOp entry);

  NamePattern selected;
};

} // namespace

FailureOr<SmallVector<Value>>
CompressDifferentiate::select(func::FuncOp entry) const {
  std::vector<std::string> names;
  SmallVector<Value> values;
  for (BlockArgument argument : entry.getArguments()) {
    unsigned index = argument.getArgNumber();
    names.push_back(nameOfArgument(entry, index));
    if (selected.isEmpty() ? isTrainable(entry, index)
                           : selected.matches(names.back()))
      values.push_back(argument);
  }
  if (failed(selected.checkAgainst(names, "argument",
                                   [&] { return entry.emitError(); })))
    return failure();
  if (values.empty())
    return entry.emitError("@")
           << entry.getSymName()
           << " has no argument that is a parameter and not frozen; lift "
              "parameters with compress-lift-parameters, or select arguments "
              "with wrt=";
  return values;
}

LogicalResult CompressDifferentiate::differentiate(func::FuncOp entry) {
  if (failed(checkSignatureMayChange(entry)))
    return failure();
  if (entry.getNumResults() == 0)
    return entry.emitError("@")
           << entry.getSymName() << " returns nothing to differentiate";
  FailureOr<SmallVector<Value>> values = select(entry);
  if (failed(values))
    return failure();
  Operation *terminator = entry.getBody().front().getTerminator();
  OpBuilder builder(terminator);
  FailureOr<SmallVector<Value>> gradients =
      emitGradients(builder, entry, terminator->getOperand(0), *values);
  if (failed(gradients))
    return failure();
  for (auto [value, gradient] : llvm::zip_equal(*values, *gradients)) {
    unsigned index = cast<BlockArgument>(value).getArgNumber();
    appendResult(entry, gradient, nameOfArgument(entry, index) + ".gradient",
                 Role::Gradient);
    ++numGradients;
  }
  return success();
}

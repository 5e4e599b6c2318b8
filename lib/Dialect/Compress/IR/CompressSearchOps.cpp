//===- CompressSearchOps.cpp - networks with alternatives -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/CompressSearch.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace mlir::compress;

Value compress::getShared(Value value) {
  while (true) {
    if (auto slice = value.getDefiningOp<tosa::SliceOp>()) {
      value = slice.getInput1();
      continue;
    }
    auto argument = dyn_cast<BlockArgument>(value);
    auto choice = argument
                      ? dyn_cast<ChoiceOp>(argument.getOwner()->getParentOp())
                      : ChoiceOp();
    if (!choice)
      return value;
    value = choice.getInputs()[argument.getArgNumber()];
  }
}

LogicalResult DecisionOp::verify() {
  int64_t selected = getSelected(), count = getCount();
  if (getName().empty())
    return emitOpError("expected a name that is not empty");
  if (count < 1)
    return emitOpError("expected 1 or more alternatives, got ") << count;
  if (selected < 0 || selected >= count)
    return emitOpError("expected a number from 0 to ")
           << count - 1 << ", got " << selected;
  return success();
}

LogicalResult ChoiceOp::verify() {
  size_t count = getAlternatives().size();
  if (count == 0 || getLabels().size() != count)
    return emitOpError("expected a label for each of 1 or more alternatives, "
                       "got ")
           << getLabels().size() << " labels and " << count << " alternatives";
  llvm::StringSet<> known;
  for (unsigned i = 0; i < count; ++i) {
    StringRef label = getLabel(i);
    if (label.empty() || label.find_first_of(" ,=;") != StringRef::npos)
      return emitOpError("expected labels without blanks, ',', '=' and ';', "
                         "got '")
             << label << "'";
    if (!known.insert(label).second)
      return emitOpError("has two alternatives '") << label << "'";
  }
  RankedTensorType selector = getSelector().getType();
  bool isIndex =
      selector.getRank() == 0 && selector.getElementType().isInteger(32);
  bool isLogits = selector.getElementType().isF32() &&
                  selector.getShape() == ArrayRef<int64_t>(int64_t(count));
  if (!isIndex && !isLogits)
    return emitOpError("expected a selector of type tensor<i32>, or tensor<")
           << count << "xf32> for a mixture, got " << selector;
  auto decision = getSelector().getDefiningOp<DecisionOp>();
  if (decision && decision.getCount() != int64_t(count))
    return emitOpError("has ")
           << count << " alternatives, and its decision '" << decision.getName()
           << "' is among " << decision.getCount();
  return success();
}

/// Alternatives must agree in what they take and return.
LogicalResult ChoiceOp::verifyRegions() {
  for (auto [i, region] : llvm::enumerate(getAlternatives())) {
    Block &block = region.front();
    auto isWrong = [&](StringRef what, TypeRange got, TypeRange wanted) {
      InFlightDiagnostic diagnostic = emitOpError("alternative '")
                                      << getLabel(i) << "' " << what << " (";
      llvm::interleaveComma(got, diagnostic);
      diagnostic << ") instead of (";
      llvm::interleaveComma(wanted, diagnostic);
      diagnostic << ")";
      return failure();
    };
    if (block.getArgumentTypes() != getInputs().getTypes())
      return isWrong("takes", block.getArgumentTypes(), getInputs().getTypes());
    auto yield = dyn_cast<ChoiceYieldOp>(block.getTerminator());
    if (!yield)
      return emitOpError("alternative '")
             << getLabel(i) << "' does not end with compress.choice_yield";
    if (yield.getValues().getTypes() != getResultTypes())
      return isWrong("returns", yield.getValues().getTypes(), getResultTypes());
    for (Operation &op : block)
      if (isa<ParameterOp, DecisionOp>(op))
        return emitOpError("alternative '")
               << getLabel(i) << "' holds a " << op.getName()
               << "; make it outside, and an input";
  }
  return success();
}

LogicalResult LeadingOp::verify() {
  if (cast<RankedTensorType>(getType()).getRank() == 0)
    return emitOpError("expected an input with channels, got ") << getType();
  return success();
}

/// All channels of the input.
OpFoldResult LeadingOp::fold(FoldAdaptor adaptor) {
  auto count = dyn_cast_if_present<DenseElementsAttr>(adaptor.getCount());
  int64_t channels = cast<RankedTensorType>(getType()).getShape().back();
  if (!count || ShapedType::isDynamic(channels) ||
      count.getSplatValue<APInt>().getSExtValue() < channels)
    return {};
  return getInput();
}

DimensionCoupling LeadingOp::getDimensionCoupling() {
  return coupleElementwise(*this, 1, /*broadcasts=*/false);
}

bool LeadingOp::mapsZerosToZeros(ArrayRef<bool> zero) { return zero[0]; }

#define GET_OP_CLASSES
#include "compress/Dialect/Compress/IR/CompressSearchOps.cpp.inc"

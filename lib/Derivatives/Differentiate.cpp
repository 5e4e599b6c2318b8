//===- Differentiate.cpp - reverse mode over a function -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Derivatives/Differentiate.h"
#include "compress/Analysis/EntryFunction.h"
#include "compress/Conversion/TosaBuilders.h"
#include "compress/Interfaces/DifferentiableOpInterface.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;
using namespace mlir::compress;

namespace {

/// What lies between the values that are asked for and the loss.
class Path {
public:
  Path(func::FuncOp function, Value loss, ArrayRef<Value> wrt)
      : function(function), loss(loss), wrt(wrt) {}

  /// Finds the operations; fails with a diagnostic where one of them cannot be
  /// differentiated.
  LogicalResult find();

  /// In program order.
  ArrayRef<Operation *> getOperations() const { return operations; }
  /// The values of `wrt` and those that depend on them.
  const DenseSet<Value> &getVaried() const { return varied; }

private:
  void collectVaried();
  void collectUseful();
  LogicalResult checkEnds();

  func::FuncOp function;
  Value loss;
  ArrayRef<Value> wrt;
  DenseSet<Value> varied, useful;
  SmallVector<Operation *> operations;
};

} // namespace

bool compress::isContinuous(Value value) {
  auto type = dyn_cast<ShapedType>(value.getType());
  return isa<FloatType>(type ? type.getElementType() : value.getType());
}

/// Operands, and what the regions of `op` take from outside.
static SmallVector<Value> getReadValues(Operation *op) {
  SmallVector<Value> values(op->getOperands());
  for (Region &region : op->getRegions()) {
    llvm::SetVector<Value> captured;
    getUsedValuesDefinedAbove(region, captured);
    llvm::append_range(values, captured);
  }
  return values;
}

void Path::collectVaried() {
  varied.insert_range(wrt);
  for (Operation &op : function.getBody().front())
    if (llvm::any_of(getReadValues(&op),
                     [&](Value value) { return varied.contains(value); }))
      for (Value result : op.getResults())
        if (isContinuous(result))
          varied.insert(result);
}

void Path::collectUseful() {
  useful.insert(loss);
  for (Operation &op : llvm::reverse(function.getBody().front())) {
    if (llvm::none_of(op.getResults(), [&](Value result) {
          return useful.contains(result) && varied.contains(result);
        }))
      continue;
    SmallVector<Value> read = getReadValues(&op);
    // Nothing before a value that is asked for matters.
    if (llvm::none_of(read,
                      [&](Value value) { return varied.contains(value); }))
      continue;
    operations.push_back(&op);
    useful.insert_range(read);
  }
  std::reverse(operations.begin(), operations.end());
}

/// What the user calls a value.
static std::string describe(func::FuncOp function, Value value) {
  if (auto argument = dyn_cast<BlockArgument>(value))
    return "'" + nameOfArgument(function, argument.getArgNumber()) + "'";
  return ("the result of '" + value.getDefiningOp()->getName().getStringRef() +
          "'")
      .str();
}

LogicalResult Path::checkEnds() {
  auto type = dyn_cast<RankedTensorType>(loss.getType());
  if (!type || !type.hasStaticShape() || type.getNumElements() != 1 ||
      !type.getElementType().isF32())
    return emitError(loss.getLoc(), "expected the loss of @")
           << function.getSymName()
           << " to be one f32 number, such as tensor<f32>, got "
           << loss.getType();
  for (Value value : wrt) {
    auto type = dyn_cast<RankedTensorType>(value.getType());
    if (!type || !type.hasStaticShape() || !type.getElementType().isF32())
      return emitError(value.getLoc(), "cannot differentiate for ")
             << describe(function, value)
             << ": expected an f32 tensor of static shape, got "
             << value.getType();
    if (varied.contains(loss) && useful.contains(value))
      continue;
    InFlightDiagnostic diagnostic =
        emitError(value.getLoc(), "the loss does not depend on ")
        << describe(function, value)
        << " in a way that has a derivative; leave it out or freeze it";
    for (Operation &op : function.getBody().front()) {
      auto model = dyn_cast<DifferentiableOpInterface>(&op);
      if (model && !model.getDerivativeObstacle().empty() &&
          llvm::any_of(op.getOperands(),
                       [&](Value read) { return varied.contains(read); }))
        diagnostic.attachNote(op.getLoc())
            << "'" << op.getName() << "' has no derivative: it "
            << model.getDerivativeObstacle();
    }
    return diagnostic;
  }
  return success();
}

LogicalResult compress::checkDifferentiable(Operation *op) {
  auto model = dyn_cast<DifferentiableOpInterface>(op);
  if (!model)
    return op->emitOpError("cannot be differentiated: it lies between what is "
                           "trained and the loss, and has no "
                           "DifferentiableOpInterface");
  if (StringRef obstacle = model.getDerivativeObstacle(); !obstacle.empty())
    return op->emitOpError("has no derivative: it ") << obstacle;
  for (Value value : llvm::concat<Value>(SmallVector<Value>(op->getOperands()),
                                         SmallVector<Value>(op->getResults())))
    if (auto type = dyn_cast<ShapedType>(value.getType());
        type && !type.hasStaticShape())
      return op->emitOpError("cannot be differentiated at a dynamic shape, ")
             << type << "; give the function's arguments static types";
  return success();
}

LogicalResult Path::find() {
  if (!function.getBody().hasOneBlock())
    return function.emitError("expected @")
           << function.getSymName() << " to have one block";
  collectVaried();
  collectUseful();
  if (failed(checkEnds()))
    return failure();
  for (Operation *op : operations)
    if (failed(checkDifferentiable(op)))
      return failure();
  return success();
}

FailureOr<SmallVector<Value>> compress::emitGradients(OpBuilder &builder,
                                                      func::FuncOp function,
                                                      Value loss,
                                                      ArrayRef<Value> wrt) {
  Path path(function, loss, wrt);
  if (failed(path.find()))
    return failure();
  AdjointMap adjoints(builder, path.getVaried());
  Value seed = buildSplat(builder, loss.getLoc(),
                          cast<RankedTensorType>(loss.getType()), 1.0);
  adjoints.add(loss, seed);
  for (Operation *op : llvm::reverse(path.getOperations())) {
    // What only a constant teacher reads has no gradient.
    bool hasGradient = llvm::any_of(op->getResults(), [&](Value result) {
      return adjoints.lookup(result) != nullptr;
    });
    if (hasGradient && failed(cast<DifferentiableOpInterface>(op).emitAdjoint(
                           builder, adjoints)))
      return failure();
  }
  SmallVector<Value> gradients;
  for (Value value : wrt) {
    Value gradient = adjoints.lookup(value);
    // Every way to the loss turned out to be flat, as behind a clamp's bound.
    if (!gradient)
      gradient = buildSplat(builder, value.getLoc(),
                            cast<RankedTensorType>(value.getType()), 0.0);
    gradients.push_back(gradient);
  }
  return gradients;
}

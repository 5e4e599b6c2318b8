//===- LowerToInteger.cpp - fake_quant to integer arithmetic --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IntegerCore.h"
#include "compress/Conversion/Passes.h"
#include "compress/Interfaces/IntegerForms.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSLOWERTOINTEGER
#include "compress/Conversion/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

/// The signature of a private core: no argument or result twice.
static CoreSignature getFloatBoundary(func::FuncOp entry,
                                      const IntegerPartition &partition) {
  CoreSignature signature;
  llvm::SetVector<std::pair<Value, Type>> sources;
  for (Operation *op : partition.getEntries()) {
    auto fakeQuant = cast<FakeQuantOp>(op);
    if (sources.insert({fakeQuant.getInput(), fakeQuant.getQtype()}))
      signature.inputs.push_back(fakeQuant.getResult());
  }
  for (Operation *op : partition.getOperations()) {
    bool escapes = llvm::any_of(op->getUsers(), [&](Operation *user) {
      return !partition.getOperations().contains(user);
    });
    if (escapes)
      signature.outputs.push_back(op->getResult(0));
  }
  return signature;
}

/// Diagnoses the first operation that would stay float, if there is one.
static LogicalResult checkNothingFloat(func::FuncOp entry,
                                       const IntegerPartition &partition) {
  for (Operation &op : entry.getBody().front().without_terminator()) {
    bool isConstant =
        op.getNumOperands() == 0 || isa<MaskOp>(op) ||
        (isa<FakeQuantOp>(op) && !partition.getEntries().contains(&op));
    if (partition.getOperations().contains(&op) || isConstant)
      continue;
    bool isEntry = partition.getEntries().contains(&op) &&
                   isa<BlockArgument>(op.getOperand(0));
    if (!isEntry)
      return emitLayerError(&op) << "stays float, but boundary=integer wants a "
                                 << "function of integers only";
  }
  return success();
}

/// The signature of `entry` itself, all integers; fails after a diagnostic.
static FailureOr<CoreSignature>
getIntegerBoundary(func::FuncOp entry, const IntegerPartition &partition) {
  if (failed(checkNothingFloat(entry, partition)))
    return failure();
  CoreSignature signature;
  for (BlockArgument argument : entry.getArguments()) {
    Operation *first =
        argument.use_empty() ? nullptr : *argument.getUsers().begin();
    bool agree =
        first && llvm::all_of(argument.getUsers(), [&](Operation *user) {
          return partition.getEntries().contains(user) &&
                 cast<FakeQuantOp>(user).getQtype() ==
                     cast<FakeQuantOp>(first).getQtype();
        });
    if (!agree)
      return emitError(entry.getLoc())
             << "argument #" << argument.getArgNumber()
             << " is not quantized to one type, which boundary=integer needs";
    signature.inputs.push_back(first->getResult(0));
  }
  Operation *terminator = entry.getBody().front().getTerminator();
  for (Value result : terminator->getOperands()) {
    if (!partition.isInteger(result))
      return emitError(entry.getLoc())
             << "result #" << signature.outputs.size()
             << " is not quantized, which boundary=integer needs";
    signature.outputs.push_back(result);
  }
  return signature;
}

/// An empty function for the core, placed after `entry`.
static func::FuncOp createCore(func::FuncOp entry, StringRef name,
                               const CoreSignature &signature,
                               const IntegerPartition &partition) {
  auto typesOf = [&](ArrayRef<Value> values) {
    return llvm::map_to_vector(values, [&](Value value) -> Type {
      return getStorageTensor(value.getType(), partition.getType(value));
    });
  };
  OpBuilder builder(entry);
  builder.setInsertionPointAfter(entry);
  auto type = builder.getFunctionType(typesOf(signature.inputs),
                                      typesOf(signature.outputs));
  auto core = func::FuncOp::create(builder, entry.getLoc(), name, type);
  core.setPrivate();
  core.addEntryBlock();
  return core;
}

/// Replaces the integer operations of `entry` by: quantize, call, dequantize.
static LogicalResult callCore(func::FuncOp entry, func::FuncOp core,
                              const CoreSignature &signature,
                              const IntegerPartition &partition) {
  Block &block = entry.getBody().front();
  Operation *terminator = block.getTerminator();
  OpBuilder builder(terminator);
  SmallVector<Value> arguments;
  for (Value input : signature.inputs) {
    FailureOr<Value> quantized = buildQuantize(
        builder, input.getDefiningOp(), input.getDefiningOp()->getOperand(0),
        partition.getType(input));
    if (failed(quantized))
      return failure();
    arguments.push_back(*quantized);
  }
  auto call = func::CallOp::create(builder, entry.getLoc(), core, arguments);
  for (auto [index, integer] : llvm::enumerate(call.getResults())) {
    Value output = signature.outputs[index];
    Value value = buildDequantize(builder, output.getLoc(), integer,
                                  partition.getType(output));
    output.replaceUsesWithIf(value, [&](OpOperand &use) {
      return !partition.getOperations().contains(use.getOwner());
    });
  }
  // What needs the results now comes after the call.
  SmallVector<Operation *> behind;
  for (Operation &op : block.without_terminator())
    if (partition.isBehindInteger(&op))
      behind.push_back(&op);
  for (Operation *op : behind)
    op->moveBefore(terminator);
  return success();
}

/// Erases operations that nothing uses any more.
static void eraseDead(func::FuncOp function) {
  for (Operation &op :
       llvm::make_early_inc_range(llvm::reverse(function.getBody().front())))
    if (isOpTriviallyDead(&op))
      op.erase();
}

/// Makes `core` what `entry` was, and records its scales.
static void replaceByCore(func::FuncOp entry, func::FuncOp core,
                          const CoreSignature &signature,
                          const IntegerPartition &partition) {
  StringRef attribute = "compress.qtype";
  if (ArrayAttr attributes = entry.getAllArgAttrs())
    core.setAllArgAttrs(attributes);
  if (ArrayAttr attributes = entry.getAllResultAttrs())
    core.setAllResultAttrs(attributes);
  for (auto [index, input] : llvm::enumerate(signature.inputs))
    core.setArgAttr(index, attribute, TypeAttr::get(partition.getType(input)));
  for (auto [index, output] : llvm::enumerate(signature.outputs))
    core.setResultAttr(index, attribute,
                       TypeAttr::get(partition.getType(output)));
  core.setVisibility(entry.getVisibility());
  StringAttr name = entry.getNameAttr();
  entry.erase();
  core.setSymNameAttr(name);
}

namespace {
struct LowerToInteger
    : compress::impl::CompressLowerToIntegerBase<LowerToInteger> {
  using CompressLowerToIntegerBase::CompressLowerToIntegerBase;

  LogicalResult lower(func::FuncOp entry);
  void runOnOperation() override {
    SmallVector<func::FuncOp> entries;
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (!function.getBody().getOps<FakeQuantOp>().empty())
        entries.push_back(function);
    if (entries.empty()) {
      emitError(getOperation().getLoc())
          << "nothing is quantized; run compress-quantize";
      return signalPassFailure();
    }
    for (func::FuncOp entry : entries)
      if (failed(lower(entry)))
        return signalPassFailure();
  }
};
} // namespace

/// Diagnoses the first scale that is a value.
static LogicalResult checkRangesAreFixed(func::FuncOp entry) {
  for (auto op : entry.getBody().front().getOps<FakeQuantOp>()) {
    if (!op.getScale())
      continue;
    auto parameter = op.getScale().getDefiningOp<ParameterOp>();
    return op.emitOpError("has ")
           << (parameter ? "'" + parameter.getName().str() + "'" : "a value")
           << " for a scale, as in training; make it part of the type with "
              "compress-fix-ranges first";
  }
  return success();
}

LogicalResult LowerToInteger::lower(func::FuncOp entry) {
  if (!llvm::hasSingleElement(entry.getBody()))
    return emitError(entry.getLoc()) << "expected a function of one block";
  if (failed(checkRangesAreFixed(entry)))
    return failure();
  IntegerPartition partition(entry);
  if (partition.getOperations().empty())
    return emitError(entry.getLoc())
           << "no operation of '" << entry.getName()
           << "' is quantized at all its operands and its result";
  if (Operation *op = partition.getSandwiched())
    return emitLayerError(op) << "stays float, but lies between integer "
                              << "operations; quantize it, or exclude the "
                              << "layers on one side of it";
  CoreSignature signature;
  if (boundary == IntegerBoundary::Integer) {
    FailureOr<CoreSignature> integers = getIntegerBoundary(entry, partition);
    if (failed(integers))
      return failure();
    signature = *integers;
  } else {
    signature = getFloatBoundary(entry, partition);
  }

  std::string name = (entry.getName() + "_integer_core").str();
  if (Operation *taken = getOperation().lookupSymbol(name))
    return emitError(taken->getLoc())
           << "is in the way of the integer core of '" << entry.getName()
           << "'";
  func::FuncOp core = createCore(entry, name, signature, partition);
  if (failed(IntegerCoreBuilder(partition, core).build(signature))) {
    core.erase();
    return failure();
  }
  numOperations += partition.getOperations().size();
  if (boundary == IntegerBoundary::Integer) {
    replaceByCore(entry, core, signature, partition);
    return success();
  }
  if (failed(callCore(entry, core, signature, partition)))
    return failure();
  eraseDead(entry);
  return success();
}

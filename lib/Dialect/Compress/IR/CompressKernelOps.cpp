//===- CompressKernelOps.cpp - kernels on tensors and buffers -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/Compress.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace mlir::compress;

//===----------------------------------------------------------------------===//
// Contraction
//===----------------------------------------------------------------------===//

static int64_t countSteps(ArrayRef<KernelLoop> loops) {
  int64_t count = 1;
  for (const KernelLoop &loop : loops)
    count *= loop.size;
  return count;
}

int64_t Contraction::getNumRows() const { return countSteps(rows); }

int64_t Contraction::getDepth() const { return countSteps(reduction) * group; }

int64_t Contraction::getMACs() const {
  return countSteps(outer) * getNumRows() * columns * getDepth();
}

//===----------------------------------------------------------------------===//
// KernelOp
//===----------------------------------------------------------------------===//

Type KernelOp::getAccumulatorType() {
  Type input = getInputType().getElementType();
  return input.isInteger() ? IntegerType::get(getContext(), 32) : input;
}

SmallVector<int64_t> KernelOp::getStrides(Value operand) {
  if (auto buffer = dyn_cast<MemRefType>(operand.getType()))
    return buffer.getStridesAndOffset().first;
  auto shaped = cast<ShapedType>(operand.getType());
  SmallVector<int64_t> strides(shaped.getRank(), 1);
  for (int64_t i = shaped.getRank() - 1; i > 0; --i)
    strides[i - 1] = strides[i] * shaped.getDimSize(i);
  return strides;
}

/// One of the combinations of the operation's table.
static LogicalResult verifyElementTypes(KernelOp op) {
  Type input = op.getInputType().getElementType();
  Type weight = op.getWeightType().getElementType();
  bool isFloat = input.isF32() && weight.isF32();
  bool isInteger =
      (input.isInteger(16) && (weight.isInteger(8) || weight.isInteger(16))) ||
      (input.isInteger(8) && weight.isInteger(8));
  if (!isFloat && !isInteger)
    return op.emitOpError("does not multiply ")
           << input << " by " << weight
           << "; expected f32 by f32, i16 by i8 or i16, or i8 by i8";
  return success();
}

/// Limits are numbers, for kinds that have such loops.
static LogicalResult verifyLimits(KernelOp op) {
  for (Value limit : {op.getInputLimit(), op.getColumnLimit()}) {
    if (!limit)
      continue;
    auto type = cast<ShapedType>(limit.getType());
    if (type.getRank() != 0 || !type.getElementType().isInteger(32))
      return op.emitOpError("expected a limit that is one i32, got ") << type;
  }
  bool isConv = isa<ConvAttr>(op.getKind()) &&
                op.getInputType().getElementType().isF32() &&
                op.getWeightType().getDimSize(0) == 1;
  if ((op.getInputLimit() && !isConv) ||
      (op.getColumnLimit() && !isConv &&
       !isa<ConvWeightGradAttr>(op.getKind())))
    return op.emitOpError("has a limit, which only f32 convolutions of one "
                          "group and gradients of their weights can have");
  return success();
}

LogicalResult KernelOp::verify() {
  bool isTensor = isa<TensorType>(getInit().getType());
  for (Value operand : getOperands()) {
    auto type = cast<ShapedType>(operand.getType());
    if (!type.hasStaticShape())
      return emitOpError("needs static shapes, got ") << type;
    if (isa<TensorType>(operand.getType()) != isTensor)
      return emitOpError("expected tensors only or buffers only");
  }
  if (getResults().size() != (isTensor ? 1 : 0) ||
      (isTensor && getResultTypes().front() != getInit().getType()))
    return emitOpError("expected ")
           << (isTensor ? "one result of the type of 'outs'"
                        : "no result, for it writes to a buffer");
  int64_t columns =
      getInitType().getRank() == 0 ? 0 : getInitType().getShape().back();
  if (columns == 0)
    return emitOpError("expected 'outs' to have at least one column");
  if (getBias()) {
    auto bias = cast<ShapedType>(getBias().getType());
    if (bias.getShape() != ArrayRef(columns) ||
        bias.getElementType() != getAccumulatorType())
      return emitOpError("expected a bias of ")
             << columns << " entries of type " << getAccumulatorType()
             << ", got " << bias;
  }
  for (Value extra : getExtras()) {
    auto type = cast<ShapedType>(extra.getType());
    if (type.getShape() != getInitType().getShape() &&
        type.getShape() != ArrayRef(columns))
      return emitOpError("expected an epilogue operand of ")
             << columns << " entries, or of the shape of 'outs', got " << type;
  }
  if (failed(verifyElementTypes(*this)))
    return failure();
  if (failed(getKind().verifyKernel(*this)))
    return failure();
  return verifyLimits(*this);
}

LogicalResult KernelOp::verifyRegions() {
  Block &block = getEpilogue().front();
  SmallVector<Type> expected{getAccumulatorType()};
  for (Value extra : getExtras())
    expected.push_back(getElementTypeOrSelf(extra));
  if (block.getArgumentTypes() != TypeRange(expected))
    return emitOpError("expected a region of arguments ") << expected;
  auto yield = dyn_cast<YieldOp>(block.getTerminator());
  if (!yield || yield.getValue().getType() != getInitType().getElementType())
    return emitOpError("expected a region that yields ")
           << getInitType().getElementType();
  return success();
}

void KernelOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  for (OpOperand &operand : getOperation()->getOpOperands()) {
    if (!isa<BaseMemRefType>(operand.get().getType()))
      continue;
    if (isDpsInit(&operand))
      effects.emplace_back(MemoryEffects::Write::get(), &operand);
    else
      effects.emplace_back(MemoryEffects::Read::get(), &operand);
  }
}

//===----------------------------------------------------------------------===//
// Bufferization
//===----------------------------------------------------------------------===//

bool KernelOp::bufferizesToMemoryRead(OpOperand &operand,
                                      const bufferization::AnalysisState &) {
  return !isDpsInit(&operand);
}

bool KernelOp::bufferizesToMemoryWrite(OpOperand &operand,
                                       const bufferization::AnalysisState &) {
  return isDpsInit(&operand);
}

bufferization::AliasingValueList
KernelOp::getAliasingValues(OpOperand &operand,
                            const bufferization::AnalysisState &) {
  if (!isDpsInit(&operand))
    return {};
  return {
      {getTiedOpResult(&operand), bufferization::BufferRelation::Equivalent}};
}

/// Kernels read vectors along the last dimension, and some convolutions the
/// pixels of a window's row in one run; a slice of channels has neither.
static bool isReadInRuns(KernelOp op, MemRefType type) {
  auto [strides, offset] = type.getStridesAndOffset();
  if (strides.empty())
    return true;
  if (strides.back() != 1)
    return false;
  auto conv = dyn_cast<ConvAttr>(op.getKind());
  return !conv || type.getRank() != 4 ||
         !conv.joinsPixels(op.getWeightType()) ||
         strides[2] == type.getDimSize(3);
}

/// `buffer`, or a copy of it that a kernel can read.
static Value makeReadable(RewriterBase &rewriter, KernelOp op, Value buffer) {
  auto type = cast<MemRefType>(buffer.getType());
  if (isReadInRuns(op, type))
    return buffer;
  Value copy = memref::AllocOp::create(
      rewriter, op.getLoc(),
      MemRefType::get(type.getShape(), type.getElementType()));
  memref::CopyOp::create(rewriter, op.getLoc(), buffer, copy);
  return copy;
}

LogicalResult
KernelOp::bufferize(RewriterBase &rewriter,
                    const bufferization::BufferizationOptions &options,
                    bufferization::BufferizationState &state) {
  if (getResults().empty())
    return success();
  rewriter.setInsertionPoint(*this);
  SmallVector<Value> buffers;
  for (Value operand : getOperands()) {
    FailureOr<Value> buffer =
        bufferization::getBuffer(rewriter, operand, options, state);
    if (failed(buffer))
      return failure();
    buffers.push_back(operand == getInit()
                          ? *buffer
                          : makeReadable(rewriter, *this, *buffer));
  }
  auto kernel = KernelOp::create(
      rewriter, getLoc(), TypeRange(), buffers, getProperties(),
      (*this)->getDiscardableAttrDictionary().getValue());
  kernel.getEpilogue().takeBody(getEpilogue());
  bufferization::replaceOpWithBufferizedValues(rewriter, *this, buffers.back());
  return success();
}

//===- InterpreterKernels.cpp - reference forms of operations -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InterpreterKernels.h"
#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Reference/Kernels.h"
#include "compress/Reference/Requantize.h"
#include "compress/Support/Elements.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/IR/TypeUtilities.h"
#include "llvm/ADT/StringMap.h"

using namespace mlir;
using namespace mlir::compress;
using namespace mlir::compress::reference;

namespace {

ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

bool isFloat(Value value) { return getElementTypeOrSelf(value).isF32(); }

/// Smallest and largest integer of a value's element type.
std::pair<int64_t, int64_t> limitsOf(Value value) {
  unsigned width = getElementTypeOrSelf(value).getIntOrFloatBitWidth();
  return {llvm::minIntN(width), llvm::maxIntN(width)};
}

template <size_t N>
std::array<int64_t, N> toArray(ArrayRef<int64_t> values) {
  std::array<int64_t, N> result;
  std::copy_n(values.begin(), N, result.begin());
  return result;
}

const Array &at(const Frame &frame, Operation *op, unsigned operand) {
  return frame.find(op->getOperand(operand))->second;
}

Ints intsAt(const Frame &frame, Operation *op, unsigned operand) {
  return at(frame, op, operand).ints;
}

Array constant(ElementsAttr elements) {
  Array result;
  if (auto floats = getF32Elements(elements))
    result.floats = std::move(*floats);
  else if (auto ints = getIntElements(elements))
    result.ints = std::move(*ints);
  return result;
}

Array runParameter(Operation *op, const Frame &) {
  return constant(cast<ParameterOp>(op).getValue());
}

Array runConst(Operation *op, const Frame &) {
  return constant(cast<tosa::ConstOp>(op).getValues());
}

Array runConstShape(Operation *op, const Frame &) {
  Array result;
  auto values = cast<tosa::ConstShapeOp>(op).getValues();
  for (const APInt &value : values.getValues<APInt>())
    result.ints.push_back(value.getSExtValue());
  return result;
}

Array runConv2D(Operation *op, const Frame &frame) {
  auto conv = cast<Conv2DOp>(op);
  Window window;
  ArrayRef<int64_t> weight = shapeOf(conv.getWeight());
  window.kernel = {weight[1], weight[2]};
  window.stride = toArray<2>(conv.getStride());
  window.dilation = toArray<2>(conv.getDilation());
  window.pad = toArray<4>(conv.getPad());
  Ints bias = conv.getBias() ? intsAt(frame, op, 2) : Ints();
  return {conv2d(intsAt(frame, op, 0), shapeOf(conv.getInput()),
                 intsAt(frame, op, 1), weight, bias, window, conv.getGroups(),
                 conv.getInputZp(), conv.getWeightZp()),
          {}};
}

Array runDense(Operation *op, const Frame &frame) {
  auto layer = cast<DenseOp>(op);
  Ints bias = layer.getBias() ? intsAt(frame, op, 2) : Ints();
  return {dense(intsAt(frame, op, 0), intsAt(frame, op, 1),
                shapeOf(layer.getWeight()), bias, layer.getInputZp(),
                layer.getWeightZp()),
          {}};
}

Array runBatchMatmul(Operation *op, const Frame &frame) {
  auto layer = cast<BatchMatmulOp>(op);
  return {batchMatmul(intsAt(frame, op, 0), shapeOf(layer.getA()),
                      intsAt(frame, op, 1), shapeOf(layer.getB()),
                      layer.getAZp(), layer.getBZp()),
          {}};
}

template <typename PoolOp>
Window windowOf(PoolOp op) {
  Window window;
  window.kernel = toArray<2>(op.getKernel());
  window.stride = toArray<2>(op.getStride());
  window.pad = toArray<4>(op.getPad());
  return window;
}

Array runMaxPool(Operation *op, const Frame &frame) {
  auto pool = cast<tosa::MaxPool2dOp>(op);
  return {
      maxPool2d(intsAt(frame, op, 0), shapeOf(pool.getInput()), windowOf(pool)),
      {}};
}

Array runAvgPool(Operation *op, const Frame &frame) {
  auto pool = cast<tosa::AvgPool2dOp>(op);
  auto [low, high] = limitsOf(pool.getOutput());
  return {avgPool2d(intsAt(frame, op, 0), shapeOf(pool.getInput()),
                    windowOf(pool), intsAt(frame, op, 1)[0],
                    intsAt(frame, op, 2)[0], low, high),
          {}};
}

Array runRescale(Operation *op, const Frame &frame) {
  auto rescaleOp = cast<tosa::RescaleOp>(op);
  auto [low, high] = limitsOf(rescaleOp.getOutput());
  RescaleParameters parameters;
  parameters.multipliers = intsAt(frame, op, 1);
  parameters.shifts = intsAt(frame, op, 2);
  parameters.inputZp = intsAt(frame, op, 3)[0];
  parameters.outputZp = intsAt(frame, op, 4)[0];
  parameters.low = low;
  parameters.high = high;
  parameters.doubleRound =
      rescaleOp.getRoundingMode() == tosa::RoundingMode::DOUBLE_ROUND;
  return {rescale(intsAt(frame, op, 0), parameters), {}};
}

Array runClamp(Operation *op, const Frame &frame) {
  auto clampOp = cast<tosa::ClampOp>(op);
  Array result = at(frame, op, 0);
  if (isFloat(clampOp.getInput())) {
    float low =
        cast<FloatAttr>(clampOp.getMinVal()).getValue().convertToFloat();
    float high =
        cast<FloatAttr>(clampOp.getMaxVal()).getValue().convertToFloat();
    for (float &value : result.floats)
      value = std::min(std::max(value, low), high);
    return result;
  }
  int64_t low = cast<IntegerAttr>(clampOp.getMinVal()).getInt();
  int64_t high = cast<IntegerAttr>(clampOp.getMaxVal()).getInt();
  for (int32_t &value : result.ints)
    value = reference::clamp(value, low, high);
  return result;
}

/// The result whose entry at `index` is entry `source(index)` of the operand,
/// or `filler` where that is negative.
Array gather(Operation *op, const Array &input,
             llvm::function_ref<int64_t(Shape)> source, Array filler = {}) {
  Array result;
  bool floats = isFloat(op->getResult(0));
  forEachEntry(shapeOf(op->getResult(0)), [&](Shape index, int64_t) {
    int64_t offset = source(index);
    const Array &from = offset < 0 ? filler : input;
    size_t entry = std::max<int64_t>(offset, 0);
    if (floats)
      result.floats.push_back(from.floats[entry]);
    else
      result.ints.push_back(from.ints[entry]);
  });
  return result;
}

int64_t offsetOf(ArrayRef<int64_t> shape, ArrayRef<int64_t> index) {
  int64_t offset = 0;
  for (auto [size, i] : llvm::zip_equal(shape, index))
    offset = offset * size + i;
  return offset;
}

Array runReshape(Operation *op, const Frame &frame) { return at(frame, op, 0); }

Array runTranspose(Operation *op, const Frame &frame) {
  ArrayRef<int32_t> perms = cast<tosa::TransposeOp>(op).getPerms();
  ArrayRef<int64_t> shape = shapeOf(op->getOperand(0));
  return gather(op, at(frame, op, 0), [&](Shape index) {
    SmallVector<int64_t> source(index.size());
    for (auto [i, dim] : llvm::enumerate(perms))
      source[dim] = index[i];
    return offsetOf(shape, source);
  });
}

Array runReverse(Operation *op, const Frame &frame) {
  int64_t axis = cast<tosa::ReverseOp>(op).getAxis();
  ArrayRef<int64_t> shape = shapeOf(op->getOperand(0));
  return gather(op, at(frame, op, 0), [&](Shape index) {
    SmallVector<int64_t> source(index);
    source[axis] = shape[axis] - 1 - source[axis];
    return offsetOf(shape, source);
  });
}

Array runTile(Operation *op, const Frame &frame) {
  ArrayRef<int64_t> shape = shapeOf(op->getOperand(0));
  return gather(op, at(frame, op, 0), [&](Shape index) {
    SmallVector<int64_t> source;
    for (auto [i, size] : llvm::zip_equal(index, shape))
      source.push_back(i % size);
    return offsetOf(shape, source);
  });
}

Array runSlice(Operation *op, const Frame &frame) {
  ArrayRef<int64_t> shape = shapeOf(op->getOperand(0));
  Ints start = intsAt(frame, op, 1);
  return gather(op, at(frame, op, 0), [&](Shape index) {
    SmallVector<int64_t> source(index);
    for (size_t i = 0; i < source.size(); ++i)
      source[i] += start[i];
    return offsetOf(shape, source);
  });
}

Array runPad(Operation *op, const Frame &frame) {
  ArrayRef<int64_t> shape = shapeOf(op->getOperand(0));
  Ints padding = intsAt(frame, op, 1);
  return gather(
      op, at(frame, op, 0),
      [&](Shape index) -> int64_t {
        SmallVector<int64_t> source(index);
        for (size_t i = 0; i < source.size(); ++i) {
          source[i] -= padding[2 * i];
          if (source[i] < 0 || source[i] >= shape[i])
            return -1;
        }
        return offsetOf(shape, source);
      },
      at(frame, op, 2));
}

Array runConcat(Operation *op, const Frame &frame) {
  int64_t axis = cast<tosa::ConcatOp>(op).getAxis();
  Array joined;
  SmallVector<int64_t> bases, starts;
  int64_t start = 0;
  for (auto [i, operand] : llvm::enumerate(op->getOperands())) {
    const Array &part = at(frame, op, i);
    starts.push_back(start);
    bases.push_back(std::max(joined.ints.size(), joined.floats.size()));
    llvm::append_range(joined.ints, part.ints);
    llvm::append_range(joined.floats, part.floats);
    start += shapeOf(operand)[axis];
  }
  return gather(op, joined, [&](Shape index) {
    size_t part = llvm::upper_bound(starts, index[axis]) - starts.begin() - 1;
    SmallVector<int64_t> source(index);
    source[axis] -= starts[part];
    return bases[part] + offsetOf(shapeOf(op->getOperand(part)), source);
  });
}

Array runTable(Operation *op, const Frame &frame) {
  Array result = at(frame, op, 0);
  Ints table = intsAt(frame, op, 1);
  for (int32_t &value : result.ints)
    value = table[value + 128];
  return result;
}

struct Add {
  template <typename T>
  static T apply(T a, T b) {
    return a + b;
  }
};
struct Sub {
  template <typename T>
  static T apply(T a, T b) {
    return a - b;
  }
};
struct Mul {
  template <typename T>
  static T apply(T a, T b) {
    return a * b;
  }
};
struct Max {
  template <typename T>
  static T apply(T a, T b) {
    return std::max(a, b);
  }
};
struct Min {
  template <typename T>
  static T apply(T a, T b) {
    return std::min(a, b);
  }
};

template <typename Function>
Array runBinary(Operation *op, const Frame &frame) {
  ArrayRef<int64_t> a = shapeOf(op->getOperand(0)),
                    b = shapeOf(op->getOperand(1)),
                    shape = shapeOf(op->getResult(0));
  Array result;
  if (!isFloat(op->getResult(0))) {
    result.ints = elementwise(intsAt(frame, op, 0), a, intsAt(frame, op, 1), b,
                              shape, Function::template apply<int32_t>);
    return result;
  }
  const Array &first = at(frame, op, 0), &second = at(frame, op, 1);
  forEachEntry(shape, [&](Shape index, int64_t) {
    result.floats.push_back(
        Function::apply(first.floats[broadcastOffset(a, index)],
                        second.floats[broadcastOffset(b, index)]));
  });
  return result;
}

template <typename ReduceOp, typename Function>
Array runReduce(Operation *op, const Frame &frame) {
  return {reduce(intsAt(frame, op, 0), shapeOf(op->getOperand(0)),
                 cast<ReduceOp>(op).getAxis(),
                 Function::template apply<int32_t>),
          {}};
}

Array runCast(Operation *op, const Frame &frame) {
  const Array &input = at(frame, op, 0);
  Array result;
  if (isFloat(op->getResult(0))) {
    result.floats.assign(input.ints.begin(), input.ints.end());
    return result;
  }
  auto [low, high] = limitsOf(op->getResult(0));
  for (float value : input.floats)
    result.ints.push_back(quantize(value, 1.0f, 0, low, high));
  return result;
}

} // namespace

/// The kernel of an operation, whatever its types, or null.
static Kernel lookupKernel(Operation *op) {
  static const llvm::StringMap<Kernel> kernels = {
      {ParameterOp::getOperationName(), runParameter},
      {Conv2DOp::getOperationName(), runConv2D},
      {DenseOp::getOperationName(), runDense},
      {BatchMatmulOp::getOperationName(), runBatchMatmul},
      {tosa::ConstOp::getOperationName(), runConst},
      {tosa::ConstShapeOp::getOperationName(), runConstShape},
      {tosa::MaxPool2dOp::getOperationName(), runMaxPool},
      {tosa::AvgPool2dOp::getOperationName(), runAvgPool},
      {tosa::RescaleOp::getOperationName(), runRescale},
      {tosa::ClampOp::getOperationName(), runClamp},
      {tosa::ReshapeOp::getOperationName(), runReshape},
      {tosa::TransposeOp::getOperationName(), runTranspose},
      {tosa::ReverseOp::getOperationName(), runReverse},
      {tosa::TileOp::getOperationName(), runTile},
      {tosa::SliceOp::getOperationName(), runSlice},
      {tosa::PadOp::getOperationName(), runPad},
      {tosa::ConcatOp::getOperationName(), runConcat},
      {tosa::TableOp::getOperationName(), runTable},
      {tosa::AddOp::getOperationName(), runBinary<Add>},
      {tosa::SubOp::getOperationName(), runBinary<Sub>},
      {tosa::MulOp::getOperationName(), runBinary<Mul>},
      {tosa::MaximumOp::getOperationName(), runBinary<Max>},
      {tosa::MinimumOp::getOperationName(), runBinary<Min>},
      {tosa::ReduceSumOp::getOperationName(),
       runReduce<tosa::ReduceSumOp, Add>},
      {tosa::ReduceMaxOp::getOperationName(),
       runReduce<tosa::ReduceMaxOp, Max>},
      {tosa::CastOp::getOperationName(), runCast},
  };
  return kernels.lookup(op->getName().getStringRef());
}

/// Operations that the kernels above take only on integers.
static bool needsIntegers(Operation *op) {
  return isa<Conv2DOp, DenseOp, BatchMatmulOp, tosa::MaxPool2dOp,
             tosa::AvgPool2dOp, tosa::ReduceSumOp, tosa::ReduceMaxOp>(op);
}

Kernel compress::findKernel(Operation *op) {
  if (needsIntegers(op) && isFloat(op->getOperand(0)))
    return nullptr;
  return lookupKernel(op);
}

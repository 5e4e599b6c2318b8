//===- CompressKernelAttrs.cpp - kinds of kernels as loops ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelLoops.h"

using namespace mlir;
using namespace mlir::compress;

//===----------------------------------------------------------------------===//
// Shared parts
//===----------------------------------------------------------------------===//

/// A loop over `size` groups of columns.
static KernelLoop makeGroupLoop(KernelOp op, int64_t size, int64_t columns,
                                int64_t input, int64_t weight) {
  KernelLoop loop;
  loop.size = size;
  loop.strides.assign(op->getNumOperands(), columns);
  loop.strides[0] = input;
  loop.strides[1] = weight;
  return loop;
}

/// Three lists of two positive numbers.
static LogicalResult verifyWindow(function_ref<InFlightDiagnostic()> emitError,
                                  ArrayRef<int64_t> kernel,
                                  ArrayRef<int64_t> stride,
                                  ArrayRef<int64_t> dilation) {
  for (ArrayRef<int64_t> list : {kernel, stride, dilation})
    if (list.size() != 2 || llvm::any_of(list, [](int64_t n) { return n < 1; }))
      return emitError()
             << "expected two positive numbers for height and width "
                "of kernel, stride and dilation";
  return success();
}

/// The result of a window over the input has the size of `init`, or less would
/// be read than is there.
static LogicalResult verifyImages(KernelOp op, ShapedType input,
                                  ShapedType init, ArrayRef<int64_t> kernel,
                                  ArrayRef<int64_t> stride,
                                  ArrayRef<int64_t> dilation) {
  if (input.getRank() != 4 || init.getRank() != 4 ||
      input.getDimSize(0) != init.getDimSize(0))
    return op.emitOpError("expected NHWC images of one batch size, got ")
           << input << " and " << init;
  for (int i : {0, 1}) {
    int64_t needed = (init.getDimSize(i + 1) - 1) * stride[i] +
                     (kernel[i] - 1) * dilation[i] + 1;
    if (input.getDimSize(i + 1) < needed)
      return op.emitOpError("reads ")
             << needed << (i == 0 ? " rows" : " columns")
             << " of pixels, the input has " << input.getDimSize(i + 1);
  }
  return success();
}

/// Batch, height and width as loops.
static SmallVector<KernelLoop> describeImage(KernelOp op,
                                             ArrayRef<int64_t> stride) {
  SmallVector<int64_t> strides = KernelOp::getStrides(op.getInput());
  return {makeResultLoop(op, 0, strides[0]),
          makeResultLoop(op, 1, strides[1] * stride[0]),
          makeResultLoop(op, 2, strides[2] * stride[1])};
}

/// Fills in what the shape of a packed weight says.
static void describePacking(KernelOp op, Contraction &result) {
  ArrayRef<int64_t> shape = op.getWeightType().getShape();
  result.lanes = shape[4];
  result.group = shape[5];
  result.panelStride = KernelOp::getStrides(op.getWeight())[1];
}

/// A packed weight for `groups` times `columns`.
static LogicalResult verifyPacked(KernelOp op, int64_t groups, int64_t columns,
                                  int64_t runs, int64_t run) {
  ShapedType weight = op.getWeightType();
  if (weight.getRank() != 6 || weight.getShape().back() == 0 ||
      weight.getDimSize(4) == 0)
    return op.emitOpError("expected a packed weight of rank 6, got ") << weight;
  int64_t lanes = weight.getDimSize(4), group = weight.getDimSize(5);
  return expectType(op, "a packed weight", weight,
                    {groups, llvm::divideCeilSigned(columns, lanes), runs,
                     llvm::divideCeilSigned(run, group), lanes, group});
}

//===----------------------------------------------------------------------===//
// Convolution
//===----------------------------------------------------------------------===//

LogicalResult ConvAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                               ArrayRef<int64_t> kernel,
                               ArrayRef<int64_t> stride,
                               ArrayRef<int64_t> dilation) {
  return verifyWindow(emitError, kernel, stride, dilation);
}

std::pair<int64_t, int64_t> ConvAttr::getRuns(int64_t channels,
                                              int64_t groups) const {
  int64_t height = getKernel()[0], width = getKernel()[1];
  if (groups == 1 && (getDilation()[1] == 1 || width == 1))
    return {width * channels, height};
  return {channels, height * width};
}

bool ConvAttr::joinsPixels(ShapedType weight) const {
  return weight.getDimSize(0) == 1 && getRuns(1, 1).first > 1;
}

LogicalResult ConvAttr::verifyKernel(Operation *kernel) const {
  auto op = cast<KernelOp>(kernel);
  if (failed(verifyImages(op, op.getInputType(), op.getInitType(), getKernel(),
                          getStride(), getDilation())))
    return failure();
  if (op.getWeightType().getRank() != 6)
    return op.emitOpError("expected a packed weight of rank 6, got ")
           << op.getWeightType();
  int64_t groups = op.getWeightType().getDimSize(0);
  int64_t inputs = op.getInputType().getDimSize(3);
  int64_t outputs = op.getInitType().getDimSize(3);
  if (groups == 0 || inputs % groups != 0 || outputs % groups != 0)
    return op.emitOpError("expected channels to divide into ")
           << groups << " groups, got " << inputs << " and " << outputs;
  if (joinsPixels(op.getWeightType()) &&
      KernelOp::getStrides(op.getInput())[2] != inputs)
    return op.emitOpError("expected adjacent pixels in the input, got ")
           << op.getInputType();
  auto [run, runs] = getRuns(inputs / groups, groups);
  if (failed(verifyPacked(op, groups, outputs / groups, runs, run)))
    return failure();
  return verifyUnitStride(op);
}

Contraction ConvAttr::describe(Operation *kernel) const {
  auto op = cast<KernelOp>(kernel);
  Contraction result;
  describePacking(op, result);
  int64_t groups = op.getWeightType().getDimSize(0);
  int64_t inputs = op.getInputType().getDimSize(3) / groups;
  result.columns = op.getInitType().getDimSize(3) / groups;
  SmallVector<int64_t> strides = KernelOp::getStrides(op.getInput());
  SmallVector<int64_t> packed = KernelOp::getStrides(op.getWeight());
  if (groups > 1)
    result.outer = {
        makeGroupLoop(op, groups, result.columns, inputs, packed[0])};
  result.rows = describeImage(op, getStride());
  auto [run, runs] = getRuns(inputs, groups);
  int64_t width = runs / getKernel()[0];
  result.skipsColumns = bool(op.getColumnLimit());
  if (op.getInputLimit()) {
    // The channels of each pixel by themselves; a run may have several.
    result.reduction = {
        makeReductionLoop(op, getKernel()[0], strides[1] * getDilation()[0],
                          packed[2] * width),
        makeReductionLoop(op, getKernel()[1], strides[2] * getDilation()[1],
                          inputs * packed[3]),
        makeReductionLoop(op, inputs, 1, packed[3])};
    result.reduction.back().isLimited = true;
    return result;
  }
  result.reduction = {
      makeReductionLoop(op, getKernel()[0], strides[1] * getDilation()[0],
                        packed[2] * width),
      makeReductionLoop(op, width, strides[2] * getDilation()[1], packed[2]),
      makeReductionLoop(op, llvm::divideCeilSigned(run, result.group),
                        result.group, packed[3])};
  return result;
}

//===----------------------------------------------------------------------===//
// Depthwise convolution
//===----------------------------------------------------------------------===//

LogicalResult
DepthwiseAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                      ArrayRef<int64_t> kernel, ArrayRef<int64_t> stride,
                      ArrayRef<int64_t> dilation) {
  return verifyWindow(emitError, kernel, stride, dilation);
}

LogicalResult DepthwiseAttr::verifyKernel(Operation *kernel) const {
  auto op = cast<KernelOp>(kernel);
  if (failed(verifyImages(op, op.getInputType(), op.getInitType(), getKernel(),
                          getStride(), getDilation())))
    return failure();
  int64_t channels = op.getInitType().getDimSize(3);
  if (op.getInputType().getDimSize(3) != channels)
    return op.emitOpError("expected as many input channels as results, ")
           << channels << ", got " << op.getInputType().getDimSize(3);
  if (failed(expectType(op, "a weight", op.getWeightType(),
                        {getKernel()[0], getKernel()[1], channels})))
    return failure();
  return verifyUnitStride(op);
}

Contraction DepthwiseAttr::describe(Operation *kernel) const {
  auto op = cast<KernelOp>(kernel);
  Contraction result;
  result.inputHasColumns = true;
  result.columns = op.getInitType().getDimSize(3);
  result.rows = describeImage(op, getStride());
  SmallVector<int64_t> input = KernelOp::getStrides(op.getInput());
  SmallVector<int64_t> weight = KernelOp::getStrides(op.getWeight());
  result.reduction = {makeReductionLoop(op, getKernel()[0],
                                        input[1] * getDilation()[0], weight[0]),
                      makeReductionLoop(op, getKernel()[1],
                                        input[2] * getDilation()[1],
                                        weight[1])};
  return result;
}

//===----------------------------------------------------------------------===//
// Matrix product
//===----------------------------------------------------------------------===//

LogicalResult MatmulAttr::verifyKernel(Operation *kernel) const {
  auto op = cast<KernelOp>(kernel);
  ShapedType input = op.getInputType(), init = op.getInitType();
  if (input.getRank() != init.getRank() || input.getRank() < 2 ||
      input.getShape().drop_back() != init.getShape().drop_back())
    return op.emitOpError("expected matrices with the same rows, got ")
           << input << " and " << init;
  int64_t batch =
      op.getWeightType().getRank() == 0 ? 0 : op.getWeightType().getDimSize(0);
  if (batch > 1 && (input.getRank() != 3 || input.getDimSize(0) != batch))
    return op.emitOpError("expected a batch of ")
           << batch << " matrices, got " << input;
  if (failed(verifyPacked(op, batch, init.getShape().back(), 1,
                          input.getShape().back())))
    return failure();
  return verifyUnitStride(op);
}

Contraction MatmulAttr::describe(Operation *kernel) const {
  auto op = cast<KernelOp>(kernel);
  Contraction result;
  describePacking(op, result);
  result.columns = op.getInitType().getShape().back();
  SmallVector<int64_t> input = KernelOp::getStrides(op.getInput());
  SmallVector<int64_t> packed = KernelOp::getStrides(op.getWeight());
  for (unsigned dim = 0; dim + 1 < input.size(); ++dim)
    result.rows.push_back(makeResultLoop(op, dim, input[dim]));
  if (op.getWeightType().getDimSize(0) > 1) {
    result.rows.front().strides[1] = packed[0];
    result.outer = {result.rows.front()};
    result.rows.erase(result.rows.begin());
  }
  int64_t depth = op.getInputType().getShape().back();
  result.reduction = {
      makeReductionLoop(op, llvm::divideCeilSigned(depth, result.group),
                        result.group, packed[3])};
  return result;
}

//===----------------------------------------------------------------------===//
// Gradient of a convolution's weight
//===----------------------------------------------------------------------===//

LogicalResult
ConvWeightGradAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                           ArrayRef<int64_t> kernel, ArrayRef<int64_t> stride,
                           ArrayRef<int64_t> dilation) {
  return verifyWindow(emitError, kernel, stride, dilation);
}

LogicalResult ConvWeightGradAttr::verifyKernel(Operation *kernel) const {
  auto op = cast<KernelOp>(kernel);
  ShapedType gradient = op.getInputType(), image = op.getWeightType();
  if (!gradient.getElementType().isF32())
    return op.emitOpError("expected f32, got ") << gradient.getElementType();
  if (failed(verifyImages(op, image, gradient, getKernel(), getStride(),
                          getDilation())))
    return failure();
  if (failed(expectType(op, "'outs'", op.getInitType(),
                        {gradient.getDimSize(3), getKernel()[0], getKernel()[1],
                         image.getDimSize(3)})))
    return failure();
  return verifyUnitStride(op);
}

/// The places of a row of the window are adjacent in the image and in the
/// result, so that they can be columns as the channels are.
static bool hasJoinedColumns(KernelOp op, int64_t dilation) {
  if (dilation != 1 || op.getBias() || op.getColumnLimit())
    return false;
  auto isDense = [&](Value value) {
    auto type = cast<ShapedType>(value.getType());
    SmallVector<int64_t> strides = KernelOp::getStrides(value);
    return type.getRank() == 4 && strides[2] == type.getDimSize(3);
  };
  return isDense(op.getWeight()) && isDense(op.getInit()) &&
         llvm::all_of(op.getExtras(), isDense);
}

Contraction ConvWeightGradAttr::describe(Operation *kernel) const {
  auto op = cast<KernelOp>(kernel);
  Contraction result;
  result.columns = op.getInitType().getDimSize(3);
  SmallVector<int64_t> gradient = KernelOp::getStrides(op.getInput());
  SmallVector<int64_t> image = KernelOp::getStrides(op.getWeight());
  bool isJoined = hasJoinedColumns(op, getDilation()[1]);
  result.skipsColumns = bool(op.getColumnLimit());
  if (isJoined)
    result.columns *= getKernel()[1];
  for (unsigned i : {0, 1}) {
    if (i == 1 && isJoined)
      continue;
    // One place of the window after the other; the gradient stays.
    KernelLoop loop = makeResultLoop(op, i + 1, /*inputStride=*/0);
    loop.strides[1] = image[i + 1] * getDilation()[i];
    result.outer.push_back(loop);
  }
  result.rows = {makeResultLoop(op, 0, gradient[3])};
  result.reduction = {makeReductionLoop(op, op.getInputType().getDimSize(0),
                                        gradient[0], image[0]),
                      makeReductionLoop(op, op.getInputType().getDimSize(1),
                                        gradient[1], image[1] * getStride()[0]),
                      makeReductionLoop(op, op.getInputType().getDimSize(2),
                                        gradient[2],
                                        image[2] * getStride()[1])};
  return result;
}

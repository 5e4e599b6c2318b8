//===- CompressGradientOps.cpp - gradients of layers ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Shapes are checked by the rule of the operation whose gradient it is: the
// image, seen through the window, must have the size of the given gradient.
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/Compress.h"

using namespace mlir;
using namespace mlir::compress;

namespace {
/// A window that slides over the height and width of an image.
struct Window {
  ArrayRef<int64_t> kernel, stride, dilation, pad;
};
} // namespace

/// A pooling takes all pixels of its window.
static constexpr int64_t kDense[] = {1, 1};

static RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

static bool isDynamicOrEqual(int64_t a, int64_t b) {
  return ShapedType::isDynamic(a) || ShapedType::isDynamic(b) || a == b;
}

static LogicalResult verifyWindow(Operation *op, const Window &window) {
  if (window.pad.size() != 4 ||
      llvm::any_of(window.pad, [](int64_t size) { return size < 0; }))
    return op->emitOpError("expected pad to be four numbers >= 0: top, bottom, "
                           "left, right");
  auto isPositivePair = [](ArrayRef<int64_t> sizes) {
    return sizes.size() == 2 && sizes[0] > 0 && sizes[1] > 0;
  };
  if (!isPositivePair(window.kernel) || !isPositivePair(window.stride) ||
      !isPositivePair(window.dilation))
    return op->emitOpError("expected kernel, stride and dilation to be two "
                           "numbers > 0: height, width");
  return success();
}

/// `dy` has a pixel for each place of the window on `image`.
static LogicalResult verifyImages(Operation *op, const Window &window,
                                  RankedTensorType image, RankedTensorType dy) {
  if (failed(verifyWindow(op, window)))
    return failure();
  if (image.getRank() != 4 || dy.getRank() != 4 ||
      !isDynamicOrEqual(image.getDimSize(0), dy.getDimSize(0)))
    return op->emitOpError("expected NHWC images of one batch size, got ")
           << dy << " and " << image;
  for (int i : {0, 1}) {
    int64_t size = image.getDimSize(i + 1), given = dy.getDimSize(i + 1);
    if (ShapedType::isDynamic(size) || ShapedType::isDynamic(given))
      continue;
    int64_t room = size + window.pad[2 * i] + window.pad[2 * i + 1] -
                   window.dilation[i] * (window.kernel[i] - 1) - 1;
    int64_t places = room < 0 ? 0 : room / window.stride[i] + 1;
    if (places != given)
      return op->emitOpError("expected the gradient to have ")
             << places << (i == 0 ? " rows" : " columns")
             << " of pixels, as many as the window has places on " << image
             << ", got " << given;
  }
  return success();
}

static LogicalResult verifyPooling(Operation *op, const Window &window,
                                   RankedTensorType image,
                                   RankedTensorType dy) {
  if (failed(verifyImages(op, window, image, dy)))
    return failure();
  if (!isDynamicOrEqual(image.getDimSize(3), dy.getDimSize(3)))
    return op->emitOpError("expected ")
           << image.getDimSize(3) << " channels of the gradient, as many as "
           << image << " has, got " << dy.getDimSize(3);
  for (int i : {0, 1})
    if (window.pad[2 * i] >= window.kernel[i] ||
        window.pad[2 * i + 1] >= window.kernel[i])
      return op->emitOpError("expected pad to be smaller than the kernel, "
                             "or a window would see no pixel");
  return success();
}

static LogicalResult verifyConvolution(Operation *op, StringRef name,
                                       Window window, int64_t groups,
                                       RankedTensorType image,
                                       RankedTensorType weight,
                                       RankedTensorType dy) {
  if (name.empty())
    return op->emitOpError("expected a name that is not empty");
  if (weight.getRank() != 4 || !weight.hasStaticShape())
    return op->emitOpError("expected a weight of rank 4 and static shape, got ")
           << weight;
  window.kernel = weight.getShape().slice(1, 2);
  if (failed(verifyImages(op, window, image, dy)))
    return failure();
  int64_t outputs = weight.getDimSize(0), inputs = weight.getDimSize(3);
  if (groups < 1 || outputs % groups != 0)
    return op->emitOpError("expected groups to divide the ")
           << outputs << " output channels of the weight, got " << groups;
  if (!isDynamicOrEqual(dy.getDimSize(3), outputs) ||
      !isDynamicOrEqual(image.getDimSize(3), groups * inputs))
    return op->emitOpError("expected ")
           << outputs << " channels of the gradient and " << groups << " x "
           << inputs << " of the image, got " << dy.getDimSize(3) << " and "
           << image.getDimSize(3);
  return success();
}

/// Every product of the convolution occurs once in each of its gradients.
static std::optional<int64_t> countProducts(RankedTensorType dy,
                                            RankedTensorType weight) {
  if (!dy.hasStaticShape())
    return std::nullopt;
  return dy.getNumElements() * weight.getNumElements() / weight.getDimSize(0);
}

static std::optional<int64_t> countWindows(RankedTensorType dy,
                                           ArrayRef<int64_t> kernel) {
  if (!dy.hasStaticShape())
    return std::nullopt;
  return dy.getNumElements() * kernel[0] * kernel[1];
}

//===----------------------------------------------------------------------===//
// Convolution
//===----------------------------------------------------------------------===//

LogicalResult Conv2DInputGradOp::verify() {
  return verifyConvolution(
      *this, getName(), {{}, getStride(), getDilation(), getPad()}, getGroups(),
      getType(), typeOf(getWeight()), typeOf(getDy()));
}

std::optional<int64_t> Conv2DInputGradOp::getMACs() {
  return countProducts(typeOf(getDy()), typeOf(getWeight()));
}

LogicalResult Conv2DWeightGradOp::verify() {
  return verifyConvolution(
      *this, getName(), {{}, getStride(), getDilation(), getPad()}, getGroups(),
      typeOf(getInput()), getType(), typeOf(getDy()));
}

std::optional<int64_t> Conv2DWeightGradOp::getMACs() {
  return countProducts(typeOf(getDy()), getType());
}

//===----------------------------------------------------------------------===//
// Pooling
//===----------------------------------------------------------------------===//

LogicalResult MaxPool2DGradOp::verify() {
  if (typeOf(getInput()) != getType())
    return emitOpError("expected a result of the type of the input, ")
           << getInput().getType() << ", got " << getType();
  return verifyPooling(*this, {getKernel(), getStride(), kDense, getPad()},
                       getType(), typeOf(getDy()));
}

std::optional<int64_t> MaxPool2DGradOp::getMACs() { return 0; }

std::optional<int64_t> MaxPool2DGradOp::getOtherOperations() {
  return countWindows(typeOf(getDy()), getKernel());
}

LogicalResult AvgPool2DGradOp::verify() {
  return verifyPooling(*this, {getKernel(), getStride(), kDense, getPad()},
                       getType(), typeOf(getDy()));
}

std::optional<int64_t> AvgPool2DGradOp::getMACs() { return 0; }

std::optional<int64_t> AvgPool2DGradOp::getOtherOperations() {
  return countWindows(typeOf(getDy()), getKernel());
}

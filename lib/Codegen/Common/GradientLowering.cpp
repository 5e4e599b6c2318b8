//===- GradientLowering.cpp - gradients as linalg operations --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GradientLowering.h"
#include "compress/Support/Elements.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::compress;

//===----------------------------------------------------------------------===//
// Building blocks
//===----------------------------------------------------------------------===//

/// `value` with dimension `dim` as two: groups, and what is in a group.
Value GradientLowering::splitChannels(Value value, unsigned dim,
                                      int64_t groups) {
  RankedTensorType type = typeOf(value);
  SmallVector<int64_t> shape(type.getShape());
  SmallVector<ReassociationIndices> indices;
  for (int64_t i = 0, e = shape.size(); i < e; ++i) {
    int64_t first = i + (i > dim ? 1 : 0);
    indices.push_back({first});
    if (i == dim)
      indices.back().push_back(first + 1);
  }
  shape[dim] /= groups;
  shape.insert(shape.begin() + dim, groups);
  return tensor::ExpandShapeOp::create(rewriter, loc, type.clone(shape), value,
                                       indices);
}

namespace {
/// Where the pixels of a gradient come to lie along one dimension.
struct Spread {
  Spread(int64_t size, int64_t pixels, int64_t kernel, int64_t dilation,
         int64_t stride, int64_t padBefore)
      : size(size + (kernel - 1) * dilation),
        offset((kernel - 1) * dilation - padBefore), stride(stride) {
    if (offset < 0) {
      // These windows see nothing but padding.
      begin = llvm::divideCeilSigned(-offset, stride);
      offset += begin * stride;
    }
    int64_t end = offset < this->size
                      ? begin + (this->size - 1 - offset) / stride + 1
                      : begin;
    count = std::max<int64_t>(std::min(end, pixels) - begin, 0);
  }

  bool isIdentity(int64_t pixels) const {
    return count == pixels && size == pixels && offset == 0 && stride == 1;
  }

  /// Entries that are needed, the place of the first pixel, the distance of
  /// the next; the first pixel that has a place, and how many have.
  int64_t size, offset, stride, begin = 0, count = 0;
};
} // namespace

/// An image of `border` with the pixels of `dy` at their places, such that a
/// window over it, read backwards, sees for each pixel of `image` what the
/// windows over that pixel have given.
Value GradientLowering::spread(Value dy, RankedTensorType image,
                               const Window &window, TypedAttr border) {
  RankedTensorType type = typeOf(dy);
  SmallVector<Spread, 2> dims;
  for (int i : {0, 1})
    dims.push_back(Spread(image.getDimSize(i + 1), type.getDimSize(i + 1),
                          window.kernel[i], window.dilation[i],
                          window.stride[i], window.pad[2 * i]));
  if (dims[0].isIdentity(type.getDimSize(1)) &&
      dims[1].isIdentity(type.getDimSize(2)))
    return dy;
  auto indices = [&](int64_t n, int64_t y, int64_t x, int64_t c) {
    return SmallVector<OpFoldResult>{
        rewriter.getIndexAttr(n), rewriter.getIndexAttr(y),
        rewriter.getIndexAttr(x), rewriter.getIndexAttr(c)};
  };
  int64_t batch = type.getDimSize(0), channels = type.getDimSize(3);
  Value empty = makeFilled(
      type.clone({batch, dims[0].size, dims[1].size, channels}), border);
  if (dims[0].count == 0 || dims[1].count == 0)
    return empty;
  auto sizes = indices(batch, dims[0].count, dims[1].count, channels);
  Value seen = tensor::ExtractSliceOp::create(
      rewriter, loc, dy, indices(0, dims[0].begin, dims[1].begin, 0), sizes,
      indices(1, 1, 1, 1));
  return tensor::InsertSliceOp::create(
      rewriter, loc, seen, empty, indices(0, dims[0].offset, dims[1].offset, 0),
      sizes, indices(1, dims[0].stride, dims[1].stride, 1));
}

/// `at + (kernel - 1 - step) * dilation`: a window that is read backwards.
static AffineExpr makeReversed(AffineExpr at, AffineExpr step, int64_t kernel,
                               int64_t dilation) {
  return at + (kernel - 1) * dilation - step * dilation;
}

//===----------------------------------------------------------------------===//
// Convolution
//===----------------------------------------------------------------------===//

void GradientLowering::lower(Conv2DInputGradOp op) {
  setPlace(op);
  RankedTensorType type = op.getType();
  ArrayRef<int64_t> shape = typeOf(op.getWeight()).getShape();
  int64_t groups = op.getGroups();
  Window window{shape.slice(1, 2), op.getStride(), op.getPad(),
                llvm::to_vector(op.getDilation())};
  Value dy = spread(op.getDy(), type, window, rewriter.getF32FloatAttr(0.0f));
  dy = splitChannels(dy, 3, groups);
  Value weight = splitChannels(op.getWeight(), 0, groups);
  SmallVector<int64_t> split(type.getShape().drop_back());
  split.append({groups, shape[3]});
  Value init = makeFilled(type.clone(split), rewriter.getF32FloatAttr(0.0f));

  MLIRContext *context = op.getContext();
  AffineExpr n, y, x, g, i, ky, kx, o;
  bindDims(context, n, y, x, g, i, ky, kx, o);
  AffineExpr fromY = makeReversed(y, ky, window.kernel[0], window.dilation[0]);
  AffineExpr fromX = makeReversed(x, kx, window.kernel[1], window.dilation[1]);
  Value result = mapEntries(
      {dy, weight}, init,
      {AffineMap::get(8, 0, {n, fromY, fromX, g, o}, context),
       AffineMap::get(8, 0, {g, o, ky, kx, i}, context),
       AffineMap::get(8, 0, {n, y, x, g, i}, context)},
      3, [](OpBuilder &b, Location loc, ValueRange arguments) -> Value {
        Value product =
            arith::MulFOp::create(b, loc, arguments[0], arguments[1]);
        return arith::AddFOp::create(b, loc, arguments[2], product);
      });
  rewriter.replaceOp(op, reshape(result, type.getShape()));
}

void GradientLowering::lower(Conv2DWeightGradOp op) {
  setPlace(op);
  RankedTensorType type = op.getType();
  int64_t groups = op.getGroups();
  Value dy = splitChannels(op.getDy(), 3, groups);
  Value image = pad(op.getInput(), op.getPad(), rewriter.getF32FloatAttr(0.0f));
  image = splitChannels(image, 3, groups);
  SmallVector<int64_t> split(type.getShape());
  split.front() /= groups;
  split.insert(split.begin(), groups);
  Value init = makeFilled(type.clone(split), rewriter.getF32FloatAttr(0.0f));

  MLIRContext *context = op.getContext();
  AffineExpr g, o, ky, kx, i, n, y, x;
  bindDims(context, g, o, ky, kx, i, n, y, x);
  AffineExpr fromY = y * op.getStride()[0] + ky * op.getDilation()[0];
  AffineExpr fromX = x * op.getStride()[1] + kx * op.getDilation()[1];
  Value result = mapEntries(
      {dy, image}, init,
      {AffineMap::get(8, 0, {n, y, x, g, o}, context),
       AffineMap::get(8, 0, {n, fromY, fromX, g, i}, context),
       AffineMap::get(8, 0, {g, o, ky, kx, i}, context)},
      3, [](OpBuilder &b, Location loc, ValueRange arguments) -> Value {
        Value product =
            arith::MulFOp::create(b, loc, arguments[0], arguments[1]);
        return arith::AddFOp::create(b, loc, arguments[2], product);
      });
  rewriter.replaceOp(op, reshape(result, type.getShape()));
}

//===----------------------------------------------------------------------===//
// Pooling
//===----------------------------------------------------------------------===//

/// Every pixel that a window sees is seen by no other.
bool GradientLowering::Window::isPartition() const {
  return kernel == stride &&
         llvm::all_of(pad, [](int64_t size) { return size == 0; });
}

/// The number of a place in a window, in row-major order.
static Value emitPlace(OpBuilder &b, Location loc, unsigned yLoop,
                       unsigned xLoop, int64_t width) {
  Value y = linalg::IndexOp::create(b, loc, yLoop);
  Value x = linalg::IndexOp::create(b, loc, xLoop);
  Value columns = arith::ConstantIndexOp::create(b, loc, width);
  Value rows = arith::MulIOp::create(b, loc, y, columns);
  Value place = arith::AddIOp::create(b, loc, rows, x);
  return arith::IndexCastOp::create(b, loc, b.getI32Type(), place);
}

/// For each window the number of the place that has its maximum, the first if
/// there are several, or more than the window has if it is all NaN. NaNs never
/// are the maximum, which is why they pad the image.
Value GradientLowering::findMaxima(Value input, RankedTensorType type,
                                   const Window &window) {
  APFloat nan = APFloat::getQNaN(APFloat::IEEEsingle());
  APFloat infinity = APFloat::getInf(APFloat::IEEEsingle(), /*Negative=*/true);
  Type f32 = rewriter.getF32Type(), i32 = rewriter.getI32Type();
  Value image = pad(input, window.pad, rewriter.getFloatAttr(f32, nan));
  Value size = makeEmpty(window.kernel, f32);

  MLIRContext *context = rewriter.getContext();
  AffineExpr n, y, x, c, ky, kx;
  bindDims(context, n, y, x, c, ky, kx);
  AffineExpr fromY = y * window.stride[0] + ky;
  AffineExpr fromX = x * window.stride[1] + kx;
  AffineMap seen = AffineMap::get(6, 0, {n, fromY, fromX, c}, context);
  AffineMap place = AffineMap::get(6, 0, {ky, kx}, context);
  AffineMap pixel = AffineMap::get(6, 0, {n, y, x, c}, context);
  Value maxima = mapEntries(
      {image, size}, makeFilled(type, rewriter.getFloatAttr(f32, infinity)),
      {seen, place, pixel}, 2,
      [](OpBuilder &b, Location loc, ValueRange arguments) -> Value {
        Value isMore = arith::CmpFOp::create(b, loc, arith::CmpFPredicate::OGT,
                                             arguments[0], arguments[2]);
        return arith::SelectOp::create(b, loc, isMore, arguments[0],
                                       arguments[2]);
      });
  auto none = rewriter.getI32IntegerAttr(window.kernel[0] * window.kernel[1]);
  return mapEntries(
      {image, maxima, size},
      makeFilled(RankedTensorType::get(type.getShape(), i32), none),
      {seen, pixel, place, pixel}, 2,
      [&](OpBuilder &b, Location loc, ValueRange arguments) -> Value {
        Value isMaximum = arith::CmpFOp::create(
            b, loc, arith::CmpFPredicate::OEQ, arguments[0], arguments[1]);
        Value place = emitPlace(b, loc, 4, 5, window.kernel[1]);
        Value other = arith::ConstantOp::create(b, loc, none);
        Value found = arith::SelectOp::create(b, loc, isMaximum, place, other);
        return arith::MinSIOp::create(b, loc, found, arguments[3]);
      });
}

/// What a window passes to one of its places: its gradient, if `places` does
/// not say that it goes elsewhere.
static Value emitShare(OpBuilder &b, Location loc, Value dy, Value place,
                       Value wanted) {
  Value isHere =
      arith::CmpIOp::create(b, loc, arith::CmpIPredicate::eq, wanted, place);
  Value zero = arith::ConstantOp::create(b, loc, b.getF32FloatAttr(0.0f));
  return arith::SelectOp::create(b, loc, isHere, dy, zero);
}

/// Windows that do not overlap: each pixel has one to take from.
Value GradientLowering::copyPooled(Value dy, Value places,
                                   RankedTensorType image,
                                   const Window &window) {
  RankedTensorType type = typeOf(dy);
  ArrayRef<int64_t> kernel = window.kernel, shape = type.getShape();
  Value init =
      makeEmpty({shape[0], shape[1], kernel[0], shape[2], kernel[1], shape[3]},
                type.getElementType());
  MLIRContext *context = rewriter.getContext();
  AffineExpr n, y, ky, x, kx, c;
  bindDims(context, n, y, ky, x, kx, c);
  AffineMap pixel = AffineMap::get(6, 0, {n, y, x, c}, context);
  AffineMap all = rewriter.getMultiDimIdentityMap(6);
  SmallVector<Value> inputs{dy};
  SmallVector<AffineMap> maps{pixel};
  if (places) {
    inputs.push_back(places);
    maps.push_back(pixel);
  }
  maps.push_back(all);
  Value result = mapEntries(
      inputs, init, maps, 0,
      [&](OpBuilder &b, Location loc, ValueRange arguments) -> Value {
        if (!places)
          return arguments[0];
        return emitShare(b, loc, arguments[0],
                         emitPlace(b, loc, 2, 4, kernel[1]), arguments[1]);
      });
  SmallVector<int64_t> covered{shape[0], shape[1] * kernel[0],
                               shape[2] * kernel[1], shape[3]};
  result = tensor::CollapseShapeOp::create(
      rewriter, loc, type.clone(covered), result,
      SmallVector<ReassociationIndices>{{0}, {1, 2}, {3, 4}, {5}});
  return pad(result,
             {0, image.getDimSize(1) - covered[1], 0,
              image.getDimSize(2) - covered[2]},
             rewriter.getF32FloatAttr(0.0f));
}

/// Windows that may overlap: each pixel sums up over those that see it.
Value GradientLowering::gatherPooled(Value dy, Value places,
                                     RankedTensorType image,
                                     const Window &window) {
  ArrayRef<int64_t> kernel = window.kernel;
  MLIRContext *context = rewriter.getContext();
  AffineExpr n, y, x, c, ky, kx;
  bindDims(context, n, y, x, c, ky, kx);
  AffineMap seen = AffineMap::get(6, 0,
                                  {n, makeReversed(y, ky, kernel[0], 1),
                                   makeReversed(x, kx, kernel[1], 1), c},
                                  context);
  SmallVector<Value> inputs{
      spread(dy, image, window, rewriter.getF32FloatAttr(0.0f))};
  SmallVector<AffineMap> maps{seen};
  if (places) {
    inputs.push_back(
        spread(places, image, window, rewriter.getI32IntegerAttr(-1)));
    maps.push_back(seen);
  }
  inputs.push_back(makeEmpty(kernel, rewriter.getF32Type()));
  maps.push_back(AffineMap::get(6, 0, {ky, kx}, context));
  maps.push_back(AffineMap::get(6, 0, {n, y, x, c}, context));
  return mapEntries(
      inputs, makeFilled(image, rewriter.getF32FloatAttr(0.0f)), maps, 2,
      [&](OpBuilder &b, Location loc, ValueRange arguments) -> Value {
        Value share = arguments[0];
        if (places)
          share = emitShare(b, loc, share, emitPlace(b, loc, 4, 5, kernel[1]),
                            arguments[1]);
        return arith::AddFOp::create(b, loc, arguments.back(), share);
      });
}

/// Passes `dy` to the pixels of the windows: to those in `places`, or, if that
/// is null, to all.
Value GradientLowering::distribute(Value dy, Value places,
                                   RankedTensorType image,
                                   const Window &window) {
  return window.isPartition() ? copyPooled(dy, places, image, window)
                              : gatherPooled(dy, places, image, window);
}

void GradientLowering::lower(MaxPool2DGradOp op) {
  setPlace(op);
  Window window{op.getKernel(), op.getStride(), op.getPad()};
  Value places = findMaxima(op.getInput(), typeOf(op.getDy()), window);
  rewriter.replaceOp(op, distribute(op.getDy(), places, op.getType(), window));
}

/// Each entry of `dy` divided by the number of pixels in its window.
Value GradientLowering::divideByCount(Value dy, RankedTensorType image,
                                      const Window &window) {
  RankedTensorType type = typeOf(dy);
  auto countPixels = [&](int i, int64_t at) {
    int64_t first = at * window.stride[i] - window.pad[2 * i];
    return std::min(first + window.kernel[i], image.getDimSize(i + 1)) -
           std::max<int64_t>(first, 0);
  };
  std::vector<float> counts;
  for (int64_t y = 0; y < type.getDimSize(1); ++y)
    for (int64_t x = 0; x < type.getDimSize(2); ++x)
      counts.push_back(countPixels(0, y) * countPixels(1, x));
  auto shape =
      RankedTensorType::get(type.getShape().slice(1, 2), rewriter.getF32Type());
  Value divisor =
      makeConstant(llvm::all_equal(counts)
                       ? DenseElementsAttr::get(shape, ArrayRef(counts.front()))
                       : makeF32Elements(shape, counts, "counts"));
  AffineMap all = rewriter.getMultiDimIdentityMap(4);
  return mapEntries(
      {dy, divisor}, makeEmpty(type.getShape(), type.getElementType()),
      {all, all.getSubMap({1, 2}), all}, 0,
      [](OpBuilder &b, Location loc, ValueRange arguments) -> Value {
        return arith::DivFOp::create(b, loc, arguments[0], arguments[1]);
      });
}

void GradientLowering::lower(AvgPool2DGradOp op) {
  setPlace(op);
  Window window{op.getKernel(), op.getStride(), op.getPad()};
  Value shares = divideByCount(op.getDy(), op.getType(), window);
  rewriter.replaceOp(op, distribute(shares, Value(), op.getType(), window));
}

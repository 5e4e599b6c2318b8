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

std::pair<SmallVector<WindowPhase>, SmallVector<WindowPhase>>
GradientLowering::getPhases(RankedTensorType image, const Window &window) {
  auto get = [&](int i) {
    return getWindowPhases(image.getDimSize(i + 1), window.kernel[i],
                           window.stride[i], window.dilation[i],
                           window.pad[2 * i]);
  };
  return {get(0), get(1)};
}

/// An image, the pixels of each phase as `buildPhase` makes them, or zero where
/// no window sees them.
Value GradientLowering::joinPhases(RankedTensorType image, const Window &window,
                                   PhaseFn buildPhase) {
  auto [rows, columns] = getPhases(image, window);
  auto build = [&](const WindowPhase &y, const WindowPhase &x) {
    if (y.taps > 0 && x.taps > 0)
      return buildPhase(y, x);
    return makeFilled(
        image.clone({image.getDimSize(0), y.size, x.size, image.getDimSize(3)}),
        rewriter.getF32FloatAttr(0.0f));
  };
  if (rows.size() == 1 && columns.size() == 1)
    return build(rows.front(), columns.front());
  MLIRContext *context = rewriter.getContext();
  Value result = makeEmpty(image.getShape(), image.getElementType());
  for (const WindowPhase &y : rows)
    for (const WindowPhase &x : columns) {
      Value part = build(y, x);
      result = tensor::InsertSliceOp::create(
          rewriter, loc, part, result,
          getAsIndexOpFoldResult(context, {0, y.first, x.first, 0}),
          getAsIndexOpFoldResult(context, typeOf(part).getShape()),
          getAsIndexOpFoldResult(context,
                                 {1, window.stride[0], window.stride[1], 1}));
    }
  return result;
}

//===----------------------------------------------------------------------===//
// Convolution
//===----------------------------------------------------------------------===//

static Value emitMultiplyAdd(OpBuilder &b, Location loc, Value x, Value y,
                             Value sum) {
  Value product = arith::MulFOp::create(b, loc, x, y);
  return arith::AddFOp::create(b, loc, sum, product);
}

void GradientLowering::lower(Conv2DInputGradOp op) {
  setPlace(op);
  RankedTensorType type = op.getType();
  ArrayRef<int64_t> shape = typeOf(op.getWeight()).getShape();
  int64_t groups = op.getGroups();
  Window window{shape.slice(1, 2), op.getStride(), op.getPad(),
                SmallVector<int64_t, 2>(op.getDilation())};
  TypedAttr zero = rewriter.getF32FloatAttr(0.0f);
  auto [allRows, allColumns] = getPhases(type, window);
  SmallVector<int64_t, 4> pads =
      getPhasePads(typeOf(op.getDy()), allRows, allColumns);
  Value padded = pad(op.getDy(), pads, zero);
  Value weight = splitChannels(op.getWeight(), 0, groups);

  MLIRContext *context = op.getContext();
  AffineExpr n, y, x, g, i, ky, kx, o;
  bindDims(context, n, y, x, g, i, ky, kx, o);
  auto buildPhase = [&](const WindowPhase &rows,
                        const WindowPhase &columns) -> Value {
    Value dy = slicePhase(rewriter, loc, padded, pads, rows, columns);
    SmallVector<int64_t> image{type.getDimSize(0), rows.size, columns.size,
                               groups, shape[3]};
    AffineExpr fromY = y + ky * rows.dilation;
    AffineExpr fromX = x + kx * columns.dilation;
    Value part = mapEntries(
        {splitChannels(dy, 3, groups), weight,
         makeEmpty({rows.taps, columns.taps}, type.getElementType())},
        makeFilled(type.clone(image), zero),
        {AffineMap::get(8, 0, {n, fromY, fromX, g, o}, context),
         AffineMap::get(8, 0, {g, o, rows.getTap(ky), columns.getTap(kx), i},
                        context),
         AffineMap::get(8, 0, {ky, kx}, context),
         AffineMap::get(8, 0, {n, y, x, g, i}, context)},
        3, [](OpBuilder &b, Location loc, ValueRange entries) {
          return emitMultiplyAdd(b, loc, entries[0], entries[1], entries[3]);
        });
    return reshape(part, {image[0], image[1], image[2], type.getDimSize(3)});
  };
  rewriter.replaceOp(op, joinPhases(type, window, buildPhase));
}

/// One channel of the gradient for each of the image: channels stay adjacent.
Value GradientLowering::lowerDepthwise(Conv2DWeightGradOp op, Value image) {
  RankedTensorType type = op.getType();
  ArrayRef<int64_t> shape = type.getShape();
  MLIRContext *context = op.getContext();
  AffineExpr ky, kx, c, n, y, x;
  bindDims(context, ky, kx, c, n, y, x);
  AffineExpr fromY = y * op.getStride()[0] + ky * op.getDilation()[0];
  AffineExpr fromX = x * op.getStride()[1] + kx * op.getDilation()[1];
  Value result = mapEntries(
      {op.getDy(), image},
      makeFilled(type.clone({shape[1], shape[2], shape[0]}),
                 rewriter.getF32FloatAttr(0.0f)),
      {AffineMap::get(6, 0, {n, y, x, c}, context),
       AffineMap::get(6, 0, {n, fromY, fromX, c}, context),
       AffineMap::get(6, 0, {ky, kx, c}, context)},
      3, [](OpBuilder &b, Location loc, ValueRange entries) {
        return emitMultiplyAdd(b, loc, entries[0], entries[1], entries[2]);
      });
  return reshape(transpose(result, {2, 0, 1}), shape);
}

void GradientLowering::lower(Conv2DWeightGradOp op) {
  setPlace(op);
  RankedTensorType type = op.getType();
  int64_t groups = op.getGroups();
  Value image = pad(op.getInput(), op.getPad(), rewriter.getF32FloatAttr(0.0f));
  if (groups > 1 && groups == type.getDimSize(0) && type.getDimSize(3) == 1)
    return rewriter.replaceOp(op, lowerDepthwise(op, image));
  Value dy = splitChannels(op.getDy(), 3, groups);
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
      3, [](OpBuilder &b, Location loc, ValueRange entries) {
        return emitMultiplyAdd(b, loc, entries[0], entries[1], entries[2]);
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

/// `y * yFactor + x * xFactor + offset` of two loops: the number of a place in
/// a window.
static Value emitPlace(OpBuilder &b, Location loc, unsigned yLoop,
                       unsigned xLoop, int64_t yFactor, int64_t xFactor = 1,
                       int64_t offset = 0) {
  auto scale = [&](unsigned loop, int64_t factor) -> Value {
    Value index = linalg::IndexOp::create(b, loc, loop);
    Value scalar = arith::ConstantIndexOp::create(b, loc, factor);
    return arith::MulIOp::create(b, loc, index, scalar);
  };
  Value y = scale(yLoop, yFactor), x = scale(xLoop, xFactor);
  Value place = arith::AddIOp::create(b, loc, y, x);
  Value first = arith::ConstantIndexOp::create(b, loc, offset);
  place = arith::AddIOp::create(b, loc, place, first);
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
  auto [allRows, allColumns] = getPhases(image, window);
  SmallVector<int64_t, 4> pads = getPhasePads(typeOf(dy), allRows, allColumns);
  TypedAttr zero = rewriter.getF32FloatAttr(0.0f);
  SmallVector<Value> padded{pad(dy, pads, zero)};
  if (places)
    padded.push_back(pad(places, pads, rewriter.getI32IntegerAttr(-1)));
  MLIRContext *context = rewriter.getContext();
  AffineExpr n, y, x, c, ky, kx;
  bindDims(context, n, y, x, c, ky, kx);
  AffineMap seen = AffineMap::get(6, 0, {n, y + ky, x + kx, c}, context);
  int64_t width = window.kernel[1];
  auto buildPhase = [&](const WindowPhase &rows,
                        const WindowPhase &columns) -> Value {
    SmallVector<Value> inputs;
    SmallVector<AffineMap> maps(padded.size(), seen);
    for (Value value : padded)
      inputs.push_back(slicePhase(rewriter, loc, value, pads, rows, columns));
    inputs.push_back(
        makeEmpty({rows.taps, columns.taps}, rewriter.getF32Type()));
    maps.push_back(AffineMap::get(6, 0, {ky, kx}, context));
    maps.push_back(AffineMap::get(6, 0, {n, y, x, c}, context));
    Value init = makeFilled(image.clone({image.getDimSize(0), rows.size,
                                         columns.size, image.getDimSize(3)}),
                            zero);
    return mapEntries(
        inputs, init, maps, 2,
        [&](OpBuilder &b, Location loc, ValueRange entries) -> Value {
          Value share = entries[0];
          if (places) {
            // From the last place that the phase sees backwards.
            Value place =
                emitPlace(b, loc, 4, 5, -rows.tapStep * width, -columns.tapStep,
                          rows.lastTap * width + columns.lastTap);
            share = emitShare(b, loc, share, place, entries[1]);
          }
          return arith::AddFOp::create(b, loc, entries.back(), share);
        });
  };
  return joinPhases(image, window, buildPhase);
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

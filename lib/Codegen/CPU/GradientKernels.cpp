//===- GradientKernels.cpp - gradients of convolutions as kernels ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GradientKernels.h"
#include "compress/Dialect/Compress/IR/CompressSearch.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::compress;

static RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

static SmallVector<OpFoldResult> getIndices(OpBuilder &builder,
                                            ArrayRef<int64_t> indices) {
  return getAsIndexOpFoldResult(builder.getContext(), indices);
}

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

/// A weight [O, KH, KW, I] as [groups, O / groups, KH, KW, P, lanes]: P vectors
/// of the input channels, which are the columns of the gradient.
Value GradientKernels::splitWeight(Value weight, int64_t groups) {
  RankedTensorType type = typeOf(weight);
  int64_t lanes = getVectorBits(isa) / 32;
  SmallVector<int64_t> shape(type.getShape());
  int64_t channels = llvm::alignTo(shape[3], lanes);
  if (channels != shape[3]) {
    Value zero = makeConstant(rewriter.getZeroAttr(type.getElementType()));
    shape[3] = channels;
    weight = tensor::PadOp::create(
        rewriter, loc, type.clone(shape), weight,
        getIndices(rewriter, {0, 0, 0, 0}),
        getIndices(rewriter, {0, 0, 0, channels - type.getDimSize(3)}), zero);
  }
  return tensor::ExpandShapeOp::create(
      rewriter, loc,
      type.clone({groups, shape[0] / groups, shape[1], shape[2],
                  channels / lanes, lanes}),
      weight, SmallVector<ReassociationIndices>{{0, 1}, {2}, {3}, {4, 5}});
}

/// The part of a weight that a phase sees, backwards, as its kernel reads it.
/// Vectors of columns are adjacent already: they are copied, not transposed.
Value GradientKernels::packFlipped(Value split, const WindowPhase &rows,
                                   const WindowPhase &columns, ConvAttr kind) {
  RankedTensorType type = typeOf(split);
  int64_t groups = type.getDimSize(0), outputs = type.getDimSize(1);
  int64_t panels = type.getDimSize(4), lanes = type.getDimSize(5);
  AffineExpr g, p, ky, kx, o, lane;
  bindDims(rewriter.getContext(), g, p, ky, kx, o, lane);
  AffineMap from =
      AffineMap::get(6, 0, {g, o, rows.getTap(ky), columns.getTap(kx), p, lane},
                     rewriter.getContext());
  Value packed = copyEntries(
      split, {groups, panels, rows.taps, columns.taps, outputs, lanes}, from);
  auto [run, runs] = kind.getRuns(outputs, groups);
  bool isWide = run != outputs;
  SmallVector<ReassociationIndices> joined{{0}, {1}, {2, 3}, {4}, {5}};
  if (isWide)
    joined = {{0}, {1}, {2}, {3, 4}, {5}};
  packed = tensor::CollapseShapeOp::create(rewriter, loc, packed, joined);
  return tensor::ExpandShapeOp::create(
      rewriter, loc, type.clone({groups, panels, runs, run, lanes, 1}), packed,
      SmallVector<ReassociationIndices>{{0}, {1}, {2}, {3}, {4, 5}});
}

/// The part of a depthwise weight [C, KH, KW, 1] that a phase sees, backwards,
/// with the channels last.
Value GradientKernels::flipDepthwise(Value weight, const WindowPhase &rows,
                                     const WindowPhase &columns) {
  weight = tensor::CollapseShapeOp::create(
      rewriter, loc, weight,
      SmallVector<ReassociationIndices>{{0}, {1}, {2, 3}});
  AffineExpr ky, kx, c;
  bindDims(rewriter.getContext(), ky, kx, c);
  AffineMap from = AffineMap::get(
      3, 0, {c, rows.getTap(ky), columns.getTap(kx)}, rewriter.getContext());
  return copyEntries(
      weight, {rows.taps, columns.taps, typeOf(weight).getDimSize(0)}, from);
}

//===----------------------------------------------------------------------===//
// Gradient of the input
//===----------------------------------------------------------------------===//

/// What the pixels of one phase get in the first `limit` channels, written to
/// `init`; in all of them if there is no limit.
Value GradientKernels::buildPhase(Conv2DInputGradOp op, Value padded,
                                  Value weight, const WindowPhase &rows,
                                  const WindowPhase &columns,
                                  ArrayRef<int64_t> pads, Value init,
                                  Value limit) {
  if (rows.taps == 0 || columns.taps == 0)
    return linalg::FillOp::create(rewriter, loc,
                                  makeConstant(rewriter.getF32FloatAttr(0.0f)),
                                  init)
        .getResult(0);
  Value input = slicePhase(rewriter, loc, padded, pads, rows, columns);
  SmallVector<int64_t, 2> taps{rows.taps, columns.taps}, ones{1, 1};
  SmallVector<int64_t, 2> dilation{rows.dilation, columns.dilation};
  MLIRContext *context = op.getContext();
  if (typeOf(weight).getRank() == 4)
    return buildKernel(op.getName(),
                       DepthwiseAttr::get(context, taps, ones, dilation), input,
                       flipDepthwise(weight, rows, columns), Value(), init);
  auto kind = ConvAttr::get(context, taps, ones, dilation);
  return buildKernel(op.getName(), kind, input,
                     packFlipped(weight, rows, columns, kind), Value(), init,
                     /*tables=*/{}, /*inputLimit=*/Value(), limit);
}

bool GradientKernels::convert(Conv2DInputGradOp op) {
  RankedTensorType type = op.getType();
  ArrayRef<int64_t> shape = typeOf(op.getWeight()).getShape();
  int64_t groups = op.getGroups();
  bool isDepthwise = groups > 1 && shape[3] == 1;
  if (isDepthwise && shape[0] != groups)
    return false;
  // Channels that are cut off afterwards are not computed.
  auto leading = op->hasOneUse() && groups == 1
                     ? dyn_cast<LeadingOp>(*op->user_begin())
                     : LeadingOp();
  Value limit = leading ? leading.getCount() : Value();
  if (leading)
    rewriter.setInsertionPoint(leading);
  ArrayRef<int64_t> stride = op.getStride(), dilation = op.getDilation();
  SmallVector<WindowPhase> rows = getWindowPhases(
      type.getDimSize(1), shape[1], stride[0], dilation[0], op.getPad()[0]);
  SmallVector<WindowPhase> columns = getWindowPhases(
      type.getDimSize(2), shape[2], stride[1], dilation[1], op.getPad()[2]);
  SmallVector<int64_t, 4> pads =
      getPhasePads(typeOf(op.getDy()), rows, columns);
  Value padded = pad(op.getDy(), pads, 0);
  Value weight =
      isDepthwise ? Value(op.getWeight()) : splitWeight(op.getWeight(), groups);
  auto replace = [&](Value result) {
    if (leading)
      rewriter.replaceOp(leading, result);
    else
      rewriter.replaceAllUsesWith(op, result);
    rewriter.eraseOp(op);
  };
  if (rows.size() == 1 && columns.size() == 1) {
    Value init = tensor::EmptyOp::create(rewriter, loc, type.getShape(),
                                         type.getElementType());
    replace(
        buildPhase(op, padded, weight, rows[0], columns[0], pads, init, limit));
    return true;
  }
  Value result =
      bufferization::AllocTensorOp::create(rewriter, loc, type, ValueRange());
  for (const WindowPhase &y : rows)
    for (const WindowPhase &x : columns) {
      auto offsets = getIndices(rewriter, {0, y.first, x.first, 0});
      auto steps = getIndices(rewriter, {1, stride[0], stride[1], 1});
      auto sizes = getIndices(
          rewriter, {type.getDimSize(0), y.size, x.size, type.getDimSize(3)});
      Value init = tensor::ExtractSliceOp::create(rewriter, loc, result,
                                                  offsets, sizes, steps);
      Value part = buildPhase(op, padded, weight, y, x, pads, init, limit);
      result = tensor::InsertSliceOp::create(rewriter, loc, part, result,
                                             offsets, sizes, steps);
    }
  replace(result);
  return true;
}

//===----------------------------------------------------------------------===//
// Gradient of the weight
//===----------------------------------------------------------------------===//

bool GradientKernels::convert(Conv2DWeightGradOp op) {
  if (op.getGroups() != 1)
    return false;
  RankedTensorType type = op.getType();
  auto leading = op.getInput().getDefiningOp<LeadingOp>();
  Value image =
      pad(leading ? leading.getInput() : op.getInput(), op.getPad(), 0);
  Value init = tensor::EmptyOp::create(rewriter, loc, type.getShape(),
                                       type.getElementType());
  auto kind =
      ConvWeightGradAttr::get(op.getContext(), type.getShape().slice(1, 2),
                              op.getStride(), op.getDilation());
  rewriter.replaceOp(op, buildKernel(op.getName(), kind, op.getDy(), image,
                                     Value(), init,
                                     /*tables=*/{}, /*inputLimit=*/Value(),
                                     leading ? leading.getCount() : Value()));
  return true;
}

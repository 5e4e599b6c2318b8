//===- TosaCouplingModels.cpp - dimensions of TOSA ops --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CouplingModel.h"
#include "compress/Interfaces/ExternalModels/TosaExternalModels.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/IR/DialectRegistry.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::compress;

static constexpr StringRef kWindow = "slides a window over its entries";
static constexpr StringRef kShape = "has a shape operand that is no constant";

static unsigned rankOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getRank();
}

/// The entries of a constant shape operand, padding or zero point.
static std::optional<SmallVector<int64_t>> readConstant(Value value) {
  DenseIntElementsAttr attribute;
  if (!matchPattern(value, m_Constant(&attribute)))
    return std::nullopt;
  return llvm::map_to_vector(
      attribute.getValues<APInt>(),
      [](const APInt &entry) { return entry.getSExtValue(); });
}

/// True if all entries of `value`, a constant, are 0.
static bool isZeroConstant(Value value) {
  return matchPattern(value, m_Zero()) || matchPattern(value, m_AnyZeroFloat());
}

static AxisUse partOf(Operation *op, Port port, unsigned dim, int64_t offset,
                      int64_t size) {
  AxisUse use = useOf(op, port, dim);
  use.map.offset = offset;
  use.map.size = size;
  return use;
}

//===----------------------------------------------------------------------===//
// Operations that move entries
//===----------------------------------------------------------------------===//

static DimensionCoupling coupleReshape(Operation *op) {
  auto reshape = cast<tosa::ReshapeOp>(op);
  if (!readConstant(reshape.getShape()))
    return DimensionCoupling::blocked(kShape);
  DimensionCoupling coupling;
  coupling.reshaped.push_back(
      {0, rankOf(reshape.getInput1()), 0, rankOf(reshape.getResult())});
  return coupling;
}

/// A new constant in place of a shape operand; others may use the old one.
static void replaceShape(OpBuilder &builder, OpOperand &operand,
                         ArrayRef<int64_t> shape) {
  Operation *op = operand.getOwner(), *old = operand.get().getDefiningOp();
  builder.setInsertionPoint(op);
  auto type = tosa::shapeType::get(op->getContext(), shape.size());
  operand.set(tosa::ConstShapeOp::create(builder, op->getLoc(), type,
                                         builder.getIndexTensorAttr(shape)));
  if (old->use_empty())
    old->erase();
}

static void updateReshape(Operation *op, OpBuilder &builder) {
  auto reshape = cast<tosa::ReshapeOp>(op);
  replaceShape(builder, reshape.getShapeMutable(),
               cast<RankedTensorType>(reshape.getType()).getShape());
}

static DimensionCoupling coupleTranspose(Operation *op) {
  DimensionCoupling coupling;
  ArrayRef<int32_t> perms = cast<tosa::TransposeOp>(op).getPerms();
  for (auto [dim, from] : llvm::enumerate(perms))
    coupling.addParallel(op, 0, from, dim);
  return coupling;
}

static DimensionCoupling coupleReverse(Operation *op) {
  DimensionCoupling coupling;
  for (unsigned dim = 0; dim < rankOf(op->getOperand(0)); ++dim) {
    CoupledAxis &axis = coupling.addParallel(op, 0, dim, dim);
    if (dim != cast<tosa::ReverseOp>(op).getAxis())
      continue;
    axis.kind = AxisKind::Mixed;
    axis.reason = "reverses its entries";
  }
  return coupling;
}

static DimensionCoupling coupleTile(Operation *op) {
  auto multiples = readConstant(cast<tosa::TileOp>(op).getMultiples());
  if (!multiples)
    return DimensionCoupling::blocked(kShape);
  DimensionCoupling coupling;
  for (auto [dim, multiple] : llvm::enumerate(*multiples)) {
    CoupledAxis &axis = coupling.addAxis();
    axis.uses.push_back(useOf(op, {false, 0}, dim));
    AxisUse tiled = useOf(op, {true, 0}, dim);
    tiled.map.size = axis.uses.front().map.size;
    tiled.map.repeat = multiple;
    axis.uses.push_back(tiled);
  }
  return coupling;
}

static DimensionCoupling coupleConcat(Operation *op) {
  unsigned along = cast<tosa::ConcatOp>(op).getAxis();
  DimensionCoupling coupling;
  for (unsigned dim = 0; dim < rankOf(op->getResult(0)); ++dim) {
    if (dim == along)
      continue;
    CoupledAxis &axis = coupling.addAxis();
    for (unsigned i = 0; i < op->getNumOperands(); ++i)
      axis.uses.push_back(useOf(op, {false, i}, dim));
    axis.uses.push_back(useOf(op, {true, 0}, dim));
  }
  int64_t offset = 0;
  for (unsigned i = 0; i < op->getNumOperands(); ++i) {
    CoupledAxis &axis = coupling.addAxis();
    axis.uses.push_back(useOf(op, {false, i}, along));
    int64_t size = axis.uses.front().map.size;
    axis.uses.push_back(partOf(op, {true, 0}, along, offset, size));
    offset += size;
  }
  return coupling;
}

static DimensionCoupling couplePad(Operation *op) {
  auto padding = readConstant(cast<tosa::PadOp>(op).getPadding());
  if (!padding)
    return DimensionCoupling::blocked(kShape);
  DimensionCoupling coupling;
  for (unsigned dim = 0; dim < rankOf(op->getOperand(0)); ++dim) {
    CoupledAxis &axis = coupling.addAxis();
    axis.uses.push_back(useOf(op, {false, 0}, dim));
    axis.uses.push_back(partOf(op, {true, 0}, dim, (*padding)[2 * dim],
                               axis.uses.front().map.size));
  }
  return coupling;
}

static bool padsWithZeros(Operation *op, ArrayRef<bool> zero) {
  return zero[0] && isZeroConstant(cast<tosa::PadOp>(op).getPadConst());
}

static DimensionCoupling coupleSlice(Operation *op) {
  auto slice = cast<tosa::SliceOp>(op);
  auto start = readConstant(slice.getStart());
  if (!start || !readConstant(slice.getSize()))
    return DimensionCoupling::blocked(kShape);
  DimensionCoupling coupling;
  for (unsigned dim = 0; dim < rankOf(slice.getInput1()); ++dim) {
    AxisUse result = useOf(op, {true, 0}, dim);
    int64_t low = (*start)[dim], high = low + result.map.size;
    int64_t end = useOf(op, {false, 0}, dim).map.size;
    CoupledAxis &axis = coupling.addAxis();
    axis.uses.push_back(partOf(op, {false, 0}, dim, low, high - low));
    axis.uses.push_back(result);
    // What is cut off ends here.
    for (auto [from, to] : {std::pair(int64_t(0), low), std::pair(high, end)})
      if (from < to)
        coupling.addAxis().uses.push_back(
            partOf(op, {false, 0}, dim, from, to - from));
  }
  return coupling;
}

static void updateSlice(Operation *op, OpBuilder &builder) {
  auto slice = cast<tosa::SliceOp>(op);
  replaceShape(builder, slice.getSizeMutable(),
               cast<RankedTensorType>(slice.getType()).getShape());
}

static DimensionCoupling coupleGather(Operation *op) {
  return coupleByPattern(op, "n !k c, n w -> n w c",
                         "picks entries by their numbers");
}

static DimensionCoupling coupleScatter(Operation *op) {
  return coupleByPattern(op, "n !k c, n !w, n !w c -> n !k c",
                         "places entries by their numbers");
}

//===----------------------------------------------------------------------===//
// Operations that combine entries
//===----------------------------------------------------------------------===//

/// One dimension is reduced, to size 1 or to nothing.
static DimensionCoupling coupleReduction(Operation *op, unsigned along,
                                         AxisKind kind, StringRef reason) {
  DimensionCoupling coupling;
  bool keepsDim = rankOf(op->getResult(0)) == rankOf(op->getOperand(0));
  for (unsigned dim = 0; dim < rankOf(op->getOperand(0)); ++dim) {
    if (dim == along)
      coupling.addAxis(kind, reason).uses.push_back(useOf(op, {false, 0}, dim));
    else
      coupling.addParallel(op, 0, dim, dim - (dim > along && !keepsDim));
  }
  return coupling;
}

template <typename OpTy>
static DimensionCoupling coupleReduce(Operation *op) {
  return coupleReduction(op, cast<OpTy>(op).getAxis(), AxisKind::Mixed,
                         "reduces its entries to one");
}

static DimensionCoupling coupleReduceSum(Operation *op) {
  return coupleReduction(op, cast<tosa::ReduceSumOp>(op).getAxis(),
                         AxisKind::Summed, {});
}

static DimensionCoupling coupleArgMax(Operation *op) {
  return coupleReduction(op, cast<tosa::ArgMaxOp>(op).getAxis(),
                         AxisKind::Mixed, "returns numbers of its entries");
}

static DimensionCoupling couplePool(Operation *op) {
  return coupleByPattern(op, "n !y !x c -> n !y !x c", kWindow);
}

static DimensionCoupling coupleResize(Operation *op) {
  return coupleByPattern(op, "n !y !x c -> n !y !x c",
                         "interpolates between its entries");
}

static DimensionCoupling coupleConv2D(Operation *op) {
  return coupleByPattern(op, "n !y !x i, o !ky !kx i, o, _, _ -> n !y !x o",
                         kWindow);
}

static DimensionCoupling coupleConv3D(Operation *op) {
  return coupleByPattern(
      op, "n !z !y !x i, o !kz !ky !kx i, o, _, _ -> n !z !y !x o", kWindow);
}

static DimensionCoupling coupleDepthwise(Operation *op) {
  return coupleByPattern(
      op, "n !y !x c, !ky !kx c m, (c m), _, _ -> n !y !x (c m)", kWindow);
}

static DimensionCoupling coupleMatMul(Operation *op) {
  return coupleByPattern(op, "n m k, n k o, _, _ -> n m o");
}

static DimensionCoupling coupleFFT(Operation *op) {
  return coupleByPattern(op, "n !y !x, n !y !x -> n !y !x, n !y !x",
                         "transforms its entries together");
}

static DimensionCoupling coupleRFFT(Operation *op) {
  return coupleByPattern(op, "n !y !x -> n !y !x, n !y !x",
                         "transforms its entries together");
}

/// Weight, or input, and bias are zero. Zero points would add to that.
static bool productIsZero(Operation *op, ArrayRef<bool> zero) {
  return (zero[0] || zero[1]) && zero[2] && isZeroConstant(op->getOperand(3)) &&
         isZeroConstant(op->getOperand(4));
}

static bool matMulIsZero(Operation *op, ArrayRef<bool> zero) {
  return (zero[0] || zero[1]) && isZeroConstant(op->getOperand(2)) &&
         isZeroConstant(op->getOperand(3));
}

/// The last two operands are zero points.
static bool poolIsZero(Operation *op, ArrayRef<bool> zero) {
  return zero[0] && isZeroConstant(op->getOperand(1)) &&
         isZeroConstant(op->getOperand(2));
}

static bool clampKeepsZero(Operation *op, ArrayRef<bool> zero) {
  auto clamp = cast<tosa::ClampOp>(op);
  auto isAtMostZero = [](Attribute bound, int sign) {
    if (auto number = dyn_cast<FloatAttr>(bound))
      return sign * number.getValueAsDouble() <= 0.0;
    return sign * cast<IntegerAttr>(bound).getValue().getSExtValue() <= 0;
  };
  return zero[0] && isAtMostZero(clamp.getMinVal(), 1) &&
         isAtMostZero(clamp.getMaxVal(), -1);
}

static DimensionCoupling coupleRescale(Operation *op) {
  DimensionCoupling coupling = coupleElementwise(op, 1, false);
  if (!cast<tosa::RescaleOp>(op).getPerChannel() || coupling.axes.empty())
    return coupling;
  for (unsigned i : {1, 2})
    coupling.axes.back().uses.push_back(useOf(op, {false, i}, 0));
  return coupling;
}

static bool rescaleKeepsZero(Operation *op, ArrayRef<bool> zero) {
  return zero[0] && isZeroConstant(op->getOperand(3)) &&
         isZeroConstant(op->getOperand(4));
}

static bool selectIsZero(Operation *op, ArrayRef<bool> zero) {
  return zero[1] && zero[2];
}

//===----------------------------------------------------------------------===//
// Registration
//===----------------------------------------------------------------------===//

static void attachElementwise(MLIRContext &context) {
  using namespace tosa;
  constexpr auto unary = elementwise<true, 1>;
  constexpr auto all = elementwise<true, 0>;
  constexpr auto binary = elementwise<true, 2>;
  attachCoupling<unary, firstZero, keepShapes, ErfOp, TanhOp, AbsOp, CeilOp,
                 FloorOp, SinOp, CastOp, IdentityOp>(context);
  attachCoupling<unary, poolIsZero, keepShapes, NegateOp>(context);
  attachCoupling<unary, clampKeepsZero, keepShapes, ClampOp>(context);
  attachCoupling<unary, neverZero, keepShapes, SigmoidOp, TableOp, BitwiseNotOp,
                 ClzOp, CosOp, ExpOp, LogOp, LogicalNotOp, ReciprocalOp,
                 RsqrtOp>(context);
  attachCoupling<all, allZero, keepShapes, AddOp, SubOp, MaximumOp, MinimumOp,
                 BitwiseOrOp, BitwiseXorOp, LogicalOrOp, LogicalXorOp>(context);
  attachCoupling<all, anyZero, keepShapes, BitwiseAndOp, LogicalAndOp>(context);
  attachCoupling<all, firstZero, keepShapes, ArithmeticRightShiftOp,
                 LogicalLeftShiftOp, LogicalRightShiftOp, IntDivOp>(context);
  attachCoupling<all, neverZero, keepShapes, PowOp, EqualOp, GreaterOp,
                 GreaterEqualOp>(context);
  attachCoupling<all, selectIsZero, keepShapes, SelectOp>(context);
  attachCoupling<binary, anyZero, keepShapes, MulOp>(context);
  attachCoupling<coupleRescale, rescaleKeepsZero, keepShapes, RescaleOp>(
      context);
}

static void attachMoving(MLIRContext &context) {
  using namespace tosa;
  attachCoupling<coupleReshape, firstZero, updateReshape, ReshapeOp>(context);
  attachCoupling<coupleTranspose, firstZero, keepShapes, TransposeOp>(context);
  attachCoupling<coupleReverse, firstZero, keepShapes, ReverseOp>(context);
  attachCoupling<coupleTile, firstZero, keepShapes, TileOp>(context);
  attachCoupling<coupleConcat, allZero, keepShapes, ConcatOp>(context);
  attachCoupling<couplePad, padsWithZeros, keepShapes, PadOp>(context);
  attachCoupling<coupleSlice, firstZero, updateSlice, SliceOp>(context);
  attachCoupling<coupleGather, firstZero, keepShapes, GatherOp>(context);
  attachCoupling<coupleScatter, allZero, keepShapes, ScatterOp>(context);
}

static void attachCombining(MLIRContext &context) {
  using namespace tosa;
  attachCoupling<coupleReduceSum, firstZero, keepShapes, ReduceSumOp>(context);
  attachCoupling<coupleReduce<ReduceMaxOp>, firstZero, keepShapes, ReduceMaxOp>(
      context);
  attachCoupling<coupleReduce<ReduceMinOp>, firstZero, keepShapes, ReduceMinOp>(
      context);
  attachCoupling<coupleReduce<ReduceProductOp>, firstZero, keepShapes,
                 ReduceProductOp>(context);
  attachCoupling<coupleReduce<ReduceAllOp>, firstZero, keepShapes, ReduceAllOp>(
      context);
  attachCoupling<coupleReduce<ReduceAnyOp>, firstZero, keepShapes, ReduceAnyOp>(
      context);
  attachCoupling<coupleArgMax, neverZero, keepShapes, ArgMaxOp>(context);
  attachCoupling<couplePool, firstZero, keepShapes, MaxPool2dOp>(context);
  attachCoupling<couplePool, poolIsZero, keepShapes, AvgPool2dOp>(context);
  attachCoupling<coupleResize, firstZero, keepShapes, ResizeOp>(context);
  attachCoupling<coupleConv2D, productIsZero, keepShapes, Conv2DOp,
                 TransposeConv2DOp>(context);
  attachCoupling<coupleConv3D, productIsZero, keepShapes, Conv3DOp>(context);
  attachCoupling<coupleDepthwise, productIsZero, keepShapes, DepthwiseConv2DOp>(
      context);
  attachCoupling<coupleMatMul, matMulIsZero, keepShapes, MatMulOp>(context);
  attachCoupling<coupleFFT, allZero, keepShapes, FFT2dOp>(context);
  attachCoupling<coupleRFFT, allZero, keepShapes, RFFT2dOp>(context);
}

void compress::registerTosaCouplingModels(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, tosa::TosaDialect *) {
    attachElementwise(*context);
    attachMoving(*context);
    attachCombining(*context);
  });
}

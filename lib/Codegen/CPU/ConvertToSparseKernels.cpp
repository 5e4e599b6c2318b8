//===- ConvertToSparseKernels.cpp - pruned layers that skip their zeros ---===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelOperands.h"
#include "KernelSparse.h"
#include "SparseWeight.h"
#include "compress/Codegen/CPU/Passes.h"
#include "compress/Dialect/Compress/IR/WeightChain.h"
#include "compress/Support/Elements.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/FormatVariadic.h"

namespace mlir::compress {
#define GEN_PASS_DEF_CONVERTTOSPARSEKERNELS
#include "compress/Codegen/CPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

/// Fewer zeros than this are not worth a thought, nor a remark.
static constexpr double kMinSparsity = 0.5;

namespace {

/// How a layer's input lies as planes, and which entry of them a weight meets.
struct Planes {
  /// True if every pixel meets the weight on its own: the kernel makes the
  /// planes, and the rest is not used.
  bool areMadeByKernel = false;
  SmallVector<int64_t, 4> pads;
  /// Of an image: rows, pixels of a row, channels; after padding.
  int64_t height = 1, width = 1, channels = 1;
  SmallVector<int64_t, 2> stride{1, 1};
  /// Where the first pixel meets each weight of an output channel.
  std::vector<int32_t> offsets;

  int64_t getPitch() const { return width / stride[1]; }
  int64_t getSize() const { return height * width * channels; }
};

/// A weight, and how a kernel reads it.
struct Weights : SparseValues {
  std::vector<bool> isZero;
  OperandForm form;

  double getSparsity() const {
    return llvm::count(isZero, true) / double(isZero.size());
  }
};

class SparseBuilder : public KernelOperands {
public:
  SparseBuilder(IRRewriter &rewriter, Isa isa, bool force)
      : KernelOperands(rewriter, isa), force(force) {}

  bool convert(Conv2DOp op);
  bool convert(DenseOp op);

private:
  bool convert(Operation *op, KernelLayer layer, const Planes &planes);
  SparseProblem getProblem(const KernelLayer &layer, const Weights &weights,
                           const Planes &planes);
  Value toPlanes(Value input, const Planes &planes);
  std::optional<Weights> readWeights(KernelLayer &layer);
  std::pair<SparsePattern, double> choosePattern(const KernelLayer &layer,
                                                 const Weights &weights,
                                                 const Planes &planes);
  Value buildSparse(const KernelLayer &layer, const SparsePattern &pattern,
                    const Weights &weights, const Planes &planes, Value input);

  bool force;
};

} // namespace

//===----------------------------------------------------------------------===//
// Where entries lie
//===----------------------------------------------------------------------===//

/// The planes of a convolution's input: with strides, one for each phase of the
/// image, so that neighbours in a plane are neighbours in the result.
static Planes getPlanes(Conv2DOp op) {
  auto input = cast<RankedTensorType>(op.getInput().getType());
  auto weight = cast<RankedTensorType>(op.getWeight().getType());
  ArrayRef<int64_t> stride = op.getStride(), dilation = op.getDilation();
  Planes planes;
  planes.stride.assign(stride.begin(), stride.end());
  planes.channels = input.getDimSize(3);
  planes.pads.assign(op.getPad().begin(), op.getPad().end());
  auto fillUp = [&](unsigned dim, unsigned end) {
    int64_t size =
        input.getDimSize(dim) + planes.pads[end - 1] + planes.pads[end];
    int64_t full = llvm::alignTo(size, stride[dim - 1]);
    planes.pads[end] += full - size;
    return full;
  };
  planes.height = fillUp(1, 1);
  planes.width = fillUp(2, 3);
  int64_t plane = planes.height / stride[0] * planes.getPitch();
  for (int64_t ky = 0; ky < weight.getDimSize(1); ++ky)
    for (int64_t kx = 0; kx < weight.getDimSize(2); ++kx)
      for (int64_t c = 0; c < planes.channels; ++c) {
        int64_t y = ky * dilation[0], x = kx * dilation[1];
        int64_t phase = y % stride[0] * stride[1] + x % stride[1];
        planes.offsets.push_back((phase * planes.channels + c) * plane +
                                 y / stride[0] * planes.getPitch() +
                                 x / stride[1]);
      }
  return planes;
}

/// True if each pixel of the result is a product with one of the input.
static bool isPerPixel(Conv2DOp op) {
  auto weight = cast<RankedTensorType>(op.getWeight().getType());
  auto isOne = [](int64_t n) { return n == 1; };
  return weight.getDimSize(1) == 1 && weight.getDimSize(2) == 1 &&
         llvm::all_of(op.getStride(), isOne) &&
         llvm::all_of(op.getPad(), [](int64_t n) { return n == 0; });
}

static Planes getPlanesOfKernel(Value input) {
  Planes planes;
  planes.areMadeByKernel = true;
  planes.channels = cast<RankedTensorType>(input.getType()).getShape().back();
  return planes;
}

/// [N, H, W, C] as [N, phases * C * H * W].
Value SparseBuilder::toPlanes(Value input, const Planes &planes) {
  auto type = cast<RankedTensorType>(input.getType());
  int64_t sy = planes.stride[0], sx = planes.stride[1];
  SmallVector<int64_t> shape{
      type.getDimSize(0), planes.height / sy, sy, planes.width / sx, sx,
      planes.channels};
  SmallVector<int64_t> permutation{0, 2, 4, 5, 1, 3};
  SmallVector<ReassociationIndices> split{{0}, {1, 2}, {3, 4}, {5}};
  input = tensor::ExpandShapeOp::create(rewriter, loc, type.clone(shape), input,
                                        split);
  SmallVector<int64_t> turned;
  for (int64_t dim : permutation)
    turned.push_back(shape[dim]);
  Value empty =
      tensor::EmptyOp::create(rewriter, loc, turned, type.getElementType());
  Value result =
      linalg::TransposeOp::create(rewriter, loc, input, empty, permutation)
          ->getResult(0);
  SmallVector<ReassociationIndices> images{{0}, {1, 2, 3, 4, 5}};
  return tensor::CollapseShapeOp::create(rewriter, loc, result, images);
}

//===----------------------------------------------------------------------===//
// Tables
//===----------------------------------------------------------------------===//

/// The kernel with its tables.
Value SparseBuilder::buildSparse(const KernelLayer &layer,
                                 const SparsePattern &pattern,
                                 const Weights &weights, const Planes &planes,
                                 Value input) {
  int64_t group = weights.form.group;
  KernelAttrInterface kind;
  SparseTables tables;
  int64_t planeSize = planes.getSize();
  if (planes.areMadeByKernel) {
    SparseTile tile =
        SparseTile::get(getProblem(layer, weights, planes), pattern.block, isa);
    std::vector<int32_t> offsets;
    for (int64_t k = 0; k < planes.channels; ++k)
      offsets.push_back(k % tile.depth * tile.pixels);
    kind = SparseRowsAttr::get(rewriter.getContext(), pattern.block,
                               tile.pixels, tile.depth);
    tables = SparseTables::get(pattern, weights, group, offsets, tile.depth);
    planeSize = tile.depth * tile.pixels;
  } else {
    kind = SparseAttr::get(rewriter.getContext(), pattern.block,
                           planes.getPitch());
    tables = SparseTables::get(pattern, weights, group, planes.offsets,
                               planes.offsets.size());
  }
  int64_t count = tables.offsets.size() / group;
  auto makeTable = [&](ArrayRef<int64_t> shape, ArrayRef<int32_t> table,
                       unsigned bits, StringRef name) {
    auto type = RankedTensorType::get(shape, rewriter.getIntegerType(bits));
    return makeConstant(
        makeIntElements(type, table, (layer.name + name).str()));
  };
  SmallVector<int64_t> shape{count, pattern.block, group};
  Value weight;
  if (weights.integers.empty()) {
    weight = makeConstant(
        makeF32Elements(RankedTensorType::get(shape, rewriter.getF32Type()),
                        tables.floats, (layer.name + ".sparse").str()));
  } else {
    bool hasBytes = llvm::all_of(
        tables.integers, [](int32_t value) { return value == int8_t(value); });
    weight = makeTable(shape, tables.integers, hasBytes ? 8 : 16, ".sparse");
  }
  // Short ones where they fit, read as unsigned.
  bool isShort = planeSize <= 1 << 16;
  if (isShort)
    for (int32_t &offset : tables.offsets)
      offset = static_cast<int16_t>(offset);
  Value extra[] = {
      makeTable({count, group}, tables.offsets, isShort ? 16 : 32, ".offsets"),
      makeTable(int64_t(tables.starts.size()), tables.starts, 32, ".starts")};
  return buildKernel(layer, kind, input, weight, extra);
}

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

/// Reads the weights; those of an integer layer and its bias are prepared as
/// for every kernel. Nothing if they are not known.
std::optional<Weights> SparseBuilder::readWeights(KernelLayer &layer) {
  Weights weights;
  WeightChain chain = WeightChain::match(layer.weight);
  if (layer.result.getElementType().isF32()) {
    auto values = chain.getValues();
    if (!values)
      return std::nullopt;
    weights.floats = std::move(*values);
    for (float value : weights.floats)
      weights.isZero.push_back(value == 0.0f);
    weights.form = getForm(rewriter.getF32Type(), false);
    return weights;
  }
  std::optional<std::vector<int32_t>> values;
  if (!chain.value || !(values = getIntElements(chain.value)))
    return std::nullopt;
  for (int32_t entry : *values)
    weights.isZero.push_back(entry == layer.weightZp);
  if (weights.getSparsity() < kMinSparsity && !force)
    return std::nullopt;
  if (!prepareIntegers(layer, weights.integers, weights.form))
    return std::nullopt;
  return weights;
}

SparseProblem SparseBuilder::getProblem(const KernelLayer &layer,
                                        const Weights &weights,
                                        const Planes &planes) {
  ArrayRef<int64_t> shape = layer.result.getShape();
  SparseProblem problem;
  problem.channels = shape.back();
  problem.depth = weights.isZero.size() / problem.channels;
  problem.group = weights.form.group;
  problem.entryBits = weights.form.input.getIntOrFloatBitWidth();
  problem.makesPlanes = planes.areMadeByKernel;
  if (planes.areMadeByKernel) {
    problem.results = ShapedType::getNumElements(shape.drop_back());
    problem.pixels = problem.results;
    return problem;
  }
  int64_t height = shape[1], width = shape[2];
  problem.planes = planes.getSize();
  problem.images = shape[0];
  problem.results = height * width;
  problem.pixels = (height - 1) * planes.getPitch() + width;
  return problem;
}

/// The pattern with the least estimated cycles, and how much faster than a
/// dense kernel it is.
std::pair<SparsePattern, double>
SparseBuilder::choosePattern(const KernelLayer &layer, const Weights &weights,
                             const Planes &planes) {
  SparseProblem problem = getProblem(layer, weights, planes);
  double dense = estimateDense(problem, isa);
  SparsePattern best;
  double cycles = 0;
  for (int64_t block : {1, 4}) {
    if (problem.channels % block != 0)
      continue;
    SparsePattern pattern =
        findEntries(weights.isZero, problem.channels, block);
    double estimate = estimateSparse(problem, pattern, isa);
    if (cycles == 0 || estimate < cycles) {
      cycles = estimate;
      best = std::move(pattern);
    }
  }
  return {std::move(best), dense / cycles};
}

bool SparseBuilder::convert(Operation *op, KernelLayer layer,
                            const Planes &planes) {
  std::optional<Weights> weights = readWeights(layer);
  if (!weights || (weights->getSparsity() < kMinSparsity && !force))
    return false;
  auto [pattern, gain] = choosePattern(layer, *weights, planes);
  std::string start =
      llvm::formatv("layer '{0}': {1:f1} % of the weights are zero", layer.name,
                    100 * weights->getSparsity());
  auto options = [](StringRef name) {
    return remark::RemarkOpts::name(name).category(
        "compress-convert-to-sparse-kernels");
  };
  if (gain < 1.0 && !force) {
    remark::missed(op->getLoc(), options("dense"))
        << llvm::formatv("{0}, but skipping them would take {1:f1} times as "
                         "long as multiplying by them",
                         start, 1.0 / gain)
               .str();
    return false;
  }
  prepareFloatBias(layer);
  Value input = toForm(layer.input, weights->form);
  if (!planes.pads.empty())
    input = pad(input, planes.pads, getPadValue(layer, weights->form));
  if (!planes.areMadeByKernel)
    input = toPlanes(input, planes);
  Value result = buildSparse(layer, pattern, *weights, planes, input);
  double stored = pattern.countEntries() * pattern.block;
  remark::passed(op->getLoc(), options("sparse"))
      << llvm::formatv("{0}; {1}x1 blocks, {2:f1} % stored, estimated {3:f1} "
                       "times as fast",
                       start, pattern.block,
                       100.0 * stored / weights->isZero.size(), gain)
             .str();
  rewriter.replaceOp(op, result);
  return true;
}

bool SparseBuilder::convert(Conv2DOp op) {
  if (op.getGroups() != 1)
    return false;
  if (isPerPixel(op))
    return convert(op, KernelLayer::get(op), getPlanesOfKernel(op.getInput()));
  return convert(op, KernelLayer::get(op), getPlanes(op));
}

bool SparseBuilder::convert(DenseOp op) {
  return convert(op, KernelLayer::get(op), getPlanesOfKernel(op.getInput()));
}

namespace {
struct ConvertToSparseKernels
    : public compress::impl::ConvertToSparseKernelsBase<
          ConvertToSparseKernels> {
  using ConvertToSparseKernelsBase::ConvertToSparseKernelsBase;

  void runOnOperation() override {
    SmallVector<Operation *> layers;
    getOperation().walk([&](Operation *op) {
      bool isStatic = llvm::all_of(op->getOperandTypes(), [](Type type) {
        return !mlir::isa<ShapedType>(type) ||
               cast<ShapedType>(type).hasStaticShape();
      });
      if (isStatic && mlir::isa<Conv2DOp, DenseOp>(op))
        layers.push_back(op);
    });
    IRRewriter rewriter(&getContext());
    SparseBuilder builder(rewriter, isa, force);
    for (Operation *op : layers) {
      builder.setPlace(op);
      bool isConverted = mlir::isa<Conv2DOp>(op)
                             ? builder.convert(cast<Conv2DOp>(op))
                             : builder.convert(cast<DenseOp>(op));
      if (isConverted)
        ++numConverted;
    }
  }
};
} // namespace

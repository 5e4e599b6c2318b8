//===- FoldBatchNorm.cpp - folds batch norms into layers ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// norm(W x + b) = (W f) x + (b - mean) f + offset,
// with f = scale / sqrt(variance + epsilon) per output channel.
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/WeightChain.h"
#include "compress/Support/Elements.h"
#include "compress/Transforms/Common/Passes.h"
#include "mlir/IR/Remarks.h"
#include "llvm/ADT/StringSet.h"
#include <cmath>

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSFOLDBATCHNORM
#include "compress/Transforms/Common/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

/// A batch norm and the layer before it.
class Fold {
public:
  explicit Fold(BatchNormOp norm) : norm(norm) {}

  /// Why the batch norm cannot be folded; empty if it can.
  StringRef findObstacle();
  /// Reads the statistics. Fails with a diagnostic where they make no sense.
  LogicalResult computeFactors();
  /// Changes the layer's parameters and removes the batch norm.
  void apply(llvm::StringSet<> &parameterNames);

  StringRef getLayerName() const {
    return layer->getAttrOfType<StringAttr>("name");
  }

private:
  void scaleWeight();
  void moveBias(llvm::StringSet<> &parameterNames);

  BatchNormOp norm;
  PrunableOpInterface layer;
  ParameterOp weight, bias;
  std::vector<float> weights, biases, scale, offset, mean, variance;
  std::vector<double> factors;
};

} // namespace

/// Reads the entries of a parameter; false if there are none.
static bool readParameter(ParameterOp parameter, std::vector<float> &entries) {
  std::optional<std::vector<float>> read =
      parameter ? getF32Elements(parameter.getValue()) : std::nullopt;
  if (read)
    entries = std::move(*read);
  return read.has_value();
}

StringRef Fold::findObstacle() {
  Operation *producer = norm.getInput().getDefiningOp();
  if (isa_and_nonnull<FakeQuantOp, ObserveOp>(producer))
    return "its input is quantized or observed";
  if (!isa_and_nonnull<Conv2DOp, DenseOp>(producer))
    return "there is no convolution or dense layer directly before it";
  if (!producer->hasOneUse())
    return "the result of the layer before it has other uses";
  layer = cast<PrunableOpInterface>(producer);

  WeightChain chain = WeightChain::match(layer.getWeightOperand().get());
  weight = chain.getParameter();
  if (chain.fakeQuant)
    return "the weight of the layer before it is quantized";
  if (!readParameter(weight, weights))
    return "the weight of the layer before it is not a parameter with data";
  if (!weight->hasOneUse() || !layer.getWeightOperand().get().hasOneUse())
    return "the weight of the layer before it has other uses";
  if (OpOperand *operand = layer.getBiasOperand()) {
    WeightChain biasChain = WeightChain::match(operand->get());
    bias = biasChain.getParameter();
    std::optional<std::vector<float>> entries = biasChain.getMaskedValues();
    if (!bias || biasChain.fakeQuant || !entries)
      return "the bias of the layer before it is not a parameter with data";
    biases = std::move(*entries);
    if (!bias->hasOneUse() || !operand->get().hasOneUse())
      return "the bias of the layer before it has other uses";
  }
  for (auto [value, entries] :
       {std::pair(norm.getScale(), &scale),
        std::pair(norm.getOffset(), &offset), std::pair(norm.getMean(), &mean),
        std::pair(norm.getVariance(), &variance)})
    if (!readParameter(value.getDefiningOp<ParameterOp>(), *entries))
      return "its statistics are not parameters with data";
  return {};
}

LogicalResult Fold::computeFactors() {
  double epsilon = norm.getEpsilon().convertToDouble();
  for (size_t i = 0; i < scale.size(); ++i) {
    double shifted = variance[i] + epsilon;
    if (!(shifted > 0.0) || !std::isfinite(shifted))
      return norm.emitError("batch norm '")
             << norm.getName() << "' cannot be folded: variance + epsilon is "
             << shifted << " in channel " << i
             << ", expected a positive number";
    if (!std::isfinite(scale[i]) || !std::isfinite(offset[i]) ||
        !std::isfinite(mean[i]))
      return norm.emitError("batch norm '")
             << norm.getName() << "' cannot be folded: its scale, offset or "
             << "mean is not finite in channel " << i;
    factors.push_back(scale[i] / std::sqrt(shifted));
  }
  return success();
}

void Fold::scaleWeight() {
  SmallVector<DimRole> roles = layer.getWeightDimRoles();
  size_t axis = llvm::find(roles, DimRole::Output) - roles.begin();
  RankedTensorType type = weight.getType();
  int64_t inner = 1;
  for (int64_t size : type.getShape().drop_front(axis + 1))
    inner *= size;
  for (size_t i = 0; i < weights.size(); ++i)
    weights[i] =
        static_cast<float>(weights[i] * factors[i / inner % factors.size()]);
  weight.setValueAttr(makeF32Elements(type, weights, weight.getName()));
}

void Fold::moveBias(llvm::StringSet<> &parameterNames) {
  biases.resize(factors.size(), 0.0f);
  for (size_t i = 0; i < biases.size(); ++i)
    biases[i] = static_cast<float>(
        (static_cast<double>(biases[i]) - mean[i]) * factors[i] + offset[i]);
  if (bias) {
    bias.setValueAttr(makeF32Elements(bias.getType(), biases, bias.getName()));
    // A mask zeroed what came before the batch norm, not what comes after it.
    OpOperand *operand = layer.getBiasOperand();
    auto mask = operand->get().getDefiningOp<MaskOp>();
    operand->set(bias);
    if (mask)
      mask.erase();
    return;
  }
  std::string wanted = (getLayerName() + ".bias").str(), name = wanted;
  for (unsigned suffix = 1; !parameterNames.insert(name).second; ++suffix)
    name = wanted + "_" + std::to_string(suffix);
  OpBuilder builder(layer);
  auto type = cast<RankedTensorType>(norm.getOffset().getType());
  Value created =
      ParameterOp::create(builder, norm.getLoc(), name, weight.getFrozen(),
                          LayoutAttr(), makeF32Elements(type, biases, name));
  layer->insertOperands(layer->getNumOperands(), created);
}

void Fold::apply(llvm::StringSet<> &parameterNames) {
  scaleWeight();
  moveBias(parameterNames);
  layer->setLoc(
      FusedLoc::get(norm.getContext(), {layer->getLoc(), norm.getLoc()}));
  SmallVector<Value> statistics(norm->getOperands().drop_front());
  norm.replaceAllUsesWith(layer->getResult(0));
  norm.erase();
  for (Value value : statistics)
    if (value.use_empty())
      if (Operation *op = value.getDefiningOp())
        op->erase();
}

namespace {

struct FoldBatchNorm
    : compress::impl::CompressFoldBatchNormBase<FoldBatchNorm> {
  void runOnOperation() override {
    func::FuncOp function = getOperation();
    llvm::StringSet<> parameterNames;
    function.walk([&](ParameterOp parameter) {
      parameterNames.insert(parameter.getName());
    });
    auto options = remark::RemarkOpts::name("fold-batch-norm")
                       .category("compress-fold-batch-norm")
                       .function(function.getName());
    WalkResult result = function.walk([&](BatchNormOp norm) -> WalkResult {
      Fold fold(norm);
      if (StringRef obstacle = fold.findObstacle(); !obstacle.empty()) {
        ++numKept;
        remark::missed(norm.getLoc(), options)
            << ("batch norm '" + norm.getName() + "' stays: " + obstacle).str();
        return WalkResult::advance();
      }
      if (failed(fold.computeFactors()))
        return WalkResult::interrupt();
      remark::passed(norm.getLoc(), options)
          << ("batch norm '" + norm.getName() + "' folded into layer '" +
              fold.getLayerName() + "'")
                 .str();
      fold.apply(parameterNames);
      ++numFolded;
      return WalkResult::advance();
    });
    if (result.wasInterrupted())
      signalPassFailure();
  }
};

} // namespace

//===- ModelCost.cpp - what a model costs, layer by layer -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/ModelCost.h"
#include "compress/Analysis/LayerNames.h"
#include "compress/Analysis/TrainedOperands.h"
#include "compress/Dialect/Compress/IR/WeightChain.h"
#include "compress/Support/Elements.h"
#include "compress/Support/PackedBytes.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/CallInterfaces.h"
#include "llvm/ADT/bit.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::compress;

Figures &Figures::operator+=(const Figures &other) {
  parameters += other.parameters;
  nonZeros += other.nonZeros;
  bytes += other.bytes;
  compactBytes += other.compactBytes;
  macs += other.macs;
  operations += other.operations;
  bytesMoved += other.bytesMoved;
  return *this;
}

/// Counts the entries that are not zero, and the bytes of all in compact
/// storage, if `elementBytes` says how large one is.
template <typename T>
static void measureValues(ArrayRef<T> values,
                          std::optional<int64_t> elementBytes,
                          Figures &figures) {
  figures.nonZeros += llvm::count_if(values, [](T x) { return x != 0; });
  std::vector<uint8_t> bytes;
  bytes.reserve(values.size() * elementBytes.value_or(0));
  for (T value : values) {
    auto bits = llvm::bit_cast<uint32_t>(value);
    for (int64_t i = 0; i < elementBytes.value_or(0); ++i)
      bytes.push_back(bits >> 8 * i);
  }
  std::optional<int64_t> compact;
  if (elementBytes)
    compact = std::min<int64_t>(bytes.size(), getPackedSize(bytes));
  figures.compactBytes += compact;
}

static void measureValues(const WeightChain &chain,
                          std::optional<int64_t> elementBytes,
                          Figures &figures) {
  if (std::optional<std::vector<float>> values = chain.getMaskedValues())
    return measureValues(ArrayRef(*values), elementBytes, figures);
  if (chain.value)
    if (auto values = getIntElements(chain.value))
      return measureValues(ArrayRef(*values), elementBytes, figures);
  figures.nonZeros += std::nullopt;
  figures.compactBytes += std::nullopt;
}

/// The figures of one trained tensor.
static Figures measureTensor(Type type, const WeightChain &chain) {
  Figures figures;
  auto shaped = cast<ShapedType>(type);
  std::optional<int64_t> size, elementBytes;
  if (shaped.hasStaticShape())
    size = shaped.getNumElements();
  if (shaped.getElementType().isIntOrFloat() &&
      shaped.getElementTypeBitWidth() <= 32)
    elementBytes = llvm::divideCeil(shaped.getElementTypeBitWidth(), 8);
  figures.parameters += size;
  figures.bytes += getTensorBytes(type);
  measureValues(chain, elementBytes, figures);
  return figures;
}

static std::optional<int64_t> getTypeBits(Type type) {
  Type element = getElementTypeOrSelf(type);
  if (!element.isIntOrFloat())
    return std::nullopt;
  return element.getIntOrFloatBitWidth();
}

/// Bits that tell the values apart: narrow ones are stored in wider integers.
static int64_t getQuantizedBits(FakeQuantOp op) {
  quant::QuantizedType type = op.getQtype();
  return llvm::Log2_64_Ceil(type.getStorageTypeMax() -
                            type.getStorageTypeMin() + 1);
}

static std::optional<int64_t> getWeightBits(Value weight) {
  if (FakeQuantOp fakeQuant = WeightChain::match(weight).fakeQuant)
    return getQuantizedBits(fakeQuant);
  return getTypeBits(weight.getType());
}

/// Looks for the fake_quant behind taps and operations that keep the scale.
static std::optional<int64_t> getActivationBits(Value value) {
  while (Operation *op = value.getDefiningOp()) {
    if (auto fakeQuant = dyn_cast<FakeQuantOp>(op))
      return getQuantizedBits(fakeQuant);
    auto quantizable = dyn_cast<QuantizableOpInterface>(op);
    if (auto tap = dyn_cast<ObserveOp>(op))
      value = tap.getInput();
    else if (quantizable && quantizable.hasSameScale())
      value = quantizable.getActivationOperands().front()->get();
    else
      break;
  }
  return getTypeBits(value.getType());
}

void FunctionCost::addLayer(Operation *op, StringRef name) {
  LayerCost &layer = layers.emplace_back();
  layer.op = op;
  layer.name = name.str();
  layer.kind = LayerNames::getKind(op);
  Figures &figures = layer.figures;
  Figures shared;
  llvm::SmallPtrSet<OpOperand *, 4> trained;
  for (const TrainedOperand &operand : getTrainedOperands(op)) {
    trained.insert(operand.operand);
    if (operand.isStatistic)
      continue;
    Value value = operand.operand->get();
    if (operand.role == "weight") {
      layer.weight = cast<ShapedType>(value.getType());
      layer.weightBits = getWeightBits(value);
    }
    WeightChain chain = WeightChain::match(value);
    Figures tensor = measureTensor(value.getType(), chain);
    figures += tensor;
    if (counted.insert(chain.source).second)
      shared += tensor;
  }
  for (OpOperand &operand : op->getOpOperands()) {
    auto type = dyn_cast<ShapedType>(operand.get().getType());
    // Zero points of TOSA are constant operands.
    if (!type || trained.contains(&operand) ||
        matchPattern(operand.get(), m_Constant()))
      continue;
    if (layer.inputs.empty())
      layer.activationBits = getActivationBits(operand.get());
    layer.inputs.push_back(type);
    layer.inputBytes += getTensorBytes(type);
  }
  for (Type type : op->getResultTypes()) {
    if (auto shaped = dyn_cast<ShapedType>(type))
      layer.outputs.push_back(shaped);
    layer.outputBytes += getTensorBytes(type);
  }
  auto cost = dyn_cast<CostOpInterface>(op);
  figures.macs.value = cost ? cost.getMACs() : std::nullopt;
  figures.operations.value = cost ? cost.getOtherOperations() : std::nullopt;
  figures.bytesMoved.value = cost ? cost.getBytesMoved() : std::nullopt;
  shared.macs = figures.macs;
  shared.operations = figures.operations;
  shared.bytesMoved = figures.bytesMoved;
  total += shared;
}

/// True for what makes tensors when the function runs.
static bool computes(Operation *op) {
  return !op->hasTrait<OpTrait::ConstantLike>() &&
         !op->hasTrait<OpTrait::IsTerminator>() && !isa<CallOpInterface>(op) &&
         llvm::any_of(op->getResultTypes(), llvm::IsaPred<ShapedType>);
}

void FunctionCost::addOther(Operation *op) {
  auto cost = dyn_cast<CostOpInterface>(op);
  StringRef kind = op->getName().getStringRef();
  if (!cost) {
    if (computes(op))
      uncounted.insert(kind);
    return;
  }
  Figures figures;
  figures.macs += cost.getMACs();
  figures.operations += cost.getOtherOperations();
  figures.bytesMoved += cost.getBytesMoved();
  // Names, masks, views: nothing that runs.
  if (figures.bytesMoved.value == 0)
    return;
  for (Value operand : op->getOperands())
    if (isa<ShapedType>(operand.getType()) &&
        matchPattern(operand, m_Constant()) && counted.insert(operand).second)
      figures.bytes += getTensorBytes(operand.getType());
  OtherCost &other = others[kind];
  ++other.count;
  other.figures += figures;
  total += figures;
}

FunctionCost::FunctionCost(FunctionOpInterface function) {
  LayerNames names(function);
  for (Operation *layer : names.getLayers())
    addLayer(layer, names.lookup(layer));
  function->walk([&](Operation *op) {
    if (op != function && names.lookup(op).empty())
      addOther(op);
  });
}

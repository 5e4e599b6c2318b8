//===- UseBatchStatistics.cpp - compress-use-batch-statistics -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/EntryFunction.h"
#include "compress/Conversion/TosaBuilders.h"
#include "compress/Dialect/Compress/IR/CompressSearch.h"
#include "compress/Support/NameFilter.h"
#include "compress/Transforms/Training/Passes.h"
#include "compress/Transforms/Training/Signature.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSUSEBATCHSTATISTICS
#include "compress/Transforms/Training/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

/// The name of a running average: of the parameter, or the argument that it was
/// lifted to. Empty for other values.
static std::string nameOfAverage(func::FuncOp entry, Value value) {
  if (auto parameter = value.getDefiningOp<ParameterOp>())
    return parameter.getName().str();
  auto argument = dyn_cast<BlockArgument>(value);
  if (argument && argument.getOwner() == &entry.getBody().front())
    return nameOfArgument(entry, argument.getArgNumber());
  return {};
}

namespace {

/// A running average, by the value that it has before the step.
struct Running {
  std::string name;
  Value current;
};

struct CompressUseBatchStatistics
    : compress::impl::CompressUseBatchStatisticsBase<
          CompressUseBatchStatistics> {
  using CompressUseBatchStatisticsBase::CompressUseBatchStatisticsBase;

  LogicalResult initialize(MLIRContext *context) override;
  void runOnOperation() override {
    auto entry = cast_if_present<func::FuncOp>(
        lookupEntryFunction(getOperation(), function));
    if (!entry || failed(convert(entry)))
      signalPassFailure();
  }

private:
  LogicalResult convert(func::FuncOp entry);
  FailureOr<SmallVector<BatchNormOp>> collect(func::FuncOp entry) const;
  LogicalResult check(func::FuncOp entry, BatchNormOp norm) const;
  void convert(BatchNormOp norm, OpBuilder &averaging,
               llvm::function_ref<Value &(Value)> getCurrent);
  void convert(ChoiceOp choice, ArrayRef<BatchNormOp> norms);
  Value update(OpBuilder &builder, BatchNormOp norm, Value statistic,
               Value current, Value batch, double correction);
  Value &getAverage(func::FuncOp entry, Value old) {
    return averages.try_emplace(old, Running{nameOfAverage(entry, old), old})
        .first->second.current;
  }

  std::optional<NameFilter> filter;
  llvm::MapVector<Value, Running> averages;
};

} // namespace

LogicalResult CompressUseBatchStatistics::initialize(MLIRContext *context) {
  auto emitError = [&] { return mlir::emitError(UnknownLoc::get(context)); };
  // Written so that NaN fails.
  if (!(momentum.value_or(0.1) >= 0.0 && momentum.value_or(0.1) <= 1.0))
    return emitError() << "expected momentum to lie between 0 and 1, got "
                       << std::to_string(*momentum);
  FailureOr<NameFilter> names = NameFilter::create(include, exclude, emitError);
  if (failed(names))
    return failure();
  filter.emplace(std::move(*names));
  return success();
}

static int64_t countPerChannel(BatchNormOp norm) {
  auto type = cast<RankedTensorType>(norm.getType());
  return type.getNumElements() / type.getShape().back();
}

LogicalResult CompressUseBatchStatistics::check(func::FuncOp entry,
                                                BatchNormOp norm) const {
  if (!cast<RankedTensorType>(norm.getType()).hasStaticShape())
    return norm.emitError("batch norm '")
           << norm.getName() << "' has a dynamic shape, " << norm.getType()
           << "; give the function's arguments static types";
  if (countPerChannel(norm) < 2)
    return norm.emitError("batch norm '")
           << norm.getName() << "' has one value per channel, "
           << norm.getType()
           << ", and so no variance; use a larger batch "
              "(compress-set-batch)";
  auto choice = dyn_cast<ChoiceOp>(norm->getParentOp());
  if (choice && choice.isMixed())
    return norm.emitError("batch norm '")
           << norm.getName()
           << "' is part of a mixture; run compress-lower-choices=mixtures "
              "first";
  if (norm->getParentOp() != entry &&
      !(choice && choice->getParentOp() == entry))
    return norm.emitError("batch norm '")
           << norm.getName()
           << "' is in an operation in an operation, where its averages cannot "
              "be followed; flatten the choices";
  for (Value statistic : {norm.getMean(), norm.getVariance()})
    if (nameOfAverage(entry, getShared(statistic)).empty())
      return norm.emitError("mean and variance of batch norm '")
             << norm.getName()
             << "' must be parameters or arguments; it seems to use the "
                "statistics of the batch already";
  return success();
}

FailureOr<SmallVector<BatchNormOp>>
CompressUseBatchStatistics::collect(func::FuncOp entry) const {
  SmallVector<BatchNormOp> norms;
  std::vector<std::string> names;
  WalkResult result = entry.walk([&](BatchNormOp norm) {
    // Statistics of a frozen teacher are constants.
    if (matchPattern(norm.getMean(), m_Constant()) &&
        matchPattern(norm.getVariance(), m_Constant()))
      return WalkResult::advance();
    names.push_back(norm.getName().str());
    if (!filter->matches(names.back()))
      return WalkResult::advance();
    if (failed(check(entry, norm)))
      return WalkResult::interrupt();
    norms.push_back(norm);
    return WalkResult::advance();
  });
  if (result.wasInterrupted())
    return failure();
  if (!names.empty() &&
      failed(filter->checkAgainst(names, [&] { return entry.emitError(); })))
    return failure();
  return norms;
}

/// Entries `begin` to `end` of a vector.
static Value buildRange(OpBuilder &builder, Location loc, Value vector,
                        int64_t begin, int64_t end) {
  auto type = cast<RankedTensorType>(vector.getType());
  return tosa::SliceOp::create(builder, loc,
                               type.clone(ArrayRef<int64_t>{end - begin}),
                               vector, buildShape(builder, loc, {begin}),
                               buildShape(builder, loc, {end - begin}));
}

/// `vector` with `part` from entry `begin` on.
static Value buildInsert(OpBuilder &builder, Location loc, Value vector,
                         Value part, int64_t begin) {
  int64_t size = cast<RankedTensorType>(vector.getType()).getDimSize(0);
  int64_t end = begin + cast<RankedTensorType>(part.getType()).getDimSize(0);
  SmallVector<Value> parts = {part};
  if (begin > 0)
    parts.insert(parts.begin(), buildRange(builder, loc, vector, 0, begin));
  if (end < size)
    parts.push_back(buildRange(builder, loc, vector, end, size));
  if (parts.size() == 1)
    return part;
  return tosa::ConcatOp::create(builder, loc, vector.getType(), parts,
                                builder.getI32IntegerAttr(0));
}

/// Where a slice of a vector of statistics begins; 0 for all of it.
static int64_t getBegin(Value statistic) {
  int64_t begin = 0;
  while (auto slice = statistic.getDefiningOp<tosa::SliceOp>()) {
    DenseElementsAttr start;
    if (matchPattern(slice.getStart(), m_Constant(&start)))
      begin += start.getValues<APInt>()[0].getSExtValue();
    statistic = slice.getInput1();
  }
  return begin;
}

/// average <- (1 - momentum) average + momentum batch, where `statistic`, which
/// is `current` before the update or a slice of it, lies.
Value CompressUseBatchStatistics::update(OpBuilder &builder, BatchNormOp norm,
                                         Value statistic, Value current,
                                         Value batch, double correction) {
  Location loc = norm.getLoc();
  double factor = momentum.value_or(0.1);
  auto scaled = [&](Value value, double by) {
    Value constant = buildScalar(builder, loc, builder.getF32Type(), by);
    return buildMul(builder, loc, value, constant);
  };
  int64_t begin = getBegin(statistic);
  int64_t size = cast<RankedTensorType>(batch.getType()).getDimSize(0);
  Value old = current;
  if (current.getType() != batch.getType())
    old = buildRange(builder, loc, current, begin, begin + size);
  Value sum = tosa::AddOp::create(builder, loc, batch.getType(),
                                  scaled(old, 1.0 - factor),
                                  scaled(batch, factor * correction));
  return buildInsert(builder, loc, current, sum, begin);
}

/// The argument of a choice's alternative, or the value outside, that holds a
/// statistic.
static Value getBase(Value statistic) {
  while (auto slice = statistic.getDefiningOp<tosa::SliceOp>())
    statistic = slice.getInput1();
  return statistic;
}

void CompressUseBatchStatistics::convert(
    BatchNormOp norm, OpBuilder &averaging,
    llvm::function_ref<Value &(Value)> getCurrent) {
  OpBuilder builder(norm);
  auto statistics = BatchStatisticsOp::create(
      builder, norm.getLoc(), norm.getNameAttr(), norm.getInput());
  Value mean = norm.getMean(), variance = norm.getVariance();
  norm.getMeanMutable().assign(statistics.getMean());
  norm.getVarianceMutable().assign(statistics.getVariance());
  // The average is of the unbiased variance, as in PyTorch.
  double count = countPerChannel(norm);
  Value &first = getCurrent(getBase(mean));
  first = update(averaging, norm, mean, first, statistics.getMean(), 1.0);
  Value &second = getCurrent(getBase(variance));
  second = update(averaging, norm, variance, second, statistics.getVariance(),
                  count / (count - 1.0));
  ++numConverted;
}

/// The choice returns the new averages too; alternatives without the batch norm
/// return the old ones.
void CompressUseBatchStatistics::convert(ChoiceOp choice,
                                         ArrayRef<BatchNormOp> norms) {
  auto entry = choice->getParentOfType<func::FuncOp>();
  // Inputs that hold statistics, by number.
  llvm::SetVector<unsigned> inputs;
  for (BatchNormOp norm : norms)
    for (Value statistic : {norm.getMean(), norm.getVariance()})
      inputs.insert(cast<BlockArgument>(getBase(statistic)).getArgNumber());
  for (unsigned i = 0; i < choice.getAlternatives().size(); ++i) {
    Block &block = choice.getAlternative(i);
    DenseMap<Value, Value> current;
    for (unsigned input : inputs)
      current[block.getArgument(input)] = block.getArgument(input);
    OpBuilder averaging(choice.getYield(i));
    for (BatchNormOp norm : norms)
      if (norm->getBlock() == &block)
        convert(norm, averaging,
                [&](Value base) -> Value & { return current[base]; });
    for (unsigned input : inputs)
      choice.getYield(i)->insertOperands(choice.getYield(i)->getNumOperands(),
                                         current[block.getArgument(input)]);
  }
  SmallVector<Type> types(choice.getResultTypes());
  SmallVector<Value> values(choice.getInputs());
  SmallVector<Value> olds;
  for (unsigned input : inputs) {
    types.push_back(values[input].getType());
    olds.push_back(getShared(values[input]));
    // An earlier choice may have changed it.
    values[input] = getAverage(entry, olds.back());
  }
  OpBuilder builder(choice);
  auto wider = ChoiceOp::create(
      builder, choice.getLoc(), types, choice.getName(), choice.getSelector(),
      choice.getLabels(), values, choice.getAlternatives().size());
  for (auto [to, from] :
       llvm::zip_equal(wider.getAlternatives(), choice.getAlternatives()))
    to.takeBody(from);
  unsigned numResults = choice.getNumResults();
  choice.replaceAllUsesWith(wider.getResults().take_front(numResults));
  choice.erase();
  for (auto [i, old] : llvm::enumerate(olds))
    getAverage(entry, old) = wider.getResult(numResults + i);
}

LogicalResult CompressUseBatchStatistics::convert(func::FuncOp entry) {
  averages.clear();
  if (failed(checkSignatureMayChange(entry)))
    return failure();
  FailureOr<SmallVector<BatchNormOp>> norms = collect(entry);
  if (failed(norms))
    return failure();
  llvm::MapVector<Operation *, SmallVector<BatchNormOp>> byParent;
  for (BatchNormOp norm : *norms)
    byParent[norm->getParentOp()].push_back(norm);
  // Choices first: the averages of others are updated at the very end.
  for (auto &[parent, inner] : byParent)
    if (auto choice = dyn_cast<ChoiceOp>(parent))
      convert(choice, inner);
  OpBuilder averaging(entry.getBody().front().getTerminator());
  for (BatchNormOp norm : byParent.lookup(entry))
    convert(norm, averaging,
            [&](Value base) -> Value & { return getAverage(entry, base); });
  for (auto &[old, running] : averages)
    appendResult(entry, running.current, running.name, Role::Statistic);
  return success();
}

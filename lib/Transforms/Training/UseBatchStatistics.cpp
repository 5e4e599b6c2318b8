//===- UseBatchStatistics.cpp - compress-use-batch-statistics -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/EntryFunction.h"
#include "compress/Conversion/TosaBuilders.h"
#include "compress/Support/NameFilter.h"
#include "compress/Transforms/Training/Passes.h"
#include "compress/Transforms/Training/Signature.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/MapVector.h"

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSUSEBATCHSTATISTICS
#include "compress/Transforms/Training/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

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
  void convert(BatchNormOp norm);
  void update(OpBuilder &builder, BatchNormOp norm, Value old, Value batch,
              double correction);

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
  for (Value statistic : {norm.getMean(), norm.getVariance()})
    if (nameOfAverage(entry, statistic).empty())
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
  for (auto norm : entry.getBody().front().getOps<BatchNormOp>()) {
    // Statistics of a frozen teacher are constants.
    if (matchPattern(norm.getMean(), m_Constant()) &&
        matchPattern(norm.getVariance(), m_Constant()))
      continue;
    names.push_back(norm.getName().str());
    if (!filter->matches(names.back()))
      continue;
    if (failed(check(entry, norm)))
      return failure();
    norms.push_back(norm);
  }
  if (!names.empty() &&
      failed(filter->checkAgainst(names, [&] { return entry.emitError(); })))
    return failure();
  return norms;
}

/// average <- (1 - momentum) average + momentum batch.
void CompressUseBatchStatistics::update(OpBuilder &builder, BatchNormOp norm,
                                        Value old, Value batch,
                                        double correction) {
  Location loc = norm.getLoc();
  double factor = momentum.value_or(0.1);
  Running &running = averages[old];
  auto scaled = [&](Value value, double by) {
    Value constant = buildScalar(builder, loc, builder.getF32Type(), by);
    return buildMul(builder, loc, value, constant);
  };
  running.current = tosa::AddOp::create(builder, loc, old.getType(),
                                        scaled(running.current, 1.0 - factor),
                                        scaled(batch, factor * correction));
}

void CompressUseBatchStatistics::convert(BatchNormOp norm) {
  auto entry = norm->getParentOfType<func::FuncOp>();
  OpBuilder builder(norm);
  auto statistics = BatchStatisticsOp::create(
      builder, norm.getLoc(), norm.getNameAttr(), norm.getInput());
  Value mean = norm.getMean(), variance = norm.getVariance();
  for (Value old : {mean, variance})
    averages.try_emplace(old, Running{nameOfAverage(entry, old), old});
  norm.getMeanMutable().assign(statistics.getMean());
  norm.getVarianceMutable().assign(statistics.getVariance());
  builder.setInsertionPoint(entry.getBody().front().getTerminator());
  // The average is of the unbiased variance, as in PyTorch.
  double count = countPerChannel(norm);
  update(builder, norm, mean, statistics.getMean(), 1.0);
  update(builder, norm, variance, statistics.getVariance(),
         count / (count - 1.0));
  ++numConverted;
}

LogicalResult CompressUseBatchStatistics::convert(func::FuncOp entry) {
  averages.clear();
  if (failed(checkSignatureMayChange(entry)))
    return failure();
  FailureOr<SmallVector<BatchNormOp>> norms = collect(entry);
  if (failed(norms))
    return failure();
  for (BatchNormOp norm : *norms)
    convert(norm);
  for (auto &[old, running] : averages)
    appendResult(entry, running.current, running.name, Role::Statistic);
  return success();
}

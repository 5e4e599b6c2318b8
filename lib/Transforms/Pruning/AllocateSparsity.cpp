//===- AllocateSparsity.cpp - compress-allocate-sparsity ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/EntryFunction.h"
#include "compress/Importance/Allocation.h"
#include "compress/Interfaces/CostOpInterface.h"
#include "compress/Interfaces/IntegerForms.h"
#include "compress/Support/JsonFile.h"
#include "compress/Transforms/Pruning/WeightPruning.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include <cmath>

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSALLOCATESPARSITY
#include "compress/Transforms/Pruning/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;
namespace json = llvm::json;

static constexpr StringLiteral kName = "compress-allocate-sparsity";

namespace {

/// What compress-measure-sensitivity has written.
struct Sensitivities {
  struct Point {
    double sparsity;
    int64_t kept;
    /// Noise relative to the signal.
    double noise;
  };
  struct Entry {
    std::string name;
    std::vector<Point> points;
  };

  static llvm::Expected<Sensitivities> read(StringRef path);

  std::string criterion, pattern;
  std::vector<Entry> entries;

private:
  bool parse(const json::Value &root);
  bool parseEntry(const json::Object &object);
};

} // namespace

llvm::Expected<Sensitivities> Sensitivities::read(StringRef path) {
  auto error = [&](const Twine &what) {
    return llvm::createStringError("cannot read sensitivities from '" + path +
                                   "': " + what);
  };
  llvm::Expected<json::Value> root = readJsonFile(path);
  if (!root)
    return error(llvm::toString(root.takeError()));
  Sensitivities result;
  if (!result.parse(*root))
    return error("compress-measure-sensitivity did not write it");
  return result;
}

bool Sensitivities::parse(const json::Value &root) {
  const json::Object *object = root.getAsObject();
  if (!object || object->getString("format") != "compress-sensitivity" ||
      object->getInteger("version") != 1)
    return false;
  std::optional<StringRef> ownCriterion = object->getString("criterion");
  std::optional<StringRef> ownPattern = object->getString("pattern");
  const json::Array *weights = object->getArray("weights");
  if (!ownCriterion || !ownPattern || !weights)
    return false;
  criterion = ownCriterion->str();
  pattern = ownPattern->str();
  return llvm::all_of(*weights, [&](const json::Value &value) {
    return value.getAsObject() && parseEntry(*value.getAsObject());
  });
}

bool Sensitivities::parseEntry(const json::Object &object) {
  std::optional<StringRef> name = object.getString("name");
  const json::Array *points = object.getArray("points");
  if (!name || !points)
    return false;
  Entry &entry = entries.emplace_back();
  entry.name = name->str();
  for (const json::Value &value : *points) {
    const json::Object *point = value.getAsObject();
    std::optional<double> sparsity =
        point ? point->getNumber("sparsity") : std::nullopt;
    std::optional<int64_t> kept =
        point ? point->getInteger("kept") : std::nullopt;
    if (!sparsity || !(*sparsity >= 0.0 && *sparsity <= 1.0) || !kept ||
        *kept < 0)
      return false;
    std::optional<double> sqnr = point->getNumber("sqnr_db");
    entry.points.push_back(
        {*sparsity, *kept, sqnr ? std::pow(10.0, -*sqnr / 10.0) : 0.0});
  }
  return true;
}

namespace {

struct CompressAllocateSparsity
    : compress::impl::CompressAllocateSparsityBase<CompressAllocateSparsity> {
  using CompressAllocateSparsityBase::CompressAllocateSparsityBase;

  LogicalResult initialize(MLIRContext *context) override;
  void runOnOperation() override;

private:
  LogicalResult allocate(func::FuncOp entry);
  FailureOr<double> getCost(const PrunedWeight &weight, int64_t kept) const;
  LogicalResult match(func::FuncOp entry, PrunedWeights &weights) const;
  void prune(PrunedWeight &weight, double sparsity);
  double getFraction() const {
    return maxParams.has_value()  ? *maxParams
           : maxFlops.has_value() ? *maxFlops
                                  : *maxBytes;
  }

  Sensitivities sensitivities;
  PruningOptions options;
};

} // namespace

LogicalResult CompressAllocateSparsity::initialize(MLIRContext *context) {
  auto emitError = [&] { return mlir::emitError(UnknownLoc::get(context)); };
  if (sensitivity.empty())
    return emitError() << "expected sensitivity=, a file that "
                       << "compress-measure-sensitivity has written";
  if (maxParams.has_value() + maxFlops.has_value() + maxBytes.has_value() != 1)
    return emitError() << "expected one of max-params=, max-flops= and "
                       << "max-bytes=";
  // Written so that NaN fails.
  if (!(getFraction() >= 0.0 && getFraction() <= 1.0))
    return emitError() << "expected a budget between 0 and 1, a fraction, got "
                       << std::to_string(getFraction());
  llvm::Expected<Sensitivities> file = Sensitivities::read(sensitivity);
  if (!file)
    return emitError() << llvm::toString(file.takeError());
  sensitivities = std::move(*file);
  options.pruneBias = pruneBias;
  options.samples = {data, makeNormalization(mean, deviation), numSamples, seed,
                     kName.str()};
  if (failed(parseCriterion(options, sensitivities.criterion,
                            sensitivities.pattern, context, emitError)))
    return failure();
  return checkSamples(options, sensitivities.criterion, emitError);
}

/// What the weight costs with this number of entries left.
FailureOr<double> CompressAllocateSparsity::getCost(const PrunedWeight &weight,
                                                    int64_t kept) const {
  double size = weight.keep.size();
  if (maxParams.has_value())
    return kept;
  if (maxBytes.has_value()) {
    PruningUnit unit = options.pattern.getUnit();
    if (unit == PruningUnit::Filter || unit == PruningUnit::Channel)
      return 4.0 * kept;
    return std::min(4.0 * size, 4.0 * kept + std::ceil(size / 8.0));
  }
  double macs = 0.0;
  for (Operation *layer : weight.layers) {
    auto cost = dyn_cast<CostOpInterface>(layer);
    std::optional<int64_t> count = cost ? cost.getMACs() : std::nullopt;
    if (!count)
      return emitLayerError(layer)
             << "has an unknown number of multiplications; choose max-params= "
             << "or max-bytes= for parameter '" << weight.name << "'";
    macs += *count;
  }
  return macs * kept / size;
}

/// Brings the weights into the order of the file.
LogicalResult CompressAllocateSparsity::match(func::FuncOp entry,
                                              PrunedWeights &weights) const {
  PrunedWeights ordered;
  for (const Sensitivities::Entry &wanted : sensitivities.entries) {
    auto *found = llvm::find_if(weights, [&](const PrunedWeight &weight) {
      return weight.name == wanted.name;
    });
    if (found == weights.end())
      return emitError(entry.getLoc())
             << "parameter '" << wanted.name << "' of '" << sensitivity
             << "' is not one that can be pruned in function '"
             << entry.getName() << "'";
    ordered.push_back(std::move(*found));
    weights.erase(found);
  }
  weights = std::move(ordered);
  return success();
}

void CompressAllocateSparsity::prune(PrunedWeight &weight, double sparsity) {
  int64_t before = weight.countKept();
  options.rule.sparsity = sparsity;
  selectGroups(options.rule, weight);
  maskWeight(weight, options.pruneBias, options.pattern.getUnit());
  int64_t after = weight.countKept();
  std::string message = llvm::formatv(
      "parameter '{0}': sparsity {1}, pruned {2} of {3} weights, {4} kept",
      weight.name, printFraction(sparsity), before - after, weight.keep.size(),
      after);
  for (Operation *layer : weight.layers)
    remark::passed(layer->getLoc(),
                   remark::RemarkOpts::name("allocated").category(kName))
        << message;
  numPruned += before - after;
  numWeights += weight.keep.size();
}

LogicalResult CompressAllocateSparsity::allocate(func::FuncOp entry) {
  SkippedLayers skipped("");
  auto emitError = [&] { return mlir::emitError(entry.getLoc()); };
  FailureOr<NameFilter> all = NameFilter::create("", "", emitError);
  FailureOr<PrunedWeights> weights =
      collectWeights(entry, *all, options.pattern, skipped);
  if (failed(weights) || failed(match(entry, *weights)) ||
      failed(scoreWeights(getOperation(), entry, options, *weights, skipped)))
    return failure();
  if (weights->size() != sensitivities.entries.size())
    return emitError() << "nothing can be allocated: "
                       << skipped.getFirstUnfit();
  double total = 0.0;
  std::vector<std::vector<PruningChoice>> choices;
  for (auto [weight, measured] :
       llvm::zip_equal(*weights, sensitivities.entries)) {
    FailureOr<double> cost = getCost(weight, weight.countKept());
    if (failed(cost))
      return failure();
    total += *cost;
    choices.push_back({{*cost, 0.0}});
    for (const Sensitivities::Point &point : measured.points)
      choices.back().push_back({*getCost(weight, point.kept), point.noise});
  }
  std::optional<std::vector<size_t>> chosen =
      chooseWithinBudget(choices, getFraction() * total);
  if (!chosen)
    return emitError() << "the sparsities in '" << sensitivity
                       << "' do not reach this budget; measure higher ones";
  for (auto [weight, measured, index] :
       llvm::zip_equal(*weights, sensitivities.entries, *chosen))
    if (index > 0)
      prune(weight, measured.points[index - 1].sparsity);
  return success();
}

void CompressAllocateSparsity::runOnOperation() {
  auto entry = dyn_cast_if_present<func::FuncOp>(
      lookupEntryFunction(getOperation(), function));
  if (!entry || failed(allocate(entry)))
    signalPassFailure();
}

//===- CompressPruningAttrs.cpp - pruning criteria and patterns -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The maths lies in Importance/.
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Importance/Norms.h"
#include "compress/Importance/Relative.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

using Scores = MutableArrayRef<double>;
using Collector = std::unique_ptr<ActivationCollector>;

//===----------------------------------------------------------------------===//
// Criteria that need nothing but the weights
//===----------------------------------------------------------------------===//

void MagnitudeAttr::score(const WeightGroups &groups, Scores scores) const {
  scoreByLargestMagnitude(groups, scores);
}

void L1NormAttr::score(const WeightGroups &groups, Scores scores) const {
  scoreByL1Norm(groups, scores);
}

void L2NormAttr::score(const WeightGroups &groups, Scores scores) const {
  scoreByLpNorm(groups, 2.0, scores);
}

void LpNormAttr::score(const WeightGroups &groups, Scores scores) const {
  scoreByLpNorm(groups, getP().convertToDouble(), scores);
}

LogicalResult LpNormAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                                 APFloat p) {
  double value = p.convertToDouble();
  if (!(value > 0.0 && std::isfinite(value)))
    return emitError() << "expected a finite exponent above 0, got " << value
                       << "; magnitude is the norm of an infinite one";
  return success();
}

Attribute LpNormAttr::parse(AsmParser &parser, Type) {
  double p;
  int64_t integer;
  SMLoc loc = parser.getCurrentLocation();
  if (parser.parseLess())
    return {};
  OptionalParseResult result = parser.parseOptionalInteger(integer);
  if (result.has_value() ? failed(*result) : failed(parser.parseFloat(p)))
    return {};
  if (parser.parseGreater())
    return {};
  return parser.getChecked<LpNormAttr>(
      loc, parser.getContext(),
      APFloat(result.has_value() ? static_cast<double>(integer) : p));
}

void LpNormAttr::print(AsmPrinter &printer) const {
  printer << '<';
  printer.printFloat(getP());
  printer << '>';
}

void SumAttr::score(const WeightGroups &groups, Scores scores) const {
  scoreBySum(groups, scores);
}

void EntropyAttr::score(const WeightGroups &groups, Scores scores) const {
  scoreByEntropy(groups, scores);
}

bool EntropyAttr::scoresUnit(PruningUnit unit) const {
  return unit != PruningUnit::Entry;
}

void GiniAttr::score(const WeightGroups &groups, Scores scores) const {
  scoreByGini(groups, scores);
}

bool GiniAttr::scoresUnit(PruningUnit unit) const {
  return unit != PruningUnit::Entry;
}

void RandomAttr::score(const WeightGroups &groups, Scores scores) const {
  scoreRandomly(groups, getSeed(), scores);
}

void FPGMAttr::score(const WeightGroups &groups, Scores scores) const {
  scoreByDistances(groups, scores);
}

bool FPGMAttr::scoresUnit(PruningUnit unit) const {
  return unit == PruningUnit::Filter || unit == PruningUnit::Channel;
}

void LampAttr::score(const WeightGroups &groups, Scores scores) const {
  scoreByLamp(groups, scores);
}

bool LampAttr::scoresUnit(PruningUnit unit) const {
  return unit == PruningUnit::Entry;
}

//===----------------------------------------------------------------------===//
// Criteria that need more
//===----------------------------------------------------------------------===//

/// The statistic is the score.
static void copyStatistics(const WeightGroups &groups, Scores scores) {
  llvm::copy(groups.statistics, scores.begin());
}

void BatchNormScaleAttr::score(const WeightGroups &groups,
                               Scores scores) const {
  for (auto [score, scale] : llvm::zip_equal(scores, groups.statistics))
    score = std::abs(scale);
}

ImportanceNeed BatchNormScaleAttr::getNeed() const {
  return ImportanceNeed::NormScale;
}

bool BatchNormScaleAttr::scoresUnit(PruningUnit unit) const {
  return unit == PruningUnit::Filter;
}

void WandaAttr::score(const WeightGroups &groups, Scores scores) const {
  scoreByScaledMagnitude(groups, scores);
}

ImportanceNeed WandaAttr::getNeed() const {
  return ImportanceNeed::InputActivations;
}

Collector WandaAttr::makeCollector() const { return makeNormCollector(); }

bool WandaAttr::scoresUnit(PruningUnit unit) const {
  return unit == PruningUnit::Entry;
}

void ApozAttr::score(const WeightGroups &groups, Scores scores) const {
  copyStatistics(groups, scores);
}

ImportanceNeed ApozAttr::getNeed() const {
  return ImportanceNeed::OutputActivations;
}

Collector ApozAttr::makeCollector() const { return makeNonZeroCollector(); }

bool ApozAttr::scoresUnit(PruningUnit unit) const {
  return unit == PruningUnit::Filter;
}

void MeanActivationAttr::score(const WeightGroups &groups,
                               Scores scores) const {
  copyStatistics(groups, scores);
}

ImportanceNeed MeanActivationAttr::getNeed() const {
  return ImportanceNeed::OutputActivations;
}

Collector MeanActivationAttr::makeCollector() const {
  return makeMeanCollector();
}

bool MeanActivationAttr::scoresUnit(PruningUnit unit) const {
  return unit == PruningUnit::Filter;
}

void ActivationEntropyAttr::score(const WeightGroups &groups,
                                  Scores scores) const {
  copyStatistics(groups, scores);
}

ImportanceNeed ActivationEntropyAttr::getNeed() const {
  return ImportanceNeed::OutputActivations;
}

Collector ActivationEntropyAttr::makeCollector() const {
  return makeEntropyCollector(getNumBins());
}

bool ActivationEntropyAttr::scoresUnit(PruningUnit unit) const {
  return unit == PruningUnit::Filter;
}

LogicalResult
ActivationEntropyAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                              int64_t numBins) {
  if (numBins < 2 || numBins > (1 << 20))
    return emitError() << "expected 2 to 1048576 bins, got " << numBins;
  return success();
}

void ActivationGiniAttr::score(const WeightGroups &groups,
                               Scores scores) const {
  copyStatistics(groups, scores);
}

ImportanceNeed ActivationGiniAttr::getNeed() const {
  return ImportanceNeed::OutputActivations;
}

Collector ActivationGiniAttr::makeCollector() const {
  return makeGiniCollector();
}

bool ActivationGiniAttr::scoresUnit(PruningUnit unit) const {
  return unit == PruningUnit::Filter;
}

void TaylorAttr::score(const WeightGroups &groups, Scores scores) const {
  scoreByTaylor(groups, scores);
}

ImportanceNeed TaylorAttr::getNeed() const { return ImportanceNeed::Gradients; }

//===----------------------------------------------------------------------===//
// Patterns
//===----------------------------------------------------------------------===//

using Partition = std::optional<WeightPartition>;

PruningUnit UnstructuredAttr::getUnit() const { return PruningUnit::Entry; }

Partition UnstructuredAttr::partition(const WeightSizes &sizes,
                                      std::string &) const {
  return partitionIntoEntries(sizes);
}

PruningUnit PerNeuronAttr::getUnit() const { return PruningUnit::Entry; }

Partition PerNeuronAttr::partition(const WeightSizes &sizes,
                                   std::string &) const {
  return partitionPerNeuron(sizes);
}

bool PerNeuronAttr::ranksWholeLayer() const { return false; }

PruningUnit PerConnectionAttr::getUnit() const { return PruningUnit::Entry; }

Partition PerConnectionAttr::partition(const WeightSizes &sizes,
                                       std::string &) const {
  return partitionPerConnection(sizes);
}

bool PerConnectionAttr::ranksWholeLayer() const { return false; }

PruningUnit NOfMAttr::getUnit() const { return PruningUnit::Entry; }

Partition NOfMAttr::partition(const WeightSizes &sizes,
                              std::string &reason) const {
  if (sizes.inputs % getM() == 0)
    return partitionIntoNOfM(sizes, getN(), getM());
  reason = llvm::formatv("its {0} input channels do not divide by {1}",
                         sizes.inputs, getM());
  return std::nullopt;
}

bool NOfMAttr::ranksWholeLayer() const { return false; }

bool NOfMAttr::fixesSparsity() const { return true; }

LogicalResult NOfMAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                               int64_t n, int64_t m) {
  if (n < 1 || m <= n)
    return emitError() << "expected N:M with 1 <= N < M, got " << n << ":" << m;
  return success();
}

PruningUnit BlockAttr::getUnit() const { return PruningUnit::Block; }

Partition BlockAttr::partition(const WeightSizes &sizes,
                               std::string &reason) const {
  int64_t outputs = sizes.outputs / sizes.groups;
  int64_t entries = sizes.positions * sizes.inputs;
  if (outputs % getRows() == 0 && entries % getColumns() == 0)
    return partitionIntoBlocks(sizes, getRows(), getColumns());
  bool isOutputs = outputs % getRows() != 0;
  reason = llvm::formatv("its {0} {1} do not divide by {2}",
                         isOutputs ? outputs : entries,
                         !isOutputs         ? "weights of an output"
                         : sizes.groups > 1 ? "outputs of a group"
                                            : "outputs",
                         isOutputs ? getRows() : getColumns());
  return std::nullopt;
}

LogicalResult BlockAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                                int64_t rows, int64_t columns) {
  if (rows < 1 || columns < 1 || rows > (1 << 20) || columns > (1 << 20))
    return emitError() << "expected a block of 1 to 1048576 rows and columns, "
                       << "got " << rows << "x" << columns;
  return success();
}

PruningUnit FilterAttr::getUnit() const { return PruningUnit::Filter; }

Partition FilterAttr::partition(const WeightSizes &sizes, std::string &) const {
  return partitionIntoFilters(sizes);
}

PruningUnit ChannelAttr::getUnit() const { return PruningUnit::Channel; }

Partition ChannelAttr::partition(const WeightSizes &sizes,
                                 std::string &) const {
  return partitionIntoChannels(sizes);
}

//===- CandidateCosts.cpp - what an architecture costs --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CandidateCosts.h"
#include "compress/Analysis/LayerNames.h"
#include "compress/Analysis/ModelCost.h"
#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Execution/Profile.h"
#include "compress/Transforms/NAS/Specialize.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

/// How long a network is measured, in seconds.
static constexpr double kSeconds = 0.1;
/// Inputs of measured calls.
static constexpr uint64_t kSeed = 1;

OwningOpRef<ModuleOp>
CandidateCosts::extract(const Architecture &architecture) {
  OwningOpRef<ModuleOp> module(ModuleOp::create(function.getLoc()));
  func::FuncOp copy = function.clone();
  module->push_back(copy);
  copy.setPublic();
  specialize(copy, architecture);
  return module;
}

static func::FuncOp getNetwork(ModuleOp module) {
  return *module.getOps<func::FuncOp>().begin();
}

//===----------------------------------------------------------------------===//
// The table
//===----------------------------------------------------------------------===//

/// All that the code of an operation depends on.
static void appendKey(Operation *op, std::string &key) {
  llvm::raw_string_ostream os(key);
  os << op->getName().getStringRef() << '(';
  llvm::interleaveComma(op->getOperandTypes(), os);
  os << ")->(";
  llvm::interleaveComma(op->getResultTypes(), os);
  os << ')';
  for (NamedAttribute attribute : op->getAttrs())
    if (attribute.getName() != "name")
      os << ' ' << attribute.getName().getValue() << '='
         << attribute.getValue();
  os << ';';
}

/// A key for what comes before the first layer, and for each layer.
static std::vector<std::string> makeKeys(func::FuncOp network) {
  std::vector<std::string> keys = {"before:"};
  LayerNames names(network);
  for (Operation &op : network.getBody().front()) {
    if (op.hasTrait<OpTrait::ConstantLike>() || isa<ParameterOp>(op))
      continue;
    if (!names.lookup(&op).empty())
      keys.emplace_back();
    appendKey(&op, keys.back());
  }
  return keys;
}

/// The time of a layer is what its marks say, corrected for what marks cost:
/// all together take as long as the code without marks.
LogicalResult CandidateCosts::addToTable(ModuleOp network,
                                         ArrayRef<std::string> keys) {
  CompileOptions options;
  auto plain = CompiledFunction::compile(network, options);
  options.profile = true;
  auto marked = CompiledFunction::compile(network, options);
  if (failed(plain) || failed(marked))
    return failure();
  Profile profile =
      measureProfile(**marked, **plain, kSeconds, [](FunctionBuffers &buffers) {
        buffers.fillRandom(kSeed);
      });
  llvm::StringMap<double> times;
  double sum = profile.unattributed.min;
  for (const LayerTime &layer : profile.layers) {
    times[layer.name] = layer.time.min;
    sum += layer.time.min;
  }
  double scale = 1e-3 * profile.plain.min / sum;
  LayerNames names(getNetwork(network));
  table.try_emplace(keys.front(), scale * profile.unattributed.min);
  for (auto [layer, key] :
       llvm::zip_equal(names.getLayers(), keys.drop_front()))
    table.try_emplace(key, scale * times.lookup(names.lookup(layer)));
  return success();
}

FailureOr<double> CandidateCosts::estimate(ModuleOp network) {
  std::vector<std::string> keys = makeKeys(getNetwork(network));
  if (!llvm::all_of(
          keys, [&](const std::string &key) { return table.contains(key); }) &&
      failed(addToTable(network, keys)))
    return failure();
  double sum = 0.0;
  for (const std::string &key : keys)
    sum += table.lookup(key);
  return sum;
}

//===----------------------------------------------------------------------===//
// Networks
//===----------------------------------------------------------------------===//

FailureOr<CandidateCost> CandidateCosts::get(const Architecture &architecture,
                                             bool needsLatency) {
  auto found = known.find(architecture);
  if (found != known.end() &&
      (!needsLatency || !std::isnan(found->second.latency)))
    return found->second;
  OwningOpRef<ModuleOp> network = extract(architecture);
  FunctionCost cost(getNetwork(*network));
  CandidateCost result;
  std::pair<int64_t *, const Count *> counts[] = {
      {&result.macs, &cost.total.macs},
      {&result.parameters, &cost.total.parameters},
      {&result.bytes, &cost.total.bytes}};
  for (auto [to, count] : counts) {
    if (!count->value)
      return mlir::emitError(function.getLoc(), "the cost of @")
             << function.getSymName() << " is not known for "
             << space.format(architecture)
             << "; give its operations CostOpInterface and static shapes";
    *to = *count->value;
  }
  result.latency = NAN;
  if (needsLatency) {
    FailureOr<double> latency = estimate(*network);
    if (failed(latency))
      return failure();
    result.latency = *latency;
  }
  return known[architecture] = result;
}

FailureOr<WholeCost>
CandidateCosts::measureWhole(const Architecture &architecture) {
  OwningOpRef<ModuleOp> network = extract(architecture);
  auto compiled = CompiledFunction::compile(*network);
  if (failed(compiled))
    return failure();
  Latency latency = measureLatency(
      **compiled, /*streams=*/1, 2 * kSeconds,
      [](FunctionBuffers &buffers) { buffers.fillRandom(kSeed); });
  return WholeCost{1e-3 * latency.min, (*compiled)->getArenaBytes()};
}

//===- LatencyMeter.cpp - how long pruned copies take ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LatencyMeter.h"
#include "compress/Transforms/Pruning/Passes.h"
#include "mlir/Pass/PassManager.h"

using namespace mlir;
using namespace mlir::compress;

/// How long each of two codes that take turns runs.
static constexpr double kSeconds = 0.3;

FailureOr<std::unique_ptr<CompiledFunction>>
LatencyMeter::compile(ModuleOp module, bool profile) const {
  CompileOptions options;
  options.function = function;
  options.profile = profile;
  if (removesChannels)
    options.addPasses = [&](OpPassManager &pm) {
      CompressShrinkOptions shrink;
      shrink.function.assign(function);
      pm.addPass(createCompressShrink(shrink));
    };
  return CompiledFunction::compile(module, options);
}

FailureOr<LatencyMeter> LatencyMeter::create(func::FuncOp entry,
                                             bool removesChannels) {
  LatencyMeter meter;
  meter.function = entry.getName().str();
  FailureOr<std::unique_ptr<CompiledFunction>> original =
      meter.compile(entry->getParentOfType<ModuleOp>(), /*profile=*/false);
  if (failed(original))
    return failure();
  meter.original = std::move(*original);
  meter.removesChannels = removesChannels;
  return meter;
}

FailureOr<FunctionTimes> LatencyMeter::measure(ModuleOp copy) const {
  FailureOr<std::unique_ptr<CompiledFunction>> compiled =
      compile(copy, /*profile=*/true);
  if (failed(compiled))
    return failure();
  Profile profile =
      measureProfile(**compiled, *original, kSeconds,
                     [](FunctionBuffers &buffers) { buffers.fillRandom(0); });
  FunctionTimes times;
  times.sum = profile.unattributed.min;
  for (const LayerTime &layer : profile.layers) {
    times.layers[layer.name] = layer.time.min;
    times.sum += layer.time.min;
  }
  times.ratio = profile.marked.min / profile.plain.min;
  return times;
}

//===- CheckEquivalence.cpp - compress-check-equivalence ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Execution/Equivalence.h"
#include "compress/Transforms/Common/Passes.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSCHECKEQUIVALENCE
#include "compress/Transforms/Common/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

struct CompressCheckEquivalence
    : compress::impl::CompressCheckEquivalenceBase<CompressCheckEquivalence> {
  using CompressCheckEquivalenceBase::CompressCheckEquivalenceBase;

  LogicalResult initialize(MLIRContext *context) override;
  void runOnOperation() override {
    auto entry = cast_if_present<func::FuncOp>(
        lookupEntryFunction(getOperation(), function));
    if (!entry || failed(check(entry)))
      signalPassFailure();
    markAllAnalysesPreserved();
  }

private:
  FailureOr<std::unique_ptr<CompiledFunction>>
  compileReference(func::FuncOp entry);
  FailureOr<std::optional<SampleSource>>
  openData(func::FuncOp entry, const CompiledFunction &compiled);
  LogicalResult check(func::FuncOp entry);
};

} // namespace

LogicalResult CompressCheckEquivalence::initialize(MLIRContext *context) {
  auto emitError = [&] { return mlir::emitError(UnknownLoc::get(context)); };
  if (reference.empty() && referenceFunction.empty())
    return emitError() << "expected reference=, a file, or "
                          "reference-function=, a function of the module";
  if (!(tolerance >= 0.0 && std::isfinite(tolerance)))
    return emitError() << "expected a finite tolerance >= 0, got "
                       << std::to_string(tolerance);
  if (runs < 0 || numSamples < 0 || (runs == 0 && data.empty()))
    return emitError() << "expected runs= or data= to compare at least once";
  return success();
}

FailureOr<std::unique_ptr<CompiledFunction>>
CompressCheckEquivalence::compileReference(func::FuncOp entry) {
  CompileOptions options;
  options.function = referenceFunction;
  if (reference.empty())
    return CompiledFunction::compile(getOperation(), options);
  return compileFile(reference, options, entry.getLoc());
}

FailureOr<std::optional<SampleSource>>
CompressCheckEquivalence::openData(func::FuncOp entry,
                                   const CompiledFunction &compiled) {
  if (data.empty())
    return std::optional<SampleSource>();
  if (compiled.getInputs().size() != 1)
    return mlir::emitError(entry.getLoc())
           << "data= feeds functions of one input, this one has "
           << compiled.getInputs().size();
  Normalization normalization;
  for (const OptionalDouble &number : mean)
    normalization.mean.push_back(number.value_or(NAN));
  for (const OptionalDouble &number : deviation)
    normalization.std.push_back(number.value_or(NAN));
  llvm::Expected<SampleSource> source =
      SampleSource::open(data, compiled.getInputs().front(), normalization);
  if (!source)
    return mlir::emitError(entry.getLoc())
           << llvm::toString(source.takeError());
  return std::optional<SampleSource>(std::move(*source));
}

LogicalResult CompressCheckEquivalence::check(func::FuncOp entry) {
  CompileOptions options;
  options.function = entry.getName().str();
  auto compiled = CompiledFunction::compile(getOperation(), options);
  if (failed(compiled))
    return failure();
  auto expected = compileReference(entry);
  if (failed(expected))
    return failure();
  auto source = openData(entry, **compiled);
  if (failed(source))
    return failure();
  EquivalenceOptions how;
  how.tolerance = tolerance;
  how.runs = runs;
  how.seed = seed;
  if (*source) {
    how.samples = &**source;
    how.numSamples = (*source)->getNumSamples();
    if (numSamples > 0)
      how.numSamples = std::min<int64_t>(how.numSamples, numSamples);
  }
  llvm::Expected<double> distance =
      compareFunctions(**expected, **compiled, how);
  if (!distance)
    return mlir::emitError(entry.getLoc())
           << "@" << entry.getName() << " differs from the reference: "
           << llvm::toString(distance.takeError());
  remark::passed(entry.getLoc(), remark::RemarkOpts::name("equal")
                                     .category("compress-check-equivalence")
                                     .function(entry.getName()))
      << llvm::formatv("{0} random inputs and {1} samples agree within {2:e2}",
                       runs.getValue(), how.numSamples, *distance)
             .str();
  return success();
}

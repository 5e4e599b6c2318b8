//===- Equivalence.cpp - do two functions compute the same? ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Execution/Equivalence.h"
#include "compress/InitAllDialects.h"
#include "mlir/InitAllDialects.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

void compress::fillSafely(FunctionBuffers &buffers, uint64_t seed) {
  buffers.fillRandom(seed);
  for (unsigned i = 0; i < buffers.getNumInputs(); ++i) {
    Tensor &input = buffers.getInput(i);
    for (int32_t &value : input.data<int32_t>())
      if (input.kind == ElementKind::I32)
        value &= 1;
    for (int64_t &value : input.data<int64_t>())
      if (input.kind == ElementKind::I64)
        value &= 1;
  }
}

FailureOr<std::unique_ptr<CompiledFunction>>
compress::compileFile(StringRef path, const CompileOptions &options,
                      Location location) {
  // A context of its own: the host's must not load dialects now.
  DialectRegistry registry;
  mlir::registerAllDialects(registry);
  compress::registerAllDialects(registry);
  MLIRContext context(registry, MLIRContext::Threading::DISABLED);
  context.allowUnregisteredDialects();
  context.printOpOnDiagnostic(false);
  std::string message;
  ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
    if (message.empty() &&
        diagnostic.getSeverity() == DiagnosticSeverity::Error)
      message = diagnostic.str();
    return success();
  });
  auto fail = [&] {
    return emitError(location)
           << "'" << path << "' cannot be used: "
           << (message.empty() ? "it holds no function that can be compiled"
                               : message);
  };
  OwningOpRef<ModuleOp> module =
      parseSourceFile<ModuleOp>(path, ParserConfig(&context));
  if (!module)
    return fail();
  auto function = CompiledFunction::compile(*module, options);
  if (failed(function))
    return fail();
  return function;
}

static std::string formatSpec(const TensorSpec &spec) {
  return formatShape(spec.shape) + " " + getElementName(spec.kind).str();
}

static llvm::Error compareSpecs(StringRef what, ArrayRef<TensorSpec> reference,
                                ArrayRef<TensorSpec> given) {
  if (reference.size() != given.size())
    return llvm::createStringError(
        llvm::formatv("it has {0} {1}s, the reference {2}", given.size(), what,
                      reference.size())
            .str());
  for (auto [i, expected, actual] : llvm::enumerate(reference, given))
    if (expected.kind != actual.kind || expected.shape != actual.shape)
      return llvm::createStringError(
          llvm::formatv("{0} '{1}' is {2}, in the reference {3}", what,
                        actual.name, formatSpec(actual), formatSpec(expected))
              .str());
  return llvm::Error::success();
}

/// Compares the outputs of the last run; the largest difference goes to
/// `largest`.
static llvm::Error compareRun(const FunctionBuffers &reference,
                              const FunctionBuffers &given, StringRef input,
                              double tolerance, double &largest) {
  for (unsigned i = 0; i < given.getNumOutputs(); ++i) {
    const TensorSpec &spec = given.getFunction().getOutputs()[i];
    std::vector<double> expected = reference.getReals(i);
    std::vector<double> actual = given.getReals(i);
    bool isFloat =
        spec.kind == ElementKind::F32 || spec.kind == ElementKind::F64;
    double scale = 0.0;
    for (double value : expected)
      if (std::isfinite(value))
        scale = std::max(scale, std::abs(value));
    for (size_t j = 0; j < expected.size(); ++j) {
      double want = expected[j], have = actual[j];
      if (want == have || (std::isnan(want) && std::isnan(have)))
        continue;
      double difference = std::abs(want - have) / scale;
      if (isFloat && difference <= tolerance) {
        largest = std::max(largest, difference);
        continue;
      }
      return llvm::createStringError(
          llvm::formatv("entry {0} of output '{1}' is {2} instead of {3} for "
                        "{4}",
                        j, spec.name, have, want, input)
              .str());
    }
  }
  return llvm::Error::success();
}

llvm::Expected<double>
compress::compareFunctions(const CompiledFunction &reference,
                           const CompiledFunction &function,
                           const EquivalenceOptions &options) {
  if (llvm::Error error =
          compareSpecs("input", reference.getInputs(), function.getInputs()))
    return std::move(error);
  if (llvm::Error error =
          compareSpecs("output", reference.getOutputs(), function.getOutputs()))
    return std::move(error);
  FunctionBuffers before(reference), after(function);
  double largest = 0.0;
  auto run = [&](StringRef input) {
    for (unsigned i = 0; i < before.getNumInputs(); ++i)
      after.getInput(i).bytes = before.getInput(i).bytes;
    before.run();
    after.run();
    return compareRun(before, after, input, options.tolerance, largest);
  };
  for (int64_t i = 0; i < options.runs; ++i) {
    fillSafely(before, options.seed + i);
    if (llvm::Error error = run(
            llvm::formatv("random inputs of seed {0}", options.seed + i).str()))
      return std::move(error);
  }
  int64_t batch = options.samples ? before.getInput(0).shape.front() : 1;
  for (int64_t first = 0; first < options.numSamples; first += batch) {
    before.fillSamples(*options.samples, first);
    if (llvm::Error error = run(llvm::formatv("sample {0}", first).str()))
      return std::move(error);
  }
  return largest;
}

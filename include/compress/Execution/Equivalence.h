//===- Equivalence.h - do two functions compute the same? -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_EXECUTION_EQUIVALENCE_H
#define COMPRESS_EXECUTION_EQUIVALENCE_H

#include "compress/Execution/Measure.h"

namespace mlir::compress {

/// Random inputs that most functions can take: integers of 32 and 64 bits,
/// which are likely to be indices into small tables, are 0 or 1.
void fillSafely(FunctionBuffers &buffers, uint64_t seed);

/// Compiles a function of an IR file, text or bytecode. Emits a diagnostic at
/// `location` and fails where it cannot.
FailureOr<std::unique_ptr<CompiledFunction>>
compileFile(StringRef path, const CompileOptions &options, Location location);

struct EquivalenceOptions {
  /// How far floats may differ, as a part of the largest number of the output.
  double tolerance = 1e-4;
  /// Runs on random inputs, and the seed of the first.
  int64_t runs = 4;
  uint64_t seed = 1;
  /// Samples for the first input, after the random ones; null for none.
  const SampleSource *samples = nullptr;
  int64_t numSamples = 0;
};

/// Runs both functions on the same inputs. Integers must be equal, floats as
/// close as the options say; what is infinite or no number must be so in both.
/// Returns the largest difference of floats, as a part of the largest number.
/// Fails with a sentence that names the first input or output that differs.
llvm::Expected<double> compareFunctions(const CompiledFunction &reference,
                                        const CompiledFunction &function,
                                        const EquivalenceOptions &options);

} // namespace mlir::compress

#endif // COMPRESS_EXECUTION_EQUIVALENCE_H

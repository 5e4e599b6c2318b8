//===- Data.h - the files that a model runs on ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TOOLS_COMPRESSRUN_DATA_H
#define COMPRESS_TOOLS_COMPRESSRUN_DATA_H

#include "Options.h"

namespace mlir::compress {

/// The checked files of one invocation.
struct Data {
  std::optional<SampleSource> samples, otherSamples;
  std::vector<int64_t> labels;
  std::vector<Tensor> inputs;
  /// Output `i` goes to this file, if it is not empty.
  std::vector<std::string> outputFiles;
  int64_t numSamples = 0;
};

/// Reads the files that `options` name, and checks that they fit the function,
/// and the other one, if there is one.
llvm::Expected<Data> readData(const CompiledFunction &function,
                              const CompiledFunction *other,
                              const RunOptions &options);

} // namespace mlir::compress

#endif // COMPRESS_TOOLS_COMPRESSRUN_DATA_H

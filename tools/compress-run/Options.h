//===- Options.h - what compress-run is asked to do -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TOOLS_COMPRESSRUN_OPTIONS_H
#define COMPRESS_TOOLS_COMPRESSRUN_OPTIONS_H

#include "compress/Execution/CompiledFunction.h"
#include "compress/Execution/SampleSource.h"
#include "llvm/Support/Error.h"

namespace mlir::compress {

/// `name=file` or `file`.
struct NamedFile {
  std::string name, path;
};

/// The command line, checked for sense.
struct RunOptions {
  std::string model, function, compareModel, data, labels, weights;
  std::vector<NamedFile> inputs, outputs;
  Normalization normalization;
  /// 0: all.
  int64_t numSamples = 0;
  /// 0: as the model says.
  int64_t batch = 0;
  uint64_t seed = 0;
  /// Threads that share a call, and calls at the same time.
  unsigned threads = 1, streams = 1;
  bool benchmark = false;
  /// Print the time of each layer; write it to the file, if there is one.
  bool profile = false;
  std::string profileFile;
  Engine engine = Engine::Native;
  CpuTarget cpu = CpuTarget::getHost();
};

/// Parses the command line; leaves the program for `--help`, `--version` and
/// options that do not exist.
llvm::Expected<RunOptions> parseRunOptions(int argc, char **argv);

} // namespace mlir::compress

#endif // COMPRESS_TOOLS_COMPRESSRUN_OPTIONS_H

//===- Options.h - what compress-translate is asked to do -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TOOLS_COMPRESSTRANSLATE_OPTIONS_H
#define COMPRESS_TOOLS_COMPRESSTRANSLATE_OPTIONS_H

#include "compress/Codegen/CPU/CpuTarget.h"

namespace mlir::compress {

enum class EmitKind { Object, Shared, Header, LLVM, Asm, Ptx };

/// The command line, checked for sense.
struct TranslateOptions {
  std::string model, function, name, output;
  EmitKind emit = EmitKind::Object;
  CpuTarget cpu;
  /// Empty: in the object.
  std::string weightFile;
  bool compactWeights = false;
  bool threads = false;
  bool time = false;
  /// For PTX: the chip, and the file that says how to launch the kernels.
  std::string chip, launchFile;
};

/// Parses the command line; leaves the program for `--help` and `--version`.
llvm::Expected<TranslateOptions> parseTranslateOptions(int argc, char **argv);

} // namespace mlir::compress

#endif // COMPRESS_TOOLS_COMPRESSTRANSLATE_OPTIONS_H

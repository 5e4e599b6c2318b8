//===- Sensitivities.h - a file of sensitivities ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_TRANSFORMS_PRUNING_SENSITIVITIES_H
#define COMPRESS_LIB_TRANSFORMS_PRUNING_SENSITIVITIES_H

#include "mlir/Support/LLVM.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"
#include <string>
#include <vector>

namespace mlir::compress {

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
  bool parse(const llvm::json::Value &root);
  bool parseEntry(const llvm::json::Object &object);
};

} // namespace mlir::compress

#endif // COMPRESS_LIB_TRANSFORMS_PRUNING_SENSITIVITIES_H

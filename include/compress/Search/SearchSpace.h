//===- SearchSpace.h - decisions and their alternatives ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_SEARCH_SEARCHSPACE_H
#define COMPRESS_SEARCH_SEARCHSPACE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace mlir::compress {

/// The number of an alternative for each decision of a space.
using Architecture = std::vector<int64_t>;

/// What a search decides.
struct SearchSpace {
  struct Decision {
    std::string name;
    /// The alternatives; the first is the largest, the last the smallest.
    std::vector<std::string> labels;
    /// A logit for each, if a training has made some; else empty.
    std::vector<double> logits;
  };
  std::vector<Decision> decisions;

  /// How many architectures there are; a double, as it may be large.
  double getSize() const;
  /// `stage1=3x3-8,stage2=skip`.
  std::string format(const Architecture &architecture) const;
  /// Reads what `format` writes, decisions in any order; those that are left
  /// out keep their alternative in `initial`. Fails with a sentence that names
  /// what is wrong and what there is.
  llvm::Expected<Architecture> parse(llvm::StringRef text,
                                     Architecture initial) const;
};

} // namespace mlir::compress

#endif // COMPRESS_SEARCH_SEARCHSPACE_H

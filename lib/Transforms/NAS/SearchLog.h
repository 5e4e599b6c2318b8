//===- SearchLog.h - what a search has found --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_TRANSFORMS_NAS_SEARCHLOG_H
#define COMPRESS_LIB_TRANSFORMS_NAS_SEARCHLOG_H

#include "CandidateCosts.h"
#include "mlir/Support/LLVM.h"
#include <cmath>

namespace mlir::compress {

/// An architecture that was evaluated.
struct SearchResult {
  Architecture architecture;
  /// A fraction of the samples.
  double accuracy = 0.0;
  CandidateCost cost;
  /// After a training of its own; not a number if it had none.
  double trainedAccuracy = NAN;
};

/// All results of a search, in the order of their evaluation.
class SearchLog {
public:
  explicit SearchLog(const SearchSpace &space) : space(space) {}

  void add(SearchResult result) { results.push_back(std::move(result)); }
  ArrayRef<SearchResult> getResults() const { return results; }
  void setTrainedAccuracy(size_t index, double accuracy) {
    results[index].trainedAccuracy = accuracy;
  }
  /// Numbers of the results, the most accurate first; those after a training of
  /// their own are before all others. Of several, the one with fewest
  /// multiply-accumulates is the better, then the first.
  std::vector<size_t> rank() const;
  const SearchResult &getBest() const { return results[rank().front()]; }

  /// JSON: all results, the best, and the Pareto front of accuracy in the
  /// supernet over multiply-accumulates.
  llvm::Error writeReport(StringRef path, const WholeCost &whole) const;
  /// The front as a table.
  void printFront(raw_ostream &os) const;
  /// A drawing of results and front, SVG.
  llvm::Error writeDrawing(StringRef path) const;

private:
  std::vector<size_t> getFront() const;

  const SearchSpace &space;
  std::vector<SearchResult> results;
};

/// Accuracies of architectures that survive a killed search: a JSON file,
/// written after each evaluation.
class EvaluationCache {
public:
  /// Reads `path` if it is there; empty for no file. Fails with a sentence that
  /// names the file where it is damaged, or of another supernet, data or
  /// options, of which `recipe` is a hash.
  static llvm::Expected<EvaluationCache> open(StringRef path, uint64_t recipe);

  std::optional<double> lookup(const std::string &architecture) const;
  llvm::Error add(const std::string &architecture, double accuracy);
  size_t size() const { return accuracies.size(); }

private:
  std::string path;
  uint64_t recipe = 0;
  std::map<std::string, double> accuracies;
};

} // namespace mlir::compress

#endif // COMPRESS_LIB_TRANSFORMS_NAS_SEARCHLOG_H

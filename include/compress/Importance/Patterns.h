//===- Patterns.h - what is removed together --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_IMPORTANCE_PATTERNS_H
#define COMPRESS_IMPORTANCE_PATTERNS_H

#include "llvm/ADT/ArrayRef.h"
#include <cstdint>
#include <vector>

namespace mlir::compress {

/// What the groups of a pattern are.
enum class PruningUnit {
  /// Single weights.
  Entry,
  /// Rectangles of weights, of several output channels or inputs.
  Block,
  /// All weights of an output channel: a filter, a neuron.
  Filter,
  /// All weights of an input channel.
  Channel
};

/// Sizes of a weight whose entries lie in the order (output, position in the
/// kernel, input channel of a group); a dense layer has one position.
struct WeightSizes {
  int64_t outputs = 1, positions = 1, inputs = 1;
  /// Blocks of outputs, each of which reads input channels of its own.
  int64_t groups = 1;

  int64_t getNumEntries() const { return outputs * positions * inputs; }
  /// Input channels of the layer.
  int64_t getNumChannels() const { return groups * inputs; }
  /// The input channel of the layer that an entry reads.
  int64_t getChannel(int64_t entry) const {
    int64_t output = entry / (positions * inputs);
    return output / (outputs / groups) * inputs + entry % inputs;
  }
};

/// The entries of a weight in groups of one size.
struct WeightPartition {
  /// Entries, group by group.
  std::vector<int64_t> entries;
  int64_t groupSize = 1;
  /// Only groups of a set compete: the first `groupsPerSet`, the next, ...
  int64_t groupsPerSet = 1;
  /// How many groups of a set are kept; -1 where a fraction says so.
  int64_t keptPerSet = -1;

  int64_t getNumGroups() const { return entries.size() / groupSize; }
  llvm::ArrayRef<int64_t> getGroup(int64_t i) const {
    return llvm::ArrayRef<int64_t>(entries).slice(i * groupSize, groupSize);
  }
};

/// Single entries, all of the layer in one set.
WeightPartition partitionIntoEntries(const WeightSizes &sizes);
/// Single entries, a set for each output.
WeightPartition partitionPerNeuron(const WeightSizes &sizes);
/// Single entries, a set for each input channel and position.
WeightPartition partitionPerConnection(const WeightSizes &sizes);
/// Sets of `m` adjacent input channels, which divides their number; `n` stay.
WeightPartition partitionIntoNOfM(const WeightSizes &sizes, int64_t n,
                                  int64_t m);
/// `rows` outputs, which divides those of a group, by `columns` adjacent
/// entries of each, which divides their number.
WeightPartition partitionIntoBlocks(const WeightSizes &sizes, int64_t rows,
                                    int64_t columns);
/// One group for each output.
WeightPartition partitionIntoFilters(const WeightSizes &sizes);
/// One group for each input channel of the layer.
WeightPartition partitionIntoChannels(const WeightSizes &sizes);

} // namespace mlir::compress

#endif // COMPRESS_IMPORTANCE_PATTERNS_H

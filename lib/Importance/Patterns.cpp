//===- Patterns.cpp - what is removed together ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Importance/Patterns.h"
#include <numeric>

using namespace mlir::compress;

/// All entries as they lie, in groups of `groupSize`.
static WeightPartition makePartition(const WeightSizes &sizes,
                                     int64_t groupSize, int64_t groupsPerSet) {
  WeightPartition partition;
  partition.entries.resize(sizes.getNumEntries());
  std::iota(partition.entries.begin(), partition.entries.end(), 0);
  partition.groupSize = groupSize;
  partition.groupsPerSet = groupsPerSet;
  return partition;
}

WeightPartition mlir::compress::partitionIntoEntries(const WeightSizes &sizes) {
  return makePartition(sizes, 1, sizes.getNumEntries());
}

WeightPartition mlir::compress::partitionPerNeuron(const WeightSizes &sizes) {
  return makePartition(sizes, 1, sizes.positions * sizes.inputs);
}

WeightPartition
mlir::compress::partitionPerConnection(const WeightSizes &sizes) {
  int64_t perGroup = sizes.outputs / sizes.groups;
  int64_t perOutput = sizes.positions * sizes.inputs;
  WeightPartition partition;
  partition.groupsPerSet = perGroup;
  partition.entries.reserve(sizes.getNumEntries());
  for (int64_t group = 0; group < sizes.groups; ++group)
    for (int64_t i = 0; i < perOutput; ++i)
      for (int64_t output = 0; output < perGroup; ++output)
        partition.entries.push_back((group * perGroup + output) * perOutput +
                                    i);
  return partition;
}

WeightPartition mlir::compress::partitionIntoNOfM(const WeightSizes &sizes,
                                                  int64_t n, int64_t m) {
  WeightPartition partition = makePartition(sizes, 1, m);
  partition.keptPerSet = n;
  return partition;
}

WeightPartition mlir::compress::partitionIntoBlocks(const WeightSizes &sizes,
                                                    int64_t rows,
                                                    int64_t columns) {
  int64_t perOutput = sizes.positions * sizes.inputs;
  WeightPartition partition;
  partition.groupSize = rows * columns;
  partition.groupsPerSet = sizes.getNumEntries() / partition.groupSize;
  partition.entries.reserve(sizes.getNumEntries());
  for (int64_t top = 0; top < sizes.outputs; top += rows)
    for (int64_t left = 0; left < perOutput; left += columns)
      for (int64_t row = 0; row < rows; ++row)
        for (int64_t column = 0; column < columns; ++column)
          partition.entries.push_back((top + row) * perOutput + left + column);
  return partition;
}

WeightPartition mlir::compress::partitionIntoFilters(const WeightSizes &sizes) {
  return makePartition(sizes, sizes.positions * sizes.inputs, sizes.outputs);
}

WeightPartition
mlir::compress::partitionIntoChannels(const WeightSizes &sizes) {
  int64_t perGroup = sizes.outputs / sizes.groups;
  int64_t perOutput = sizes.positions * sizes.inputs;
  WeightPartition partition;
  partition.groupSize = perGroup * sizes.positions;
  partition.groupsPerSet = sizes.getNumChannels();
  partition.entries.reserve(sizes.getNumEntries());
  for (int64_t channel = 0; channel < sizes.getNumChannels(); ++channel)
    for (int64_t output = 0; output < perGroup; ++output)
      for (int64_t position = 0; position < sizes.positions; ++position)
        partition.entries.push_back(
            (channel / sizes.inputs * perGroup + output) * perOutput +
            position * sizes.inputs + channel % sizes.inputs);
  return partition;
}

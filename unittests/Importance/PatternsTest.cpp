//===- PatternsTest.cpp - groups of a weight ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Importance/Patterns.h"
#include "gtest/gtest.h"
#include <algorithm>

using namespace mlir::compress;

using Entries = std::vector<int64_t>;

/// 4 outputs, 2 positions, 2 inputs: entry ((o * 2) + k) * 2 + i.
static const WeightSizes kPlain = {4, 2, 2, 1};
/// The same in two groups: four input channels.
static const WeightSizes kGrouped = {4, 2, 2, 2};

/// Every entry once.
static void expectComplete(const WeightPartition &partition, int64_t size) {
  Entries sorted = partition.entries;
  std::sort(sorted.begin(), sorted.end());
  for (int64_t i = 0; i < size; ++i)
    EXPECT_EQ(sorted[i], i);
  EXPECT_EQ(static_cast<int64_t>(sorted.size()), size);
  EXPECT_EQ(partition.getNumGroups() % partition.groupsPerSet, 0);
}

TEST(Patterns, SingleEntriesCompeteInTheirSets) {
  WeightPartition all = partitionIntoEntries(kPlain);
  expectComplete(all, 16);
  EXPECT_EQ(all.groupsPerSet, 16);
  WeightPartition neurons = partitionPerNeuron(kPlain);
  expectComplete(neurons, 16);
  EXPECT_EQ(neurons.groupsPerSet, 4);
  EXPECT_EQ(neurons.entries[5], 5);
  WeightPartition connections = partitionPerConnection(kPlain);
  expectComplete(connections, 16);
  EXPECT_EQ(connections.groupsPerSet, 4);
  EXPECT_EQ(
      Entries(connections.entries.begin(), connections.entries.begin() + 5),
      (Entries{0, 4, 8, 12, 1}));
}

TEST(Patterns, ConnectionsStayInTheirGroup) {
  WeightPartition connections = partitionPerConnection(kGrouped);
  expectComplete(connections, 16);
  EXPECT_EQ(connections.groupsPerSet, 2);
  EXPECT_EQ(Entries(connections.entries.begin() + 6,
                    connections.entries.begin() + 10),
            (Entries{3, 7, 8, 12}));
}

TEST(Patterns, NOfMRunsAlongInputs) {
  WeightPartition partition = partitionIntoNOfM({1, 2, 4, 1}, 1, 4);
  expectComplete(partition, 8);
  EXPECT_EQ(partition.groupsPerSet, 4);
  EXPECT_EQ(partition.keptPerSet, 1);
}

TEST(Patterns, BlocksAreRowsTimesColumns) {
  WeightPartition partition = partitionIntoBlocks(kPlain, 2, 2);
  expectComplete(partition, 16);
  EXPECT_EQ(partition.groupsPerSet, 4);
  EXPECT_EQ(partition.getGroup(0).vec(), (Entries{0, 1, 4, 5}));
  EXPECT_EQ(partition.getGroup(1).vec(), (Entries{2, 3, 6, 7}));
  EXPECT_EQ(partition.getGroup(2).vec(), (Entries{8, 9, 12, 13}));
  EXPECT_EQ(partitionIntoBlocks(kPlain, 4, 1).getGroup(3).vec(),
            (Entries{3, 7, 11, 15}));
}

TEST(Patterns, FiltersAndChannels) {
  WeightPartition filters = partitionIntoFilters(kPlain);
  expectComplete(filters, 16);
  EXPECT_EQ(filters.getGroup(2).vec(), (Entries{8, 9, 10, 11}));
  WeightPartition channels = partitionIntoChannels(kPlain);
  expectComplete(channels, 16);
  EXPECT_EQ(channels.getNumGroups(), 2);
  EXPECT_EQ(channels.getGroup(1).vec(), (Entries{1, 3, 5, 7, 9, 11, 13, 15}));
}

TEST(Patterns, GroupsHaveChannelsOfTheirOwn) {
  WeightPartition channels = partitionIntoChannels(kGrouped);
  expectComplete(channels, 16);
  EXPECT_EQ(channels.getNumGroups(), 4);
  EXPECT_EQ(channels.getGroup(1).vec(), (Entries{1, 3, 5, 7}));
  EXPECT_EQ(channels.getGroup(2).vec(), (Entries{8, 10, 12, 14}));
  for (int64_t i = 0; i < 4; ++i)
    for (int64_t entry : channels.getGroup(i))
      EXPECT_EQ(kGrouped.getChannel(entry), i);
}

TEST(Patterns, ADepthwiseChannelIsItsFilters) {
  // Three channels, two filters each.
  WeightSizes sizes = {6, 4, 1, 3};
  WeightPartition channels = partitionIntoChannels(sizes);
  expectComplete(channels, 24);
  EXPECT_EQ(channels.getGroup(1).vec(),
            (Entries{8, 9, 10, 11, 12, 13, 14, 15}));
  EXPECT_EQ(sizes.getNumChannels(), 3);
}

//===- CheckpointTest.cpp - training that can go on later -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Execution/Checkpoint.h"
#include "TemporaryFile.h"
#include "gtest/gtest.h"
#include <fstream>

using namespace mlir::compress;

static Checkpoint makeCheckpoint() {
  Checkpoint checkpoint;
  checkpoint.recipe = 0x123456789abcdef0;
  checkpoint.isa = "avx2";
  checkpoint.step = 12;
  checkpoint.epochStep = 2;
  checkpoint.lossSum = 0.1;
  checkpoint.correct = 7;
  checkpoint.best = 0.75;
  checkpoint.bestEpoch = 3;
  checkpoint.rateState = {0.5, 1e-3};
  EpochRecord record;
  record.epoch = 1;
  record.loss = 0.3;
  checkpoint.history = {record};
  Tensor weight(ElementKind::F32, {2, 3}), mask(ElementKind::I1, {3});
  weight.data<float>()[4] = 1.5f;
  mask.bytes = {1, 0, 1};
  checkpoint.tensors.emplace_back("w", weight);
  checkpoint.tensors.emplace_back("w.mask", mask);
  return checkpoint;
}

static std::string readFile(const std::string &path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

static void writeFile(const std::string &path, const std::string &text) {
  std::ofstream(path, std::ios::binary) << text;
}

/// What is wrong with a file of this text.
static std::string problemOf(const std::string &path, const std::string &text) {
  writeFile(path, text);
  auto checkpoint = readCheckpoint(path);
  return checkpoint ? "" : llvm::toString(checkpoint.takeError());
}

TEST(Checkpoint, ComesBackAsItWas) {
  TemporaryFile file("");
  Checkpoint written = makeCheckpoint();
  ASSERT_FALSE(writeCheckpoint(file.getPath().str(), written));
  auto read = readCheckpoint(file.getPath().str());
  ASSERT_TRUE(static_cast<bool>(read)) << llvm::toString(read.takeError());
  EXPECT_EQ(read->recipe, written.recipe);
  EXPECT_EQ(read->isa, written.isa);
  EXPECT_EQ(read->step, 12);
  EXPECT_EQ(read->epochStep, 2);
  EXPECT_EQ(read->lossSum, 0.1);
  EXPECT_EQ(read->correct, 7);
  EXPECT_EQ(read->best, 0.75);
  EXPECT_EQ(read->bestEpoch, 3);
  EXPECT_EQ(read->rateState, written.rateState);
  ASSERT_EQ(read->history.size(), 1u);
  EXPECT_EQ(read->history[0].loss, 0.3);
  ASSERT_EQ(read->tensors.size(), 2u);
  EXPECT_EQ(read->tensors[0].first, "w");
  EXPECT_EQ(read->tensors[0].second.shape, (std::vector<int64_t>{2, 3}));
  EXPECT_EQ(read->tensors[0].second.bytes, written.tensors[0].second.bytes);
  EXPECT_EQ(read->tensors[1].second.kind, ElementKind::I1);
  EXPECT_EQ(read->tensors[1].second.bytes, written.tensors[1].second.bytes);
}

TEST(Checkpoint, EveryCutAndEveryChangedByteIsNoticed) {
  TemporaryFile file("");
  ASSERT_FALSE(writeCheckpoint(file.getPath().str(), makeCheckpoint()));
  std::string text = readFile(file.getPath().str());
  for (size_t size = 0; size < text.size(); ++size)
    EXPECT_NE(problemOf(file.getPath().str(), text.substr(0, size)), "")
        << size;
  for (size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] ^= 0x10;
    EXPECT_NE(problemOf(file.getPath().str(), changed), "") << i;
  }
  EXPECT_NE(problemOf(file.getPath().str(), text + "x"), "");
  EXPECT_EQ(problemOf(file.getPath().str(), text), "");
}

TEST(Checkpoint, MessagesSayWhatIsWrong) {
  TemporaryFile file("");
  ASSERT_FALSE(writeCheckpoint(file.getPath().str(), makeCheckpoint()));
  std::string text = readFile(file.getPath().str());
  std::string name = "'" + file.getPath().str() + "'";
  EXPECT_EQ(problemOf(file.getPath().str(), "hello"),
            name + " is no checkpoint of this version of compress-train; "
                   "remove it, or name another file");
  EXPECT_EQ(problemOf(file.getPath().str(), text.substr(0, text.size() - 1)),
            "checkpoint " + name + " is cut off; remove it to start again");
  text.back() ^= 1;
  EXPECT_EQ(problemOf(file.getPath().str(), text),
            "checkpoint " + name + " is damaged; remove it to start again");
}

//===- TrainingDataTest.cpp - batches in random order ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Execution/TrainingData.h"
#include "TemporaryFile.h"
#include "gtest/gtest.h"
#include <algorithm>

using namespace mlir::compress;

namespace {

/// `count` images of 2x3 whose entries tell image and place, and labels.
struct Files {
  explicit Files(int64_t count) : data(""), labels("") {
    Tensor images(ElementKind::F32, {count, 2, 3});
    Tensor classes(ElementKind::I32, {count});
    for (int64_t i = 0; i < count; ++i) {
      classes.data<int32_t>()[i] = static_cast<int32_t>(i % 4);
      for (int64_t j = 0; j < 6; ++j)
        images.data<float>()[i * 6 + j] = static_cast<float>(10 * i + j);
    }
    EXPECT_FALSE(writeNpy(data.getPath(), images));
    EXPECT_FALSE(writeNpy(labels.getPath(), classes));
  }

  llvm::Expected<TrainingData> open(int64_t numClasses = 4) const {
    TensorSpec input{"x", ElementKind::F32, {2, 2, 3}};
    TensorSpec answers{"labels", ElementKind::I32, {2}};
    return TrainingData::open(data.getPath(), labels.getPath(), input, answers,
                              {}, numClasses);
  }

  TemporaryFile data, labels;
};

} // namespace

static TrainingBatch makeBatch() {
  TrainingBatch batch;
  batch.data = Tensor(ElementKind::F32, {2, 2, 3});
  batch.labels = Tensor(ElementKind::I32, {2});
  return batch;
}

/// The batch of samples 3 and 5 in `epoch`.
static std::vector<float> readBatch(const TrainingData &data, uint64_t seed,
                                    int64_t epoch) {
  TrainingBatch batch = makeBatch();
  data.fillTraining({3, 5}, seed, epoch, batch);
  EXPECT_EQ(batch.labels.data<int32_t>()[0], 3);
  EXPECT_EQ(batch.labels.data<int32_t>()[1], 1);
  return batch.data.data<float>().vec();
}

TEST(TrainingData, OrdersArePermutationsAndDifferByEpochAndSeed) {
  Files files(20);
  auto data = files.open();
  ASSERT_TRUE(static_cast<bool>(data));
  ASSERT_FALSE(data->split(0.0, 1, 2));
  std::vector<int64_t> first = data->makeOrder(1, 0);
  EXPECT_EQ(first, data->makeOrder(1, 0));
  EXPECT_NE(first, data->makeOrder(1, 1));
  EXPECT_NE(first, data->makeOrder(2, 0));
  std::sort(first.begin(), first.end());
  for (int64_t i = 0; i < 20; ++i)
    EXPECT_EQ(first[i], i);
}

TEST(TrainingData, ValidationTakesWholeBatchesAndSharesNothing) {
  Files files(20);
  auto data = files.open();
  ASSERT_TRUE(static_cast<bool>(data));
  ASSERT_FALSE(data->split(0.2, 1, 2));
  EXPECT_EQ(data->getNumValidation(), 4);
  EXPECT_EQ(data->getNumTraining(), 16);
  std::vector<int64_t> all = data->makeOrder(1, 0);
  TrainingBatch batch = makeBatch();
  for (int64_t first : {0, 2}) {
    data->fillValidation(first, batch);
    for (int64_t i : {0, 1})
      all.push_back(static_cast<int64_t>(batch.data.data<float>()[6 * i]) / 10);
  }
  std::sort(all.begin(), all.end());
  for (int64_t i = 0; i < 20; ++i)
    EXPECT_EQ(all[i], i);
}

TEST(TrainingData, TooFewSamplesAreAnError) {
  Files files(4);
  auto data = files.open();
  ASSERT_TRUE(static_cast<bool>(data));
  EXPECT_EQ(llvm::toString(data->split(0.0, 1, 5)),
            "4 samples are too few for batches of 5");
  EXPECT_EQ(llvm::toString(data->split(0.5, 1, 3)),
            "4 samples are too few for batches of 3 and 3 samples for "
            "validation");
}

TEST(TrainingData, LabelsMustBeClasses) {
  Files files(4);
  auto data = files.open(/*numClasses=*/3);
  EXPECT_EQ(messageOf(std::move(data), files.labels),
            "FILE has label 3, the model's output has 3 classes");
}

TEST(TrainingData, FlipMirrorsSomeImages) {
  Files files(6);
  auto data = files.open();
  ASSERT_TRUE(static_cast<bool>(data));
  ASSERT_FALSE(data->setAugmentation({/*flip=*/true, /*shift=*/0}));
  const std::vector<float> plain = {30, 31, 32, 33, 34, 35};
  const std::vector<float> mirrored = {32, 31, 30, 35, 34, 33};
  int64_t count = 0;
  for (int64_t epoch = 0; epoch < 100; ++epoch) {
    std::vector<float> batch = readBatch(*data, 1, epoch);
    EXPECT_EQ(batch, readBatch(*data, 1, epoch));
    batch.resize(6);
    EXPECT_TRUE(batch == plain || batch == mirrored);
    count += batch == mirrored;
  }
  EXPECT_GT(count, 30);
  EXPECT_LT(count, 70);
}

TEST(TrainingData, ShiftMovesImagesAndFillsWithDark) {
  Files files(6);
  auto data = files.open();
  ASSERT_TRUE(static_cast<bool>(data));
  ASSERT_FALSE(data->setAugmentation({/*flip=*/false, /*shift=*/1}));
  // Where entry (0, 0) of the result comes from tells the shift.
  for (int64_t epoch = 0; epoch < 100; ++epoch) {
    std::vector<float> batch = readBatch(*data, 1, epoch);
    bool found = false;
    for (int64_t down = -1; down <= 1 && !found; ++down)
      for (int64_t right = -1; right <= 1 && !found; ++right) {
        std::vector<float> wanted(6, 0.0f);
        for (int64_t y = 0; y < 2; ++y)
          for (int64_t x = 0; x < 3; ++x)
            if (y - down >= 0 && y - down < 2 && x - right >= 0 &&
                x - right < 3)
              wanted[3 * y + x] =
                  static_cast<float>(30 + 3 * (y - down) + x - right);
        found = std::equal(wanted.begin(), wanted.end(), batch.begin());
      }
    EXPECT_TRUE(found) << epoch;
  }
  EXPECT_EQ(llvm::toString(data->setAugmentation({false, 2})),
            "shift of 2 moves images of 2x3 out of sight");
}

TEST(TrainingData, UnlabelledSamplesComeAfterTheOthersAndHaveNoLabel) {
  Files files(20), more(4);
  auto data = files.open();
  ASSERT_TRUE(static_cast<bool>(data));
  TensorSpec input{"x", ElementKind::F32, {2, 2, 3}};
  ASSERT_FALSE(data->addUnlabelled(more.data.getPath(), input, {}));
  ASSERT_FALSE(data->split(0.2, 1, 2));
  EXPECT_EQ(data->getNumValidation(), 4);
  EXPECT_EQ(data->getNumTraining(), 20);
  TrainingBatch batch = makeBatch();
  data->fillTraining({3, 22}, 1, 0, batch);
  EXPECT_EQ(batch.labels.data<int32_t>()[0], 3);
  EXPECT_EQ(batch.labels.data<int32_t>()[1], -1);
  EXPECT_EQ(batch.data.data<float>()[0], 30.0f);
  EXPECT_EQ(batch.data.data<float>()[6], 20.0f);
  EXPECT_EQ(data->countLabelled({3, 22, 23, 0}), 2);
  for (int64_t first : {0, 2}) {
    data->fillValidation(first, batch);
    EXPECT_GE(batch.labels.data<int32_t>()[0], 0);
    EXPECT_GE(batch.labels.data<int32_t>()[1], 0);
  }
}

TEST(TrainingData, RowsOfTheTeacherFollowTheSamples) {
  Files files(6);
  TensorSpec input{"x", ElementKind::F32, {2, 2, 3}};
  auto data =
      TrainingData::open(files.data.getPath(), "", input, std::nullopt, {}, 4);
  ASSERT_TRUE(static_cast<bool>(data));
  Tensor words(ElementKind::F32, {6, 2});
  for (int64_t i = 0; i < 12; ++i)
    words.data<float>()[i] = static_cast<float>(i);
  data->setTeacher({words});
  TrainingBatch batch;
  batch.data = Tensor(ElementKind::F32, {2, 2, 3});
  batch.teacher.emplace_back(ElementKind::F32, std::vector<int64_t>{2, 2});
  data->fillTraining({5, 1}, 1, 0, batch);
  EXPECT_EQ(batch.teacher[0].data<float>().vec(),
            (std::vector<float>{10, 11, 2, 3}));
}

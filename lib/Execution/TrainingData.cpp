//===- TrainingData.cpp - batches in random order -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Execution/TrainingData.h"
#include "llvm/Support/xxhash.h"
#include <cmath>
#include <cstring>
#include <numeric>

using namespace mlir;
using namespace mlir::compress;

/// Class numbers, checked against the number of classes and samples.
static llvm::Expected<std::vector<int32_t>> openClasses(StringRef path,
                                                        StringRef dataPath,
                                                        int64_t numSamples,
                                                        int64_t numClasses) {
  auto labels = readLabels(path);
  if (!labels)
    return labels.takeError();
  if (static_cast<int64_t>(labels->size()) != numSamples)
    return llvm::createStringError(
        "'" + path + "' has " + llvm::Twine(labels->size()) +
        " labels for the " + llvm::Twine(numSamples) + " samples of '" +
        dataPath + "'");
  for (int64_t label : *labels)
    if (label >= numClasses)
      return llvm::createStringError(
          "'" + path + "' has label " + llvm::Twine(label) +
          ", the model's output has " + llvm::Twine(numClasses) + " classes");
  return std::vector<int32_t>(labels->begin(), labels->end());
}

llvm::Expected<TrainingData>
TrainingData::open(StringRef dataPath, StringRef labelPath,
                   const TensorSpec &input,
                   const std::optional<TensorSpec> &labels,
                   const Normalization &normalization, int64_t numClasses) {
  TrainingData data;
  auto samples = SampleSource::open(dataPath, input, normalization);
  if (!samples)
    return samples.takeError();
  data.samples.emplace(std::move(*samples));
  data.sampleShape.assign(input.shape.begin() + 1, input.shape.end());
  int64_t numSamples = data.samples->getNumSamples();
  if (labels && labels->kind == ElementKind::I32) {
    auto classes = openClasses(labelPath, dataPath, numSamples, numClasses);
    if (!classes)
      return classes.takeError();
    data.classes = std::move(*classes);
  } else if (labels) {
    auto targets = SampleSource::open(labelPath, *labels, Normalization());
    if (!targets)
      return targets.takeError();
    if (targets->getNumSamples() != numSamples)
      return llvm::createStringError(
          "'" + labelPath + "' has " + llvm::Twine(targets->getNumSamples()) +
          " labels for the " + llvm::Twine(numSamples) + " samples of '" +
          dataPath + "'");
    data.targets.emplace(std::move(*targets));
  }
  data.training.resize(numSamples);
  std::iota(data.training.begin(), data.training.end(), 0);
  return std::move(data);
}

llvm::Error TrainingData::addUnlabelled(StringRef path, const TensorSpec &input,
                                        const Normalization &normalization) {
  auto more = SampleSource::open(path, input, normalization);
  if (!more)
    return more.takeError();
  unlabelled.emplace(std::move(*more));
  classes.resize(getNumSamples(), -1);
  training.resize(getNumSamples());
  std::iota(training.begin(), training.end(), 0);
  return llvm::Error::success();
}

int64_t TrainingData::getNumSamples() const {
  return samples->getNumSamples() +
         (unlabelled ? unlabelled->getNumSamples() : 0);
}

int64_t TrainingData::countLabelled(ArrayRef<int64_t> order) const {
  return llvm::count_if(
      order, [&](int64_t sample) { return sample < samples->getNumSamples(); });
}

template <typename Range>
static void shuffle(Range &range, SeededRandom &random) {
  // Fisher and Yates.
  for (uint64_t i = range.size(); i > 1; --i)
    std::swap(range[i - 1], range[random.nextBelow(i)]);
}

llvm::Error TrainingData::split(double fraction, uint64_t seed, int64_t batch) {
  int64_t all = training.size(), labelled = samples->getNumSamples();
  int64_t aside =
      fraction == 0.0
          ? 0
          : std::max<int64_t>(1, std::llround(fraction * labelled / batch)) *
                batch;
  if (aside > labelled)
    return llvm::createStringError(
        llvm::Twine(labelled) + " samples are too few for " +
        llvm::Twine(aside) + " samples for validation");
  if (all - aside < batch)
    return llvm::createStringError(
        llvm::Twine(all) + " samples are too few for batches of " +
        llvm::Twine(batch) +
        (aside ? " and " + llvm::Twine(aside) + " samples for validation"
               : llvm::Twine()));
  SeededRandom random(seed, "validation");
  MutableArrayRef<int64_t> candidates =
      MutableArrayRef<int64_t>(training).take_front(labelled);
  shuffle(candidates, random);
  validation.assign(training.begin(), training.begin() + aside);
  training.erase(training.begin(), training.begin() + aside);
  llvm::sort(training);
  llvm::sort(validation);
  return llvm::Error::success();
}

llvm::Error TrainingData::setAugmentation(const Augmentation &wanted) {
  augmentation = wanted;
  if (!wanted.flip && wanted.shift == 0)
    return llvm::Error::success();
  ArrayRef<int64_t> shape = sampleShape;
  if (shape.size() == 3 && shape[0] < shape[1] && shape[0] < shape[2])
    image = {shape[1], shape[2], shape[0], /*channelsFirst=*/true};
  else if (shape.size() == 3 && shape[2] < shape[0] && shape[2] < shape[1])
    image = {shape[0], shape[1], shape[2], /*channelsFirst=*/false};
  else if (shape.size() == 2)
    image = {shape[0], shape[1], 1, /*channelsFirst=*/true};
  else
    return llvm::createStringError(
        "flip and shift need images, and samples are " + formatShape(shape) +
        ": it is unclear which dimensions are height and width");
  if (wanted.shift >= std::min(image.height, image.width))
    return llvm::createStringError("shift of " + llvm::Twine(wanted.shift) +
                                   " moves images of " + formatShape(shape) +
                                   " out of sight");
  scratch.resize(countElements(shape));
  return llvm::Error::success();
}

std::vector<int64_t> TrainingData::makeOrder(uint64_t seed,
                                             int64_t epoch) const {
  std::vector<int64_t> order = training;
  SeededRandom random(seed, ("order " + llvm::Twine(epoch)).str());
  shuffle(order, random);
  return order;
}

void TrainingData::augment(float *sample, SeededRandom &random) const {
  bool flip = augmentation.flip && random.nextBelow(2) == 1;
  auto drawShift = [&]() -> int64_t {
    if (augmentation.shift == 0)
      return 0;
    return static_cast<int64_t>(random.nextBelow(2 * augmentation.shift + 1)) -
           augmentation.shift;
  };
  int64_t down = drawShift(), right = drawShift();
  if (!flip && down == 0 && right == 0)
    return;
  std::memcpy(scratch.data(), sample, scratch.size() * sizeof(float));
  auto index = [&](int64_t y, int64_t x, int64_t c) {
    return image.channelsFirst ? (c * image.height + y) * image.width + x
                               : (y * image.width + x) * image.channels + c;
  };
  for (int64_t c = 0; c < image.channels; ++c) {
    float dark = samples->getBackground(index(0, 0, c));
    for (int64_t y = 0; y < image.height; ++y)
      for (int64_t x = 0; x < image.width; ++x) {
        int64_t fromY = y - down, fromX = x - right;
        bool isInside = fromY >= 0 && fromY < image.height && fromX >= 0 &&
                        fromX < image.width;
        if (flip)
          fromX = image.width - 1 - fromX;
        sample[index(y, x, c)] =
            isInside ? scratch[index(fromY, fromX, c)] : dark;
      }
  }
}

void TrainingData::readSample(int64_t sample, void *destination) const {
  int64_t own = samples->getNumSamples();
  if (sample < own)
    samples->read(sample, destination);
  else
    unlabelled->read(sample - own, destination);
}

/// Where row `slot` of a tensor begins, and its bytes.
static MutableArrayRef<char> rowOf(Tensor &tensor, int64_t slot) {
  size_t size = tensor.bytes.size() / tensor.shape.front();
  return MutableArrayRef<char>(tensor.bytes).slice(slot * size, size);
}

/// Sample, label and the teacher's words of one sample.
void TrainingData::readSlot(int64_t sample, int64_t slot,
                            TrainingBatch &batch) const {
  readSample(sample, rowOf(batch.data, slot).data());
  if (targets)
    targets->read(sample, rowOf(batch.labels, slot).data());
  else if (!classes.empty())
    batch.labels.data<int32_t>()[slot] = classes[sample];
  for (auto [all, own] : llvm::zip_equal(teacher, batch.teacher)) {
    MutableArrayRef<char> row = rowOf(own, slot);
    std::memcpy(row.data(), all.bytes.data() + sample * row.size(), row.size());
  }
}

void TrainingData::fillTraining(ArrayRef<int64_t> order, uint64_t seed,
                                int64_t epoch, TrainingBatch &batch) const {
  int64_t count = batch.data.shape.front();
  for (int64_t i = 0; i < count; ++i) {
    readSlot(order[i], i, batch);
    if (!augmentation.flip && augmentation.shift == 0)
      continue;
    SeededRandom random(
        seed,
        ("sample " + llvm::Twine(epoch) + " " + llvm::Twine(order[i])).str());
    augment(reinterpret_cast<float *>(rowOf(batch.data, i).data()), random);
  }
}

void TrainingData::fillValidation(int64_t first, TrainingBatch &batch) const {
  for (int64_t i = 0; i < batch.data.shape.front(); ++i)
    readSlot(validation[first + i], i, batch);
}

static uint64_t hash(const void *bytes, size_t size) {
  return llvm::xxh3_64bits(
      ArrayRef<uint8_t>(static_cast<const uint8_t *>(bytes), size));
}

uint64_t TrainingData::getSamplesHash() const {
  uint64_t parts[] = {samples->getHash(),
                      unlabelled ? unlabelled->getHash() : 0};
  return hash(parts, sizeof(parts));
}

uint64_t TrainingData::getHash() const {
  uint64_t parts[] = {
      getSamplesHash(),
      targets ? targets->getHash()
              : hash(classes.data(), classes.size() * sizeof(int32_t))};
  return hash(parts, sizeof(parts));
}

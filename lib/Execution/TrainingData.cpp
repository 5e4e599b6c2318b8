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
                   const TensorSpec &input, const TensorSpec &labels,
                   const Normalization &normalization, int64_t numClasses) {
  TrainingData data;
  auto samples = SampleSource::open(dataPath, input, normalization);
  if (!samples)
    return samples.takeError();
  data.samples.emplace(std::move(*samples));
  data.sampleShape.assign(input.shape.begin() + 1, input.shape.end());
  int64_t numSamples = data.samples->getNumSamples();
  if (labels.kind == ElementKind::I32) {
    auto classes = openClasses(labelPath, dataPath, numSamples, numClasses);
    if (!classes)
      return classes.takeError();
    data.classes = std::move(*classes);
  } else {
    auto targets = SampleSource::open(labelPath, labels, Normalization());
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

template <typename Range>
static void shuffle(Range &range, SeededRandom &random) {
  // Fisher and Yates.
  for (uint64_t i = range.size(); i > 1; --i)
    std::swap(range[i - 1], range[random.nextBelow(i)]);
}

llvm::Error TrainingData::split(double fraction, uint64_t seed, int64_t batch) {
  int64_t all = training.size();
  int64_t aside =
      fraction == 0.0
          ? 0
          : std::max<int64_t>(1, std::llround(fraction * all / batch)) * batch;
  if (all - aside < batch)
    return llvm::createStringError(
        llvm::Twine(all) + " samples are too few for batches of " +
        llvm::Twine(batch) +
        (aside ? " and " + llvm::Twine(aside) + " samples for validation"
               : llvm::Twine()));
  SeededRandom random(seed, "validation");
  shuffle(training, random);
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

void TrainingData::readLabel(int64_t sample, int64_t slot,
                             Tensor &labels) const {
  if (targets)
    targets->read(sample, labels.bytes.data() +
                              slot * labels.bytes.size() / labels.shape[0]);
  else
    labels.data<int32_t>()[slot] = classes[sample];
}

void TrainingData::fillTraining(ArrayRef<int64_t> order, uint64_t seed,
                                int64_t epoch, Tensor &data,
                                Tensor &labels) const {
  int64_t batch = data.shape.front();
  int64_t size = data.getNumElements() / batch;
  float *next = data.data<float>().data();
  for (int64_t i = 0; i < batch; ++i, next += size) {
    samples->read(order[i], next);
    readLabel(order[i], i, labels);
    if (!augmentation.flip && augmentation.shift == 0)
      continue;
    SeededRandom random(
        seed,
        ("sample " + llvm::Twine(epoch) + " " + llvm::Twine(order[i])).str());
    augment(next, random);
  }
}

void TrainingData::fillValidation(int64_t first, Tensor &data,
                                  Tensor &labels) const {
  int64_t batch = data.shape.front();
  int64_t size = data.getNumElements() / batch;
  float *next = data.data<float>().data();
  for (int64_t i = 0; i < batch; ++i, next += size) {
    samples->read(validation[first + i], next);
    readLabel(validation[first + i], i, labels);
  }
}

uint64_t TrainingData::getHash() const {
  auto hash = [](const void *bytes, size_t size) {
    return llvm::xxh3_64bits(
        ArrayRef<uint8_t>(static_cast<const uint8_t *>(bytes), size));
  };
  uint64_t parts[] = {
      samples->getHash(),
      targets ? targets->getHash()
              : hash(classes.data(), classes.size() * sizeof(int32_t))};
  return hash(parts, sizeof(parts));
}

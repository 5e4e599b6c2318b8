//===- TrainingData.h - batches in random order -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_EXECUTION_TRAININGDATA_H
#define COMPRESS_EXECUTION_TRAININGDATA_H

#include "compress/Execution/SampleSource.h"
#include "compress/Execution/TrainingBatch.h"
#include "compress/Support/SeededRandom.h"

namespace mlir::compress {

/// What is done to samples at random.
struct Augmentation {
  /// Mirror every other image, left to right.
  bool flip = false;
  /// Move images by up to so many pixels in both directions; what comes in from
  /// outside is the darkest value, 0 in the file.
  int64_t shift = 0;
};

/// Where rows and columns of an image lie in a sample.
struct ImageLayout {
  int64_t height = 0, width = 0, channels = 1;
  bool channelsFirst = false;
};

/// The samples and labels of a training.
///
/// The order of an epoch, and what happens to a sample in it, follow from the
/// seed and the numbers of epoch and sample alone.
class TrainingData {
public:
  /// Reads both files. `input` and `labels` are what the step takes; without
  /// labels `labelPath` is not read. Fails with a sentence that names the file.
  static llvm::Expected<TrainingData>
  open(StringRef dataPath, StringRef labelPath, const TensorSpec &input,
       const std::optional<TensorSpec> &labels,
       const Normalization &normalization, int64_t numClasses);
  /// Reads more samples, which have the label -1. To be called before `split`,
  /// for labels that are classes.
  llvm::Error addUnlabelled(StringRef path, const TensorSpec &input,
                            const Normalization &normalization);
  /// What a teacher says about all samples, one row for each: they become part
  /// of batches.
  void setTeacher(std::vector<Tensor> outputs) { teacher = std::move(outputs); }

  /// Puts `fraction` of the samples, rounded to whole batches, one at least,
  /// aside for validation: a random choice that follows from the seed. Samples
  /// without labels are for training alone.
  llvm::Error split(double fraction, uint64_t seed, int64_t batch);
  /// Fails with a sentence if samples are no images.
  llvm::Error setAugmentation(const Augmentation &augmentation);

  int64_t getNumTraining() const { return training.size(); }
  int64_t getNumValidation() const { return validation.size(); }
  /// Samples of all files.
  int64_t getNumSamples() const;
  /// How many of these samples have a label.
  int64_t countLabelled(ArrayRef<int64_t> order) const;
  /// Writes one sample as it is in the file, but normalized.
  void readSample(int64_t sample, void *destination) const;

  /// The order of the training samples in an epoch.
  std::vector<int64_t> makeOrder(uint64_t seed, int64_t epoch) const;
  /// Fills a batch with samples `order[0]`, `order[1]` ... as augmented in that
  /// epoch.
  void fillTraining(ArrayRef<int64_t> order, uint64_t seed, int64_t epoch,
                    TrainingBatch &batch) const;
  /// Fills a batch with validation samples from number `first` on.
  void fillValidation(int64_t first, TrainingBatch &batch) const;

  /// A hash of all samples and labels.
  uint64_t getHash() const;
  /// A hash of the samples alone.
  uint64_t getSamplesHash() const;

private:
  void readSlot(int64_t sample, int64_t slot, TrainingBatch &batch) const;
  void augment(float *sample, SeededRandom &random) const;

  std::optional<SampleSource> samples, unlabelled;
  std::vector<Tensor> teacher;
  /// Classes, or what the output should be.
  std::vector<int32_t> classes;
  std::optional<SampleSource> targets;
  std::vector<int64_t> training, validation;
  Augmentation augmentation;
  std::vector<int64_t> sampleShape;
  ImageLayout image;
  mutable std::vector<float> scratch;
};

} // namespace mlir::compress

#endif // COMPRESS_EXECUTION_TRAININGDATA_H

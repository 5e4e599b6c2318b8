//===- SampleSource.h - images and labels for a function --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_EXECUTION_SAMPLESOURCE_H
#define COMPRESS_EXECUTION_SAMPLESOURCE_H

#include "compress/Execution/Tensor.h"

namespace mlir::compress {

/// How samples in a file become a function's input. u8 values are divided by
/// 255, then mean and standard deviation (one number, or one per channel) are
/// applied; at an integer boundary the result is quantized as the input says.
struct Normalization {
  std::vector<double> mean;
  std::vector<double> std;
};

/// Samples of a `.npy` or IDX file, each shaped as one entry of an input's
/// batch.
class SampleSource {
public:
  /// Opens `path` for `input`, whose dimension 0 is the batch. Fails with a
  /// sentence that names the file where shape or element type do not fit, or
  /// a value is not finite.
  static llvm::Expected<SampleSource> open(llvm::StringRef path,
                                           const TensorSpec &input,
                                           const Normalization &normalization);

  int64_t getNumSamples() const { return numSamples; }
  /// Writes sample `index`, ready for the function, to `destination`.
  void read(int64_t index, void *destination) const;
  /// What entry `entry` of an f32 sample is where the file has 0.
  float getBackground(int64_t entry) const {
    return offset[entry / channelStride % offset.size()];
  }
  /// A hash of the whole file and of what is done to it.
  uint64_t getHash() const;

private:
  template <typename WriteFn>
  void readTo(int64_t index, WriteFn write) const;

  Tensor samples;
  TensorSpec input;
  /// Value = samples * factor[c] + offset[c] for channel c.
  std::vector<float> factor, offset;
  int64_t channelStride = 1;
  int64_t numSamples = 0, sampleSize = 0;
};

/// Reads class labels, one integer per sample.
llvm::Expected<std::vector<int64_t>> readLabels(llvm::StringRef path);

} // namespace mlir::compress

#endif // COMPRESS_EXECUTION_SAMPLESOURCE_H

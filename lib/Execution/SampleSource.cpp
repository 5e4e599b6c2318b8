//===- SampleSource.cpp - images and labels for a function ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Execution/SampleSource.h"
#include "compress/Reference/Requantize.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/xxhash.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

static SmallVector<int64_t> dropUnitDims(ArrayRef<int64_t> shape) {
  SmallVector<int64_t> result;
  llvm::copy_if(shape, std::back_inserter(result),
                [](int64_t size) { return size != 1; });
  return result;
}

/// Checks one list of `--mean` or `--std`.
static llvm::Error checkList(StringRef name, ArrayRef<double> values,
                             bool positive) {
  for (double value : values)
    if (!std::isfinite(value) || (positive && value <= 0.0))
      return llvm::createStringError(
          llvm::Twine(name) + " must be " +
          (positive ? "finite and positive" : "finite") + ", got " +
          llvm::formatv("{0}", value).str());
  return llvm::Error::success();
}

/// The dimension of one sample that counts channels: the first or the last,
/// whichever has `count` entries; nothing if neither has, or both.
static std::optional<size_t> findChannelDim(ArrayRef<int64_t> sample,
                                            int64_t count) {
  if (sample.empty())
    return std::nullopt;
  bool first = sample.front() == count, last = sample.back() == count;
  if (first == last && sample.size() > 1)
    return std::nullopt;
  if (!first && !last)
    return std::nullopt;
  return first ? 0 : sample.size() - 1;
}

llvm::Expected<SampleSource>
SampleSource::open(StringRef path, const TensorSpec &input,
                   const Normalization &normalization) {
  if (llvm::Error error = checkList("mean", normalization.mean, false))
    return std::move(error);
  if (llvm::Error error = checkList("std", normalization.std, true))
    return std::move(error);
  llvm::Expected<Tensor> tensor = readTensor(path);
  if (!tensor)
    return tensor.takeError();

  SampleSource source;
  source.input = input;
  ArrayRef<int64_t> sample =
      ArrayRef<int64_t>(input.shape).drop_front(input.shape.empty() ? 0 : 1);
  if (input.shape.empty() || tensor->shape.empty() ||
      dropUnitDims(ArrayRef<int64_t>(tensor->shape).drop_front()) !=
          dropUnitDims(sample))
    return llvm::createStringError(
        "samples of '" + path + "' do not fit input '" + input.name +
        "': the file holds " + formatShape(tensor->shape) +
        " (the first dimension counts samples), the input is " +
        formatShape(input.shape));
  if (tensor->shape.front() == 0)
    return llvm::createStringError("'" + path + "' holds no samples");
  if (input.kind != ElementKind::F32 &&
      !(input.kind == ElementKind::I8 && input.scale > 0.0))
    return llvm::createStringError(
        "cannot feed samples to input '" + input.name + "' of type " +
        getElementName(input.kind) +
        "; it must be float32, or int8 with a compress.qtype");
  if (tensor->kind != ElementKind::U8 && tensor->kind != ElementKind::F32 &&
      tensor->kind != ElementKind::F64)
    return llvm::createStringError("'" + path + "' holds " +
                                   getElementName(tensor->kind) +
                                   "; samples must be uint8 or float");

  size_t channels = std::max<size_t>(
      1, std::max(normalization.mean.size(), normalization.std.size()));
  for (size_t count : {normalization.mean.size(), normalization.std.size()})
    if (count > 1 && count != channels)
      return llvm::createStringError(
          "mean and std must be one number, or one per channel");
  if (channels > 1) {
    std::optional<size_t> dim = findChannelDim(sample, channels);
    if (!dim)
      return llvm::createStringError(
          "cannot apply " + llvm::Twine(channels) +
          " channel means or deviations to input '" + input.name + "' of " +
          formatShape(input.shape) +
          ": neither its first nor its last dimension alone counts them");
    for (int64_t size : sample.drop_front(*dim + 1))
      source.channelStride *= size;
  }
  double unit = tensor->kind == ElementKind::U8 ? 1.0 / 255.0 : 1.0;
  auto pick = [](ArrayRef<double> list, size_t channel, double fallback) {
    return list.empty() ? fallback : list[list.size() == 1 ? 0 : channel];
  };
  for (size_t c = 0; c < channels; ++c) {
    double mean = pick(normalization.mean, c, 0.0);
    double deviation = pick(normalization.std, c, 1.0);
    source.factor.push_back(unit / deviation);
    source.offset.push_back(-mean / deviation);
  }
  source.numSamples = tensor->shape.front();
  source.sampleSize = tensor->getNumElements() / source.numSamples;
  source.samples = std::move(*tensor);
  return source;
}

template <typename T, typename WriteFn>
static void normalize(ArrayRef<T> values, ArrayRef<float> factor,
                      ArrayRef<float> offset, int64_t channelStride,
                      WriteFn write) {
  // The common case, in a loop that can be vectorised.
  if (factor.size() == 1) {
    float a = factor[0], b = offset[0];
    for (size_t i = 0; i < values.size(); ++i)
      write(i, static_cast<float>(values[i]) * a + b);
    return;
  }
  for (size_t i = 0; i < values.size(); ++i) {
    size_t c = i / channelStride % factor.size();
    write(i, static_cast<float>(values[i]) * factor[c] + offset[c]);
  }
}

template <typename WriteFn>
void SampleSource::readTo(int64_t index, WriteFn write) const {
  size_t begin = index * sampleSize;
  switch (samples.kind) {
  case ElementKind::U8:
    return normalize(samples.data<uint8_t>().slice(begin, sampleSize), factor,
                     offset, channelStride, write);
  case ElementKind::F32:
    return normalize(samples.data<float>().slice(begin, sampleSize), factor,
                     offset, channelStride, write);
  default:
    return normalize(samples.data<double>().slice(begin, sampleSize), factor,
                     offset, channelStride, write);
  }
}

void SampleSource::read(int64_t index, void *destination) const {
  assert(index >= 0 && index < numSamples && "no such sample");
  if (input.kind == ElementKind::F32)
    return readTo(index, [=](size_t i, float value) {
      static_cast<float *>(destination)[i] = value;
    });
  float inverse = input.scale > 0.0 ? static_cast<float>(1.0 / input.scale) : 0;
  readTo(index, [&](size_t i, float value) {
    static_cast<int8_t *>(destination)[i] =
        reference::quantize(value, inverse, input.zeroPoint, -128, 127);
  });
}

uint64_t SampleSource::getHash() const {
  auto hash = [](const void *bytes, size_t size) {
    return llvm::xxh3_64bits(
        ArrayRef<uint8_t>(static_cast<const uint8_t *>(bytes), size));
  };
  uint64_t parts[] = {hash(samples.bytes.data(), samples.bytes.size()),
                      hash(factor.data(), factor.size() * sizeof(float)),
                      hash(offset.data(), offset.size() * sizeof(float))};
  return hash(parts, sizeof(parts));
}

llvm::Expected<std::vector<int64_t>> compress::readLabels(StringRef path) {
  llvm::Expected<Tensor> tensor = readTensor(path);
  if (!tensor)
    return tensor.takeError();
  if (tensor->shape.size() != 1)
    return llvm::createStringError("labels in '" + path +
                                   "' must be a list of class numbers, got " +
                                   formatShape(tensor->shape));
  auto convert = [](auto values) {
    return std::vector<int64_t>(values.begin(), values.end());
  };
  std::vector<int64_t> labels;
  switch (tensor->kind) {
  case ElementKind::U8:
    labels = convert(tensor->data<uint8_t>());
    break;
  case ElementKind::I8:
    labels = convert(tensor->data<int8_t>());
    break;
  case ElementKind::I16:
    labels = convert(tensor->data<int16_t>());
    break;
  case ElementKind::I32:
    labels = convert(tensor->data<int32_t>());
    break;
  case ElementKind::I64:
    labels = convert(tensor->data<int64_t>());
    break;
  default:
    return llvm::createStringError("labels in '" + path +
                                   "' must be integers, got " +
                                   getElementName(tensor->kind));
  }
  for (size_t i = 0; i < labels.size(); ++i)
    if (labels[i] < 0)
      return llvm::createStringError("label " + llvm::Twine(i) + " in '" +
                                     path + "' is negative");
  return labels;
}

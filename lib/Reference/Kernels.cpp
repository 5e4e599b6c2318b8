//===- Kernels.cpp - integer tensor operations as plain loops -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Reference/Kernels.h"
#include "compress/Reference/Requantize.h"
#include <algorithm>
#include <cstdlib>

using namespace mlir::compress;
using namespace mlir::compress::reference;

int64_t Window::outputSize(int64_t inputSize, int dim) const {
  int64_t extent = dilation[dim] * (kernel[dim] - 1) + 1;
  return (inputSize + pad[2 * dim] + pad[2 * dim + 1] - extent) / stride[dim] +
         1;
}

/// Calls `body(ky, kx, offset)` for every position of the window at output
/// position (y, x) that lies inside the input; `offset` is that of channel 0.
static void
forEachInside(const Window &window, Shape input, int64_t n, int64_t y,
              int64_t x,
              llvm::function_ref<void(int64_t, int64_t, int64_t)> body) {
  for (int64_t ky = 0; ky < window.kernel[0]; ++ky) {
    int64_t iy = y * window.stride[0] - window.pad[0] + ky * window.dilation[0];
    if (iy < 0 || iy >= input[1])
      continue;
    for (int64_t kx = 0; kx < window.kernel[1]; ++kx) {
      int64_t ix =
          x * window.stride[1] - window.pad[2] + kx * window.dilation[1];
      if (ix >= 0 && ix < input[2])
        body(ky, kx, ((n * input[1] + iy) * input[2] + ix) * input[3]);
    }
  }
}

/// The shape of what `window` gives for an input of `shape`, with `channels`.
static std::array<int64_t, 4> outputShape(const Window &window, Shape shape,
                                          int64_t channels) {
  return {shape[0], window.outputSize(shape[1], 0),
          window.outputSize(shape[2], 1), channels};
}

std::vector<int32_t> reference::conv2d(Ints input, Shape inputShape,
                                       Ints weight, Shape weightShape,
                                       Ints bias, const Window &window,
                                       int64_t groups, int32_t inputZp,
                                       int32_t weightZp) {
  int64_t outputs = weightShape[0], depth = weightShape[3];
  std::vector<int32_t> result;
  auto shape = outputShape(window, inputShape, outputs);
  forEachEntry(shape, [&](Shape at, int64_t) {
    int64_t o = at[3], group = o / (outputs / groups);
    int64_t sum = bias.empty() ? 0 : bias[o];
    forEachInside(
        window, inputShape, at[0], at[1], at[2],
        [&](int64_t ky, int64_t kx, int64_t offset) {
          const int32_t *w =
              &weight[((o * weightShape[1] + ky) * weightShape[2] + kx) *
                      depth];
          const int32_t *x = &input[offset + group * depth];
          for (int64_t i = 0; i < depth; ++i)
            sum += int64_t(x[i] - inputZp) * (w[i] - weightZp);
        });
    result.push_back(static_cast<int32_t>(sum));
  });
  return result;
}

std::vector<int32_t> reference::dense(Ints input, Ints weight,
                                      Shape weightShape, Ints bias,
                                      int32_t inputZp, int32_t weightZp) {
  int64_t outputs = weightShape[0], depth = weightShape[1];
  std::vector<int32_t> result;
  for (; !input.empty(); input = input.drop_front(depth))
    for (int64_t n = 0; n < outputs; ++n) {
      int64_t sum = bias.empty() ? 0 : bias[n];
      for (int64_t k = 0; k < depth; ++k)
        sum += int64_t(input[k] - inputZp) * (weight[n * depth + k] - weightZp);
      result.push_back(static_cast<int32_t>(sum));
    }
  return result;
}

std::vector<int32_t> reference::batchMatmul(Ints a, Shape aShape, Ints b,
                                            Shape bShape, int32_t aZp,
                                            int32_t bZp) {
  int64_t depth = aShape[2], columns = bShape[2];
  std::vector<int32_t> result;
  forEachEntry({aShape[0], aShape[1], columns}, [&](Shape at, int64_t) {
    int64_t sum = 0;
    for (int64_t k = 0; k < depth; ++k)
      sum += int64_t(a[(at[0] * aShape[1] + at[1]) * depth + k] - aZp) *
             (b[(at[0] * depth + k) * columns + at[2]] - bZp);
    result.push_back(static_cast<int32_t>(sum));
  });
  return result;
}

std::vector<int32_t> reference::maxPool2d(Ints input, Shape shape,
                                          const Window &window) {
  std::vector<int32_t> result;
  forEachEntry(outputShape(window, shape, shape[3]), [&](Shape at, int64_t) {
    int32_t largest = INT32_MIN;
    forEachInside(window, shape, at[0], at[1], at[2],
                  [&](int64_t, int64_t, int64_t offset) {
                    largest = std::max(largest, input[offset + at[3]]);
                  });
    result.push_back(largest);
  });
  return result;
}

std::vector<int32_t> reference::avgPool2d(Ints input, Shape shape,
                                          const Window &window, int32_t inputZp,
                                          int32_t outputZp, int32_t low,
                                          int32_t high) {
  std::vector<int32_t> result;
  forEachEntry(outputShape(window, shape, shape[3]), [&](Shape at, int64_t) {
    int32_t sum = 0, count = 0;
    forEachInside(window, shape, at[0], at[1], at[2],
                  [&](int64_t, int64_t, int64_t offset) {
                    sum += input[offset + at[3]] - inputZp;
                    ++count;
                  });
    int64_t value = int64_t(averageOf(sum, count)) + outputZp;
    result.push_back(static_cast<int32_t>(clamp(value, low, high)));
  });
  return result;
}

std::vector<int32_t> reference::rescale(Ints input,
                                        const RescaleParameters &parameters) {
  size_t channels = parameters.multipliers.size();
  Rounding rounding =
      parameters.doubleRound ? Rounding::Double : Rounding::Single;
  std::vector<int32_t> result;
  result.reserve(input.size());
  for (size_t i = 0; i < input.size(); ++i) {
    size_t c = i % channels;
    result.push_back(rescale(input[i], parameters.inputZp,
                             {parameters.multipliers[c], parameters.shifts[c]},
                             rounding, parameters.outputZp, parameters.low,
                             parameters.high));
  }
  return result;
}

int64_t reference::broadcastOffset(Shape shape, Shape index) {
  int64_t offset = 0;
  for (size_t i = 0; i < shape.size(); ++i)
    offset = offset * shape[i] + (shape[i] == 1 ? 0 : index[i]);
  return offset;
}

void reference::forEachEntry(Shape shape,
                             llvm::function_ref<void(Shape, int64_t)> body) {
  std::vector<int64_t> index(shape.size(), 0);
  int64_t size = 1;
  for (int64_t dim : shape)
    size *= dim;
  for (int64_t offset = 0; offset < size; ++offset) {
    body(index, offset);
    for (size_t i = shape.size(); i-- > 0;) {
      if (++index[i] < shape[i])
        break;
      index[i] = 0;
    }
  }
}

std::vector<int32_t> reference::elementwise(
    Ints a, Shape aShape, Ints b, Shape bShape, Shape shape,
    llvm::function_ref<int32_t(int32_t, int32_t)> operation) {
  std::vector<int32_t> result;
  forEachEntry(shape, [&](Shape index, int64_t) {
    result.push_back(operation(a[broadcastOffset(aShape, index)],
                               b[broadcastOffset(bShape, index)]));
  });
  return result;
}

std::vector<int32_t>
reference::reduce(Ints input, Shape shape, int64_t axis,
                  llvm::function_ref<int32_t(int32_t, int32_t)> operation) {
  std::vector<int64_t> reduced(shape.begin(), shape.end());
  reduced[axis] = 1;
  std::vector<int32_t> result(input.size() / shape[axis]);
  forEachEntry(shape, [&](Shape index, int64_t offset) {
    int32_t &entry = result[broadcastOffset(reduced, index)];
    entry = index[axis] == 0 ? input[offset] : operation(entry, input[offset]);
  });
  return result;
}

std::vector<int64_t> reference::accumulatorBounds(Ints weight,
                                                  int64_t numChannels,
                                                  int32_t weightZp,
                                                  int64_t maxInput, Ints bias) {
  int64_t depth = weight.size() / numChannels;
  std::vector<int64_t> bounds(numChannels, 0);
  for (int64_t c = 0; c < numChannels; ++c) {
    for (int32_t w : weight.slice(c * depth, depth))
      bounds[c] += std::abs(int64_t(w) - weightZp) * maxInput;
    if (!bias.empty())
      bounds[c] += std::abs(int64_t(bias[c]));
  }
  return bounds;
}

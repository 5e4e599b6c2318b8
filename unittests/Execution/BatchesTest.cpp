//===- BatchesTest.cpp - one model at two batch sizes ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Execution/Batches.h"
#include "gtest/gtest.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

namespace {

/// Adds 1 to the 2x3 entries of each sample, and `error` more to those of the
/// last one. The batch is the first dimension or the second.
class AddOne : public CompiledFunction {
public:
  AddOne(int64_t batch, bool isOutermost, ElementKind kind, double error = 0.0)
      : kind(kind), error(error), batch(batch), outer(isOutermost ? 1 : 2) {
    TensorSpec spec;
    spec.name = "x";
    spec.kind = kind;
    spec.shape = isOutermost ? std::vector<int64_t>{batch, 2, 3}
                             : std::vector<int64_t>{2, batch, 3};
    inputs = outputs = {spec};
    outputs.front().name = "y";
  }

  ArrayRef<TensorSpec> getInputs() const override { return inputs; }
  ArrayRef<TensorSpec> getOutputs() const override { return outputs; }
  int64_t getWeightBytes() const override { return 0; }
  void run(ArrayRef<const void *> in, ArrayRef<void *> out) const override {
    auto add = [&](auto *from, auto *to) {
      int64_t inner = 6 / outer;
      for (int64_t i = 0, e = 6 * batch; i < e; ++i)
        to[i] = from[i] + 1 + (i / inner % batch == batch - 1 ? error : 0);
    };
    if (kind == ElementKind::F32)
      add(static_cast<const float *>(in[0]), static_cast<float *>(out[0]));
    else
      add(static_cast<const int8_t *>(in[0]), static_cast<int8_t *>(out[0]));
  }

private:
  ElementKind kind;
  double error;
  int64_t batch, outer;
  std::vector<TensorSpec> inputs, outputs;
};

/// What `compareBatches` says of a function with an error at batch 5.
std::string compare(int64_t originalBatch, bool isOutermost, ElementKind kind,
                    double error) {
  AddOne original(originalBatch, isOutermost, kind);
  AddOne batched(5, isOutermost, kind, error);
  BatchLayout layout = {isOutermost ? 1 : 2};
  return llvm::toString(compareBatches(
      {&original, originalBatch, &batched, 5, {layout}, {layout}}, 1e-5));
}

} // namespace

TEST(BatchesTest, EqualFunctionsAreEqualAtEveryBatchSize) {
  for (int64_t originalBatch : {1, 2, 5, 7})
    for (bool isOutermost : {true, false}) {
      EXPECT_EQ(compare(originalBatch, isOutermost, ElementKind::F32, 0.0), "");
      EXPECT_EQ(compare(originalBatch, isOutermost, ElementKind::I8, 0.0), "");
    }
}

TEST(BatchesTest, FindsTheSampleThatDiffers) {
  for (bool isOutermost : {true, false}) {
    std::string message =
        compare(1, isOutermost, ElementKind::F32, /*error=*/0.25);
    EXPECT_EQ(message.find("entry 0 of sample 4 of output 'y' is "), 0u)
        << message;
    EXPECT_NE(message.find(" in a batch of 5, and "), std::string::npos);
    EXPECT_NE(message.find(" in a batch of 1"), std::string::npos);
  }
  EXPECT_NE(compare(2, true, ElementKind::F32, 0.25), "");
  EXPECT_NE(compare(1, true, ElementKind::F32, NAN), "");
}

TEST(BatchesTest, FloatsMayDifferALittleAndIntegersNot) {
  EXPECT_EQ(compare(1, true, ElementKind::F32, 1e-6), "");
  EXPECT_NE(compare(1, true, ElementKind::F32, 1e-4), "");
  EXPECT_NE(compare(1, true, ElementKind::I8, 1.0), "");
}

TEST(BatchesTest, CompiledFunctionsKeepTheirBatch) {
  AddOne function(5, true, ElementKind::F32);
  EXPECT_FALSE(checkCompiledBatch(function, "net.so", 5));
  EXPECT_EQ(llvm::toString(checkCompiledBatch(function, "net.so", 4)),
            "'net.so' was compiled with input 'x' of 5x2x3; compile it again "
            "with batch size 4");
}

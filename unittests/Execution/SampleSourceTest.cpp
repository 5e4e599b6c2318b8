//===- SampleSourceTest.cpp - samples and labels --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Execution/SampleSource.h"
#include "TemporaryFile.h"
#include <cmath>

using namespace mlir::compress;

static TensorSpec makeSpec(std::vector<int64_t> shape,
                           ElementKind kind = ElementKind::F32) {
  TensorSpec spec;
  spec.name = "x";
  spec.kind = kind;
  spec.shape = std::move(shape);
  return spec;
}

static std::string makeBytes(llvm::StringRef shape, llvm::StringRef data) {
  return makeNpy(
      ("{'descr': '|u1', 'fortran_order': False, 'shape': " + shape + "}")
          .str(),
      data);
}

TEST(SampleSource, DividesNormalizesAndIgnoresUnitDims) {
  TemporaryFile file(
      makeBytes("(2, 2, 1)", llvm::StringRef("\0\xff\x33\0", 4)));
  auto source =
      SampleSource::open(file.getPath(), makeSpec({1, 1, 2}), {{0.5}, {0.25}});
  ASSERT_TRUE(static_cast<bool>(source));
  EXPECT_EQ(source->getNumSamples(), 2);
  float values[2];
  source->read(0, values);
  EXPECT_FLOAT_EQ(values[0], -2.0f);
  EXPECT_FLOAT_EQ(values[1], 2.0f);
  source->read(1, values);
  EXPECT_FLOAT_EQ(values[0], (0.2f - 0.5f) / 0.25f);
}

TEST(SampleSource, ChannelsFirstAndLast) {
  TemporaryFile first(makeBytes("(1, 3, 2)", "\xff\xff\xff\xff\xff\xff"));
  float values[6];
  auto source = SampleSource::open(first.getPath(), makeSpec({1, 3, 2}),
                                   {{0.0, 1.0, 2.0}, {}});
  ASSERT_TRUE(static_cast<bool>(source));
  source->read(0, values);
  EXPECT_FLOAT_EQ(values[1], 1.0f);
  EXPECT_FLOAT_EQ(values[2], 0.0f);
  EXPECT_FLOAT_EQ(values[5], -1.0f);
  TemporaryFile last(makeBytes("(1, 2, 3)", "\xff\xff\xff\xff\xff\xff"));
  source = SampleSource::open(last.getPath(), makeSpec({1, 2, 3}),
                              {{}, {1.0, 2.0, 4.0}});
  ASSERT_TRUE(static_cast<bool>(source));
  source->read(0, values);
  EXPECT_FLOAT_EQ(values[1], 0.5f);
  EXPECT_FLOAT_EQ(values[5], 0.25f);
}

TEST(SampleSource, QuantizesIntegerInputs) {
  TemporaryFile file(makeBytes("(1, 2)", llvm::StringRef("\0\xff", 2)));
  TensorSpec spec = makeSpec({1, 2}, ElementKind::I8);
  spec.scale = 0.001;
  spec.zeroPoint = -128;
  auto source = SampleSource::open(file.getPath(), spec, {});
  ASSERT_TRUE(static_cast<bool>(source));
  int8_t values[2];
  source->read(0, values);
  EXPECT_EQ(values[0], -128);
  EXPECT_EQ(values[1], 127);
}

TEST(SampleSource, Refusals) {
  TemporaryFile file(makeBytes("(1, 2)", "ab"));
  auto refuse = [&](const TensorSpec &spec, const Normalization &by) {
    return messageOf(SampleSource::open(file.getPath(), spec, by), file);
  };
  EXPECT_EQ(refuse(makeSpec({1, 3}), {}),
            "samples of FILE do not fit input 'x': the file holds 1x2 (the "
            "first dimension counts samples), the input is 1x3");
  EXPECT_EQ(refuse(makeSpec({}), {}),
            "samples of FILE do not fit input 'x': the file holds 1x2 (the "
            "first dimension counts samples), the input is scalar");
  EXPECT_EQ(refuse(makeSpec({1, 2}, ElementKind::I8), {}),
            "cannot feed samples to input 'x' of type int8; it must be "
            "float32, or int8 with a compress.qtype");
  EXPECT_EQ(refuse(makeSpec({1, 2}), {{0.0}, {-1.0}}),
            "std must be finite and positive, got -1.00");
  EXPECT_EQ(refuse(makeSpec({1, 2}), {{INFINITY}, {}}),
            "mean must be finite, got INF");
  EXPECT_EQ(refuse(makeSpec({1, 2}), {{0, 0}, {1, 1, 1}}),
            "mean and std must be one number, or one per channel");
  EXPECT_EQ(refuse(makeSpec({1, 2}), {{0, 0, 0}, {}}),
            "cannot apply 3 channel means or deviations to input 'x' of 1x2: "
            "neither its first nor its last dimension alone counts them");
  TemporaryFile none(makeBytes("(0, 2)", ""));
  EXPECT_EQ(
      messageOf(SampleSource::open(none.getPath(), makeSpec({1, 2}), {}), none),
      "FILE holds no samples");
  TemporaryFile integers(makeNpy(
      "{'descr': '<i4', 'fortran_order': False, 'shape': (1, 1)}", "abcd"));
  EXPECT_EQ(
      messageOf(SampleSource::open(integers.getPath(), makeSpec({1, 1}), {}),
                integers),
      "FILE holds int32; samples must be uint8 or float");
}

TEST(Labels, Refusals) {
  auto refuse = [](llvm::StringRef contents) {
    TemporaryFile file(contents);
    return messageOf(readLabels(file.getPath()), file);
  };
  EXPECT_EQ(refuse(makeBytes("(1, 1)", "a")),
            "labels in FILE must be a list of class numbers, got 1x1");
  EXPECT_EQ(
      refuse(makeNpy("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)}",
                     llvm::StringRef("\0\0\0\0", 4))),
      "labels in FILE must be integers, got float32");
  EXPECT_EQ(
      refuse(makeNpy("{'descr': '|i1', 'fortran_order': False, 'shape': (2,)}",
                     "\x01\xff")),
      "label 1 in FILE is negative");
}

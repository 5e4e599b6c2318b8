//===- PackedWeightsTest.cpp - packed weights, whole and damaged ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Target/CPU/WeightFile.h"
#include "llvm/Support/Endian.h"
#include "gtest/gtest.h"
#include <random>

using namespace mlir;
using namespace mlir::compress;

extern "C" {
const char *compress_runtime_check_weights(const void *file, uint64_t size,
                                           uint64_t weight_bytes,
                                           uint64_t hash);
const char *compress_runtime_unpack_weights(const void *file, uint64_t size,
                                            uint64_t weight_bytes,
                                            uint64_t hash, void *weights);
}

namespace {

/// A model's weights, whole words as in every blob, and what its library would do with files. Files and
/// results are copied to buffers of exactly their size, for AddressSanitizer.
class Model {
public:
  explicit Model(std::string weights)
      : weights(std::move(weights)),
        header(makeWeightFileHeader(this->weights)) {}

  std::string unpack(StringRef file) {
    std::vector<char> copy(file.begin(), file.end());
    result.assign(weights.size(), '?');
    const char *problem = compress_runtime_unpack_weights(
        copy.data(), copy.size(), weights.size(), header.hash, result.data());
    return problem ? problem : "";
  }

  std::string check(StringRef file) {
    std::vector<char> copy(file.begin(), file.end());
    const char *problem = compress_runtime_check_weights(
        copy.data(), copy.size(), weights.size(), header.hash);
    return problem ? problem : "";
  }

  std::string getPlainFile() const {
    return std::string(reinterpret_cast<const char *>(&header),
                       sizeof(header)) +
           weights;
  }

  bool isRight() const {
    return StringRef(result.data(), result.size()) == weights;
  }

  std::string weights;
  compress_weight_file header;
  std::vector<char> result;
};

/// Weights of all kinds, one part after the other: with few and with many
/// entries of each size, with none, and with nothing else.
std::string makeWeights(std::mt19937 &random, size_t size) {
  std::string weights(size, '\0');
  for (size_t begin = 0; begin < size; begin += 1000 + random() % 8000) {
    size_t unit = 1u << random() % 3, rarity = 1u << random() % 12;
    for (size_t i = begin / unit * unit; i + unit <= size; i += unit)
      for (size_t k = 0; k < unit; ++k)
        weights[i + k] = 0;
    for (size_t i = begin / unit * unit; i + unit <= size; i += unit)
      if (random() % rarity == 0)
        for (size_t k = 0; k < unit; ++k)
          weights[i + k] = static_cast<char>(random());
  }
  return weights;
}

/// Says again how long the packed weights are.
std::string withLength(std::string file) {
  llvm::support::endian::write64le(&file[32], file.size() - 64);
  return file;
}

constexpr StringRef kDamaged = "the file of weights is damaged";

} // namespace

TEST(PackedWeights, RoundTrip) {
  std::mt19937 random(1);
  unsigned packed = 0;
  for (int i = 0; i < 200; ++i) {
    Model model(makeWeights(random, random() % 5000 * 8));
    std::string file = packWeightFile(model.weights);
    if (file.empty())
      continue;
    ++packed;
    EXPECT_LT(file.size(), model.weights.size());
    ASSERT_EQ(model.unpack(file), "") << i;
    EXPECT_TRUE(model.isRight()) << i;
  }
  EXPECT_GT(packed, 100u);
}

TEST(PackedWeights, NotWhereNothingIsWon) {
  EXPECT_EQ(packWeightFile(""), "");
  EXPECT_EQ(packWeightFile(std::string(100000, 'w')), "");
  std::string few(100000, 'w');
  for (size_t i = 0; i < few.size() / 20; ++i)
    few[i] = 0;
  EXPECT_EQ(packWeightFile(few), "");
  few.resize(200000);
  EXPECT_NE(packWeightFile(few), "");
}

TEST(PackedWeights, WrongFiles) {
  Model model(std::string(10000, '\0') + " weights");
  std::string file = packWeightFile(model.weights);
  ASSERT_EQ(model.unpack(file), "");
  EXPECT_EQ(model.unpack(""), "the file of weights is too short");
  EXPECT_EQ(model.unpack(StringRef(file).take_front(63)),
            "the file of weights is too short");
  EXPECT_EQ(
      model.unpack(model.getPlainFile()),
      "this is not a file of weights of the kind that this model needs");
  EXPECT_EQ(model.check(file), model.unpack(model.getPlainFile()));
  EXPECT_EQ(model.check(model.getPlainFile()), "");
  EXPECT_EQ(model.unpack(StringRef(file).drop_back()),
            "the file of weights is not as long as it says");
  EXPECT_EQ(model.unpack(file + "x"),
            "the file of weights is not as long as it says");
  EXPECT_EQ(model.unpack(packWeightFile(model.weights + "another.")),
            "the weights belong to another model");
  Model other(std::string(10000, '\0') + " weighty");
  EXPECT_EQ(model.unpack(packWeightFile(other.weights)),
            "the weights belong to another model");
}

/// Where a length was changed too, the parts themselves tell.
TEST(PackedWeights, CutAndExtended) {
  std::mt19937 random(2);
  Model model(makeWeights(random, 30000));
  std::string file = packWeightFile(model.weights);
  ASSERT_FALSE(file.empty());
  for (size_t size = 64; size < file.size(); size += 1 + size / 50)
    EXPECT_EQ(model.unpack(withLength(file.substr(0, size))), kDamaged) << size;
  EXPECT_EQ(model.unpack(withLength(file + "x")), kDamaged);
  EXPECT_EQ(model.unpack(withLength(file + std::string(4, '\0'))), kDamaged);
}

TEST(PackedWeights, Damaged) {
  std::mt19937 random(3);
  for (int i = 0; i < 20; ++i) {
    Model model(makeWeights(random, 5000 + random() % 1000 * 8));
    std::string file = packWeightFile(model.weights);
    for (size_t at = 64; at < file.size(); at += 1 + random() % 40) {
      std::string damaged = file;
      damaged[at] ^= static_cast<char>(1 + random() % 255);
      std::string problem = model.unpack(damaged);
      // A unit or a form may be changed to one that means the same.
      EXPECT_TRUE(problem == kDamaged || (problem.empty() && model.isRight()))
          << at << ": " << problem;
    }
  }
}

TEST(PackedWeights, Noise) {
  std::mt19937 random(4);
  Model model(std::string(12000, '\0') + "weights.");
  std::string header = packWeightFile(model.weights).substr(0, 64);
  for (int i = 0; i < 5000; ++i) {
    std::string file = header;
    // Often something that looks like parts.
    for (size_t parts = random() % 6; parts > 0; --parts) {
      file += static_cast<char>(random() % 4);
      file += static_cast<char>(random() % 6);
      file += static_cast<char>(random() % 16);
      file += static_cast<char>(random() % 8 == 0);
      for (size_t bytes = random() % 600; bytes > 0; --bytes)
        file += static_cast<char>(random() % 4 == 0 ? random() : 0);
    }
    EXPECT_EQ(model.unpack(withLength(file)), kDamaged) << i;
  }
}

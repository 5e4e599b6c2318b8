//===- ElementsTest.cpp - entries of constant tensors ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Support/Elements.h"
#include "mlir/IR/AsmState.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/MLIRContext.h"
#include "gtest/gtest.h"
#include <numeric>

using namespace mlir;
using namespace mlir::compress;

namespace {

struct ElementsTest : ::testing::Test {
  RankedTensorType type(ArrayRef<int64_t> shape, Type element) {
    return RankedTensorType::get(shape, element);
  }
  /// A resource of `bytes` bytes.
  ElementsAttr resource(RankedTensorType type, size_t bytes) {
    std::vector<char> data(bytes);
    return DenseResourceElementsAttr::get(
        type, "blob", HeapAsmResourceBlob::allocateAndCopyWithAlign(data, 8));
  }

  MLIRContext context;
  Builder builder{&context};
  Type f32 = builder.getF32Type();
};

} // namespace

TEST_F(ElementsTest, FloatsComeBackFromDenseAndResource) {
  for (int64_t size : {3, 1000}) {
    std::vector<float> data(size);
    std::iota(data.begin(), data.end(), -1.5f);
    ElementsAttr elements = makeF32Elements(type({size}, f32), data, "w");
    EXPECT_EQ(isa<DenseResourceElementsAttr>(elements), size == 1000);
    EXPECT_EQ(getF32Elements(elements), data);
  }
}

TEST_F(ElementsTest, SplatsAreExpanded) {
  auto splat = DenseElementsAttr::get(type({2, 2}, f32), 3.0f);
  EXPECT_EQ(getF32Elements(splat), std::vector<float>(4, 3.0f));
}

TEST_F(ElementsTest, IntegersOfEveryWidthComeBack) {
  for (unsigned width : {8, 16, 32})
    for (int64_t size : {2, 100}) {
      std::vector<int32_t> data(size, -3);
      data.back() = (1 << (width == 32 ? 30 : width - 1)) - 1;
      ElementsAttr elements = makeIntElements(
          type({size}, builder.getIntegerType(width)), data, "w");
      EXPECT_EQ(getIntElements(elements), data) << width << " x " << size;
    }
}

TEST_F(ElementsTest, BoolsComeBack) {
  std::vector<bool> data = {true, false, false, true, true, false};
  ElementsAttr elements =
      makeBoolElements(type({2, 3}, builder.getI1Type()), data);
  EXPECT_EQ(getBoolElements(elements), data);
  EXPECT_EQ(
      getBoolElements(makeBoolElements(type({1}, builder.getI1Type()), {true})),
      std::vector<bool>{true});
}

TEST_F(ElementsTest, OtherTypesAreRefused) {
  auto floats = DenseElementsAttr::get(type({1}, f32), 1.0f);
  auto ints =
      DenseElementsAttr::get(type({1}, builder.getI64Type()), int64_t(1));
  EXPECT_FALSE(getIntElements(floats));
  EXPECT_FALSE(getBoolElements(floats));
  EXPECT_FALSE(getF32Elements(ints));
  EXPECT_FALSE(getIntElements(ints));
  EXPECT_FALSE(getF32Elements({}));
  EXPECT_FALSE(getIntElements({}));
  EXPECT_FALSE(getBoolElements({}));
}

TEST_F(ElementsTest, BrokenResourcesAreRefused) {
  EXPECT_TRUE(getF32Elements(resource(type({4}, f32), 16)));
  EXPECT_FALSE(getF32Elements(resource(type({4}, f32), 12)));
  EXPECT_FALSE(getF32Elements(resource(type({4}, f32), 0)));
  EXPECT_FALSE(
      getIntElements(resource(type({4}, builder.getIntegerType(8)), 5)));
}

TEST_F(ElementsTest, ReshapeSharesTheData) {
  std::vector<float> data(100, 2.0f);
  ElementsAttr elements = makeF32Elements(type({100}, f32), data, "w");
  ElementsAttr reshaped = reshapeElements(elements, {4, 25});
  EXPECT_EQ(reshaped.getShapedType().getShape(), ArrayRef<int64_t>({4, 25}));
  EXPECT_EQ(cast<DenseResourceElementsAttr>(reshaped).getRawHandle(),
            cast<DenseResourceElementsAttr>(elements).getRawHandle());
}

TEST_F(ElementsTest, BroadcastAndTranspose) {
  EXPECT_EQ(broadcastTo({true, false}, {2, 1}, {2, 3}),
            (std::vector<bool>{true, true, true, false, false, false}));
  EXPECT_EQ(broadcastTo({true, false}, {1, 2}, {2, 2}),
            (std::vector<bool>{true, false, true, false}));
  std::vector<int> data = {0, 1, 2, 3, 4, 5};
  EXPECT_EQ(transposeElements<int>(data, {2, 3}, {1, 0}),
            (std::vector<int>{0, 3, 1, 4, 2, 5}));
  EXPECT_EQ(transposeElements<int>(data, {1, 2, 3}, {2, 0, 1}),
            (std::vector<int>{0, 3, 1, 4, 2, 5}));
}

//===- DimensionCouplingTest.cpp - groups over a function -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/DimensionCoupling.h"
#include "compress/InitAllDialects.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace mlir::compress;

using Direction = DimensionGroup::Direction;

namespace {

struct DimensionGroupTest : ::testing::Test {
  DimensionGroupTest() {
    DialectRegistry registry;
    registry.insert<func::FuncDialect, tosa::TosaDialect>();
    compress::registerAllDialects(registry);
    context.appendDialectRegistry(registry);
    context.loadAllAvailableDialects();
    context.allowUnregisteredDialects();
  }

  /// The last function of a module.
  func::FuncOp parse(StringRef text) {
    module = parseSourceString<ModuleOp>(text, &context);
    EXPECT_TRUE(module);
    func::FuncOp last;
    for (auto function : module->getOps<func::FuncOp>())
      last = function;
    return last;
  }
  /// The result of the operation or parameter of that name.
  Value find(StringRef name) {
    Value found;
    module->walk([&](Operation *op) {
      auto attribute = op->getAttrOfType<StringAttr>("name");
      if (attribute && attribute.getValue() == name)
        found = op->getResult(0);
    });
    EXPECT_TRUE(found) << name.str();
    return found;
  }
  /// The slices of a value: `dim:begin+size@offset/repeat/block`.
  std::string show(const DimensionGroup &group, Value value) {
    std::string text;
    for (const DimSlice &slice : group.lookup(value)) {
      const IndexMap &map = slice.slice.map;
      text += (text.empty() ? "" : " ") + std::to_string(slice.dim);
      text += ":" + std::to_string(slice.slice.begin) + "+" +
              std::to_string(map.size) + "@" + std::to_string(map.offset) +
              "/" + std::to_string(map.repeat) + "/" +
              std::to_string(map.block);
    }
    return text;
  }

  MLIRContext context;
  OwningOpRef<ModuleOp> module;
};

} // namespace

/// A convolution's channels reach its own weight and bias, and blocks of the
/// next dense layer's inputs.
TEST_F(DimensionGroupTest, ChannelsReachWhatComesBeforeAndAfter) {
  func::FuncOp function = parse(R"mlir(
    func.func @main(%x: tensor<1x4x4x2xf32>) -> tensor<1x5xf32> {
      %w = compress.parameter "w" = dense<1.0> : tensor<8x1x1x2xf32>
      %b = compress.parameter "b" = dense<1.0> : tensor<8xf32>
      %0 = compress.conv2d "conv" %x, %w bias %b : tensor<1x4x4x2xf32>, tensor<8x1x1x2xf32>, tensor<8xf32>
      %1 = tosa.transpose %0 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x4x4x8xf32>) -> tensor<1x8x4x4xf32>
      %s = tosa.const_shape {values = dense<[1, 128]> : tensor<2xindex>} : () -> !tosa.shape<2>
      %2 = tosa.reshape %1, %s : (tensor<1x8x4x4xf32>, !tosa.shape<2>) -> tensor<1x128xf32>
      %v = compress.parameter "v" = dense<1.0> : tensor<5x128xf32>
      %3 = compress.dense "fc" %2, %v : tensor<1x128xf32>, tensor<5x128xf32>
      return %3 : tensor<1x5xf32>
    })mlir");
  DimensionGroup group(function, Direction::Both);
  group.addSeed(find("conv"), 3);
  group.propagate();
  EXPECT_TRUE(group.getObstacles().empty());
  EXPECT_EQ(show(group, find("conv")), "3:0+8@0/1/1");
  EXPECT_EQ(show(group, find("w")), "0:0+8@0/1/1");
  EXPECT_EQ(show(group, find("b")), "0:0+8@0/1/1");
  EXPECT_EQ(show(group, find("v")), "1:0+8@0/1/16");
  EXPECT_EQ(show(group, find("fc")), "");
  EXPECT_EQ(show(group, function.getArgument(0)), "");
}

/// A residual sum ties both branches; a depthwise convolution hands channels
/// on; squeeze and excite does not untie them.
TEST_F(DimensionGroupTest, ResidualBranchesAreOneGroup) {
  func::FuncOp function = parse(R"mlir(
    func.func @main(%x: tensor<1x4x4x2xf32>) -> tensor<1x4x4x8xf32> {
      %w1 = compress.parameter "w1" = dense<1.0> : tensor<8x1x1x2xf32>
      %0 = compress.conv2d "a" %x, %w1 : tensor<1x4x4x2xf32>, tensor<8x1x1x2xf32>
      %w2 = compress.parameter "w2" = dense<1.0> : tensor<8x1x1x1xf32>
      %1 = compress.conv2d "dw" %0, %w2 {groups = 8 : i64} : tensor<1x4x4x8xf32>, tensor<8x1x1x1xf32>
      %2 = tosa.reduce_sum %1 {axis = 1 : i32} : (tensor<1x4x4x8xf32>) -> tensor<1x1x4x8xf32>
      %3 = tosa.reduce_sum %2 {axis = 2 : i32} : (tensor<1x1x4x8xf32>) -> tensor<1x1x1x8xf32>
      %z = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
      %4 = tosa.mul %1, %3, %z : (tensor<1x4x4x8xf32>, tensor<1x1x1x8xf32>, tensor<1xi8>) -> tensor<1x4x4x8xf32>
      %w3 = compress.parameter "w3" = dense<1.0> : tensor<8x1x1x2xf32>
      %5 = compress.conv2d "b" %x, %w3 : tensor<1x4x4x2xf32>, tensor<8x1x1x2xf32>
      %6 = tosa.add %4, %5 : (tensor<1x4x4x8xf32>, tensor<1x4x4x8xf32>) -> tensor<1x4x4x8xf32>
      return %6 : tensor<1x4x4x8xf32>
    })mlir");
  DimensionGroup group(function, Direction::Both);
  group.addSeed(find("w1"), 0);
  group.propagate();
  ASSERT_EQ(group.getObstacles().size(), 1u);
  EXPECT_EQ(group.getObstacles()[0].reason,
            "returns them in result 0, whose type stays");
  for (const char *name : {"w1", "w2", "w3"})
    EXPECT_EQ(show(group, find(name)), "0:0+8@0/1/1") << name;
}

/// Channels after a concatenation are told apart by their offsets; the other
/// part of it is not in the group.
TEST_F(DimensionGroupTest, ConcatenationsShiftChannels) {
  func::FuncOp function = parse(R"mlir(
    func.func @main(%x: tensor<1x4x4x2xf32>) -> tensor<1x4x4x4xf32> {
      %w1 = compress.parameter "w1" = dense<1.0> : tensor<3x1x1x2xf32>
      %0 = compress.conv2d "a" %x, %w1 : tensor<1x4x4x2xf32>, tensor<3x1x1x2xf32>
      %w2 = compress.parameter "w2" = dense<1.0> : tensor<5x1x1x2xf32>
      %1 = compress.conv2d "b" %x, %w2 : tensor<1x4x4x2xf32>, tensor<5x1x1x2xf32>
      %2 = tosa.concat %0, %1 {axis = 3 : i32} : (tensor<1x4x4x3xf32>, tensor<1x4x4x5xf32>) -> tensor<1x4x4x8xf32>
      %w3 = compress.parameter "w3" = dense<1.0> : tensor<4x1x1x8xf32>
      %3 = compress.conv2d "c" %2, %w3 : tensor<1x4x4x8xf32>, tensor<4x1x1x8xf32>
      return %3 : tensor<1x4x4x4xf32>
    })mlir");
  DimensionGroup group(function, Direction::Both);
  group.addSeed(find("b"), 3);
  group.propagate();
  EXPECT_TRUE(group.getObstacles().empty());
  EXPECT_EQ(show(group, find("w3")), "3:0+5@3/1/1");
  EXPECT_EQ(show(group, find("w2")), "0:0+5@0/1/1");
  EXPECT_EQ(show(group, find("w1")), "");
  // From behind, the seed falls into two parts.
  DimensionGroup back(function, Direction::Both);
  back.addSeed(find("w3"), 3);
  back.propagate();
  EXPECT_EQ(show(back, find("w1")), "0:0+3@0/1/1");
  EXPECT_EQ(show(back, find("w2")), "0:3+5@0/1/1");
}

/// Both sides of a convolution in groups move in whole groups only.
TEST_F(DimensionGroupTest, ChannelsOfGroupsAreNoGroups) {
  func::FuncOp function = parse(R"mlir(
    func.func @main(%x: tensor<1x4x4x6xf32>) -> tensor<1x4x4x8xf32> {
      %w = compress.parameter "w" = dense<1.0> : tensor<8x1x1x3xf32>
      %0 = compress.conv2d "a" %x, %w {groups = 2 : i64} : tensor<1x4x4x6xf32>, tensor<8x1x1x3xf32>
      return %0 : tensor<1x4x4x8xf32>
    })mlir");
  DimensionGroup group(function, Direction::Both);
  group.addSeed(function.getArgument(0), 3);
  group.propagate();
  ASSERT_EQ(group.getObstacles().size(), 2u);
  EXPECT_EQ(group.getObstacles()[0].reason,
            "takes them as argument 0, whose type stays");
  EXPECT_EQ(group.getObstacles()[1].reason,
            "does not keep its entries together");
}

TEST_F(DimensionGroupTest, UnknownOperationsAndWindowsAreObstacles) {
  func::FuncOp function = parse(R"mlir(
    func.func @main(%x: tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32> {
      %0 = "foo.bar"(%x) : (tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32>
      %1 = tosa.max_pool2d %x {kernel = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32>
      return %0 : tensor<1x4x4x2xf32>
    })mlir");
  DimensionGroup group(function, Direction::Forward);
  group.addSeed(function.getArgument(0), 1);
  group.propagate();
  ASSERT_EQ(group.getObstacles().size(), 2u);
  EXPECT_TRUE(group.getObstacles()[0].isUnknown);
  EXPECT_EQ(group.getObstacles()[0].op->getName().getStringRef(), "foo.bar");
  EXPECT_EQ(group.getObstacles()[1].reason, "slides a window over its entries");
}

/// In both directions an obstacle stops the entries that reach it, and no
/// others.
TEST_F(DimensionGroupTest, ObstaclesStopTheirOwnEntries) {
  func::FuncOp function = parse(R"mlir(
    func.func @main(%x: tensor<1x4x4x2xf32>) -> (tensor<1x4x4x3xf32>, tensor<1x4x4x10xf32>) {
      %w1 = compress.parameter "w1" = dense<1.0> : tensor<8x1x1x2xf32>
      %0 = compress.conv2d "a" %x, %w1 : tensor<1x4x4x2xf32>, tensor<8x1x1x2xf32>
      %start = tosa.const_shape {values = dense<[0, 0, 0, 2]> : tensor<4xindex>} : () -> !tosa.shape<4>
      %size = tosa.const_shape {values = dense<[1, 4, 4, 3]> : tensor<4xindex>} : () -> !tosa.shape<4>
      %1 = tosa.slice %0, %start, %size : (tensor<1x4x4x8xf32>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<1x4x4x3xf32>
      %2 = "foo.bar"(%1) : (tensor<1x4x4x3xf32>) -> tensor<1x4x4x3xf32>
      %padding = tosa.const_shape {values = dense<[0, 0, 0, 0, 0, 0, 1, 1]> : tensor<8xindex>} : () -> !tosa.shape<8>
      %zero = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
      %3 = tosa.pad %0, %padding, %zero : (tensor<1x4x4x8xf32>, !tosa.shape<8>, tensor<1xf32>) -> tensor<1x4x4x10xf32>
      %w2 = compress.parameter "w2" = dense<1.0> : tensor<10x1x1x2xf32>
      %4 = compress.conv2d "b" %x, %w2 : tensor<1x4x4x2xf32>, tensor<10x1x1x2xf32>
      %5 = tosa.add %3, %4 : (tensor<1x4x4x10xf32>, tensor<1x4x4x10xf32>) -> tensor<1x4x4x10xf32>
      %w3 = compress.parameter "w3" = dense<1.0> : tensor<10x1x1x10xf32>
      %6 = compress.conv2d "c" %5, %w3 : tensor<1x4x4x10xf32>, tensor<10x1x1x10xf32>
      return %2, %6 : tensor<1x4x4x3xf32>, tensor<1x4x4x10xf32>
    })mlir");
  DimensionGroup group(function, Direction::Both);
  group.addSeed(find("a"), 3);
  group.propagate();
  ASSERT_EQ(group.getObstacles().size(), 1u);
  EXPECT_TRUE(group.getObstacles()[0].isUnknown);
  EXPECT_EQ(group.getObstacles()[0].entries, (SmallVector<int64_t>{2, 3, 4}));

  // From the other side: padding has its own entries, 0 and 9; the slice is 1
  // further.
  DimensionGroup other(function, Direction::Both);
  other.addSeed(find("b"), 3);
  other.propagate();
  ASSERT_EQ(other.getObstacles().size(), 2u);
  EXPECT_EQ(other.getObstacles()[0].entries, (SmallVector<int64_t>{3, 4, 5}));
  EXPECT_EQ(other.getObstacles()[1].reason, "adds entries of its own there");
  EXPECT_EQ(other.getObstacles()[1].entries, (SmallVector<int64_t>{0, 9}));

  // Results and arguments keep their types.
  DimensionGroup result(function, Direction::Both);
  result.addSeed(find("c"), 3);
  result.propagate();
  ASSERT_EQ(result.getObstacles().size(), 1u);
  EXPECT_EQ(result.getObstacles()[0].reason,
            "returns them in result 1, whose type stays");
  DimensionGroup argument(function, Direction::Both);
  argument.addSeed(find("w1"), 3);
  argument.propagate();
  ASSERT_EQ(argument.getObstacles().size(), 1u);
  EXPECT_EQ(argument.getObstacles()[0].reason,
            "takes them as argument 0, whose type stays");
}

/// Heads of an attention are blocks of a layer's channels.
TEST_F(DimensionGroupTest, SeedsMayBeBlocks) {
  func::FuncOp function = parse(R"mlir(
    func.func @main(%x: tensor<1x6x8xf32>) -> tensor<1x6x2x1xf32> {
      %w = compress.parameter "w" = dense<1.0> : tensor<8x8xf32>
      %0 = compress.dense "q" %x, %w : tensor<1x6x8xf32>, tensor<8x8xf32>
      %s = tosa.const_shape {values = dense<[1, 6, 2, 4]> : tensor<4xindex>} : () -> !tosa.shape<4>
      %1 = tosa.reshape %0, %s : (tensor<1x6x8xf32>, !tosa.shape<4>) -> tensor<1x6x2x4xf32>
      %2 = tosa.reduce_sum %1 {axis = 3 : i32} : (tensor<1x6x2x4xf32>) -> tensor<1x6x2x1xf32>
      return %2 : tensor<1x6x2x1xf32>
    })mlir");
  DimensionGroup single(function, Direction::Both);
  single.addSeed(find("q"), 2);
  single.propagate();
  EXPECT_EQ(single.getObstacles().size(), 1u);
  // Channel i of both heads.
  DimensionGroup group(function, Direction::Both);
  group.addSeed(find("q"), DimSlice{2, {0, IndexMap{4, 0, 2, 1}}});
  group.propagate();
  EXPECT_TRUE(group.getObstacles().empty());
  EXPECT_EQ(show(group, find("w")), "0:0+4@0/2/1");
}

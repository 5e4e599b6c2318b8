//===- PlugPointTest.cpp - names of criteria and observers ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/Compress.h"
#include "mlir/IR/DialectRegistry.h"
#include "mlir/IR/MLIRContext.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace mlir::compress;

namespace {

/// Parses with a plug point; keeps the diagnostic.
struct PlugPointTest : ::testing::Test {
  PlugPointTest() { context.loadDialect<CompressDialect>(); }

  Attribute parse(const PlugPoint &point, StringRef text) {
    message.clear();
    ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
      message = diagnostic.str();
      return success();
    });
    return point.parse(text, &context,
                       [&] { return emitError(UnknownLoc::get(&context)); });
  }

  MLIRContext context;
  std::string message;
};

} // namespace

TEST_F(PlugPointTest, NamesAndAttributesAreTheSame) {
  Attribute l1 = parse(criteria(), "l1-norm");
  EXPECT_TRUE(isa_and_nonnull<L1NormAttr>(l1));
  EXPECT_EQ(parse(criteria(), "#compress.l1_norm"), l1);
  EXPECT_EQ(parse(criteria(), "  l1-norm "), l1);
}

TEST_F(PlugPointTest, ParametersComeAfterTheName) {
  auto rule = dyn_cast_or_null<PercentileAttr>(
      parse(observers(), "percentile<99.5, 512>"));
  ASSERT_TRUE(rule) << message;
  EXPECT_EQ(rule.getPercent().convertToDouble(), 99.5);
  EXPECT_EQ(rule.getNumBins(), 512);
  EXPECT_EQ(parse(observers(), "percentile"),
            parse(observers(), "percentile<99.99, 2048>"));
}

TEST_F(PlugPointTest, UnknownNamesListTheKnownOnes) {
  EXPECT_FALSE(parse(criteria(), "l2"));
  EXPECT_TRUE(StringRef(message).starts_with(
      "unknown criterion 'l2'; known are magnitude, l1-norm, l2-norm"))
      << message;
  EXPECT_FALSE(parse(observers(), ""));
  EXPECT_EQ(message,
            "unknown calibration rule ''; known are minmax, percentile");
}

TEST_F(PlugPointTest, WrongKindsAndTextAreRefused) {
  EXPECT_FALSE(parse(criteria(), "#compress.minmax"));
  EXPECT_EQ(message, "'#compress.minmax' is not a criterion");
  EXPECT_FALSE(parse(criteria(), "#compress.nothing"));
  EXPECT_NE(message.find("malformed criterion '#compress.nothing'"),
            std::string::npos);
  EXPECT_FALSE(parse(criteria(), "l1-norm<1>"));
  EXPECT_EQ(message,
            "malformed criterion 'l1-norm<1>': it takes no parameters");
  EXPECT_FALSE(parse(criteria(), "l1-norm<"));
  EXPECT_FALSE(parse(observers(), "percentile<0>"));
  EXPECT_EQ(message, "malformed calibration rule 'percentile<0>': expected a "
                     "percentage in (0, 100], got 0.000000e+00");
  EXPECT_FALSE(parse(observers(), "percentile<99.9> 3"));
}

TEST_F(PlugPointTest, ALaterEntryOfTheSameNameWins) {
  PlugPoint point("thing", [](Attribute) { return true; });
  auto insert = [](DialectRegistry &registry) {
    registry.insert<CompressDialect>();
  };
  point.add({"a", "#compress.magnitude", insert});
  point.add({"a", "#compress.l1_norm", insert});
  EXPECT_EQ(point.getEntries().size(), 1u);
  EXPECT_TRUE(isa_and_nonnull<L1NormAttr>(parse(point, "a")));
}

TEST_F(PlugPointTest, KnowsTheDialectOfANameAndOfAnAttribute) {
  for (StringRef text :
       {"l1-norm", "l1-norm<1>", "#compress.l1_norm", "#compress.unknown<2>"}) {
    DialectRegistry registry;
    criteria().getDependentDialects(text, registry);
    EXPECT_TRUE(llvm::is_contained(registry.getDialectNames(), "compress"))
        << text.str();
  }
  DialectRegistry registry;
  criteria().getDependentDialects("#other.attribute", registry);
  criteria().getDependentDialects("other", registry);
  EXPECT_FALSE(llvm::is_contained(registry.getDialectNames(), "compress"));
}

TEST_F(PlugPointTest, ShorthandsAreAttributesToo) {
  auto nOfM = dyn_cast_or_null<NOfMAttr>(parse(patterns(), " 2:4"));
  ASSERT_TRUE(nOfM) << message;
  EXPECT_EQ(nOfM.getN(), 2);
  EXPECT_EQ(nOfM.getM(), 4);
  EXPECT_EQ(parse(patterns(), "n-of-m<2, 4>"), nOfM);
  auto block = dyn_cast_or_null<BlockAttr>(parse(patterns(), "4x1"));
  ASSERT_TRUE(block) << message;
  EXPECT_EQ(block.getRows(), 4);
  EXPECT_EQ(block.getColumns(), 1);
  EXPECT_FALSE(parse(patterns(), "4:2"));
  EXPECT_EQ(message, "malformed pattern '4:2': expected N:M with 1 <= N < M, "
                     "got 4:2");
  EXPECT_FALSE(parse(patterns(), "4by1"));
  EXPECT_EQ(message,
            "unknown pattern '4by1'; known are unstructured, per-neuron, "
            "per-connection, filter, channel, n-of-m, block, N:M, RxC");
}

TEST_F(PlugPointTest, EveryNameIsAnAttribute) {
  for (PlugPoint *point : {&criteria(), &patterns()})
    for (const PlugPoint::Entry &entry : point->getEntries()) {
      std::string text = entry.mnemonic;
      if (text == "lp-norm")
        text += "<1.5>";
      if (text == "n-of-m" || text == "block")
        text += "<1, 2>";
      EXPECT_TRUE(parse(*point, text)) << text << ": " << message;
    }
}

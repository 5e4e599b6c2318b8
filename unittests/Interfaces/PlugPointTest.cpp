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
  EXPECT_EQ(message, "unknown criterion 'l2'; known are magnitude, l1-norm");
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

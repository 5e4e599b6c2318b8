//===- OptionsTest.cpp - layer filters and option types -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Support/NameFilter.h"
#include "compress/Support/OptionTypes.h"
#include "mlir/IR/MLIRContext.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace mlir::compress;

static std::string printed(const OptionalDouble &value) {
  std::string text;
  llvm::raw_string_ostream(text) << value;
  return text;
}

static std::string printed(const OptionText &value) {
  std::string text;
  llvm::raw_string_ostream(text) << value;
  return text;
}

TEST(OptionTypes, NumbersKeepAllDigits) {
  for (double value : {0.1, 1.0 / 3.0, 1e-300, 0.5, -2.25}) {
    double back;
    ASSERT_FALSE(StringRef(printed(OptionalDouble(value))).getAsDouble(back));
    EXPECT_EQ(back, value);
  }
  EXPECT_EQ(printed(OptionalDouble()), "none");
}

TEST(OptionTypes, OnlyWordsStandWithoutBraces) {
  EXPECT_EQ(printed(OptionText("conv1|fc.*")), "conv1|fc.*");
  EXPECT_EQ(printed(OptionText("a b")), "{a b}");
  EXPECT_EQ(printed(OptionText("a{1,2}")), "{a{1,2}}");
  EXPECT_EQ(printed(OptionText("#a.b<\"c d\">")), "{#a.b<\"c d\">}");
  EXPECT_EQ(printed(OptionText("")), "");
}

TEST(NameFilter, MatchesWholeNames) {
  MLIRContext context;
  auto error = [&] { return emitError(UnknownLoc::get(&context)); };
  FailureOr<NameFilter> filter = NameFilter::create("conv1|fc.", "fc2", error);
  ASSERT_TRUE(succeeded(filter));
  EXPECT_TRUE(filter->matches("conv1"));
  EXPECT_FALSE(filter->matches("conv10"));
  EXPECT_FALSE(filter->matches("xconv1"));
  EXPECT_TRUE(filter->matches("fc1"));
  EXPECT_FALSE(filter->matches("fc2"));
  FailureOr<NameFilter> all = NameFilter::create("", "", error);
  ASSERT_TRUE(succeeded(all));
  EXPECT_TRUE(all->matches("anything"));
}

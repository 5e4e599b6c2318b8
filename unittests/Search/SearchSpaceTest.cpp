//===- SearchSpaceTest.cpp - architectures as text ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Search/SearchSpace.h"
#include "gtest/gtest.h"

using namespace mlir::compress;

static SearchSpace makeSpace() {
  return {{{"a", {"big", "small"}, {}}, {"b", {"1", "2", "skip"}, {}}}};
}

TEST(SearchSpace, Counts) {
  EXPECT_EQ(makeSpace().getSize(), 6.0);
  EXPECT_EQ(SearchSpace().getSize(), 1.0);
}

TEST(SearchSpace, ReadsWhatItWrites) {
  SearchSpace space = makeSpace();
  EXPECT_EQ(space.format({1, 2}), "a=small,b=skip");
  EXPECT_EQ(llvm::cantFail(space.parse("b=skip, a=small", {0, 0})),
            (Architecture{1, 2}));
  EXPECT_EQ(llvm::cantFail(space.parse("b=2", {1, 0})), (Architecture{1, 1}));
}

TEST(SearchSpace, NamesWhatIsWrong) {
  SearchSpace space = makeSpace();
  EXPECT_EQ(llvm::toString(space.parse("c=1", {0, 0}).takeError()),
            "there is no decision 'c'; there are: a, b");
  EXPECT_EQ(llvm::toString(space.parse("b=3", {0, 0}).takeError()),
            "decision 'b' has no alternative '3'; it has: 1, 2, skip");
}

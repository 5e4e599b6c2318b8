//===- CompiledFunctionTest.cpp - calls from several threads --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Execution/CompiledFunction.h"
#include "compress/InitAllDialects.h"
#include "mlir/InitAllDialects.h"
#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"
#include <cmath>
#include <thread>

using namespace mlir;
using namespace mlir::compress;

/// Two products in a row, so that there is something in the arena.
static constexpr const char *kModel = R"(
func.func @main(%x: tensor<1x64xf32>) -> tensor<1x64xf32> {
  %w = compress.parameter "w" = dense<0.5> : tensor<64x64xf32>
  %v = compress.parameter "v" = dense<0.25> : tensor<64x64xf32>
  %0 = compress.dense "a" %x, %w : tensor<1x64xf32>, tensor<64x64xf32>
  %1 = compress.dense "b" %0, %v : tensor<1x64xf32>, tensor<64x64xf32>
  return %1 : tensor<1x64xf32>
})";

namespace {
class CompiledFunctionTest : public ::testing::Test {
protected:
  CompiledFunctionTest() {
    DialectRegistry registry;
    mlir::registerAllDialects(registry);
    compress::registerAllDialects(registry);
    context.appendDialectRegistry(registry);
    module = parseSourceString<ModuleOp>(kModel, &context);
  }

  MLIRContext context;
  OwningOpRef<ModuleOp> module;
};
} // namespace

TEST_F(CompiledFunctionTest, ManyThreads) {
  auto function = CompiledFunction::compile(*module);
  ASSERT_TRUE(succeeded(function));
  EXPECT_GT((*function)->getArenaBytes(), 0);
  EXPECT_EQ((*function)->getWeightBytes(), 2 * 64 * 64 * 4);
  std::atomic<int> wrong{0};
  auto call = [&](int index) {
    for (int round = 0; round < 500; ++round) {
      std::vector<float> x(64, static_cast<float>(index + round)), y(64);
      (*function)->run({x.data()}, {y.data()});
      // 64 * 0.5 * 64 * 0.25, exact in f32.
      for (float entry : y)
        wrong += entry != 512.0f * static_cast<float>(index + round);
    }
  };
  std::vector<std::thread> threads;
  for (int index = 0; index < 4; ++index)
    threads.emplace_back(call, index);
  for (std::thread &thread : threads)
    thread.join();
  EXPECT_EQ(wrong, 0);
}

/// Code for a smaller CPU computes the same.
TEST_F(CompiledFunctionTest, SmallerCpu) {
  if (!CpuTarget::getHost().triple.isX86())
    GTEST_SKIP() << "no x86";
  CompileOptions options;
  options.cpu = llvm::cantFail(CpuTarget::parse("x86-64"));
  auto function = CompiledFunction::compile(*module, options);
  ASSERT_TRUE(succeeded(function));
  std::vector<float> x(64, 3.0f), y(64);
  (*function)->run({x.data()}, {y.data()});
  EXPECT_EQ(y.front(), 1536.0f);
}

//===- FiniteDifferencesTest.cpp - every derivative, checked --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which operations have a derivative is found here and not written down: a new
// one without an instance in Instances.cpp fails.
//
//===----------------------------------------------------------------------===//

#include "FiniteDifferences.h"
#include "compress/InitAllDialects.h"
#include "compress/Interfaces/DifferentiableOpInterface.h"
#include "mlir/InitAllDialects.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace mlir::compress;

namespace {
class DerivativesTest : public ::testing::Test {
protected:
  DerivativesTest() {
    DialectRegistry registry;
    mlir::registerAllDialects(registry);
    compress::registerAllDialects(registry);
    context.appendDialectRegistry(registry);
    context.loadAllAvailableDialects();
  }

  std::set<std::string> findDifferentiable() {
    std::set<std::string> names;
    for (RegisteredOperationName name : context.getRegisteredOperations())
      if (name.hasInterface<DifferentiableOpInterface>())
        names.insert(name.getStringRef().str());
    return names;
  }

  static bool contains(ModuleOp module, StringRef name) {
    return module
        ->walk([&](Operation *op) {
          return op->getName().getStringRef() == name ? WalkResult::interrupt()
                                                      : WalkResult::advance();
        })
        .wasInterrupted();
  }

  MLIRContext context;
};
} // namespace

TEST_F(DerivativesTest, EveryDifferentiableOperationHasAnInstance) {
  std::set<std::string> missing = findDifferentiable();
  EXPECT_GT(missing.size(), 40u);
  for (ArrayRef<Instance> table : {getInstances(), getObstacles()})
    for (const Instance &instance : table)
      missing.erase(instance.op);
  for (const std::string &name : missing)
    ADD_FAILURE() << name << " has a derivative that nothing checks; add an "
                  << "instance to unittests/Derivatives/Instances.cpp";
}

TEST_F(DerivativesTest, GradientsAreFiniteDifferences) {
  std::set<std::string> differentiable = findDifferentiable();
  for (const Instance &instance : getInstances()) {
    SCOPED_TRACE(instance.text);
    EXPECT_TRUE(differentiable.count(instance.op)) << instance.op;
    Example example(instance, context);
    ASSERT_TRUE(example.getModule());
    EXPECT_TRUE(contains(example.getModule(), instance.op));
    std::vector<std::vector<double>> gradients = example.getGradients();
    std::vector<std::vector<double>> expected = example.getDifferences();
    ASSERT_FALSE(expected.empty());
    ASSERT_EQ(gradients.size(), expected.size());
    double largest = 0.0;
    for (size_t i = 0; i < gradients.size(); ++i) {
      ASSERT_EQ(gradients[i].size(), expected[i].size());
      for (size_t j = 0; j < gradients[i].size(); ++j) {
        largest = std::max(largest, std::abs(expected[i][j]));
        EXPECT_NEAR(gradients[i][j], expected[i][j],
                    3e-4 * (1.0 + std::abs(expected[i][j])))
            << "argument " << i << ", entry " << j;
      }
    }
    // Otherwise a derivative of zero would pass.
    EXPECT_GT(largest, 1e-2);
  }
}

TEST_F(DerivativesTest, OthersSayWhy) {
  std::string text;
  ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
    text += diagnostic.str();
    for (Diagnostic &note : diagnostic.getNotes())
      text += note.str();
    return success();
  });
  for (const Instance &instance : getObstacles()) {
    SCOPED_TRACE(instance.text);
    text.clear();
    Example example(instance, context);
    ASSERT_TRUE(example.getModule());
    EXPECT_TRUE(contains(example.getModule(), instance.op));
    EXPECT_FALSE(example.differentiate());
    EXPECT_NE(text.find("has no derivative: it "), std::string::npos) << text;
    EXPECT_NE(text.find(instance.op), std::string::npos) << text;
  }
}

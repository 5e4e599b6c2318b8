//===- LowerApplyScaleTest.cpp - scaling equals Reference/ to the bit -----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every form of code for every instruction set of this machine, on random and
// extreme values, multipliers and shifts.
//
//===----------------------------------------------------------------------===//

#include "compress/Codegen/CPU/Passes.h"
#include "compress/InitAllDialects.h"
#include "compress/Reference/Requantize.h"
#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/ExecutionEngine/ExecutionEngine.h"
#include "mlir/ExecutionEngine/OptUtils.h"
#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/TargetParser/Host.h"
#include "gtest/gtest.h"
#include <random>

using namespace mlir;
using namespace mlir::compress;
using llvm::formatv;
using reference::Rounding;

namespace {

constexpr int64_t kCount = 1 << 15;

/// What the operation is told of its operands, and the operands keep to.
struct Facts {
  const char *name;
  const char *attributes;
  int64_t largest;
  int minShift;
};

constexpr Facts kFacts[] = {
    {"none", "", INT64_C(1) << 31, 2},
    {"shift", ", compress.min_shift = 33 : i32", INT64_C(1) << 31, 33},
    {"value", ", compress.min_shift = 25 : i32, compress.max_value = 8388607",
     8388607, 25},
    {"small", ", compress.min_shift = 12 : i32, compress.max_value = 500", 500,
     12}};

struct Machine {
  const char *name, *cpu, *feature;
};

constexpr Machine kMachines[] = {{"portable", "x86-64", "sse2"},
                                 {"avx2", "x86-64-v3", "avx2"},
                                 {"avx512", "x86-64-v4", "avx512bw"}};

std::string write(const std::string &name, const Facts &facts,
                  const char *rounding, int lanes) {
  auto type = [&](StringRef element) {
    return lanes == 0 ? element.str()
                      : formatv("vector<{0}x{1}>", lanes, element).str();
  };
  auto load = [&](StringRef from, StringRef element) {
    std::string buffer = formatv("memref<{0}x{1}>", kCount, element);
    if (lanes == 0)
      return formatv("memref.load {0}[%i] : {1}", from, buffer).str();
    return formatv("vector.load {0}[%i] : {1}, {2}", from, buffer,
                   type(element))
        .str();
  };
  return formatv(
      R"(func.func @{0}(%v: memref<{1}xi32>, %m: memref<{1}xi32>,
                        %s: memref<{1}xi8>, %r: memref<{1}xi32>) {{
      %c0 = arith.constant 0 : index
      %n = arith.constant {2} : index
      %step = arith.constant {3} : index
      scf.for %i = %c0 to %n step %step {{
        %0 = {4}
        %1 = {5}
        %2 = {6}
        %3 = tosa.apply_scale %0, %1, %2 {{rounding_mode = {7}{8}}
          : ({9}, {9}, {10}) -> {9}
        {11} %3, %r[%i] : memref<{1}xi32>{12}
      }
      return
    })",
      name, kCount, kCount / std::max(lanes, 1) * std::max(lanes, 1),
      std::max(lanes, 1), load("%v", "i32"), load("%m", "i32"),
      load("%s", "i8"), rounding, facts.attributes, type("i32"), type("i8"),
      lanes == 0 ? "memref.store" : "vector.store",
      lanes == 0 ? std::string() : ", " + type("i32"));
}

std::unique_ptr<llvm::TargetMachine> createMachine(const Machine &isa) {
  llvm::Triple triple(llvm::sys::getProcessTriple());
  llvm::orc::JITTargetMachineBuilder builder(triple);
  builder.setCPU(isa.cpu);
  builder.setCodeGenOptLevel(llvm::CodeGenOptLevel::Aggressive);
  return llvm::cantFail(builder.createTargetMachine());
}

std::unique_ptr<ExecutionEngine>
compile(MLIRContext &context, const std::string &text, const Machine &isa) {
  OwningOpRef<ModuleOp> module = parseSourceString<ModuleOp>(text, &context);
  PassManager pm(&context);
  LowerApplyScaleOptions options;
  options.isa = *symbolizeIsa(isa.name);
  pm.addNestedPass<func::FuncOp>(createLowerApplyScale(options));
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createSCFToControlFlowPass());
  pm.addPass(createConvertVectorToLLVMPass());
  pm.addPass(createFinalizeMemRefToLLVMConversionPass());
  ConvertFuncToLLVMPassOptions functions;
  functions.useBarePtrCallConv = true;
  pm.addPass(createConvertFuncToLLVMPass(functions));
  pm.addPass(createArithToLLVMConversionPass());
  pm.addPass(createConvertControlFlowToLLVMPass());
  pm.addPass(createReconcileUnrealizedCastsPass());
  if (!module || failed(pm.run(*module)))
    return nullptr;
  std::unique_ptr<llvm::TargetMachine> machine = createMachine(isa);
  ExecutionEngineOptions engine;
  auto optimize = makeOptimizingTransformer(3, 0, machine.get());
  engine.transformer = optimize;
  engine.enableGDBNotificationListener = false;
  engine.enablePerfNotificationListener = false;
  return llvm::cantFail(
      ExecutionEngine::create(*module, engine, createMachine(isa)));
}

struct Operands {
  std::vector<int32_t> values, multipliers, results;
  std::vector<int8_t> shifts;
};

/// Half of them at or next to what breaks things.
Operands makeOperands(const Facts &facts, std::mt19937 &random) {
  auto pick = [&](int64_t low, int64_t high) {
    return std::uniform_int_distribution<int64_t>(low, high)(random);
  };
  int64_t low = std::max<int64_t>(-facts.largest, INT32_MIN);
  int64_t high = std::min<int64_t>(facts.largest, INT32_MAX);
  const int64_t multipliers[] = {INT32_MAX, 1 << 30, (1 << 30) + 1, 0,
                                 1,         3,       INT32_MAX - 1};
  const int shifts[] = {2, 30, 31, 32, 33, 34, 61, 62};
  Operands operands;
  for (int64_t i = 0; i < kCount; ++i) {
    int64_t value = pick(low, high);
    if (i % 2) {
      const int64_t values[] = {low, low + 1, high, high - 1, 0, 1, -1,
                                // A power of two, and what lies beside it.
                                (INT64_C(1) << pick(0, 30)) + pick(-1, 1),
                                -(INT64_C(1) << pick(0, 30)) + pick(-1, 1)};
      value = std::clamp(values[pick(0, std::size(values) - 1)], low, high);
    }
    int shift = i % 3 ? pick(2, 62) : shifts[pick(0, std::size(shifts) - 1)];
    operands.values.push_back(value);
    operands.multipliers.push_back(
        i % 5 ? pick(1 << 30, INT32_MAX)
              : multipliers[pick(0, std::size(multipliers) - 1)]);
    operands.shifts.push_back(std::max(shift, facts.minShift));
  }
  operands.results.assign(kCount, -1);
  return operands;
}

class LowerApplyScaleTest : public testing::TestWithParam<Machine> {
protected:
  static void SetUpTestSuite() {
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
  }

  void check(ExecutionEngine &engine, const std::string &name,
             const Facts &facts, Rounding rounding, int lanes) {
    Operands operands = makeOperands(facts, random);
    void *pointers[] = {operands.values.data(), operands.multipliers.data(),
                        operands.shifts.data(), operands.results.data()};
    void *packed[4];
    for (int i = 0; i < 4; ++i)
      packed[i] = &pointers[i];
    llvm::cantFail(engine.invokePacked(name, packed));
    int64_t count = kCount / std::max(lanes, 1) * std::max(lanes, 1);
    int64_t different = 0;
    for (int64_t i = 0; i < count; ++i) {
      int32_t expected = reference::applyScale(
          operands.values[i], {operands.multipliers[i], operands.shifts[i]},
          rounding);
      if (expected != operands.results[i] && ++different < 4)
        ADD_FAILURE() << name << ": " << operands.values[i] << " * "
                      << operands.multipliers[i] << " >> "
                      << int(operands.shifts[i]) << ": expected " << expected
                      << ", got " << operands.results[i];
    }
    EXPECT_EQ(different, 0);
  }

  std::mt19937 random{3};
};

TEST_P(LowerApplyScaleTest, EqualsReference) {
  const Machine &isa = GetParam();
  if (!llvm::sys::getHostCPUFeatures().lookup(isa.feature))
    GTEST_SKIP() << "this machine has no " << isa.name;
  DialectRegistry registry;
  mlir::registerAllDialects(registry);
  mlir::registerAllExtensions(registry);
  compress::registerAllDialects(registry);
  registerBuiltinDialectTranslation(registry);
  registerLLVMDialectTranslation(registry);
  MLIRContext context(registry);

  struct Variant {
    std::string name;
    const Facts &facts;
    Rounding rounding;
    int lanes;
  };
  std::vector<Variant> variants;
  std::string text;
  for (const Facts &facts : kFacts)
    for (Rounding rounding : {Rounding::Single, Rounding::Double})
      for (int lanes : {0, 1, 4, 7, 8, 16, 32}) {
        bool isDouble = rounding == Rounding::Double;
        variants.push_back({formatv("{0}_{1}_{2}", facts.name,
                                    isDouble ? "double" : "single", lanes),
                            facts, rounding, lanes});
        text += write(variants.back().name, facts,
                      isDouble ? "DOUBLE_ROUND" : "SINGLE_ROUND", lanes);
      }
  std::unique_ptr<ExecutionEngine> engine = compile(context, text, isa);
  ASSERT_TRUE(engine);
  for (const Variant &variant : variants)
    check(*engine, variant.name, variant.facts, variant.rounding,
          variant.lanes);
}

INSTANTIATE_TEST_SUITE_P(All, LowerApplyScaleTest, testing::ValuesIn(kMachines),
                         [](const testing::TestParamInfo<Machine> &info) {
                           return std::string(info.param.name);
                         });

} // namespace

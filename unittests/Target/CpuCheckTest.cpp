//===- CpuCheckTest.cpp - can this CPU run the code? ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Target/CPU/CpuCheck.h"
#include "llvm/AsmParser/Parser.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Verifier.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/TargetParser/X86TargetParser.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace mlir::compress;

static std::string print(StringRef cpu) {
  llvm::Expected<CpuTarget> target = CpuTarget::parse(cpu);
  EXPECT_TRUE(static_cast<bool>(target)) << cpu.str();
  std::string text;
  llvm::raw_string_ostream os(text);
  printCpuCheck(os, *target, "check");
  return text;
}

/// A new LLVM with a new CPU must not slip through: each of its extensions is
/// checked, or known not to matter.
TEST(CpuCheck, KnowsEveryExtension) {
  SmallVector<StringRef> cpus;
  llvm::X86::fillValidCPUArchList(cpus, /*Only64Bit=*/true);
  ASSERT_GT(cpus.size(), 50u);
  for (StringRef cpu : cpus) {
    llvm::Expected<CpuTarget> target = CpuTarget::parse(cpu);
    if (!target) {
      // Names that exist for dispatch alone.
      llvm::consumeError(target.takeError());
      continue;
    }
    for (const std::string &extension : target->extensions)
      EXPECT_TRUE(isCheckedX86Extension(extension))
          << cpu.str() << ": " << extension;
  }
}

TEST(CpuCheck, IsValidIR) {
  for (StringRef cpu : {"x86-64", "x86-64-v3", "znver4", "sapphirerapids",
                        "diamondrapids", "cortex-a72"}) {
    std::string text = print(cpu);
    llvm::LLVMContext context;
    llvm::SMDiagnostic problem;
    auto module = llvm::parseAssemblyString(text, problem, context);
    ASSERT_TRUE(module) << cpu.str() << ": " << problem.getMessage().str();
    EXPECT_FALSE(llvm::verifyModule(*module, &llvm::errs())) << cpu.str();
    EXPECT_TRUE(module->getFunction("check"));
  }
}

TEST(CpuCheck, NamesWhatIsNeeded) {
  std::string text = print("x86-64-v4+avx512vnni");
  for (const char *name : {"avx2", "fma", "bmi2", "avx512f", "avx512vl",
                           "avx512bw", "avx512dq", "avx512vnni"})
    EXPECT_NE(text.find(std::string("this code needs ") + name + ","),
              std::string::npos)
        << name;
  EXPECT_EQ(text.find("avx512fp16"), std::string::npos);
  EXPECT_EQ(print("x86-64").find("this code needs"), std::string::npos);
}

//===- CpuTargetTest.cpp - the CPU that code is made for ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Codegen/CPU/CpuTarget.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/Target/TargetMachine.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace mlir::compress;

static CpuTarget parse(StringRef name) {
  llvm::Expected<CpuTarget> target = CpuTarget::parse(name);
  EXPECT_TRUE(static_cast<bool>(target)) << name.str();
  if (!target) {
    llvm::consumeError(target.takeError());
    return {};
  }
  return std::move(*target);
}

static std::string getError(StringRef name) {
  llvm::Expected<CpuTarget> target = CpuTarget::parse(name);
  return target ? "" : llvm::toString(target.takeError());
}

static void expectIsa(StringRef name, Isa isa, int64_t vectorBits) {
  CpuTarget target = parse(name);
  EXPECT_EQ(target.isa, isa)
      << name.str() << ": " << stringifyIsa(target.isa).str();
  EXPECT_EQ(target.vectorBits, vectorBits) << name.str();
  EXPECT_EQ(target.name, name.str());
}

TEST(CpuTarget, LevelsAndCpus) {
  expectIsa("x86-64", Isa::Portable, 128);
  expectIsa("x86-64-v2", Isa::Portable, 128);
  expectIsa("x86-64-v3", Isa::Avx2, 256);
  expectIsa("x86-64-v4", Isa::Avx512, 512);
  expectIsa("skylake-avx512", Isa::Avx512, 512);
  expectIsa("icelake-server", Isa::Avx512Vnni, 512);
  expectIsa("znver3", Isa::Avx2, 256);
  expectIsa("znver4", Isa::Avx512Vnni, 512);
  expectIsa("alderlake", Isa::AvxVnni, 256);
  expectIsa("sierraforest", Isa::AvxVnni, 256);
  expectIsa("cortex-a72", Isa::Portable, 128);
  expectIsa("generic-aarch64", Isa::Portable, 128);
}

TEST(CpuTarget, Features) {
  expectIsa("x86-64-v4+avx512vnni", Isa::Avx512Vnni, 512);
  expectIsa("x86-64-v3+avxvnni", Isa::AvxVnni, 256);
  expectIsa("x86-64-v4-avx512dq", Isa::Avx2, 256);
  expectIsa("znver4-avx512vnni", Isa::Avx512, 512);
  // Everything that builds on it goes with it.
  expectIsa("znver4-avx512f+avxvnni", Isa::AvxVnni, 256);
  expectIsa("znver4-avx2", Isa::Portable, 128);
  CpuTarget target = parse("x86-64-v4+avx512vnni-avx512cd");
  EXPECT_EQ(target.cpu, "x86-64-v4");
  EXPECT_EQ(target.features, "+avx512vnni,-avx512cd");
  EXPECT_TRUE(target.hasExtension("avx512vnni"));
  EXPECT_FALSE(target.hasExtension("avx512cd"));
  // A name with a minus inside.
  EXPECT_EQ(parse("x86-64-v3+prefer-128-bit-avx2").features,
            "+prefer-128-bit,-avx2");
}

TEST(CpuTarget, Architectures) {
  EXPECT_EQ(parse("x86-64-v3").triple.getArch(), llvm::Triple::x86_64);
  CpuTarget arm = parse("generic-aarch64");
  EXPECT_EQ(arm.triple.getArch(), llvm::Triple::aarch64);
  EXPECT_EQ(arm.cpu, "generic");
  EXPECT_TRUE(arm.hasExtension("neon"));
  EXPECT_TRUE(parse("cortex-a72+dotprod").hasExtension("dotprod"));
}

TEST(CpuTarget, Host) {
  CpuTarget host = parse("host");
  EXPECT_EQ(host.getMissingOnHost(), "");
  EXPECT_EQ(host.cpu, CpuTarget::getHost().cpu);
  EXPECT_EQ(host.isa, CpuTarget::getHost().isa);
  EXPECT_FALSE(host.features.empty());
}

TEST(CpuTarget, MissingOnHost) {
  bool isX86 = CpuTarget::getHost().triple.isX86();
  std::string other =
      parse(isX86 ? "generic-aarch64" : "x86-64-v2").getMissingOnHost();
  EXPECT_NE(other.find("this machine is "), std::string::npos) << other;
  if (!isX86)
    return;
  EXPECT_EQ(parse("x86-64").getMissingOnHost(), "");
  // No CPU has both of these.
  std::string missing = parse("host+amx-fp16+sse4a+fma4").getMissingOnHost();
  EXPECT_EQ(missing.rfind("this machine lacks ", 0), 0u) << missing;
}

/// LLVM believes the same of the extensions as we do.
TEST(CpuTarget, AgreesWithLLVM) {
  for (StringRef name : {"host", "x86-64-v4+avx512vnni", "znver4-avx512f",
                         "cortex-a72", "generic-aarch64"}) {
    CpuTarget target = parse(name);
    auto machine = target.createTargetMachine();
    ASSERT_TRUE(machine) << name.str();
    const llvm::MCSubtargetInfo *subtarget = machine->getMCSubtargetInfo();
    for (const std::string &extension : target.extensions)
      EXPECT_TRUE(subtarget->checkFeatures("+" + extension))
          << name.str() << " " << extension;
    for (StringRef feature : {"avx2", "avx512f", "avx512vnni", "avxvnni"})
      if (target.triple.isX86() && !target.hasExtension(feature))
        EXPECT_FALSE(subtarget->checkFeatures("+" + feature.str()))
            << name.str() << " " << feature.str();
  }
}

TEST(CpuTarget, Errors) {
  std::string error = getError("x86-64-v9");
  EXPECT_EQ(error.rfind("unknown CPU 'x86-64-v9', did you mean 'x86-64-v", 0),
            0u)
      << error;
  for (StringRef word : {"host", "x86-64-v4", "znver4", "icelake-server",
                         "cortex-a72", "generic-aarch64", "+feature"})
    EXPECT_NE(error.find(word.str()), std::string::npos) << word.str();
  for (StringRef name : {"", "+avx2", "hosts", "i386", "pentium4", "v3"})
    EXPECT_EQ(getError(name).rfind("unknown CPU '" + name.str() + "'", 0), 0u)
        << name.str();
  error = getError("x86-64-v4+vnni");
  EXPECT_EQ(error.rfind("unknown feature 'vnni' in CPU 'x86-64-v4+vnni'; ", 0),
            0u)
      << error;
  EXPECT_NE(error.find("avx512vnni"), std::string::npos);
  EXPECT_NE(getError("x86-64-v4+"), "");
}

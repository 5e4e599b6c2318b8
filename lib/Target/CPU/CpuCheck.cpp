//===- CpuCheck.cpp - can this CPU run the code? --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Target/CPU/CpuCheck.h"
#include "llvm/Support/FormatVariadic.h"
#include <set>

using namespace mlir;
using namespace mlir::compress;

namespace {

enum Register : unsigned { EAX, EBX, ECX, EDX };

/// States that the operating system must save when threads change.
enum OsState : unsigned { None = 0, Ymm = 0x6, Zmm = 0xe6, Apx = 0x80000 };

/// An extension that generated code may use, and where cpuid shows it.
struct Extension {
  StringRef name;
  unsigned leaf, subleaf;
  Register reg;
  unsigned bit;
  OsState state = None;
};

} // namespace

/// Older ones first: the first one missing says most. Names as in LLVM's
/// target parser, places from Intel's and AMD's manuals.
static constexpr Extension kExtensions[] = {
    {"sse3", 1, 0, ECX, 0},
    {"ssse3", 1, 0, ECX, 9},
    {"sse4.1", 1, 0, ECX, 19},
    {"sse4.2", 1, 0, ECX, 20},
    {"crc32", 1, 0, ECX, 20},
    {"popcnt", 1, 0, ECX, 23},
    {"cx16", 1, 0, ECX, 13},
    {"movbe", 1, 0, ECX, 22},
    {"pclmul", 1, 0, ECX, 1},
    {"aes", 1, 0, ECX, 25},
    {"sahf", 0x80000001, 0, ECX, 0},
    {"lzcnt", 0x80000001, 0, ECX, 5},
    {"sse4a", 0x80000001, 0, ECX, 6},
    {"bmi", 7, 0, EBX, 3},
    {"bmi2", 7, 0, EBX, 8},
    {"tbm", 0x80000001, 0, ECX, 21},
    {"adx", 7, 0, EBX, 19},
    {"avx", 1, 0, ECX, 28, Ymm},
    {"f16c", 1, 0, ECX, 29, Ymm},
    {"fma", 1, 0, ECX, 12, Ymm},
    {"xop", 0x80000001, 0, ECX, 11, Ymm},
    {"fma4", 0x80000001, 0, ECX, 16, Ymm},
    {"avx2", 7, 0, EBX, 5, Ymm},
    {"avxvnni", 7, 1, EAX, 4, Ymm},
    {"avxifma", 7, 1, EAX, 23, Ymm},
    {"avxvnniint8", 7, 1, EDX, 4, Ymm},
    {"avxneconvert", 7, 1, EDX, 5, Ymm},
    {"avxvnniint16", 7, 1, EDX, 10, Ymm},
    {"gfni", 7, 0, ECX, 8},
    {"vaes", 7, 0, ECX, 9, Ymm},
    {"vpclmulqdq", 7, 0, ECX, 10, Ymm},
    {"avx512f", 7, 0, EBX, 16, Zmm},
    {"evex512", 7, 0, EBX, 16, Zmm},
    {"avx512cd", 7, 0, EBX, 28, Zmm},
    {"avx512dq", 7, 0, EBX, 17, Zmm},
    {"avx512bw", 7, 0, EBX, 30, Zmm},
    {"avx512vl", 7, 0, EBX, 31, Zmm},
    {"avx512ifma", 7, 0, EBX, 21, Zmm},
    {"avx512vbmi", 7, 0, ECX, 1, Zmm},
    {"avx512vbmi2", 7, 0, ECX, 6, Zmm},
    {"avx512vnni", 7, 0, ECX, 11, Zmm},
    {"avx512bitalg", 7, 0, ECX, 12, Zmm},
    {"avx512vpopcntdq", 7, 0, ECX, 14, Zmm},
    {"avx512vp2intersect", 7, 0, EDX, 8, Zmm},
    {"avx512bf16", 7, 1, EAX, 5, Zmm},
    {"avx512fp16", 7, 0, EDX, 23, Zmm},
    {"avx10.1", 7, 1, EDX, 19, Zmm},
    // Version 2 or more; there is no bit of its own.
    {"avx10.2", 0x24, 0, EBX, 1, Zmm},
    {"movrs", 7, 1, EAX, 31},
    {"cmpccxadd", 7, 1, EAX, 7},
    {"egpr", 7, 1, EDX, 21, Apx},
    {"ndd", 7, 1, EDX, 21, Apx},
    {"ccmp", 7, 1, EDX, 21, Apx},
    {"cf", 7, 1, EDX, 21, Apx},
    {"nf", 7, 1, EDX, 21, Apx},
    {"zu", 7, 1, EDX, 21, Apx},
    {"ppx", 7, 1, EDX, 21, Apx},
    {"push2pop2", 7, 1, EDX, 21, Apx},
};

/// What every 64-bit CPU has, and what instructions selected from plain
/// arithmetic never use.
static constexpr StringRef kIndifferent[] = {
    "64bit",     "cmov",        "cx8",       "fxsr",       "mmx",
    "sse",       "sse2",        "x87",       "vzeroupper", "amx-avx512",
    "amx-bf16",  "amx-complex", "amx-fp16",  "amx-fp8",    "amx-int8",
    "amx-movrs", "amx-tf32",    "amx-tile",  "cldemote",   "clflushopt",
    "clwb",      "clzero",      "enqcmd",    "fsgsbase",   "hreset",
    "invpcid",   "kl",          "lwp",       "movdir64b",  "movdiri",
    "mwaitx",    "pconfig",     "pku",       "prefetchi",  "prfchw",
    "ptwrite",   "raoint",      "rdpid",     "rdpru",      "rdrnd",
    "rdseed",    "rtm",         "serialize", "sgx",        "sha",
    "sha512",    "shstk",       "sm3",       "sm4",        "tsxldtrk",
    "uintr",     "usermsr",     "waitpkg",   "wbnoinvd",   "widekl",
    "xsave",     "xsavec",      "xsaveopt",  "xsaves",     "apxf"};

bool compress::isCheckedX86Extension(StringRef extension) {
  return llvm::is_contained(kIndifferent, extension) ||
         llvm::any_of(kExtensions, [&](const Extension &known) {
           return known.name == extension;
         });
}

/// `%leaf.N.M` becomes what cpuid says, or zero for a leaf the CPU lacks.
static void printLeaf(llvm::raw_ostream &os, unsigned leaf, unsigned subleaf) {
  StringRef limit = leaf >= 0x80000000 ? "limit.ext" : "limit";
  os << llvm::formatv(
      "  %known.{0}.{1} = icmp uge i32 %{2}, {0}\n"
      "  %raw.{0}.{1} = call %regs asm \"cpuid\", "
      "\"={{ax},={{bx},={{cx},={{dx},{{ax},{{cx}\"(i32 {0}, i32 {1})\n"
      "  %leaf.{0}.{1} = select i1 %known.{0}.{1}, %regs %raw.{0}.{1}, "
      "%regs zeroinitializer\n",
      leaf, subleaf, limit);
}

/// The state that the operating system saves: asking for it is an illegal
/// instruction where it saves none.
static constexpr const char *kPrologue = R"(
  %base = call %regs asm "cpuid", "={ax},={bx},={cx},={dx},{ax},{cx}"(i32 0, i32 0)
  %limit = extractvalue %regs %base, 0
  %ext = call %regs asm "cpuid", "={ax},={bx},={cx},={dx},{ax},{cx}"(i32 -2147483648, i32 0)
  %limit.ext = extractvalue %regs %ext, 0
  %one = call %regs asm "cpuid", "={ax},={bx},={cx},={dx},{ax},{cx}"(i32 1, i32 0)
  %one.ecx = extractvalue %regs %one, 2
  %osxsave = and i32 %one.ecx, 134217728
  %saves = icmp ne i32 %osxsave, 0
  br i1 %saves, label %ask, label %check
ask:
  %xcr = call { i32, i32 } asm "xgetbv", "={ax},={dx},{cx}"(i32 0)
  %xcr.low = extractvalue { i32, i32 } %xcr, 0
  br label %check
check:
  %state = phi i32 [ 0, %entry ], [ %xcr.low, %ask ]
)";

/// `%ok.I` is true if the extension can be used.
static void printTest(llvm::raw_ostream &os, const Extension &extension,
                      size_t index) {
  os << llvm::formatv("  %reg.{0} = extractvalue %regs %leaf.{1}.{2}, {3}\n",
                      index, extension.leaf, extension.subleaf,
                      static_cast<unsigned>(extension.reg));
  unsigned mask = extension.leaf == 0x24 ? 0xfe : 1u << extension.bit;
  os << llvm::formatv("  %bit.{0} = and i32 %reg.{0}, {1}\n"
                      "  %has.{0} = icmp ne i32 %bit.{0}, 0\n"
                      "  %saved.{0} = and i32 %state, {2}\n"
                      "  %os.{0} = icmp eq i32 %saved.{0}, {2}\n"
                      "  %ok.{0} = and i1 %has.{0}, %os.{0}\n",
                      index, mask, static_cast<unsigned>(extension.state));
}

static void printX86Check(llvm::raw_ostream &os, const CpuTarget &target,
                          StringRef name) {
  SmallVector<const Extension *> needed;
  for (const Extension &extension : kExtensions)
    if (target.hasExtension(extension.name))
      needed.push_back(&extension);
  for (auto [i, extension] : llvm::enumerate(needed)) {
    std::string text = ("this code needs " + extension->name +
                        ", which this CPU or its operating system lacks")
                           .str();
    os << llvm::formatv("@{0}.{1} = private unnamed_addr constant [{2} x i8] "
                        "c\"{3}\\00\"\n",
                        name, i, text.size() + 1, text);
  }
  os << "%regs = type { i32, i32, i32, i32 }\n"
     << "define hidden ptr @" << name
     << "() nounwind \"target-cpu\"=\"x86-64\" "
     << "\"target-features\"=\"\" {\nentry:" << kPrologue;
  std::set<std::pair<unsigned, unsigned>> leaves;
  for (const Extension *extension : needed)
    if (leaves.insert({extension->leaf, extension->subleaf}).second)
      printLeaf(os, extension->leaf, extension->subleaf);
  for (auto [i, extension] : llvm::enumerate(needed))
    printTest(os, *extension, i);
  // From the last to the first, so that the first one missing is named.
  std::string result = "null";
  for (size_t i = needed.size(); i-- > 0;) {
    os << llvm::formatv(
        "  %result.{0} = select i1 %ok.{0}, ptr {1}, ptr @{2}.{0}\n", i, result,
        name);
    result = llvm::formatv("%result.{0}", i);
  }
  os << "  ret ptr " << result << "\n}\n";
}

void compress::printCpuCheck(llvm::raw_ostream &os, const CpuTarget &target,
                             StringRef name) {
  if (target.triple.isX86())
    return printX86Check(os, target, name);
  os << "define hidden ptr @" << name << "() nounwind {\n  ret ptr null\n}\n";
}

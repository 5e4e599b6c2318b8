//===- CpuTarget.h - the CPU that code is made for --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_CODEGEN_CPU_CPUTARGET_H
#define COMPRESS_CODEGEN_CPU_CPUTARGET_H

#include "compress/Dialect/Compress/IR/CompressIsa.h"
#include "mlir/Support/LLVM.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Error.h"
#include "llvm/TargetParser/Triple.h"
#include <memory>
#include <string>
#include <vector>

namespace llvm {
class TargetMachine;
} // namespace llvm

namespace mlir::compress {

/// A CPU, as LLVM's tables know it.
struct CpuTarget {
  /// As users write it: `host`, `x86-64-v3`, `znver4`,
  /// `x86-64-v4+avx512vnni-avx512vbmi` ...
  std::string name;
  llvm::Triple triple;
  /// LLVM's name, and features beyond those that the CPU has by its name:
  /// `+avx512vnni,-avx512vbmi`.
  std::string cpu, features;
  /// Every instruction set extension that code for this CPU may use, sorted.
  std::vector<std::string> extensions;
  int64_t vectorBits = 128;
  Isa isa = Isa::Portable;

  /// Accepts `host`, the names of LLVM's 64-bit x86 CPUs, those of its AArch64
  /// CPUs and `generic-aarch64`; then `+feature` and `-feature`, any number.
  static llvm::Expected<CpuTarget> parse(StringRef name);
  /// What `host` stands for.
  static const CpuTarget &getHost();

  bool hasExtension(StringRef extension) const;
  /// A sentence that says what this machine lacks to run the code; empty if
  /// nothing.
  std::string getMissingOnHost() const;
  /// Makes position independent code of the highest optimization level.
  std::unique_ptr<llvm::TargetMachine> createTargetMachine() const;
};

/// The name, which as an option of a pipeline gives the same target again.
llvm::raw_ostream &operator<<(llvm::raw_ostream &os, const CpuTarget &target);

} // namespace mlir::compress

template <>
class llvm::cl::parser<mlir::compress::CpuTarget>
    : public llvm::cl::basic_parser<mlir::compress::CpuTarget> {
public:
  using basic_parser::basic_parser;
  /// True after an error, as command line parsers have it.
  bool parse(Option &option, StringRef name, StringRef text,
             mlir::compress::CpuTarget &target);
  StringRef getValueName() const override { return "cpu"; }
  void printOptionDiff(const Option &option,
                       const mlir::compress::CpuTarget &value,
                       const OptionValue<mlir::compress::CpuTarget> &,
                       size_t width) const;
};

#endif // COMPRESS_CODEGEN_CPU_CPUTARGET_H

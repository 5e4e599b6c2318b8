//===- CpuCheck.h - can this CPU run the code? ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TARGET_CPU_CPUCHECK_H
#define COMPRESS_TARGET_CPU_CPUCHECK_H

#include "compress/Codegen/CPU/CpuTarget.h"

namespace mlir::compress {

/// Writes, as LLVM IR, a function `ptr @name()` that returns null if the CPU
/// it runs on has every extension that code for `target` may use, else a
/// sentence that names the first one missing. It asks the CPU itself, so that
/// no library is needed. On AArch64, which lets only the operating system
/// ask, it returns null.
void printCpuCheck(llvm::raw_ostream &os, const CpuTarget &target,
                   StringRef name);

/// True if code for x86 with this extension is checked, or does not differ.
bool isCheckedX86Extension(StringRef extension);

} // namespace mlir::compress

#endif // COMPRESS_TARGET_CPU_CPUCHECK_H

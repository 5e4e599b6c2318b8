// RUN: not compress-opt %s --compress-attach-gpu-target=chip=sm_999 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: not compress-opt %s --compress-attach-gpu-target=chip=gfx90a 2>&1 | FileCheck %s --check-prefix=AMD
// RUN: not compress-opt %s --compress-attach-gpu-target=chip=sm_50 2>&1 | FileCheck %s --check-prefix=OLD
// RUN: not compress-opt %s --compress-attach-gpu-target="chip=sm_90 ptx-features=+ptx999" 2>&1 | FileCheck %s --check-prefix=FEATURE
// RUN: not compress-opt %s --compress-attach-gpu-target="chip=sm_90 ptx-features=+ptx70" 2>&1 | FileCheck %s --check-prefix=VERSION
// RUN: not compress-opt %s --compress-to-gpu=chip=hopper 2>&1 | FileCheck %s --check-prefix=PIPELINE

// UNKNOWN: error: unknown chip 'sm_999'; LLVM knows sm_80, sm_90 and others, see 'llc -mtriple=nvptx64 -mcpu=help'
// AMD: error: unknown chip 'gfx90a'
// OLD: error: chip 'sm_50' is too old; kernels need sm_61 or newer
// FEATURE: error: unknown PTX version '+ptx999'; give one as +ptx80, or none for one that fits the chip
// VERSION: error: PTX version '+ptx70' does not know chip 'sm_90'; ask for a newer one, or none for one that fits the chip
// PIPELINE: error: unknown chip 'hopper'
module {
}

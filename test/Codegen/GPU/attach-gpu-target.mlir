// RUN: compress-opt %s --compress-attach-gpu-target | FileCheck %s --check-prefix=DEFAULT
// RUN: compress-opt %s --compress-attach-gpu-target=chip=sm_90a | FileCheck %s --check-prefix=SM90A
// RUN: compress-opt %s --compress-attach-gpu-target=chip=sm_100 | FileCheck %s --check-prefix=SM100
// RUN: compress-opt %s --compress-attach-gpu-target="chip=sm_80 ptx-features=+ptx75" | FileCheck %s --check-prefix=GIVEN

// DEFAULT: gpu.module @kernels [#nvvm.target<O = 3, chip = "sm_90", features = "+ptx80">]
// SM90A: gpu.module @kernels [#nvvm.target<O = 3, chip = "sm_90a", features = "+ptx80">]
// SM100: gpu.module @kernels [#nvvm.target<O = 3, chip = "sm_100">]
// GIVEN: gpu.module @kernels [#nvvm.target<O = 3, chip = "sm_80", features = "+ptx75">]
module attributes {gpu.container_module} {
  gpu.module @kernels {
  }
}

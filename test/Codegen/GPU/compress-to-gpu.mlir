// RUN: compress-opt %models/lenet_fmnist.tosa.mlir --compress-to-gpu -o %t.mlir
// RUN: FileCheck %s < %t.mlir
// RUN: sed -n "/gpu.module/,$ p" %t.mlir | FileCheck %s --check-prefix=KERNELS --implicit-check-not="memref." --implicit-check-not="arith." --implicit-check-not="scf."

// The host function launches kernels over whole buffers, at planned places.
// CHECK: module attributes {gpu.container_module}
// CHECK-LABEL: func.func @main(%arg0: memref<1x1x28x28xf32>
// CHECK-SAME: compress.offset = 0 : i64
// CHECK-SAME: compress.weight = dense_resource<weight> : tensor<5x5x1x10xf32>
// CHECK-SAME: bufferize.result
// CHECK-SAME: attributes {compress.arena_bytes = 28928 : i64, compress.weight_bytes = 88320 : i64}
// CHECK: memref.alloc() {{.*}}compress.offset = {{[0-9]+}} : i64
// CHECK: gpu.launch_func @kernels::@main_0_conv_2d_nhwc_hwcf blocks in
// CHECK: gpu.launch_func @kernels::@main_1_pooling_nhwc_max
// CHECK: gpu.launch_func @kernels::@main_2_conv_2d_nhwc_hwcf
// CHECK: gpu.launch_func @kernels::@main_3_pooling_nhwc_max
// CHECK: gpu.launch_func @kernels::@main_4_generic
// CHECK: gpu.launch_func @kernels::@main_5_matmul
// CHECK-NOT: gpu.launch_func

// Kernels are in the LLVM dialect, with pointers for arguments.
// KERNELS: gpu.module @kernels [#nvvm.target<O = 3, chip = "sm_90", features = "+ptx80">]
// KERNELS: llvm.func @main_0_conv_2d_nhwc_hwcf(%{{.*}}: !llvm.ptr, %{{.*}}: !llvm.ptr

// RUN: compress-opt %s --compress-expand-device-math | FileCheck %s --implicit-check-not=math.

gpu.module @kernels {
  // CHECK-LABEL: func.func @polynomials
  // CHECK: llvm.call_intrinsic "llvm.fma"
  func.func @polynomials(%x: f32, %h: f16) -> (f32, f32, f32, f32, f16) {
    %a = math.exp %x : f32
    %b = math.tanh %x : f32
    %c = math.erf %x : f32
    %d = math.rsqrt %x : f32
    %e = math.log %h : f16
    return %a, %b, %c, %d, %e : f32, f32, f32, f32, f16
  }

  // CHECK-LABEL: func.func @instructions
  // CHECK: llvm.call_intrinsic "llvm.roundeven"(%arg0) : (f32) -> f32
  // CHECK: llvm.call_intrinsic "llvm.sqrt"(%arg0) : (f32) -> f32
  // CHECK: llvm.call_intrinsic "llvm.floor"(%arg0) : (f32) -> f32
  func.func @instructions(%x: f32) -> (f32, f32, f32) {
    %a = math.roundeven %x : f32
    %b = math.sqrt %x : f32
    %c = math.floor %x : f32
    return %a, %b, %c : f32, f32, f32
  }
}

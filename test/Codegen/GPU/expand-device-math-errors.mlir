// RUN: compress-opt %s --compress-expand-device-math --verify-diagnostics

gpu.module @kernels {
  func.func @double(%x: f64) -> f64 {
    // expected-error@+1 {{'math.exp' op has no code for a GPU on 'f64'; compute it in f32 with other operations, or on the CPU}}
    %y = math.exp %x : f64
    return %y : f64
  }
}

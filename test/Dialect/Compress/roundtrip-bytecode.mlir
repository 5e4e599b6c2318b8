// Bytecode keeps every operation, attribute and resource.

// RUN: %python -c "import sys; [open(sys.argv[2] + str(i), 'w').write(t) for i, t in enumerate(open(sys.argv[1]).read().split('// -----'))]" %S/ops.mlir %t.
// RUN: sh -c 'for f in %t.[0-9]; do compress-opt $f > $f.text && compress-opt $f --emit-bytecode -o $f.mlirbc && compress-opt $f.mlirbc > $f.again && diff $f.text $f.again || exit 1; done'

// RUN: compress-opt %s --emit-bytecode -o %t.mlirbc
// RUN: compress-opt %t.mlirbc | FileCheck %s
// RUN: compress-opt %t.mlirbc > %t.again
// RUN: compress-opt %s | diff - %t.again

// CHECK: compress.parameter "w" frozen layout <shape = [2, 1], view = [2], permutation = [0]> = dense_resource<blob> : tensor<2xf32>
// CHECK: compress.observe "x" %{{.*}} : tensor<2xf32> by #compress.percentile<9.990000e+01> range [-1.000000e+00, 1.000000e+00]
// CHECK: blob: "0x04000000{{0*}}803F00000040"
func.func @main() -> tensor<2xf32> {
  %w = compress.parameter "w" frozen layout <shape = [2, 1], view = [2], permutation = [0]> = dense_resource<blob> : tensor<2xf32>
  %m = "tosa.const"() <{values = dense<[true, false]> : tensor<2xi1>}> : () -> tensor<2xi1>
  %p = compress.mask %w, %m : tensor<2xf32>, tensor<2xi1>
  %q = compress.fake_quant %p as !quant.uniform<i8<-127:127>:f32:0, {0.1, 0.2:3}> : tensor<2xf32>
  %o = compress.observe "x" %q : tensor<2xf32> by #compress.percentile<99.9> range [-1.0, 1.0]
  return %o : tensor<2xf32>
}

{-#
  dialect_resources: {
    builtin: {
      blob: "0x040000000000803F00000040"
    }
  }
#-}

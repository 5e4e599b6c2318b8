// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: split-file %s src

// The module stays what it was; the file is JSON.

// RUN: compress-opt src/layers.mlir -o same.mlir
// RUN: compress-opt src/layers.mlir --compress-report=file=layers.json -o after.mlir
// RUN: diff same.mlir after.mlir
// RUN: %python -m json.tool layers.json -
// RUN: %python %S/Inputs/report.py layers.json | FileCheck src/layers.mlir

// [compressed]: bits come from fake_quant, zeros from the mask.

// RUN: compress-opt src/compressed.mlir --compress-report=file=compressed.json -o /dev/null
// RUN: %python %S/Inputs/report.py compressed.json | FileCheck src/compressed.mlir

// RUN: compress-opt src/taps.mlir --compress-report=file=taps.json -o /dev/null
// RUN: %python %S/Inputs/report.py taps.json | FileCheck src/taps.mlir

// [integer], with both boundaries: the core carries the layers, and compares
// with the function that calls it.

// RUN: compress-opt src/compressed.mlir --compress-lower-to-integer \
// RUN:   --compress-report="file=float.json before=compressed.json" -o /dev/null
// RUN: %python %S/Inputs/report.py float.json | FileCheck src/compressed.mlir --check-prefix=FLOAT
// RUN: compress-opt src/integer.mlir --compress-lower-to-integer=boundary=integer \
// RUN:   --compress-report="file=integer.json" -o /dev/null
// RUN: %python %S/Inputs/report.py integer.json | FileCheck src/integer.mlir

// An earlier report: equal layers, changed ones, new ones, ones that are gone.
// The file may replace the one that it compares with.

// RUN: compress-opt src/later.mlir --compress-report="file=layers.json before=layers.json" -o /dev/null
// RUN: %python %S/Inputs/report.py layers.json | FileCheck src/later.mlir

// Layers of two functions may have the same name.

// RUN: compress-opt src/two.mlir --pass-pipeline='builtin.module(compress-report{file=two.json}, compress-apply-masks, compress-report{before=two.json file={after two.json}})' -o /dev/null
// RUN: %python %S/Inputs/report.py "after two.json" | FileCheck src/two.mlir

// Names that JSON has to write in another way, and bytes that are no UTF-8.

// RUN: compress-opt src/names.mlir --compress-report=file=names.json -o /dev/null
// RUN: %python -m json.tool names.json -
// RUN: %python %S/Inputs/report.py names.json | FileCheck src/names.mlir
// RUN: compress-opt src/names.mlir --compress-report="file=again.json before=names.json" -o /dev/null
// RUN: %python %S/Inputs/report.py again.json | FileCheck src/names.mlir --check-prefix=AGAIN

// TOSA: every operation is counted, or listed as uncounted.

// RUN: compress-opt src/tosa.mlir --compress-report=file=tosa.json -o /dev/null
// RUN: %python %S/Inputs/report.py tosa.json | FileCheck src/tosa.mlir

// The stock mlir-opt writes the same.

// RUN: mlir-opt --load-dialect-plugin=%compress_plugin --load-pass-plugin=%compress_plugin \
// RUN:   --pass-pipeline='builtin.module(compress-report{file=plugin.json})' src/tosa.mlir -o /dev/null
// RUN: diff tosa.json plugin.json

// Standard output works as a file, and an empty module has a report.

// RUN: echo 'module {}' | compress-opt --compress-report=file=/dev/stdout -o /dev/null | FileCheck %s --check-prefix=EMPTY
// EMPTY: "format": "compress-report",
// EMPTY: "functions": [],
// EMPTY: "totals": {
// EMPTY: "version": 1

// Nothing else was left behind.

// RUN: ls -a | FileCheck %s --check-prefix=FILES
// FILES-NOT: .tmp

//--- layers.mlir
//      CHECK: function main entry main
// CHECK-NEXT: layer conv conv2d at src/layers.mlir:22 in 1x2x2x2xf32 weight 2x1x1x2xf32 out 1x2x2x2xf32 dense
// CHECK-NEXT:   parameters 6 nonzeros 2 bytes 24 macs 16 operations 0 moved_bytes 88 input_bytes 32 output_bytes 32 weight_bits 32 activation_bits 32 compact_bytes 13
// CHECK-NEXT: layer norm batch_norm at src/layers.mlir:24 in 1x2x2x2xf32 weight - out 1x2x2x2xf32 -
// CHECK-NEXT:   parameters 4 nonzeros 2 bytes 16 macs 8 operations 0 moved_bytes 96 input_bytes 32 output_bytes 32 weight_bits - activation_bits 32 compact_bytes 12
// CHECK-NEXT: layer depth depthwise_conv2d at {{.*}} weight 2x1x1x1xf32 out 1x2x2x2xf32 dense
// CHECK-NEXT:   parameters 2 nonzeros - bytes 8 macs 8
// CHECK-NEXT: layer fc1 dense {{.*}} in 1x8xf32 weight 8x8xf32 out 1x8xf32 dense
// CHECK-NEXT:   parameters 64 nonzeros 64 bytes 256 macs 64 {{.*}} compact_bytes 148
// CHECK-NEXT: layer fc2
// CHECK-NEXT:   parameters 64 nonzeros 64 bytes 256 macs 64
// CHECK-NEXT: layer any batch_matmul {{.*}} in ?x1x4xf32 ?x4x1xf32 weight - out ?x1x1xf32 -
// CHECK-NEXT:   parameters 0 nonzeros 0 bytes 0 macs - operations 0 moved_bytes - input_bytes - output_bytes - weight_bits - activation_bits 32
// A weight that two layers share counts once.
// CHECK-NEXT: totals parameters 74 nonzeros - bytes 296 macs - operations 0 moved_bytes - compact_bytes -
// CHECK-NEXT: module parameters 74 nonzeros - bytes 296 macs - operations 0 moved_bytes - compact_bytes -
func.func @main(%x: tensor<1x2x2x2xf32>, %d: tensor<2x1x1x1xf32>, %a: tensor<?x1x4xf32>, %b: tensor<?x4x1xf32>) -> (tensor<1x8xf32>, tensor<?x1x1xf32>) {
  %w = compress.parameter "conv.weight" = dense<1.0> : tensor<2x1x1x2xf32>
  %k = "tosa.const"() <{values = dense<[[[[true]]], [[[false]]]]> : tensor<2x1x1x1xi1>}> : () -> tensor<2x1x1x1xi1>
  %p = compress.mask %w, %k : tensor<2x1x1x2xf32>, tensor<2x1x1x1xi1>
  %c = compress.parameter "conv.bias" = dense<0.0> : tensor<2xf32>
  %0 = compress.conv2d "conv" %x, %p bias %c : tensor<1x2x2x2xf32>, tensor<2x1x1x2xf32>, tensor<2xf32>
  %o = compress.parameter "one" = dense<1.0> : tensor<2xf32>
  %1 = compress.batch_norm "norm" %0 scale %o offset %c mean %o variance %o {epsilon = 0.0 : f32}
     : tensor<1x2x2x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
  %2 = compress.conv2d "depth" %1, %d {groups = 2 : i64} : tensor<1x2x2x2xf32>, tensor<2x1x1x1xf32>
  %s = tosa.const_shape {values = dense<[1, 8]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %3 = tosa.reshape %2, %s : (tensor<1x2x2x2xf32>, !tosa.shape<2>) -> tensor<1x8xf32>
  %f = compress.parameter "shared" = dense<1.0> : tensor<8x8xf32>
  %4 = compress.dense "fc1" %3, %f : tensor<1x8xf32>, tensor<8x8xf32>
  %5 = compress.dense "fc2" %4, %f : tensor<1x8xf32>, tensor<8x8xf32>
  %6 = compress.batch_matmul "any" %a, %b : tensor<?x1x4xf32>, tensor<?x4x1xf32>
  return %5, %6 : tensor<1x8xf32>, tensor<?x1x1xf32>
}

//--- compressed.mlir
//      CHECK: layer fc dense {{.*}} in 1x2xf32 weight 2x2xf32 out 1x2xf32 dense
// CHECK-NEXT:   parameters 4 nonzeros 2 bytes 16 macs 4 {{.*}} weight_bits 4 activation_bits 8
//      CHECK: layer last dense
// The scale of a transpose is that of its input.
// CHECK-NEXT:   parameters 2 nonzeros 2 bytes 8 macs 2 {{.*}} weight_bits 8 activation_bits 7
// CHECK-NEXT: other 1 tosa.transpose operations 0 moved_bytes 16 bytes 0
// CHECK-NEXT: totals parameters 6

//      FLOAT: function main entry main
// FLOAT-NEXT: other
//      FLOAT: function main_integer_core entry main
// FLOAT-NEXT: layer fc dense {{.*}} in 1x2xi8 weight 2x2xi8 out 1x2xi32 dense
// FLOAT-NEXT:   parameters 4 nonzeros 2 bytes 4 macs 4 operations 0 moved_bytes 14 input_bytes 2 output_bytes 8 weight_bits 8 activation_bits 8
// FLOAT-NEXT:   before parameters 4 nonzeros 2 bytes 16 macs 4 operations 0 moved_bytes 32 input_bytes 8 output_bytes 8 weight_bits 4 activation_bits 8
// FLOAT-NEXT:   delta parameters 0 nonzeros 0 bytes -12 macs 0 operations 0 moved_bytes -18 input_bytes -6 output_bytes 0 weight_bits 4 activation_bits 0
//      FLOAT: other {{[0-9]+}} tosa.rescale operations {{[0-9]+}} moved_bytes {{[0-9]+}} bytes {{[1-9]}}
//      FLOAT: module parameters 6
// FLOAT-NEXT:   before parameters 6 nonzeros 4 bytes 24 macs 6
func.func @main(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5:-3> : tensor<1x2xf32>
  %w = compress.parameter "fc.weight" = dense<[[1.0, -0.5], [0.5, 1.0]]> : tensor<2x2xf32>
  %m = "tosa.const"() <{values = dense<[[true, false], [false, true]]> : tensor<2x2xi1>}> : () -> tensor<2x2xi1>
  %p = compress.mask %w, %m : tensor<2x2xf32>, tensor<2x2xi1>
  %1 = compress.fake_quant %p as !quant.uniform<i8<-7:7>:f32:0, {0.25, 0.25}> : tensor<2x2xf32>
  %y = compress.dense "fc" %0, %1 : tensor<1x2xf32>, tensor<2x2xf32>
  %2 = compress.fake_quant %y as !quant.uniform<i8<-64:63>:f32, 1.0> : tensor<1x2xf32>
  %3 = tosa.transpose %2 {perms = array<i32: 0, 1>} : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %v = compress.parameter "last.weight" = dense<1.0> : tensor<1x2xf32>
  %4 = compress.fake_quant %v as !quant.uniform<i8<-127:127>:f32:0, {0.25}> : tensor<1x2xf32>
  %z = compress.dense "last" %3, %4 : tensor<1x2xf32>, tensor<1x2xf32>
  %5 = compress.fake_quant %z as !quant.uniform<i8:f32, 1.0> : tensor<1x1xf32>
  return %5 : tensor<1x1xf32>
}

//--- taps.mlir
//      CHECK: layer fc dense
// CHECK-NEXT:   parameters 2 {{.*}} weight_bits 32 activation_bits 6
// CHECK-NEXT: totals
func.func @main(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8<0:63>:f32, 0.5> : tensor<1x2xf32>
  %1 = compress.observe "tap" %0 : tensor<1x2xf32> by #compress.minmax
  %w = compress.parameter "fc.weight" = dense<1.0> : tensor<1x2xf32>
  %2 = compress.dense "fc" %1, %w : tensor<1x2xf32>, tensor<1x2xf32>
  return %2 : tensor<1x1xf32>
}

//--- integer.mlir
//      CHECK: function main entry main
// CHECK-NEXT: layer fc dense {{.*}} in 1x2xi8 weight 1x2xi8 out 1x1xi32 dense
// CHECK-NEXT:   parameters 2 nonzeros 2 bytes 2 macs 2
// CHECK-NEXT: other 1 tosa.rescale operations 1 moved_bytes {{[0-9]+}} bytes
func.func @main(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %0 = compress.fake_quant %x as !quant.uniform<i8:f32, 0.5:-3> : tensor<1x2xf32>
  %w = compress.parameter "fc.weight" = dense<[[1.0, -0.5]]> : tensor<1x2xf32>
  %1 = compress.fake_quant %w as !quant.uniform<i8<-127:127>:f32:0, {0.25}> : tensor<1x2xf32>
  %y = compress.dense "fc" %0, %1 : tensor<1x2xf32>, tensor<1x2xf32>
  %2 = compress.fake_quant %y as !quant.uniform<i8:f32, 1.0> : tensor<1x1xf32>
  return %2 : tensor<1x1xf32>
}

//--- later.mlir
//      CHECK: layer fc1 dense
// CHECK-NEXT:   parameters 32 nonzeros 32 bytes 128 macs 32
// CHECK-NEXT:   before parameters 64 nonzeros 64 bytes 256 macs 64 operations 0
// CHECK-NEXT:   delta parameters -32 nonzeros -32 bytes -128 macs -32 operations 0
// CHECK-NEXT: layer new dense
// CHECK-NEXT:   parameters 8
// CHECK-NEXT:   before -
// CHECK-NEXT:   delta -
//      CHECK: layer any batch_matmul
// CHECK-NEXT:   parameters 0 nonzeros 0 bytes 0 macs 4
// CHECK-NEXT:   before parameters 0 nonzeros 0 bytes 0 macs -
// CHECK-NEXT:   delta parameters 0 nonzeros 0 bytes 0 macs -
//      CHECK: totals parameters 40
//      CHECK: removed conv parameters 6 nonzeros 2
// CHECK-NEXT: removed norm
// CHECK-NEXT: removed depth parameters 2 nonzeros - bytes 8
// CHECK-NEXT: removed fc2
// CHECK-NEXT: module parameters 40
// CHECK-NEXT:   before parameters 74 nonzeros - bytes 296
// CHECK-NEXT:   delta parameters -34 nonzeros - bytes -136
func.func @main(%x: tensor<1x8xf32>, %a: tensor<1x1x4xf32>, %b: tensor<1x4x1xf32>) -> (tensor<1x2xf32>, tensor<1x1x1xf32>) {
  %w = compress.parameter "fc1.weight" = dense<1.0> : tensor<4x8xf32>
  %0 = compress.dense "fc1" %x, %w : tensor<1x8xf32>, tensor<4x8xf32>
  %v = compress.parameter "new.weight" = dense<1.0> : tensor<2x4xf32>
  %1 = compress.dense "new" %0, %v : tensor<1x4xf32>, tensor<2x4xf32>
  %2 = compress.batch_matmul "any" %a, %b : tensor<1x1x4xf32>, tensor<1x4x1xf32>
  return %1, %2 : tensor<1x2xf32>, tensor<1x1x1xf32>
}

//--- two.mlir
//      CHECK: function a entry a
// CHECK-NEXT: layer fc dense
// CHECK-NEXT:   parameters 2 nonzeros 2
// CHECK-NEXT:   before parameters 2 nonzeros 2
//      CHECK: function b entry b
// CHECK-NEXT: layer fc dense
// CHECK-NEXT:   parameters 4 nonzeros 4
// CHECK-NEXT:   before parameters 4 nonzeros 4
// CHECK-NOT:  removed
func.func @a(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %w = compress.parameter "fc.weight" = dense<1.0> : tensor<1x2xf32>
  %0 = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<1x2xf32>
  return %0 : tensor<1x1xf32>
}
func.func @b(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = compress.parameter "fc.weight" = dense<1.0> : tensor<2x2xf32>
  %0 = compress.dense "fc" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
  return %0 : tensor<1x2xf32>
}
func.func private @external(tensor<1x2xf32>)

//--- names.mlir
// CHECK: layer a"b\c/d dense
// CHECK: layer tab\tnewline\n{{[\\]}}x00 dense
// CHECK: layer caf{{.+}} dense
// CHECK: layer bad{{.+}}byte dense
// AGAIN-COUNT-4: before parameters 4
// AGAIN-NOT: removed
func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = compress.parameter "w" = dense<1.0> : tensor<2x2xf32>
  %0 = compress.dense "a\22b\\c/d" %x, %w : tensor<1x2xf32>, tensor<2x2xf32>
  %1 = compress.dense "tab\09newline\0A\00" %0, %w : tensor<1x2xf32>, tensor<2x2xf32>
  %2 = compress.dense "caf\C3\A9" %1, %w : tensor<1x2xf32>, tensor<2x2xf32>
  %3 = compress.dense "bad\FFbyte" %2, %w : tensor<1x2xf32>, tensor<2x2xf32>
  return %3 : tensor<1x2xf32>
}

//--- tosa.mlir
//      CHECK: layer conv2d_0 conv2d {{.*}} in 1x4x4x2xf32 weight 2x1x1x2xf32 out 1x4x4x2xf32 dense
// CHECK-NEXT:   parameters 6 nonzeros 4 bytes 24 macs 64
//      CHECK: layer transpose_conv2d_0 transpose_conv2d
// CHECK-SAME: in 1x4x4x2xf32 weight 2x2x2x2xf32 out 1x5x5x2xf32 dense
// CHECK-NEXT:   parameters 18 nonzeros 16 bytes 72 macs 256
//      CHECK: layer conv3d_0 conv3d {{.*}} in 1x2x2x2x1xf32 1x1x1x1x1xf32 weight -
// CHECK-NEXT:   {{.*}} macs 8
//      CHECK: other 1 tosa.max_pool2d operations 32 moved_bytes 160 bytes 0
// CHECK-NEXT: other 1 tosa.add operations 8 moved_bytes 72 bytes 8
// CHECK-NEXT: other 1 tosa.reduce_sum operations 8 moved_bytes 48 bytes 0
// CHECK-NEXT: other 1 tosa.transpose operations 0 moved_bytes 64 bytes 0
// CHECK-NEXT: other 1 tosa.slice operations 0 moved_bytes 16 bytes 0
// CHECK-NEXT: other 1 tosa.resize operations 64 moved_bytes {{[0-9]+}} bytes 0
// CHECK-NEXT: uncounted tensor.extract_slice
// A bias that two layers share counts once.
// CHECK-NEXT: totals parameters 22 nonzeros 20 bytes 96 macs 328 operations 112
func.func @main(%x: tensor<1x4x4x2xf32>, %w5: tensor<1x1x1x1x1xf32>, %x5: tensor<1x2x2x2x1xf32>) -> (tensor<1x2x2x1xf32>, tensor<1x1x2x2xf32>, tensor<1x4x4x1xf32>, tensor<1x5x5x2xf32>, tensor<1x2x2x2x1xf32>, tensor<1x1x1x2xf32>, tensor<1x2x1x1xf32>) {
  %zp = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %w = "tosa.const"() <{values = dense<[[[[1.0, 2.0]]], [[[3.0, 4.0]]]]> : tensor<2x1x1x2xf32>}> : () -> tensor<2x1x1x2xf32>
  %wt = "tosa.const"() <{values = dense<1.0> : tensor<2x2x2x2xf32>}> : () -> tensor<2x2x2x2xf32>
  %b = "tosa.const"() <{values = dense<0.0> : tensor<2xf32>}> : () -> tensor<2xf32>
  %o = "tosa.const"() <{values = dense<[[[[1.0, 2.0]]]]> : tensor<1x1x1x2xf32>}> : () -> tensor<1x1x1x2xf32>
  %0 = tosa.conv2d %x, %w, %b, %zp, %zp {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>, tensor<2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x4x2xf32>
  %1 = tosa.max_pool2d %0 {kernel = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x2x2x2xf32>
  %2 = tosa.add %1, %o : (tensor<1x2x2x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x2x2x2xf32>
  %3 = tosa.reduce_sum %2 {axis = 3 : i32} : (tensor<1x2x2x2xf32>) -> tensor<1x2x2x1xf32>
  %4 = tosa.transpose %2 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %start = tosa.const_shape {values = dense<0> : tensor<4xindex>} : () -> !tosa.shape<4>
  %size = tosa.const_shape {values = dense<[1, 1, 1, 2]> : tensor<4xindex>} : () -> !tosa.shape<4>
  %5 = tosa.slice %4, %start, %size : (tensor<1x2x2x2xf32>, !tosa.shape<4>, !tosa.shape<4>) -> tensor<1x1x1x2xf32>
  %scale = tosa.const_shape {values = dense<[4, 2, 4, 2]> : tensor<4xindex>} : () -> !tosa.shape<4>
  %off = tosa.const_shape {values = dense<[-1, -1]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %border = tosa.const_shape {values = dense<[1, 1]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %6 = tosa.resize %3, %scale, %off, %border {mode = BILINEAR} : (tensor<1x2x2x1xf32>, !tosa.shape<4>, !tosa.shape<2>, !tosa.shape<2>) -> tensor<1x4x4x1xf32>
  %7 = tosa.transpose_conv2d %0, %wt, %b, %zp, %zp {acc_type = f32, out_pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x4x4x2xf32>, tensor<2x2x2x2xf32>, tensor<2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x5x5x2xf32>
  %b1 = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %8 = tosa.conv3d %x5, %w5, %b1, %zp, %zp {acc_type = f32, dilation = array<i64: 1, 1, 1>, pad = array<i64: 0, 0, 0, 0, 0, 0>, stride = array<i64: 1, 1, 1>} : (tensor<1x2x2x2x1xf32>, tensor<1x1x1x1x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x2x2x2x1xf32>
  %9 = tensor.extract_slice %4[0, 0, 0, 0] [1, 2, 1, 1] [1, 1, 1, 1] : tensor<1x2x2x2xf32> to tensor<1x2x1x1xf32>
  %10 = tensor.extract_slice %4[0, 0, 0, 0] [1, 1, 2, 2] [1, 1, 1, 1] : tensor<1x2x2x2xf32> to tensor<1x1x2x2xf32>
  return %3, %10, %6, %7, %8, %5, %9 : tensor<1x2x2x1xf32>, tensor<1x1x2x2xf32>, tensor<1x4x4x1xf32>, tensor<1x5x5x2xf32>, tensor<1x2x2x2x1xf32>, tensor<1x1x1x2xf32>, tensor<1x2x1x1xf32>
}

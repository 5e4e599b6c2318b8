// RUN: compress-opt %s --split-input-file --verify-diagnostics --allow-unregistered-dialect --compress-set-batch=size=8
// RUN: not compress-opt %S/Inputs/two-batches.mlir --compress-set-batch 2>&1 | FileCheck %s --check-prefix=SIZE
// RUN: not compress-opt %S/Inputs/two-batches.mlir --compress-set-batch=size=-2 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// SIZE: error: expected size= of 1 or more, got 0
// NEGATIVE: error: expected size= of 1 or more, got -2
// A failing pass changes nothing.
// RUN: compress-opt %S/Inputs/two-batches.mlir -o %t.before.mlir
// RUN: not compress-opt %S/Inputs/two-batches.mlir --compress-set-batch="size=8 arguments=x" --mlir-print-ir-after-failure 2>&1 | FileCheck %s --check-prefix=UNCHANGED
// UNCHANGED: error: 'tosa.concat' op needs the batch in operand 1 too, which does not depend on the batch; make it an argument, or give it size 1 along the batch where the operation broadcasts
// UNCHANGED: note: {{.*}}this value has the batch in dimension 0
// UNCHANGED: func.func @main(%arg0: tensor<1x2xf32>, %arg1: tensor<1x3xf32>, %arg2: tensor<f32>) -> tensor<1x5xf32>
// RUN: not compress-opt %S/Inputs/two-batches.mlir --compress-set-batch="size=8 arguments=x,z" 2>&1 | FileCheck %s --check-prefix=NAME
// NAME: error: @main has no argument 'z'; it has x, y, scalar
// RUN: not compress-opt %S/Inputs/two-batches.mlir --compress-set-batch="size=8 arguments=scalar" 2>&1 | FileCheck %s --check-prefix=SCALAR
// SCALAR: error: argument 'scalar' has no batch: its type is 'tensor<f32>'
// RUN: not compress-opt %S/Inputs/two-batches.mlir --compress-set-batch="size=8 function=f" 2>&1 | FileCheck %s --check-prefix=FUNCTION
// FUNCTION: error: module has no function @f; it has @main
// RUN: not compress-opt %S/Inputs/two-batches.mlir --compress-set-batch=size=4611686018427387904 2>&1 | FileCheck %s --check-prefix=LARGE
// LARGE: error: {{.*}}size=4611686018427387904 is too large: a tensor of 'tensor<4611686018427387904x2xf32>' has more bytes than can be addressed

// expected-error@+1 {{@main has no argument with a batch, a tensor of rank 1 or more}}
func.func @main(%x: tensor<f32>) -> tensor<f32> {
  return %x : tensor<f32>
}

// -----

// expected-error@+1 {{argument 'arg0' has a dynamic batch, its type is 'tensor<?x2xf32>'; import the model with a static shape}}
func.func @main(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  return %x : tensor<?x2xf32>
}

// -----

// expected-error@+1 {{argument 'arg0' has no samples, its type is 'tensor<0x2xf32>'; import the model with a static shape}}
func.func @main(%x: tensor<0x2xf32>) -> tensor<0x2xf32> {
  return %x : tensor<0x2xf32>
}

// -----

// expected-error@+1 {{expected @main to have one block, got 2}}
func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  cf.br ^end
^end:
  return %x : tensor<1x2xf32>
}

// -----

// expected-note@+1 {{this value has the batch in dimension 0}}
func.func @unknown(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  // expected-error@+1 {{'foo.bar' op stops the batch: it does not tell how its dimensions are coupled; raise the model completely, or give the operation DimensionCouplingOpInterface}}
  %0 = "foo.bar"(%x) : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}

// -----

// What an operation captures counts as well.
// expected-note@+1 {{this value has the batch in dimension 0}}
func.func @captured(%x: tensor<1x2xf32>) {
  // expected-error@+1 {{'foo.loop' op stops the batch}}
  "foo.loop"() ({
    %0 = tosa.abs %x : (tensor<1x2xf32>) -> tensor<1x2xf32>
    "foo.yield"(%0) : (tensor<1x2xf32>) -> ()
  }) : () -> ()
  return
}

// -----

// expected-note@+1 {{this value has the batch in dimension 0}}
func.func @constant(%x: tensor<1x2xf32>) -> tensor<1x5xf32> {
  %c = "tosa.const"() <{values = dense<2.0> : tensor<1x3xf32>}> : () -> tensor<1x3xf32>
  // expected-error@+1 {{'tosa.concat' op needs the batch in operand 1 too, which is a constant that does not broadcast here; make it an argument, or give it size 1 along the batch where the operation broadcasts}}
  %0 = tosa.concat %x, %c {axis = 1 : i32} : (tensor<1x2xf32>, tensor<1x3xf32>) -> tensor<1x5xf32>
  return %0 : tensor<1x5xf32>
}

// -----

// A constant for each of the old samples.
// expected-note@+1 {{this value has the batch in dimension 0}}
func.func @samples(%x: tensor<4x2xf32>) -> tensor<4x2xf32> {
  %c = "tosa.const"() <{values = dense<2.0> : tensor<4x1xf32>}> : () -> tensor<4x1xf32>
  // expected-error@+1 {{'tosa.add' op needs the batch in operand 1 too, which is a constant that does not broadcast here}}
  %0 = tosa.add %x, %c : (tensor<4x2xf32>, tensor<4x1xf32>) -> tensor<4x2xf32>
  return %0 : tensor<4x2xf32>
}

// -----

// expected-note@+1 {{this value has the batch in dimension 0}}
func.func @sum(%x: tensor<4x2xf32>) -> tensor<1x2xf32> {
  // expected-error@+1 {{'tosa.reduce_sum' op cannot have another batch size in dimension 0: it sums its entries; compute each sample by itself, or keep the batch size 4}}
  %0 = tosa.reduce_sum %x {axis = 0 : i32} : (tensor<4x2xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}

// -----

// expected-note@+1 {{this value has the batch in dimension 0}}
func.func @maximum(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  // expected-error@+1 {{'tosa.reduce_max' op cannot have another batch size in dimension 0: it reduces its entries to one; compute each sample by itself, or keep the batch size 1}}
  %0 = tosa.reduce_max %x {axis = 0 : i32} : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}

// -----

// expected-note@+1 {{this value has the batch in dimension 0}}
func.func @argmax(%x: tensor<1x2xf32>) -> tensor<2xi32> {
  // expected-error@+1 {{'tosa.argmax' op cannot have another batch size in dimension 0: it returns numbers of its entries}}
  %0 = tosa.argmax %x {axis = 0 : i32} : (tensor<1x2xf32>) -> tensor<2xi32>
  return %0 : tensor<2xi32>
}

// -----

// expected-note@+1 {{this value has the batch in dimension 0}}
func.func @reverse(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  // expected-error@+1 {{'tosa.reverse' op cannot have another batch size in dimension 0: it reverses its entries}}
  %0 = tosa.reverse %x {axis = 0 : i32} : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}

// -----

func.func @window(%x: tensor<1x2x2x2xf32>) -> tensor<2x1x2x2xf32> {
  // expected-note@+1 {{this value has the batch in dimension 1}}
  %0 = tosa.transpose %x {perms = array<i32: 1, 0, 2, 3>} : (tensor<1x2x2x2xf32>) -> tensor<2x1x2x2xf32>
  %w = compress.parameter "c.weight" = dense<1.0> : tensor<2x1x1x2xf32>
  // expected-error@+1 {{'compress.conv2d' op "c" cannot have another batch size in dimension 1: it slides a window over its entries}}
  %1 = compress.conv2d "c" %0, %w : tensor<2x1x2x2xf32>, tensor<2x1x1x2xf32>
  return %1 : tensor<2x1x2x2xf32>
}

// -----

func.func @gather(%x: tensor<4x2xf32>, %i: tensor<1x3xi32>) -> tensor<1x3x2xf32> {
  %s = tosa.const_shape {values = dense<[1, 4, 2]> : tensor<3xindex>} : () -> !tosa.shape<3>
  // expected-note@+1 {{this value has the batch in dimension 1}}
  %0 = tosa.reshape %x, %s : (tensor<4x2xf32>, !tosa.shape<3>) -> tensor<1x4x2xf32>
  // expected-error@+1 {{'tosa.gather' op cannot have another batch size in dimension 1: it picks entries by their numbers}}
  %1 = tosa.gather %0, %i : (tensor<1x4x2xf32>, tensor<1x3xi32>) -> tensor<1x3x2xf32>
  return %1 : tensor<1x3x2xf32>
}

// -----

// expected-note@+1 {{this value has the batch in dimension 0}}
func.func @mixed(%x: tensor<4x6xf32>) -> tensor<3x8xf32> {
  %s = tosa.const_shape {values = dense<[3, 8]> : tensor<2xindex>} : () -> !tosa.shape<2>
  // expected-error@+1 {{'tosa.reshape' op cannot have another batch size in dimension 0: it does not keep its entries together}}
  %0 = tosa.reshape %x, %s : (tensor<4x6xf32>, !tosa.shape<2>) -> tensor<3x8xf32>
  return %0 : tensor<3x8xf32>
}

// -----

func.func @ambiguous(%x: tensor<1x3x2xf32>) -> tensor<3x2xf32> {
  // expected-note@+1 {{this value has the batch in dimension 1}}
  %0 = tosa.transpose %x {perms = array<i32: 1, 0, 2>} : (tensor<1x3x2xf32>) -> tensor<3x1x2xf32>
  %s = tosa.const_shape {values = dense<[3, 2]> : tensor<2xindex>} : () -> !tosa.shape<2>
  // expected-error@+1 {{'tosa.reshape' op cannot have another batch size in dimension 1: it leaves open where a single entry goes: into dimension 0 or 1}}
  %1 = tosa.reshape %0, %s : (tensor<3x1x2xf32>, !tosa.shape<2>) -> tensor<3x2xf32>
  return %1 : tensor<3x2xf32>
}

// -----

// expected-note@+1 {{this value has the batch in dimension 0}}
func.func @shape(%x: tensor<1x6xf32>) -> tensor<3x2xf32> {
  %a = tosa.const_shape {values = dense<1> : tensor<2xindex>} : () -> !tosa.shape<2>
  %b = tosa.const_shape {values = dense<[2, 1]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %s = tosa.add_shape %a, %b : (!tosa.shape<2>, !tosa.shape<2>) -> !tosa.shape<2>
  // expected-error@+1 {{'tosa.reshape' op cannot have another batch size in dimension 0: it has a shape operand that is no constant}}
  %0 = tosa.reshape %x, %s : (tensor<1x6xf32>, !tosa.shape<2>) -> tensor<3x2xf32>
  return %0 : tensor<3x2xf32>
}

// -----

// expected-note@+1 {{this value has the batch in dimension 0}}
func.func @dynamic(%x: tensor<1x6xf32>) -> tensor<1x?xf32> {
  // expected-error@+1 {{'tosa.abs' op cannot have another batch size in dimension 0: it has a dynamic shape}}
  %0 = tosa.abs %x : (tensor<1x6xf32>) -> tensor<1x?xf32>
  return %0 : tensor<1x?xf32>
}

// -----

// expected-note@+1 {{this value has the batch in dimension 0}}
func.func @repeated(%x: tensor<1x2xf32>) -> tensor<3x2xf32> {
  %c = "tosa.const"() <{values = dense<2.0> : tensor<3x2xf32>}> : () -> tensor<3x2xf32>
  // expected-error@+1 {{'tosa.add' op cannot have another batch size in dimension 0: it repeats its single entry}}
  %0 = tosa.add %x, %c : (tensor<1x2xf32>, tensor<3x2xf32>) -> tensor<3x2xf32>
  return %0 : tensor<3x2xf32>
}

// -----

func.func @padded(%x: tensor<1x2xf32>) -> tensor<2x2xf32> {
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %s = tosa.const_shape {values = dense<[1, 0, 0, 0]> : tensor<4xindex>} : () -> !tosa.shape<4>
  // expected-error@+1 {{'tosa.pad' op cannot have another batch size in dimension 0 of its result: it takes or pads a part of the batch; compute each sample by itself, or keep the batch size 1}}
  %0 = tosa.pad %x, %s, %z : (tensor<1x2xf32>, !tosa.shape<4>, tensor<1xf32>) -> tensor<2x2xf32>
  return %0 : tensor<2x2xf32>
}

// -----

func.func @sliced(%x: tensor<4x2xf32>) -> tensor<2x2xf32> {
  %start = tosa.const_shape {values = dense<[1, 0]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %size = tosa.const_shape {values = dense<[2, 2]> : tensor<2xindex>} : () -> !tosa.shape<2>
  // expected-error@+1 {{'tosa.slice' op cannot have another batch size in dimension 0 of its result: it takes or pads a part of the batch}}
  %0 = tosa.slice %x, %start, %size : (tensor<4x2xf32>, !tosa.shape<2>, !tosa.shape<2>) -> tensor<2x2xf32>
  return %0 : tensor<2x2xf32>
}

// -----

func.func @joined(%x: tensor<4x2xf32>) -> tensor<8x2xf32> {
  // expected-error@+1 {{'tosa.concat' op cannot have another batch size in dimension 0 of its result: it joins several batches}}
  %0 = tosa.concat %x, %x {axis = 0 : i32} : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<8x2xf32>
  return %0 : tensor<8x2xf32>
}

// -----

// expected-note@+1 {{this value has the batch in dimension 0}}
func.func @strided(%x: tensor<1x8xf32>) -> tensor<1x4xf32> {
  // expected-error@+1 {{'tensor.extract_slice' op cannot have another batch size in dimension 0: it extracts with strides, offsets that are no constants, or fewer dimensions}}
  %0 = tensor.extract_slice %x[0, 0] [1, 4] [1, 2] : tensor<1x8xf32> to tensor<1x4xf32>
  return %0 : tensor<1x4xf32>
}

// -----

func.func private @core(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  return %x : tensor<1x2xf32>
}
func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %0 = call @core(%x) : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}
func.func @other(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  // expected-error@+1 {{'func.call' op keeps the old batch size when it uses function 'core', which gets another; give it a copy of the function, or set the batch of its caller}}
  %0 = call @core(%x) : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}

// -----

// expected-note@+1 {{this value has the batch in dimension 0}}
func.func private @core(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  return %x : tensor<1x2xf32>
}
func.func @main(%x: tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>) {
  %c = "tosa.const"() <{values = dense<2.0> : tensor<1x2xf32>}> : () -> tensor<1x2xf32>
  %0 = call @core(%x) : (tensor<1x2xf32>) -> tensor<1x2xf32>
  // expected-error@+1 {{'func.call' op needs the batch in operand 0 too, which is a constant that does not broadcast here}}
  %1 = call @core(%c) : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %0, %1 : tensor<1x2xf32>, tensor<1x2xf32>
}

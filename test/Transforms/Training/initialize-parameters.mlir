// REQUIRES: numpy

// PyTorch's defaults: fan-in 2 * 3 * 3 for the grouped convolution, 4 for the
// dense layer. Statistics start afresh, other frozen parameters stay.
// RUN: compress-opt %s --compress-initialize-parameters=seed=7 | %python %S/Inputs/initial_values.py 7 "conv.weight=sqrt(1/18)" "conv.bias=sqrt(1/18)" "fc.weight=sqrt(1/4)" "fc.bias=sqrt(1/4)" bn.scale=1! bn.offset=0! bn.mean=0! bn.variance=1! "frozen.weight=5!" "loose=3!" | FileCheck %s
// CHECK: 10 of 10 parameters as they should be

// He's bound for ReLU.
// RUN: compress-opt %s --compress-initialize-parameters="initialize=kaiming<0.0>" | %python %S/Inputs/initial_values.py 0 "conv.weight=sqrt(6/18)" "conv.bias=sqrt(1/18)" "fc.weight=sqrt(6/4)" | FileCheck %s --check-prefix=HE
// HE: 3 of 3 parameters as they should be

// RUN: compress-opt %s --compress-initialize-parameters="initialize=xavier seed=1" | %python %S/Inputs/initial_values.py 1 "conv.weight=sqrt(6/(18+36))" "conv.bias=0!" "fc.weight=sqrt(6/(4+3))" "fc.bias=0!" | FileCheck %s --check-prefix=XAVIER
// XAVIER: 4 of 4 parameters as they should be

// RUN: compress-opt %s --compress-initialize-parameters=initialize=zeros | %python %S/Inputs/initial_values.py 0 conv.weight=0! fc.bias=0! bn.scale=1! | FileCheck %s --check-prefix=ZEROS
// ZEROS: 3 of 3 parameters as they should be

// RUN: compress-opt %s --compress-initialize-parameters --remark-policy=all --remarks-filter=compress-initialize-parameters -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARKS
// REMARKS-DAG: Remark="parameter 'frozen.weight' keeps its values: it is frozen"
// REMARKS-DAG: Remark="parameter 'loose' keeps its values: no layer uses it"

// The chosen rule survives printing.
// RUN: compress-opt %s --compress-initialize-parameters="initialize=kaiming<0.5> seed=3" --dump-pass-pipeline -o /dev/null 2>&1 | FileCheck %s --check-prefix=PIPELINE
// PIPELINE: compress-initialize-parameters{{.*}}initialize={{{?}}kaiming<0.5>{{}?}} seed=3
func.func @main(%x: tensor<1x6x6x4xf32>) -> tensor<1x4x4x3xf32> {
  %w = compress.parameter "conv.weight" = dense<9.0> : tensor<4x3x3x2xf32>
  %b = compress.parameter "conv.bias" = dense<9.0> : tensor<4xf32>
  %0 = compress.conv2d "conv" %x, %w bias %b {groups = 2 : i64} : tensor<1x6x6x4xf32>, tensor<4x3x3x2xf32>, tensor<4xf32>
  %s = compress.parameter "bn.scale" = dense<9.0> : tensor<4xf32>
  %o = compress.parameter "bn.offset" = dense<9.0> : tensor<4xf32>
  %m = compress.parameter "bn.mean" frozen = dense<9.0> : tensor<4xf32>
  %v = compress.parameter "bn.variance" frozen = dense<9.0> : tensor<4xf32>
  %1 = compress.batch_norm "bn" %0 scale %s offset %o mean %m variance %v {epsilon = 1.0e-5 : f32}
     : tensor<1x4x4x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
  %f = compress.parameter "frozen.weight" frozen = dense<5.0> : tensor<4x4xf32>
  %2 = compress.dense "frozen" %1, %f : tensor<1x4x4x4xf32>, tensor<4x4xf32>
  // Behind a mask and simulated quantization, it is the same parameter.
  %c = compress.parameter "fc.weight" = dense<9.0> : tensor<3x4xf32>
  %k = "tosa.const"() <{values = dense<true> : tensor<3x4xi1>}> : () -> tensor<3x4xi1>
  %p = compress.mask %c, %k : tensor<3x4xf32>, tensor<3x4xi1>
  %q = compress.fake_quant %p as !quant.uniform<i8<-127:127>:f32, 0.1> : tensor<3x4xf32>
  %d = compress.parameter "fc.bias" = dense<9.0> : tensor<3xf32>
  %3 = compress.dense "fc" %2, %q bias %d : tensor<1x4x4x4xf32>, tensor<3x4xf32>, tensor<3xf32>
  %l = compress.parameter "loose" = dense<3.0> : tensor<1xf32>
  return %3 : tensor<1x4x4x3xf32>
}

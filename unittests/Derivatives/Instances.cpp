//===- Instances.cpp - an example of each differentiable operation --------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FiniteDifferences.h"

using namespace mlir;
using namespace mlir::compress;

// clang-format off
static constexpr Instance kInstances[] = {
    {"tosa.tanh", R"(
func.func @main(%x: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  %y = tosa.tanh %x : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
})", -2.0, 2.0},
    {"tosa.sigmoid", R"(
func.func @main(%x: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  %y = tosa.sigmoid %x : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
})", -2.0, 2.0},
    {"tosa.erf", R"(
func.func @main(%x: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  %y = tosa.erf %x : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
})", -2.0, 2.0},
    {"tosa.exp", R"(
func.func @main(%x: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  %y = tosa.exp %x : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
})"},
    {"tosa.sin", R"(
func.func @main(%x: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  %y = tosa.sin %x : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
})", -2.0, 2.0},
    {"tosa.cos", R"(
func.func @main(%x: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  %y = tosa.cos %x : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
})", -2.0, 2.0},
    {"tosa.abs", R"(
func.func @main(%x: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  %y = tosa.abs %x : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
})", -2.0, 2.0},
    // An alternative that does not use the second operand, and one that does.
    {"compress.choice", R"(
func.func @main(%x: tensor<2x3xf32>, %w: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %d = "tosa.const"() <{values = dense<1> : tensor<i32>}> : () -> tensor<i32>
  %a = compress.choice "a" %d of ["square", "product"] (%x, %w) : tensor<i32>, (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32> {
  ^bb0(%p: tensor<2x3xf32>, %q: tensor<2x3xf32>):
    %s = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
    %y = tosa.mul %p, %p, %s : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<1xi8>) -> tensor<2x3xf32>
    compress.choice_yield %y : tensor<2x3xf32>
  }, {
  ^bb0(%p: tensor<2x3xf32>, %q: tensor<2x3xf32>):
    %s = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
    %t = tosa.tanh %p : (tensor<2x3xf32>) -> tensor<2x3xf32>
    %y = tosa.mul %t, %q, %s : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<1xi8>) -> tensor<2x3xf32>
    compress.choice_yield %y : tensor<2x3xf32>
  }
  %e = "tosa.const"() <{values = dense<0> : tensor<i32>}> : () -> tensor<i32>
  %b = compress.choice "b" %e of ["square", "first"] (%a, %w) : tensor<i32>, (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32> {
  ^bb0(%p: tensor<2x3xf32>, %q: tensor<2x3xf32>):
    %s = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
    %y = tosa.mul %p, %p, %s : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<1xi8>) -> tensor<2x3xf32>
    compress.choice_yield %y : tensor<2x3xf32>
  }, {
  ^bb0(%p: tensor<2x3xf32>, %q: tensor<2x3xf32>):
    compress.choice_yield %q : tensor<2x3xf32>
  }
  return %b : tensor<2x3xf32>
})", -2.0, 2.0},
    {"compress.leading", R"(
func.func @main(%x: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  %n = "tosa.const"() <{values = dense<3> : tensor<i32>}> : () -> tensor<i32>
  %y = compress.leading %x, %n : tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
})", -2.0, 2.0},
    {"tosa.identity", R"(
func.func @main(%x: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  %y = tosa.identity %x : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
})", -2.0, 2.0},
    {"tosa.log", R"(
func.func @main(%x: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  %y = tosa.log %x : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
})", 0.5, 2.0},
    {"tosa.reciprocal", R"(
func.func @main(%x: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  %y = tosa.reciprocal %x : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
})", 0.5, 2.0},
    {"tosa.rsqrt", R"(
func.func @main(%x: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  %y = tosa.rsqrt %x : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
})", 0.5, 2.0},
    {"tosa.clamp", R"(
func.func @main(%x: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  %y = tosa.clamp %x {min_val = 0.0 : f32, max_val = 3.40282347E+38 : f32} : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
})"},
    {"tosa.clamp", R"(
func.func @main(%x: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  %y = tosa.clamp %x {min_val = -0.5 : f32, max_val = 0.25 : f32} : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
})"},
    {"tosa.negate", R"(
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %y = tosa.negate %x, %z, %z : (tensor<2x3xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
})"},
    {"tosa.add", R"(
func.func @main(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %y = tosa.add %a, %b : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
})"},
    {"tosa.add", R"(
func.func @main(%a: tensor<2x1x4xf32>, %b: tensor<1x3x4xf32>) -> tensor<2x3x4xf32> {
  %y = tosa.add %a, %b : (tensor<2x1x4xf32>, tensor<1x3x4xf32>) -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
})"},
    {"tosa.add", R"(
func.func @main(%a: tensor<1x1xf32>, %b: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %y = tosa.add %a, %b : (tensor<1x1xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
})"},
    {"tosa.sub", R"(
func.func @main(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %y = tosa.sub %a, %b : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
})"},
    {"tosa.sub", R"(
func.func @main(%a: tensor<2x1x4xf32>, %b: tensor<1x3x4xf32>) -> tensor<2x3x4xf32> {
  %y = tosa.sub %a, %b : (tensor<2x1x4xf32>, tensor<1x3x4xf32>) -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
})"},
    {"tosa.sub", R"(
func.func @main(%a: tensor<1x1xf32>, %b: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %y = tosa.sub %a, %b : (tensor<1x1xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
})"},
    {"tosa.maximum", R"(
func.func @main(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %y = tosa.maximum %a, %b : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
})"},
    {"tosa.maximum", R"(
func.func @main(%a: tensor<2x1x4xf32>, %b: tensor<1x3x4xf32>) -> tensor<2x3x4xf32> {
  %y = tosa.maximum %a, %b : (tensor<2x1x4xf32>, tensor<1x3x4xf32>) -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
})"},
    {"tosa.maximum", R"(
func.func @main(%a: tensor<1x1xf32>, %b: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %y = tosa.maximum %a, %b : (tensor<1x1xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
})"},
    {"tosa.minimum", R"(
func.func @main(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %y = tosa.minimum %a, %b : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
})"},
    {"tosa.minimum", R"(
func.func @main(%a: tensor<2x1x4xf32>, %b: tensor<1x3x4xf32>) -> tensor<2x3x4xf32> {
  %y = tosa.minimum %a, %b : (tensor<2x1x4xf32>, tensor<1x3x4xf32>) -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
})"},
    {"tosa.minimum", R"(
func.func @main(%a: tensor<1x1xf32>, %b: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %y = tosa.minimum %a, %b : (tensor<1x1xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
})"},
    {"tosa.mul", R"(
func.func @main(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %s = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %y = tosa.mul %a, %b, %s : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<1xi8>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
})"},
    {"tosa.mul", R"(
func.func @main(%a: tensor<2x3x4x2xf32>, %b: tensor<1x3x1x2xf32>) -> tensor<2x3x4x2xf32> {
  %s = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %y = tosa.mul %a, %b, %s : (tensor<2x3x4x2xf32>, tensor<1x3x1x2xf32>, tensor<1xi8>) -> tensor<2x3x4x2xf32>
  return %y : tensor<2x3x4x2xf32>
})"},
    {"tosa.mul", R"(
func.func @main(%a: tensor<1x2x1xf32>, %b: tensor<2x1x3xf32>) -> tensor<2x2x3xf32> {
  %s = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %y = tosa.mul %a, %b, %s : (tensor<1x2x1xf32>, tensor<2x1x3xf32>, tensor<1xi8>) -> tensor<2x2x3xf32>
  return %y : tensor<2x2x3xf32>
})"},
    {"tosa.mul", R"(
func.func @main(%a: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %s = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %y = tosa.mul %a, %a, %s : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<1xi8>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
})"},
    {"tosa.pow", R"(
func.func @main(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %y = tosa.pow %a, %b : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
})", 0.5, 2.0},
    {"tosa.pow", R"(
func.func @main(%a: tensor<2x3xf32>, %b: tensor<1x3xf32>) -> tensor<2x3xf32> {
  %y = tosa.pow %a, %b : (tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
})", 0.5, 2.0},
    {"tosa.pow", R"(
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %e = "tosa.const"() <{values = dense<2.0> : tensor<1x1xf32>}> : () -> tensor<1x1xf32>
  %y = tosa.pow %x, %e : (tensor<2x3xf32>, tensor<1x1xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
})"},
    {"tosa.pow", R"(
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %e = "tosa.const"() <{values = dense<3.0> : tensor<1x1xf32>}> : () -> tensor<1x1xf32>
  %y = tosa.pow %x, %e : (tensor<2x3xf32>, tensor<1x1xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
})"},
    {"tosa.select", R"(
func.func @main(%a: tensor<2x3xf32>, %c: tensor<2x3xi1>, %b: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %y = tosa.select %c, %a, %b : (tensor<2x3xi1>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
})"},
    {"tosa.select", R"(
func.func @main(%a: tensor<1x3xf32>, %c: tensor<2x1xi1>, %b: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %y = tosa.select %c, %a, %b : (tensor<2x1xi1>, tensor<1x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
})"},
    {"tosa.reduce_sum", R"(
func.func @main(%x: tensor<2x3x4xf32>) -> tensor<1x3x4xf32> {
  %y = tosa.reduce_sum %x {axis = 0 : i32} : (tensor<2x3x4xf32>) -> tensor<1x3x4xf32>
  return %y : tensor<1x3x4xf32>
})"},
    {"tosa.reduce_sum", R"(
func.func @main(%x: tensor<2x3x4xf32>) -> tensor<2x1x4xf32> {
  %y = tosa.reduce_sum %x {axis = 1 : i32} : (tensor<2x3x4xf32>) -> tensor<2x1x4xf32>
  return %y : tensor<2x1x4xf32>
})"},
    {"tosa.reduce_sum", R"(
func.func @main(%x: tensor<2x3x4xf32>) -> tensor<2x3x1xf32> {
  %y = tosa.reduce_sum %x {axis = 2 : i32} : (tensor<2x3x4xf32>) -> tensor<2x3x1xf32>
  return %y : tensor<2x3x1xf32>
})"},
    {"tosa.reduce_max", R"(
func.func @main(%x: tensor<2x3x4xf32>) -> tensor<1x3x4xf32> {
  %y = tosa.reduce_max %x {axis = 0 : i32} : (tensor<2x3x4xf32>) -> tensor<1x3x4xf32>
  return %y : tensor<1x3x4xf32>
})"},
    {"tosa.reduce_max", R"(
func.func @main(%x: tensor<2x3x4xf32>) -> tensor<2x1x4xf32> {
  %y = tosa.reduce_max %x {axis = 1 : i32} : (tensor<2x3x4xf32>) -> tensor<2x1x4xf32>
  return %y : tensor<2x1x4xf32>
})"},
    {"tosa.reduce_max", R"(
func.func @main(%x: tensor<2x3x4xf32>) -> tensor<2x3x1xf32> {
  %y = tosa.reduce_max %x {axis = 2 : i32} : (tensor<2x3x4xf32>) -> tensor<2x3x1xf32>
  return %y : tensor<2x3x1xf32>
})"},
    {"tosa.reduce_min", R"(
func.func @main(%x: tensor<2x3x4xf32>) -> tensor<1x3x4xf32> {
  %y = tosa.reduce_min %x {axis = 0 : i32} : (tensor<2x3x4xf32>) -> tensor<1x3x4xf32>
  return %y : tensor<1x3x4xf32>
})"},
    {"tosa.reduce_min", R"(
func.func @main(%x: tensor<2x3x4xf32>) -> tensor<2x1x4xf32> {
  %y = tosa.reduce_min %x {axis = 1 : i32} : (tensor<2x3x4xf32>) -> tensor<2x1x4xf32>
  return %y : tensor<2x1x4xf32>
})"},
    {"tosa.reduce_min", R"(
func.func @main(%x: tensor<2x3x4xf32>) -> tensor<2x3x1xf32> {
  %y = tosa.reduce_min %x {axis = 2 : i32} : (tensor<2x3x4xf32>) -> tensor<2x3x1xf32>
  return %y : tensor<2x3x1xf32>
})"},
    {"tosa.reshape", R"(
func.func @main(%x: tensor<2x6xf32>) -> tensor<3x4xf32> {
  %s = tosa.const_shape {values = dense<[3, 4]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %y = tosa.reshape %x, %s : (tensor<2x6xf32>, !tosa.shape<2>) -> tensor<3x4xf32>
  return %y : tensor<3x4xf32>
})"},
    {"tosa.transpose", R"(
func.func @main(%x: tensor<2x3x4xf32>) -> tensor<4x2x3xf32> {
  %y = tosa.transpose %x {perms = array<i32: 2, 0, 1>} : (tensor<2x3x4xf32>) -> tensor<4x2x3xf32>
  return %y : tensor<4x2x3xf32>
})"},
    {"tosa.reverse", R"(
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %y = tosa.reverse %x {axis = 1 : i32} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
})"},
    {"tosa.concat", R"(
func.func @main(%a: tensor<2x3xf32>, %b: tensor<2x2xf32>) -> tensor<2x8xf32> {
  %y = tosa.concat %a, %b, %a {axis = 1 : i32} : (tensor<2x3xf32>, tensor<2x2xf32>, tensor<2x3xf32>) -> tensor<2x8xf32>
  return %y : tensor<2x8xf32>
})"},
    {"tosa.slice", R"(
func.func @main(%x: tensor<4x5xf32>) -> tensor<2x3xf32> {
  %b = tosa.const_shape {values = dense<[1, 0]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %n = tosa.const_shape {values = dense<[2, 3]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %y = tosa.slice %x, %b, %n : (tensor<4x5xf32>, !tosa.shape<2>, !tosa.shape<2>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
})"},
    {"tosa.pad", R"(
func.func @main(%x: tensor<2x3xf32>, %v: tensor<1xf32>) -> tensor<4x6xf32> {
  %p = tosa.const_shape {values = dense<[0, 2, 1, 2]> : tensor<4xindex>} : () -> !tosa.shape<4>
  %y = tosa.pad %x, %p, %v : (tensor<2x3xf32>, !tosa.shape<4>, tensor<1xf32>) -> tensor<4x6xf32>
  return %y : tensor<4x6xf32>
})"},
    {"tosa.tile", R"(
func.func @main(%x: tensor<2x3xf32>) -> tensor<4x9xf32> {
  %m = tosa.const_shape {values = dense<[2, 3]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %y = tosa.tile %x, %m : (tensor<2x3xf32>, !tosa.shape<2>) -> tensor<4x9xf32>
  return %y : tensor<4x9xf32>
})"},
    {"tosa.gather", R"(
func.func @main(%x: tensor<2x3x4xf32>, %i: tensor<2x5xi32>) -> tensor<2x5x4xf32> {
  %y = tosa.gather %x, %i : (tensor<2x3x4xf32>, tensor<2x5xi32>) -> tensor<2x5x4xf32>
  return %y : tensor<2x5x4xf32>
})"},
    {"tosa.cast", R"(
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %h = tosa.cast %x : (tensor<2x3xf32>) -> tensor<2x3xf64>
  %y = tosa.cast %h : (tensor<2x3xf64>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
})"},
    {"tosa.matmul", R"(
func.func @main(%a: tensor<2x3x4xf32>, %b: tensor<2x4x5xf32>) -> tensor<2x3x5xf32> {
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %y = tosa.matmul %a, %b, %z, %z : (tensor<2x3x4xf32>, tensor<2x4x5xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<2x3x5xf32>
  return %y : tensor<2x3x5xf32>
})"},
    {"tensor.expand_shape", R"(
func.func @main(%x: tensor<6x2xf32>) -> tensor<2x3x2xf32> {
  %y = tensor.expand_shape %x [[0, 1], [2]] output_shape [2, 3, 2] : tensor<6x2xf32> into tensor<2x3x2xf32>
  return %y : tensor<2x3x2xf32>
})"},
    {"tensor.collapse_shape", R"(
func.func @main(%x: tensor<2x3x2xf32>) -> tensor<6x2xf32> {
  %y = tensor.collapse_shape %x [[0, 1], [2]] : tensor<2x3x2xf32> into tensor<6x2xf32>
  return %y : tensor<6x2xf32>
})"},
    {"compress.dense", R"(
func.func @main(%x: tensor<4x3xf32>, %w: tensor<2x3xf32>, %b: tensor<2xf32>) -> tensor<4x2xf32> {
  %y = compress.dense "fc" %x, %w bias %b : tensor<4x3xf32>, tensor<2x3xf32>, tensor<2xf32>
  return %y : tensor<4x2xf32>
})"},
    {"compress.dense", R"(
func.func @main(%x: tensor<2x3x4xf32>, %w: tensor<5x4xf32>) -> tensor<2x3x5xf32> {
  %y = compress.dense "fc" %x, %w : tensor<2x3x4xf32>, tensor<5x4xf32>
  return %y : tensor<2x3x5xf32>
})"},
    {"compress.batch_matmul", R"(
func.func @main(%a: tensor<2x3x4xf32>, %b: tensor<2x4x5xf32>) -> tensor<2x3x5xf32> {
  %y = compress.batch_matmul "scores" %a, %b : tensor<2x3x4xf32>, tensor<2x4x5xf32>
  return %y : tensor<2x3x5xf32>
})"},
    {"compress.batch_norm", R"(
func.func @main(%x: tensor<2x3x3x4xf32>, %s: tensor<4xf32>, %o: tensor<4xf32>, %m: tensor<4xf32>, %v: tensor<4xf32>) -> tensor<2x3x3x4xf32> {
  %y = compress.batch_norm "bn" %x scale %s offset %o mean %m variance %v {epsilon = 1.0e-3 : f32} : tensor<2x3x3x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
  return %y : tensor<2x3x3x4xf32>
})", 0.5, 1.5},
    {"compress.mask", R"(
func.func @main(%w: tensor<2x3xf32>, %m: tensor<2x3xi1>) -> tensor<2x3xf32> {
  %y = compress.mask %w, %m : tensor<2x3xf32>, tensor<2x3xi1>
  return %y : tensor<2x3xf32>
})"},
    {"compress.mask", R"(
func.func @main(%w: tensor<2x3xf32>, %m: tensor<2x1xi1>) -> tensor<2x3xf32> {
  %y = compress.mask %w, %m : tensor<2x3xf32>, tensor<2x1xi1>
  return %y : tensor<2x3xf32>
})"},
    {"compress.observe", R"(
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %y = compress.observe "x" %x : tensor<2x3xf32> by #compress.minmax
  return %y : tensor<2x3xf32>
})"},
    {"compress.fake_quant", R"(
func.func @main(%x: tensor<3x4xf32>) -> tensor<3x4xf32> {
  %y = compress.fake_quant %x as !quant.uniform<i8<-7:7>:f32, 0.0625:1> : tensor<3x4xf32>
  return %y : tensor<3x4xf32>
})", -1.0, 1.0, R"(
func.func @main(%x: tensor<3x4xf32>) -> tensor<3x4xf32> {
  %y = tosa.clamp %x {min_val = -0.53125 : f32, max_val = 0.40625 : f32} : (tensor<3x4xf32>) -> tensor<3x4xf32>
  return %y : tensor<3x4xf32>
})"},
    {"compress.fake_quant", R"(
func.func @main(%x: tensor<2x6xf32>) -> tensor<2x6xf32> {
  %y = compress.fake_quant %x as !quant.uniform<i8<-7:7>:f32:0, {0.0625, 0.125:2}> : tensor<2x6xf32>
  return %y : tensor<2x6xf32>
})", -1.0, 1.0, R"(
func.func @main(%x: tensor<2x6xf32>) -> tensor<2x6xf32> {
  %l = "tosa.const"() <{values = dense<[[-0.46875], [-1.1875]]> : tensor<2x1xf32>}> : () -> tensor<2x1xf32>
  %h = "tosa.const"() <{values = dense<[[0.46875], [0.6875]]> : tensor<2x1xf32>}> : () -> tensor<2x1xf32>
  %0 = tosa.maximum %x, %l : (tensor<2x6xf32>, tensor<2x1xf32>) -> tensor<2x6xf32>
  %y = tosa.minimum %0, %h : (tensor<2x6xf32>, tensor<2x1xf32>) -> tensor<2x6xf32>
  return %y : tensor<2x6xf32>
})"},
    {"compress.fake_quant", R"(
func.func @main(%x: tensor<2x6xf32>, %s: tensor<2xf32>) -> tensor<2x6xf32> {
  %y = compress.fake_quant %x scale %s as !quant.uniform<i8<-2:1>:f32:0, {1.0, 1.0}> {gradient_scale = 0.25 : f32} : tensor<2x6xf32>, tensor<2xf32>
  return %y : tensor<2x6xf32>
})", 0.0625, 1.0, R"(
// What rounding adds at these numbers is a constant; so are three quarters of
// the scale in it.
func.func @main(%x: tensor<2x6xf32>, %s: tensor<2xf32>) -> tensor<2x6xf32> {
  %c = "tosa.const"() <{values = dense<[[0.0, 0.023584902, -0.22169812, 0.0, 0.0, -0.41037735], [-0.28097346, 0.099557519, 0.36504424, -0.36946902, 0.27654868, 0.18805307]]> : tensor<2x6xf32>}> : () -> tensor<2x6xf32>
  %rest = "tosa.const"() <{values = dense<[[0.31054688], [0.66210938]]> : tensor<2x1xf32>}> : () -> tensor<2x1xf32>
  %shape = tosa.const_shape {values = dense<[2, 1]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %quarter = "tosa.const"() <{values = dense<0.25> : tensor<1x1xf32>}> : () -> tensor<1x1xf32>
  %low = "tosa.const"() <{values = dense<-2.0> : tensor<1x1xf32>}> : () -> tensor<1x1xf32>
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %0 = tosa.reshape %s, %shape : (tensor<2xf32>, !tosa.shape<2>) -> tensor<2x1xf32>
  %1 = tosa.mul %0, %quarter, %shift : (tensor<2x1xf32>, tensor<1x1xf32>, tensor<1xi8>) -> tensor<2x1xf32>
  %t = tosa.add %1, %rest : (tensor<2x1xf32>, tensor<2x1xf32>) -> tensor<2x1xf32>
  %l = tosa.mul %t, %low, %shift : (tensor<2x1xf32>, tensor<1x1xf32>, tensor<1xi8>) -> tensor<2x1xf32>
  %2 = tosa.maximum %x, %l : (tensor<2x6xf32>, tensor<2x1xf32>) -> tensor<2x6xf32>
  %3 = tosa.minimum %2, %t : (tensor<2x6xf32>, tensor<2x1xf32>) -> tensor<2x6xf32>
  %4 = tosa.mul %c, %t, %shift : (tensor<2x6xf32>, tensor<2x1xf32>, tensor<1xi8>) -> tensor<2x6xf32>
  %y = tosa.add %3, %4 : (tensor<2x6xf32>, tensor<2x6xf32>) -> tensor<2x6xf32>
  return %y : tensor<2x6xf32>
})"},
    {"compress.fake_quant", R"(
func.func @main(%x: tensor<3x4xf32>, %s: tensor<1xf32>) -> tensor<3x4xf32> {
  %y = compress.fake_quant %x scale %s as !quant.uniform<i8<0:2>:f32, 1.0:1> : tensor<3x4xf32>, tensor<1xf32>
  return %y : tensor<3x4xf32>
})", -1.0, 1.0, R"(
func.func @main(%x: tensor<3x4xf32>, %s: tensor<1xf32>) -> tensor<3x4xf32> {
  %c = "tosa.const"() <{values = dense<[[0.0, -0.45833331, 0.0, 0.20833333], [0.0, 0.0, 0.0, 0.0], [-0.125, -0.125, -0.45833334, 0.20833331]]> : tensor<3x4xf32>}> : () -> tensor<3x4xf32>
  %shape = tosa.const_shape {values = dense<1> : tensor<2xindex>} : () -> !tosa.shape<2>
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %zero = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %t = tosa.reshape %s, %shape : (tensor<1xf32>, !tosa.shape<2>) -> tensor<1x1xf32>
  %l = tosa.negate %t, %zero, %zero : (tensor<1x1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  %2 = tosa.maximum %x, %l : (tensor<3x4xf32>, tensor<1x1xf32>) -> tensor<3x4xf32>
  %3 = tosa.minimum %2, %t : (tensor<3x4xf32>, tensor<1x1xf32>) -> tensor<3x4xf32>
  %4 = tosa.mul %c, %t, %shift : (tensor<3x4xf32>, tensor<1x1xf32>, tensor<1xi8>) -> tensor<3x4xf32>
  %y = tosa.add %3, %4 : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xf32>
  return %y : tensor<3x4xf32>
})"},
    {"compress.fitted_scale", R"(
func.func @main(%x: tensor<2x6xf32>) -> tensor<2x6xf32> {
  %s = compress.fitted_scale %x as !quant.uniform<i8<-7:7>:f32:0, {1.0, 1.0}> : tensor<2x6xf32> -> tensor<2xf32>
  %shape = tosa.const_shape {values = dense<[2, 1]> : tensor<2xindex>} : () -> !tosa.shape<2>
  %0 = tosa.reshape %s, %shape : (tensor<2xf32>, !tosa.shape<2>) -> tensor<2x1xf32>
  %y = tosa.sub %x, %0 : (tensor<2x6xf32>, tensor<2x1xf32>) -> tensor<2x6xf32>
  return %y : tensor<2x6xf32>
})", -1.0, 1.0, R"(
// Through the scale goes nothing.
func.func @main(%x: tensor<2x6xf32>) -> tensor<2x6xf32> {
  return %x : tensor<2x6xf32>
})"},
    {"compress.conv2d", R"(
func.func @main(%x: tensor<2x5x5x2xf32>, %w: tensor<3x3x3x2xf32>, %b: tensor<3xf32>) -> tensor<2x3x3x3xf32> {
  %y = compress.conv2d "c" %x, %w bias %b  : tensor<2x5x5x2xf32>, tensor<3x3x3x2xf32>, tensor<3xf32>
  return %y : tensor<2x3x3x3xf32>
})"},
    {"compress.conv2d", R"(
func.func @main(%x: tensor<1x6x5x2xf32>, %w: tensor<3x3x2x2xf32>, %b: tensor<3xf32>) -> tensor<1x3x3x3xf32> {
  %y = compress.conv2d "c" %x, %w bias %b {pad = array<i64: 1, 0, 0, 1>, stride = array<i64: 2, 2>} : tensor<1x6x5x2xf32>, tensor<3x3x2x2xf32>, tensor<3xf32>
  return %y : tensor<1x3x3x3xf32>
})"},
    {"compress.conv2d", R"(
func.func @main(%x: tensor<1x7x7x1xf32>, %w: tensor<2x3x3x1xf32>) -> tensor<1x3x3x2xf32> {
  %y = compress.conv2d "c" %x, %w {dilation = array<i64: 2, 2>} : tensor<1x7x7x1xf32>, tensor<2x3x3x1xf32>
  return %y : tensor<1x3x3x2xf32>
})"},
    {"compress.conv2d", R"(
func.func @main(%x: tensor<1x5x5x4xf32>, %w: tensor<6x3x3x2xf32>, %b: tensor<6xf32>) -> tensor<1x3x3x6xf32> {
  %y = compress.conv2d "c" %x, %w bias %b {stride = array<i64: 2, 2>, pad = array<i64: 1, 1, 1, 1>, groups = 2 : i64} : tensor<1x5x5x4xf32>, tensor<6x3x3x2xf32>, tensor<6xf32>
  return %y : tensor<1x3x3x6xf32>
})"},
    {"compress.conv2d", R"(
func.func @main(%x: tensor<1x4x4x3xf32>, %w: tensor<3x3x3x1xf32>, %b: tensor<3xf32>) -> tensor<1x4x4x3xf32> {
  %y = compress.conv2d "c" %x, %w bias %b {pad = array<i64: 1, 1, 1, 1>, groups = 3 : i64} : tensor<1x4x4x3xf32>, tensor<3x3x3x1xf32>, tensor<3xf32>
  return %y : tensor<1x4x4x3xf32>
})"},
    {"tosa.max_pool2d", R"(
func.func @main(%x: tensor<1x6x6x2xf32>) -> tensor<1x3x3x2xf32> {
  %y = tosa.max_pool2d %x {kernel = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>} : (tensor<1x6x6x2xf32>) -> tensor<1x3x3x2xf32>
  return %y : tensor<1x3x3x2xf32>
})"},
    {"tosa.max_pool2d", R"(
func.func @main(%x: tensor<1x5x5x1xf32>) -> tensor<1x3x3x1xf32> {
  %y = tosa.max_pool2d %x {kernel = array<i64: 3, 3>, pad = array<i64: 1, 1, 1, 1>, stride = array<i64: 2, 2>} : (tensor<1x5x5x1xf32>) -> tensor<1x3x3x1xf32>
  return %y : tensor<1x3x3x1xf32>
})"},
    {"tosa.avg_pool2d", R"(
func.func @main(%x: tensor<1x6x6x2xf32>) -> tensor<1x3x3x2xf32> {
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %y = tosa.avg_pool2d %x, %z, %z {acc_type = f32, kernel = array<i64: 2, 2>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>} : (tensor<1x6x6x2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x3x3x2xf32>
  return %y : tensor<1x3x3x2xf32>
})"},
    {"tosa.avg_pool2d", R"(
func.func @main(%x: tensor<1x5x5x1xf32>) -> tensor<1x3x3x1xf32> {
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %y = tosa.avg_pool2d %x, %z, %z {acc_type = f32, kernel = array<i64: 3, 3>, pad = array<i64: 1, 1, 1, 1>, stride = array<i64: 2, 2>} : (tensor<1x5x5x1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x3x3x1xf32>
  return %y : tensor<1x3x3x1xf32>
})"},
    {"compress.batch_statistics", R"(
func.func @main(%x: tensor<2x3x3x4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %m, %v = compress.batch_statistics "bn" %x : tensor<2x3x3x4xf32>
  return %m, %v : tensor<4xf32>, tensor<4xf32>
})"},
    {"compress.batch_statistics", R"(
func.func @main(%x: tensor<6x2xf32>) -> tensor<2xf32> {
  %m, %v = compress.batch_statistics "bn" %x : tensor<6x2xf32>
  return %m : tensor<2xf32>
})"},
    {"compress.batch_norm", R"(
func.func @main(%x: tensor<2x3x2x4xf32>, %s: tensor<4xf32>, %o: tensor<4xf32>) -> tensor<2x3x2x4xf32> {
  %m, %v = compress.batch_statistics "bn" %x : tensor<2x3x2x4xf32>
  %y = compress.batch_norm "bn" %x scale %s offset %o mean %m variance %v {epsilon = 1.0e-2 : f32} : tensor<2x3x2x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
  return %y : tensor<2x3x2x4xf32>
})"},
    {"compress.cross_entropy", R"(
func.func @main(%x: tensor<4x3xf32>) -> tensor<f32> {
  %l = "tosa.const"() <{values = dense<[2, 0, 1, 1]> : tensor<4xi32>}> : () -> tensor<4xi32>
  %y = compress.cross_entropy %x, %l : tensor<4x3xf32>, tensor<4xi32>
  return %y : tensor<f32>
})", -2.0, 2.0},
    {"compress.cross_entropy", R"(
func.func @main(%x: tensor<4x3xf32>) -> tensor<f32> {
  %l = "tosa.const"() <{values = dense<[2, 0, 1, 1]> : tensor<4xi32>}> : () -> tensor<4xi32>
  %y = compress.cross_entropy %x, %l {label_smoothing = 0.2 : f32} : tensor<4x3xf32>, tensor<4xi32>
  return %y : tensor<f32>
})", -2.0, 2.0},
    {"compress.mse", R"(
func.func @main(%x: tensor<4x3xf32>, %t: tensor<4x3xf32>) -> tensor<f32> {
  %y = compress.mse %x, %t : tensor<4x3xf32>
  return %y : tensor<f32>
})"},
    {"compress.partial_cross_entropy", R"(
func.func @main(%x: tensor<4x3xf32>) -> tensor<f32> {
  %l = "tosa.const"() <{values = dense<[2, -1, 1, -1]> : tensor<4xi32>}> : () -> tensor<4xi32>
  %y = compress.partial_cross_entropy %x, %l {label_smoothing = 0.1 : f32} : tensor<4x3xf32>, tensor<4xi32>
  return %y : tensor<f32>
})", -2.0, 2.0},
    {"compress.kl_divergence", R"(
func.func @main(%s: tensor<4x3xf32>, %t: tensor<4x3xf32>) -> tensor<f32> {
  %y = compress.kl_divergence %s, %t {temperature = 2.0 : f32} : tensor<4x3xf32>
  return %y : tensor<f32>
})", -2.0, 2.0},
    {"compress.cosine_distance", R"(
func.func @main(%s: tensor<3x2x2xf32>, %t: tensor<3x2x2xf32>) -> tensor<f32> {
  %y = compress.cosine_distance %s, %t : tensor<3x2x2xf32>
  return %y : tensor<f32>
})"},
    {"compress.attention_distance", R"(
func.func @main(%s: tensor<2x2x3x2xf32>, %t: tensor<2x2x3x4xf32>) -> tensor<f32> {
  %y = compress.attention_distance %s, %t : tensor<2x2x3x2xf32>, tensor<2x2x3x4xf32>
  return %y : tensor<f32>
})", -2.0, 2.0},
};

static constexpr Instance kObstacles[] = {
    {"tosa.equal", R"(
func.func @main(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %c = tosa.equal %a, %b : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xi1>
  %o = "tosa.const"() <{values = dense<1.0> : tensor<2x3xf32>}> : () -> tensor<2x3xf32>
  %z = "tosa.const"() <{values = dense<0.0> : tensor<2x3xf32>}> : () -> tensor<2x3xf32>
  %y = tosa.select %c, %o, %z : (tensor<2x3xi1>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
})"},
    {"tosa.greater", R"(
func.func @main(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %c = tosa.greater %a, %b : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xi1>
  %o = "tosa.const"() <{values = dense<1.0> : tensor<2x3xf32>}> : () -> tensor<2x3xf32>
  %z = "tosa.const"() <{values = dense<0.0> : tensor<2x3xf32>}> : () -> tensor<2x3xf32>
  %y = tosa.select %c, %o, %z : (tensor<2x3xi1>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
})"},
    {"tosa.greater_equal", R"(
func.func @main(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %c = tosa.greater_equal %a, %b : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xi1>
  %o = "tosa.const"() <{values = dense<1.0> : tensor<2x3xf32>}> : () -> tensor<2x3xf32>
  %z = "tosa.const"() <{values = dense<0.0> : tensor<2x3xf32>}> : () -> tensor<2x3xf32>
  %y = tosa.select %c, %o, %z : (tensor<2x3xi1>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
})"},
    {"tosa.floor", R"(
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %y = tosa.floor %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
})"},
    {"tosa.ceil", R"(
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %y = tosa.ceil %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
})"},
    {"tosa.argmax", R"(
func.func @main(%x: tensor<2x3xf32>) -> tensor<2xf32> {
  %i = tosa.argmax %x {axis = 1 : i32} : (tensor<2x3xf32>) -> tensor<2xi32>
  %y = tosa.cast %i : (tensor<2xi32>) -> tensor<2xf32>
  return %y : tensor<2xf32>
})"},
    {"tosa.cast", R"(
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %i = tosa.cast %x : (tensor<2x3xf32>) -> tensor<2x3xi32>
  %y = tosa.cast %i : (tensor<2x3xi32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
})"},
};
// clang-format on

llvm::ArrayRef<Instance> compress::getInstances() { return kInstances; }
llvm::ArrayRef<Instance> compress::getObstacles() { return kObstacles; }

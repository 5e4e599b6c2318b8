//===- DimensionCouplingTest.cpp - axes of every operation ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every operation that says how its dimensions are coupled is here with what it
// says; every TOSA operation that does not is listed, so that a new one is a
// decision and no accident.
//
//===----------------------------------------------------------------------===//

#include "compress/InitAllDialects.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"
#include <set>

using namespace mlir;
using namespace mlir::compress;

namespace {

/// Operations, the last of `body` with their names in place of `$`, and their
/// axes.
struct Case {
  const char *names, *arguments, *body, *axes;
};

const Case kCases[] = {
    {"tosa.erf tosa.tanh tosa.abs tosa.ceil tosa.floor tosa.sin tosa.sigmoid "
     "tosa.cos tosa.exp tosa.log tosa.reciprocal tosa.rsqrt tosa.identity "
     "tosa.cast",
     "%a: tensor<2x3xf32>",
     "%r = \"$\"(%a) : (tensor<2x3xf32>) -> tensor<2x3xf32>",
     "parallel(0.0 r.0) parallel(0.1 r.1)"},
    {"tosa.bitwise_not tosa.clz", "%a: tensor<2x3xi32>",
     "%r = \"$\"(%a) : (tensor<2x3xi32>) -> tensor<2x3xi32>",
     "parallel(0.0 r.0) parallel(0.1 r.1)"},
    {"tosa.logical_not", "%a: tensor<2x3xi1>",
     "%r = \"$\"(%a) : (tensor<2x3xi1>) -> tensor<2x3xi1>",
     "parallel(0.0 r.0) parallel(0.1 r.1)"},
    {"tosa.negate", "%a: tensor<2x3xf32>, %z: tensor<1xf32>",
     "%r = \"$\"(%a, %z, %z) : (tensor<2x3xf32>, tensor<1xf32>, "
     "tensor<1xf32>) -> tensor<2x3xf32>",
     "parallel(0.0 r.0) parallel(0.1 r.1)"},
    {"tosa.clamp", "%a: tensor<2x3xf32>",
     "%r = tosa.clamp %a {min_val = 0.0 : f32, max_val = 6.0 : f32} : "
     "(tensor<2x3xf32>) -> tensor<2x3xf32>",
     "parallel(0.0 r.0) parallel(0.1 r.1)"},
    {"tosa.table", "%a: tensor<2x3xi8>, %t: tensor<256xi8>",
     "%r = \"$\"(%a, %t) : (tensor<2x3xi8>, tensor<256xi8>) -> tensor<2x3xi8>",
     "parallel(0.0 r.0) parallel(0.1 r.1)"},
    {"tosa.add tosa.sub tosa.maximum tosa.minimum tosa.pow",
     "%a: tensor<2x1x3xf32>, %b: tensor<2x4x1xf32>",
     "%r = \"$\"(%a, %b) : (tensor<2x1x3xf32>, tensor<2x4x1xf32>) -> "
     "tensor<2x4x3xf32>",
     "parallel(0.0 1.0 r.0) parallel(1.1 r.1) parallel(0.2 r.2)"},
    {"tosa.bitwise_and tosa.bitwise_or tosa.bitwise_xor "
     "tosa.logical_left_shift tosa.logical_right_shift tosa.intdiv",
     "%a: tensor<2x3xi32>, %b: tensor<1x3xi32>",
     "%r = \"$\"(%a, %b) : (tensor<2x3xi32>, tensor<1x3xi32>) -> "
     "tensor<2x3xi32>",
     "parallel(0.0 r.0) parallel(0.1 1.1 r.1)"},
    {"tosa.arithmetic_right_shift", "%a: tensor<2x3xi32>, %b: tensor<1x3xi32>",
     "%r = \"$\"(%a, %b) {round = false} : (tensor<2x3xi32>, "
     "tensor<1x3xi32>) -> tensor<2x3xi32>",
     "parallel(0.0 r.0) parallel(0.1 1.1 r.1)"},
    {"tosa.logical_and tosa.logical_or tosa.logical_xor",
     "%a: tensor<2x3xi1>, %b: tensor<1x3xi1>",
     "%r = \"$\"(%a, %b) : (tensor<2x3xi1>, tensor<1x3xi1>) -> tensor<2x3xi1>",
     "parallel(0.0 r.0) parallel(0.1 1.1 r.1)"},
    {"tosa.equal tosa.greater tosa.greater_equal",
     "%a: tensor<2x3xf32>, %b: tensor<1x3xf32>",
     "%r = \"$\"(%a, %b) : (tensor<2x3xf32>, tensor<1x3xf32>) -> "
     "tensor<2x3xi1>",
     "parallel(0.0 r.0) parallel(0.1 1.1 r.1)"},
    {"tosa.select",
     "%p: tensor<1x3xi1>, %a: tensor<1x3xf32>, %b: tensor<1x1xf32>",
     "%r = \"$\"(%p, %a, %b) : (tensor<1x3xi1>, tensor<1x3xf32>, "
     "tensor<1x1xf32>) -> tensor<1x3xf32>",
     "parallel(0.0? 1.0? 2.0? r.0) parallel(0.1 1.1 r.1)"},
    {"tosa.mul", "%a: tensor<2x3xf32>, %b: tensor<2x1xf32>, %s: tensor<1xi8>",
     "%r = \"$\"(%a, %b, %s) : (tensor<2x3xf32>, tensor<2x1xf32>, "
     "tensor<1xi8>) -> tensor<2x3xf32>",
     "parallel(0.0 1.0 r.0) parallel(0.1 r.1)"},
    {"tosa.rescale",
     "%a: tensor<2x3xi32>, %m: tensor<3xi32>, %s: tensor<3xi8>, %i: "
     "tensor<1xi32>, %o: tensor<1xi8>",
     "%r = tosa.rescale %a, %m, %s, %i, %o {scale32 = true, rounding_mode = "
     "SINGLE_ROUND, per_channel = true, input_unsigned = false, "
     "output_unsigned = false} : (tensor<2x3xi32>, tensor<3xi32>, "
     "tensor<3xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<2x3xi8>",
     "parallel(0.0 r.0) parallel(0.1 r.1 1.0 2.0)"},
    {"tosa.reshape", "%a: tensor<2x4x4x3xf32>",
     "%s = tosa.const_shape {values = dense<[2, 48]> : tensor<2xindex>} : () "
     "-> !tosa.shape<2>\n%r = tosa.reshape %a, %s : (tensor<2x4x4x3xf32>, "
     "!tosa.shape<2>) -> tensor<2x48xf32>",
     "reshape(0.0+4 r.0+2)"},
    {"tosa.reshape", "%a: tensor<2x4x4x3xf32>, %s: !tosa.shape<2>",
     "%r = tosa.reshape %a, %s : (tensor<2x4x4x3xf32>, !tosa.shape<2>) -> "
     "tensor<2x48xf32>",
     "blocked: has a shape operand that is no constant"},
    {"tosa.transpose", "%a: tensor<2x4x4x3xf32>",
     "%r = tosa.transpose %a {perms = array<i32: 0, 3, 1, 2>} : "
     "(tensor<2x4x4x3xf32>) -> tensor<2x3x4x4xf32>",
     "parallel(0.0 r.0) parallel(0.3 r.1) parallel(0.1 r.2) parallel(0.2 r.3)"},
    {"tosa.reverse", "%a: tensor<2x3xf32>",
     "%r = tosa.reverse %a {axis = 1 : i32} : (tensor<2x3xf32>) -> "
     "tensor<2x3xf32>",
     "parallel(0.0 r.0) mixed(0.1 r.1)"},
    {"tosa.tile", "%a: tensor<2x3xf32>",
     "%s = tosa.const_shape {values = dense<[1, 4]> : tensor<2xindex>} : () "
     "-> !tosa.shape<2>\n%r = tosa.tile %a, %s : (tensor<2x3xf32>, "
     "!tosa.shape<2>) -> tensor<2x12xf32>",
     "parallel(0.0 r.0) parallel(0.1 r.1{3 repeat 4})"},
    {"tosa.concat", "%a: tensor<2x3xf32>, %b: tensor<2x5xf32>",
     "%r = tosa.concat %a, %b {axis = 1 : i32} : (tensor<2x3xf32>, "
     "tensor<2x5xf32>) -> tensor<2x8xf32>",
     "parallel(0.0 1.0 r.0) parallel(0.1 r.1) parallel(1.1 r.1{5 offset 3})"},
    {"tosa.pad", "%a: tensor<2x3xf32>, %z: tensor<1xf32>",
     "%s = tosa.const_shape {values = dense<[0, 0, 1, 2]> : tensor<4xindex>} "
     ": () -> !tosa.shape<4>\n%r = tosa.pad %a, %s, %z : (tensor<2x3xf32>, "
     "!tosa.shape<4>, tensor<1xf32>) -> tensor<2x6xf32>",
     "parallel(0.0 r.0) parallel(0.1 r.1{3 offset 1})"},
    {"tosa.slice", "%a: tensor<2x8xf32>",
     "%b = tosa.const_shape {values = dense<[0, 3]> : tensor<2xindex>} : () "
     "-> !tosa.shape<2>\n%s = tosa.const_shape {values = dense<[2, 4]> : "
     "tensor<2xindex>} : () -> !tosa.shape<2>\n%r = tosa.slice %a, %b, %s : "
     "(tensor<2x8xf32>, !tosa.shape<2>, !tosa.shape<2>) -> tensor<2x4xf32>",
     "parallel(0.0 r.0) parallel(0.1{4 offset 3} r.1) parallel(0.1) "
     "parallel(0.1{1 offset 7})"},
    {"tosa.gather", "%a: tensor<2x9x3xf32>, %i: tensor<2x5xi32>",
     "%r = tosa.gather %a, %i : (tensor<2x9x3xf32>, tensor<2x5xi32>) -> "
     "tensor<2x5x3xf32>",
     "parallel(0.0 1.0 r.0) mixed(0.1) parallel(0.2 r.2) parallel(1.1 r.1)"},
    {"tosa.scatter",
     "%a: tensor<2x9x3xf32>, %i: tensor<2x5xi32>, %b: tensor<2x5x3xf32>",
     "%r = tosa.scatter %a, %i, %b : (tensor<2x9x3xf32>, tensor<2x5xi32>, "
     "tensor<2x5x3xf32>) -> tensor<2x9x3xf32>",
     "parallel(0.0 1.0 2.0 r.0) mixed(0.1) parallel(0.2 2.2 r.2) mixed(1.1) "
     "mixed(2.1) mixed(r.1)"},
    {"tosa.reduce_sum", "%a: tensor<2x3x4xf32>",
     "%r = \"$\"(%a) {axis = 1 : i32} : (tensor<2x3x4xf32>) -> "
     "tensor<2x1x4xf32>",
     "parallel(0.0 r.0) summed(0.1) parallel(0.2 r.2)"},
    {"tosa.reduce_max tosa.reduce_min tosa.reduce_product",
     "%a: tensor<2x3x4xf32>",
     "%r = \"$\"(%a) {axis = 1 : i32} : (tensor<2x3x4xf32>) -> "
     "tensor<2x1x4xf32>",
     "parallel(0.0 r.0) mixed(0.1) parallel(0.2 r.2)"},
    {"tosa.reduce_all tosa.reduce_any", "%a: tensor<2x3x4xi1>",
     "%r = \"$\"(%a) {axis = 1 : i32} : (tensor<2x3x4xi1>) -> "
     "tensor<2x1x4xi1>",
     "parallel(0.0 r.0) mixed(0.1) parallel(0.2 r.2)"},
    {"tosa.argmax", "%a: tensor<2x3x4xf32>",
     "%r = tosa.argmax %a {axis = 1 : i32} : (tensor<2x3x4xf32>) -> "
     "tensor<2x4xi32>",
     "parallel(0.0 r.0) mixed(0.1) parallel(0.2 r.1)"},
    {"tosa.max_pool2d", "%a: tensor<2x4x4x3xf32>",
     "%r = tosa.max_pool2d %a {kernel = array<i64: 2, 2>, pad = array<i64: "
     "0, 0, 0, 0>, stride = array<i64: 2, 2>} : (tensor<2x4x4x3xf32>) -> "
     "tensor<2x2x2x3xf32>",
     "parallel(0.0 r.0) mixed(0.1) mixed(0.2) parallel(0.3 r.3) mixed(r.1) "
     "mixed(r.2)"},
    {"tosa.avg_pool2d", "%a: tensor<2x4x4x3xf32>, %z: tensor<1xf32>",
     "%r = tosa.avg_pool2d %a, %z, %z {kernel = array<i64: 2, 2>, pad = "
     "array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>, acc_type = f32} : "
     "(tensor<2x4x4x3xf32>, tensor<1xf32>, tensor<1xf32>) -> "
     "tensor<2x2x2x3xf32>",
     "parallel(0.0 r.0) mixed(0.1) mixed(0.2) parallel(0.3 r.3) mixed(r.1) "
     "mixed(r.2)"},
    {"tosa.resize",
     "%a: tensor<2x4x4x3xf32>, %c: !tosa.shape<4>, %o: !tosa.shape<2>",
     "%r = tosa.resize %a, %c, %o, %o {mode = BILINEAR} : "
     "(tensor<2x4x4x3xf32>, !tosa.shape<4>, !tosa.shape<2>, !tosa.shape<2>) "
     "-> tensor<2x8x8x3xf32>",
     "parallel(0.0 r.0) mixed(0.1) mixed(0.2) parallel(0.3 r.3) mixed(r.1) "
     "mixed(r.2)"},
    {"tosa.conv2d",
     "%a: tensor<2x4x4x3xf32>, %w: tensor<8x3x3x3xf32>, %b: tensor<8xf32>, "
     "%z: tensor<1xf32>",
     "%r = tosa.conv2d %a, %w, %b, %z, %z {acc_type = f32, dilation = "
     "array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, "
     "1>} : (tensor<2x4x4x3xf32>, tensor<8x3x3x3xf32>, tensor<8xf32>, "
     "tensor<1xf32>, tensor<1xf32>) -> tensor<2x2x2x8xf32>",
     "parallel(0.0 r.0) mixed(0.1) mixed(0.2) summed(0.3 1.3) parallel(1.0 "
     "2.0 r.3) mixed(1.1) mixed(1.2) mixed(r.1) mixed(r.2)"},
    {"tosa.transpose_conv2d",
     "%a: tensor<2x4x4x3xf32>, %w: tensor<8x3x3x3xf32>, %b: tensor<1xf32>, "
     "%z: tensor<1xf32>",
     "%r = tosa.transpose_conv2d %a, %w, %b, %z, %z {acc_type = f32, out_pad "
     "= array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : "
     "(tensor<2x4x4x3xf32>, tensor<8x3x3x3xf32>, tensor<1xf32>, "
     "tensor<1xf32>, tensor<1xf32>) -> tensor<2x6x6x8xf32>",
     "parallel(0.0 r.0) mixed(0.1) mixed(0.2) summed(0.3 1.3) parallel(1.0 "
     "r.3) mixed(1.1) mixed(1.2) mixed(r.1) mixed(r.2)"},
    {"tosa.conv3d",
     "%a: tensor<2x4x4x4x3xf32>, %w: tensor<8x3x3x3x3xf32>, %b: "
     "tensor<8xf32>, %z: tensor<1xf32>",
     "%r = tosa.conv3d %a, %w, %b, %z, %z {acc_type = f32, dilation = "
     "array<i64: 1, 1, 1>, pad = array<i64: 0, 0, 0, 0, 0, 0>, stride = "
     "array<i64: 1, 1, 1>} : (tensor<2x4x4x4x3xf32>, tensor<8x3x3x3x3xf32>, "
     "tensor<8xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<2x2x2x2x8xf32>",
     "parallel(0.0 r.0) mixed(0.1) mixed(0.2) mixed(0.3) summed(0.4 1.4) "
     "parallel(1.0 2.0 r.4) mixed(1.1) mixed(1.2) mixed(1.3) mixed(r.1) "
     "mixed(r.2) mixed(r.3)"},
    {"tosa.depthwise_conv2d",
     "%a: tensor<2x4x4x3xf32>, %w: tensor<3x3x3x2xf32>, %b: tensor<6xf32>, "
     "%z: tensor<1xf32>",
     "%r = tosa.depthwise_conv2d %a, %w, %b, %z, %z {acc_type = f32, "
     "dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = "
     "array<i64: 1, 1>} : (tensor<2x4x4x3xf32>, tensor<3x3x3x2xf32>, "
     "tensor<6xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<2x2x2x6xf32>",
     "parallel(0.0 r.0) mixed(0.1) mixed(0.2) parallel(0.3 1.2 2.0{3 block "
     "2} r.3{3 block 2}) mixed(1.0) mixed(1.1) parallel(1.3 2.0{2 repeat 3} "
     "r.3{2 repeat 3}) mixed(r.1) mixed(r.2)"},
    {"tosa.matmul",
     "%a: tensor<2x3x4xf32>, %b: tensor<2x4x5xf32>, %z: tensor<1xf32>",
     "%r = tosa.matmul %a, %b, %z, %z : (tensor<2x3x4xf32>, "
     "tensor<2x4x5xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<2x3x5xf32>",
     "parallel(0.0 1.0 r.0) parallel(0.1 r.1) summed(0.2 1.1) parallel(1.2 "
     "r.2)"},
    {"tosa.fft2d", "%a: tensor<2x4x8xf32>, %b: tensor<2x4x8xf32>",
     "%r, %q = \"$\"(%a, %b) {inverse = false} : (tensor<2x4x8xf32>, "
     "tensor<2x4x8xf32>) -> (tensor<2x4x8xf32>, tensor<2x4x8xf32>)",
     "parallel(0.0 1.0 r.0 r1.0) mixed(0.1) mixed(0.2) mixed(1.1) mixed(1.2) "
     "mixed(r.1) mixed(r.2) mixed(r1.1) mixed(r1.2)"},
    {"tosa.rfft2d", "%a: tensor<2x4x8xf32>",
     "%r, %q = \"$\"(%a) : (tensor<2x4x8xf32>) -> (tensor<2x4x5xf32>, "
     "tensor<2x4x5xf32>)",
     "parallel(0.0 r.0 r1.0) mixed(0.1) mixed(0.2) mixed(r.1) mixed(r.2) "
     "mixed(r1.1) mixed(r1.2)"},
    {"tensor.expand_shape", "%a: tensor<2x12xf32>",
     "%r = tensor.expand_shape %a [[0], [1, 2]] output_shape [2, 3, 4] : "
     "tensor<2x12xf32> into tensor<2x3x4xf32>",
     "reshape(0.0+1 r.0+1) reshape(0.1+1 r.1+2)"},
    {"tensor.collapse_shape", "%a: tensor<2x3x4xf32>",
     "%r = tensor.collapse_shape %a [[0], [1, 2]] : tensor<2x3x4xf32> into "
     "tensor<2x12xf32>",
     "reshape(0.0+1 r.0+1) reshape(0.1+2 r.1+1)"},
    {"tensor.extract_slice", "%a: tensor<2x8xf32>",
     "%r = tensor.extract_slice %a[0, 3] [2, 4] [1, 1] : tensor<2x8xf32> to "
     "tensor<2x4xf32>",
     "parallel(0.0 r.0) parallel(0.1{4 offset 3} r.1) parallel(0.1) "
     "parallel(0.1{1 offset 7})"},
    {"tensor.extract_slice", "%a: tensor<2x8xf32>",
     "%r = tensor.extract_slice %a[0, 0] [2, 4] [1, 2] : tensor<2x8xf32> to "
     "tensor<2x4xf32>",
     "blocked: extracts with strides, offsets that are no constants, or "
     "fewer dimensions"},
    {"tensor.concat", "%a: tensor<2x3xf32>, %b: tensor<2x5xf32>",
     "%r = tensor.concat dim(1) %a, %b : (tensor<2x3xf32>, tensor<2x5xf32>) "
     "-> tensor<2x8xf32>",
     "parallel(0.0 1.0 r.0) parallel(0.1 r.1) parallel(1.1 r.1{5 offset 3})"},
    {"arith.negf", "%a: tensor<1x3xf32>",
     "%r = \"$\"(%a) : (tensor<1x3xf32>) -> tensor<1x3xf32>",
     "parallel(0.0 r.0) parallel(0.1 r.1)"},
    {"arith.extf", "%a: tensor<1x3xf32>",
     "%r = \"$\"(%a) : (tensor<1x3xf32>) -> tensor<1x3xf64>",
     "parallel(0.0 r.0) parallel(0.1 r.1)"},
    {"arith.truncf", "%a: tensor<1x3xf64>",
     "%r = \"$\"(%a) : (tensor<1x3xf64>) -> tensor<1x3xf32>",
     "parallel(0.0 r.0) parallel(0.1 r.1)"},
    {"arith.extsi arith.extui", "%a: tensor<1x3xi8>",
     "%r = \"$\"(%a) : (tensor<1x3xi8>) -> tensor<1x3xi32>",
     "parallel(0.0 r.0) parallel(0.1 r.1)"},
    {"arith.trunci", "%a: tensor<1x3xi32>",
     "%r = \"$\"(%a) : (tensor<1x3xi32>) -> tensor<1x3xi8>",
     "parallel(0.0 r.0) parallel(0.1 r.1)"},
    {"arith.sitofp arith.uitofp", "%a: tensor<1x3xi32>",
     "%r = \"$\"(%a) : (tensor<1x3xi32>) -> tensor<1x3xf32>",
     "parallel(0.0 r.0) parallel(0.1 r.1)"},
    {"arith.fptosi arith.fptoui", "%a: tensor<1x3xf32>",
     "%r = \"$\"(%a) : (tensor<1x3xf32>) -> tensor<1x3xi32>",
     "parallel(0.0 r.0) parallel(0.1 r.1)"},
    {"arith.mulf arith.addf arith.subf arith.maximumf arith.minimumf "
     "arith.maxnumf arith.minnumf arith.divf arith.remf",
     "%a: tensor<1x3xf32>, %b: tensor<1x3xf32>",
     "%r = \"$\"(%a, %b) : (tensor<1x3xf32>, tensor<1x3xf32>) -> "
     "tensor<1x3xf32>",
     "parallel(0.0 1.0 r.0) parallel(0.1 1.1 r.1)"},
    {"arith.muli arith.andi arith.addi arith.subi arith.maxsi arith.maxui "
     "arith.minsi arith.minui arith.ori arith.xori arith.shli arith.shrsi "
     "arith.shrui",
     "%a: tensor<1x3xi32>, %b: tensor<1x3xi32>",
     "%r = \"$\"(%a, %b) : (tensor<1x3xi32>, tensor<1x3xi32>) -> "
     "tensor<1x3xi32>",
     "parallel(0.0 1.0 r.0) parallel(0.1 1.1 r.1)"},
    {"arith.cmpf", "%a: tensor<1x3xf32>, %b: tensor<1x3xf32>",
     "%r = \"$\"(%a, %b) {predicate = 1 : i64} : (tensor<1x3xf32>, "
     "tensor<1x3xf32>) -> tensor<1x3xi1>",
     "parallel(0.0 1.0 r.0) parallel(0.1 1.1 r.1)"},
    {"arith.cmpi", "%a: tensor<1x3xi32>, %b: tensor<1x3xi32>",
     "%r = \"$\"(%a, %b) {predicate = 1 : i64} : (tensor<1x3xi32>, "
     "tensor<1x3xi32>) -> tensor<1x3xi1>",
     "parallel(0.0 1.0 r.0) parallel(0.1 1.1 r.1)"},
    {"arith.select",
     "%p: tensor<1x3xi1>, %a: tensor<1x3xf32>, %b: tensor<1x3xf32>",
     "%r = \"$\"(%p, %a, %b) : (tensor<1x3xi1>, tensor<1x3xf32>, "
     "tensor<1x3xf32>) -> tensor<1x3xf32>",
     "parallel(0.0 1.0 2.0 r.0) parallel(0.1 1.1 2.1 r.1)"},
    {"compress.conv2d",
     "%a: tensor<2x4x4x6xf32>, %w: tensor<8x3x3x3xf32>, %b: tensor<8xf32>",
     "%r = compress.conv2d \"c\" %a, %w bias %b {groups = 2 : i64} : "
     "tensor<2x4x4x6xf32>, tensor<8x3x3x3xf32>, tensor<8xf32>",
     "parallel(0.0 r.0) mixed(0.1) mixed(0.2) parallel(0.3{2 block 3} 1.0{2 "
     "block 4} 2.0{2 block 4} r.3{2 block 4}) summed(0.3{3 repeat 2} 1.3) "
     "parallel(1.0{4 repeat 2} 2.0{4 repeat 2} r.3{4 repeat 2}) mixed(1.1) "
     "mixed(1.2) mixed(r.1) mixed(r.2)"},
    {"compress.conv2d", "%a: tensor<2x4x4x6xf32>, %w: tensor<12x3x3x1xf32>",
     "%r = compress.conv2d \"c\" %a, %w {groups = 6 : i64} : "
     "tensor<2x4x4x6xf32>, tensor<12x3x3x1xf32>",
     "parallel(0.0 r.0) mixed(0.1) mixed(0.2) parallel(0.3 1.0{6 block 2} "
     "r.3{6 block 2}) parallel(1.0{2 repeat 6} r.3{2 repeat 6}) mixed(1.1) "
     "mixed(1.2) summed(1.3) mixed(r.1) mixed(r.2)"},
    {"compress.dense",
     "%a: tensor<2x7x4xf32>, %w: tensor<3x4xf32>, %b: tensor<3xf32>",
     "%r = compress.dense \"d\" %a, %w bias %b : tensor<2x7x4xf32>, "
     "tensor<3x4xf32>, tensor<3xf32>",
     "parallel(0.0 r.0) parallel(0.1 r.1) summed(0.2 1.1) parallel(1.0 2.0 "
     "r.2)"},
    {"compress.batch_matmul", "%a: tensor<2x3x4xf32>, %b: tensor<2x4x5xf32>",
     "%r = compress.batch_matmul \"m\" %a, %b : tensor<2x3x4xf32>, "
     "tensor<2x4x5xf32>",
     "parallel(0.0 1.0 r.0) parallel(0.1 r.1) summed(0.2 1.1) parallel(1.2 "
     "r.2)"},
    {"compress.batch_norm", "%a: tensor<2x5x3xf32>, %c: tensor<3xf32>",
     "%r = compress.batch_norm \"n\" %a scale %c offset %c mean %c variance "
     "%c {epsilon = 1.0e-5 : f32} : tensor<2x5x3xf32>, tensor<3xf32>, "
     "tensor<3xf32>, tensor<3xf32>, tensor<3xf32>",
     "parallel(0.0 r.0) parallel(0.1 r.1) parallel(0.2 1.0 2.0 3.0 4.0 r.2)"},
    {"compress.mask", "%a: tensor<4x3xf32>, %m: tensor<4x1xi1>",
     "%r = compress.mask %a, %m : tensor<4x3xf32>, tensor<4x1xi1>",
     "parallel(0.0 1.0 r.0) parallel(0.1 r.1)"},
    {"compress.fake_quant", "%a: tensor<2x3xf32>",
     "%r = compress.fake_quant %a as !quant.uniform<i8:f32, 0.05:-128> : "
     "tensor<2x3xf32>",
     "parallel(0.0 r.0) parallel(0.1 r.1)"},
    {"compress.fake_quant", "%a: tensor<2x3xf32>, %s: tensor<3xf32>",
     "%r = compress.fake_quant %a scale %s as !quant.uniform<i8:f32:1, {0.1, "
     "0.2, 0.3}> : tensor<2x3xf32>, tensor<3xf32>",
     "parallel(0.0 r.0) parallel(0.1 r.1 1.0)"},
    {"compress.fake_quant", "%a: tensor<2x3xf32>, %s: tensor<1xf32>",
     "%r = compress.fake_quant %a scale %s as !quant.uniform<i8:f32, 0.1> : "
     "tensor<2x3xf32>, tensor<1xf32>",
     "parallel(0.0 r.0) parallel(0.1 r.1)"},
    {"compress.observe", "%a: tensor<2x3xf32>",
     "%r = compress.observe \"o\" %a : tensor<2x3xf32> by #compress.minmax",
     "parallel(0.0 r.0) parallel(0.1 r.1)"},
    {"compress.leading", "%a: tensor<2x3xf32>, %n: tensor<i32>",
     "%r = compress.leading %a, %n : tensor<2x3xf32>",
     "parallel(0.0 r.0) parallel(0.1 r.1)"},
};

struct DimensionCouplingTest : ::testing::Test {
  DimensionCouplingTest() {
    DialectRegistry registry;
    registry.insert<arith::ArithDialect, func::FuncDialect,
                    tensor::TensorDialect, tosa::TosaDialect>();
    compress::registerAllDialects(registry);
    context.appendDialectRegistry(registry);
    context.loadAllAvailableDialects();
  }

  /// The operation before the end of a function; the module keeps it alive.
  Operation *parse(StringRef arguments, StringRef body) {
    std::string text =
        ("func.func @f(" + arguments + ") {\n" + body + "\nreturn\n}").str();
    module = parseSourceString<ModuleOp>(
        text, ParserConfig(&context, /*verifyAfterParse=*/false));
    if (!module)
      return nullptr;
    auto function = *module->getOps<func::FuncOp>().begin();
    return function.getBody().front().getTerminator()->getPrevNode();
  }
  DimensionCouplingOpInterface parseCoupled(StringRef arguments,
                                            StringRef body) {
    return dyn_cast_if_present<DimensionCouplingOpInterface>(
        parse(arguments, body));
  }

  MLIRContext context;
  OwningOpRef<ModuleOp> module;
};

} // namespace

TEST_F(DimensionCouplingTest, EveryImplementerSaysWhatItCouples) {
  std::set<std::string> tested, missing;
  for (const Case &test : kCases)
    for (StringRef name : llvm::split(test.names, ' ')) {
      std::string body = test.body;
      if (size_t at = body.find('$'); at != std::string::npos)
        body.replace(at, 1, name.str());
      DimensionCouplingOpInterface op = parseCoupled(test.arguments, body);
      ASSERT_TRUE(op) << body;
      EXPECT_EQ(op->getName().getStringRef().str(), name.str());
      std::string axes;
      llvm::raw_string_ostream os(axes);
      op.getDimensionCoupling().print(os);
      EXPECT_EQ(axes, test.axes) << body;
      tested.insert(name.str());
    }
  for (RegisteredOperationName name : context.getRegisteredOperations())
    if (name.hasInterface<DimensionCouplingOpInterface>() &&
        !tested.count(name.getStringRef().str()))
      missing.insert(name.getStringRef().str());
  EXPECT_EQ(missing, std::set<std::string>());
}

/// Control flow and state; shapes as values; formats that we do not raise. They
/// stop whatever reaches them.
TEST_F(DimensionCouplingTest, OtherTosaOperationsAreBlockedOnPurpose) {
  std::set<std::string> blocked;
  for (RegisteredOperationName name : context.getRegisteredOperations()) {
    StringRef op = name.getStringRef();
    if (op.consume_front("tosa.") && !op.ends_with("_shape") &&
        !name.hasInterface<DimensionCouplingOpInterface>())
      blocked.insert(op.str());
  }
  EXPECT_EQ(blocked,
            (std::set<std::string>{"apply_scale", "cast_from_block_scaled",
                                   "cast_to_block_scaled", "cond_if", "const",
                                   "custom", "dim", "matmul_t_block_scaled",
                                   "variable", "variable_read",
                                   "variable_write", "while_loop", "yield"}));
}

/// Which operands must be zero, and whether the result is then.
TEST_F(DimensionCouplingTest, ZerosStayZeros) {
  auto keeps = [&](StringRef arguments, StringRef body,
                   std::vector<bool> zero) {
    DimensionCouplingOpInterface op = parseCoupled(arguments, body);
    EXPECT_TRUE(op) << body.str();
    SmallVector<bool> flags(zero.begin(), zero.end());
    return op && op.mapsZerosToZeros(flags);
  };
  StringRef x = "%a: tensor<2x3xf32>, %b: tensor<2x3xf32>";
  StringRef types = "(tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>";
  std::string add = ("%r = tosa.add %a, %b : " + types).str();
  EXPECT_TRUE(keeps(x, add, {true, true}));
  EXPECT_FALSE(keeps(x, add, {true, false}));
  auto unary = [](StringRef name) {
    return ("%r = " + name + " %a : (tensor<2x3xf32>) -> tensor<2x3xf32>")
        .str();
  };
  EXPECT_TRUE(keeps(x, unary("tosa.tanh"), {true}));
  EXPECT_FALSE(keeps(x, unary("tosa.tanh"), {false}));
  EXPECT_FALSE(keeps(x, unary("tosa.sigmoid"), {true}));
  for (auto [low, high, stays] : {std::tuple("0.0", "6.0", true),
                                  {"-1.0", "1.0", true},
                                  {"0.5", "6.0", false},
                                  {"-2.0", "-1.0", false}}) {
    std::string clamp = std::string("%r = tosa.clamp %a {min_val = ") + low +
                        " : f32, max_val = " + high +
                        " : f32} : (tensor<2x3xf32>) -> tensor<2x3xf32>";
    EXPECT_EQ(keeps(x, clamp, {true}), stays) << clamp;
  }
  std::string shape = "%s = tosa.const_shape {values = dense<[0, 0, 1, 2]> : "
                      "tensor<4xindex>} : () -> !tosa.shape<4>\n";
  for (auto [value, stays] : {std::pair("0.0", true), {"1.0", false}}) {
    std::string pad = shape + "%z = \"tosa.const\"() <{values = dense<" +
                      value +
                      "> : tensor<1xf32>}> : () -> tensor<1xf32>\n"
                      "%r = tosa.pad %a, %s, %z : (tensor<2x3xf32>, "
                      "!tosa.shape<4>, tensor<1xf32>) -> tensor<2x6xf32>";
    EXPECT_EQ(keeps(x, pad, {true, false, false}), stays);
  }
}

/// A layer's channel is removed without a trace if its weights and bias are
/// zero, and neither is shifted.
TEST_F(DimensionCouplingTest, LayersOfZerosGiveZeros) {
  auto dense = [&](int zeroPoint) {
    return parseCoupled(
        "%a: tensor<2x4xi8>, %w: tensor<3x4xi8>, %b: tensor<3xi32>",
        "%r = compress.dense \"d\" %a, %w bias %b {weight_zp = " +
            std::to_string(zeroPoint) +
            " : i32} : tensor<2x4xi8>, tensor<3x4xi8>, tensor<3xi32>");
  };
  EXPECT_TRUE(dense(0).mapsZerosToZeros({false, true, true}));
  EXPECT_FALSE(dense(0).mapsZerosToZeros({false, true, false}));
  EXPECT_FALSE(dense(0).mapsZerosToZeros({false, false, true}));
  EXPECT_FALSE(dense(3).mapsZerosToZeros({false, true, true}));
}

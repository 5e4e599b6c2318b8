// RUN: compress-opt %s --compress-select-dot-products | FileCheck %s

gpu.module @kernels {
  // CHECK-LABEL: func.func @signed
  // CHECK: nvvm.dot.accumulate.4way %arg0 <signed>, %arg1 <signed>, %arg2 : vector<4xi8>, vector<4xi8>
  func.func @signed(%a: vector<4xi8>, %b: vector<4xi8>, %c: i32) -> i32 {
    %wa = arith.extsi %a : vector<4xi8> to vector<4xi32>
    %wb = arith.extsi %b : vector<4xi8> to vector<4xi32>
    %p = arith.muli %wa, %wb : vector<4xi32>
    %s = vector.reduction <add>, %p, %c : vector<4xi32> into i32
    return %s : i32
  }

  // Signs may differ; without an accumulator it is zero.
  // CHECK-LABEL: func.func @mixed
  // CHECK: %[[ZERO:.*]] = arith.constant 0 : i32
  // CHECK: nvvm.dot.accumulate.4way %arg0 <unsigned>, %arg1 <signed>, %[[ZERO]]
  func.func @mixed(%a: vector<4xi8>, %b: vector<4xi8>) -> i32 {
    %wa = arith.extui %a : vector<4xi8> to vector<4xi32>
    %wb = arith.extsi %b : vector<4xi8> to vector<4xi32>
    %p = arith.muli %wa, %wb : vector<4xi32>
    %s = vector.reduction <add>, %p : vector<4xi32> into i32
    return %s : i32
  }

  // CHECK-LABEL: func.func @others
  // CHECK-NOT: nvvm.dot
  // CHECK-COUNT-3: vector.reduction
  func.func @others(%a: vector<4xi8>, %b: vector<4xi16>, %d: vector<8xi8>) -> (i32, i32, i32) {
    %wa = arith.extsi %a : vector<4xi8> to vector<4xi32>
    %wb = arith.extsi %b : vector<4xi16> to vector<4xi32>
    %p = arith.muli %wa, %wb : vector<4xi32>
    %s = vector.reduction <add>, %p : vector<4xi32> into i32
    %wd = arith.extsi %d : vector<8xi8> to vector<8xi32>
    %q = arith.muli %wd, %wd : vector<8xi32>
    %t = vector.reduction <add>, %q : vector<8xi32> into i32
    %r = arith.muli %wa, %wa : vector<4xi32>
    %u = vector.reduction <maxsi>, %r : vector<4xi32> into i32
    return %s, %t, %u : i32, i32, i32
  }
}

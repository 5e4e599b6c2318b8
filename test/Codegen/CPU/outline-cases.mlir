// RUN: compress-opt %s --split-input-file --compress-outline-cases=min-operations=2 | FileCheck %s
// RUN: compress-opt %s --split-input-file --compress-outline-cases | FileCheck %s --check-prefix=SMALL

// Small cases stay by default.
// SMALL-NOT: call

// Views and constants are computed again; what a result is stays outside.
// CHECK-LABEL: func.func private @main_case(
// CHECK-SAME: %[[ARENA:[a-z0-9]*]]: memref<1024xi8> {llvm.noalias}, %[[X:[a-z0-9]*]]: memref<64xf32>)
// CHECK-SAME: attributes {llvm.linkage = #llvm.linkage<internal>, passthrough = ["noinline"]}
// CHECK: %[[VIEW:.*]] = memref.view %[[ARENA]]
// CHECK: memref.copy %[[X]], %[[VIEW]]
// CHECK: return
// CHECK-LABEL: func.func @main(
// CHECK-SAME: %[[ARENA:[a-z0-9]*]]: memref<1024xi8> {compress.arena, llvm.noalias}, %[[X:[a-z0-9]*]]: memref<64xf32>
// CHECK: scf.index_switch
// CHECK: case 0 {
// CHECK-NEXT: %[[VIEW:.*]] = memref.view %[[ARENA]]
// CHECK-NEXT: func.call @main_case(%[[ARENA]], %[[X]])
// CHECK-NEXT: scf.yield %[[VIEW]]
// CHECK: default {
// CHECK-NEXT: scf.yield %[[X]]
func.func @main(%arena: memref<1024xi8> {compress.arena, llvm.noalias}, %x: memref<64xf32>, %y: memref<64xf32>, %n: index) {
  %c256 = arith.constant 256 : index
  %r = scf.index_switch %n -> memref<64xf32>
  case 0 {
    %view = memref.view %arena[%c256][] : memref<1024xi8> to memref<64xf32>
    memref.copy %x, %view : memref<64xf32> to memref<64xf32>
    scf.yield %view : memref<64xf32>
  }
  default {
    scf.yield %x : memref<64xf32>
  }
  memref.copy %r, %y : memref<64xf32> to memref<64xf32>
  return
}

// -----

// A buffer that another switch chose may be part of the arena, so that nothing
// is known of their overlap; a number is handed over too.
// CHECK-LABEL: func.func private @second_case(
// CHECK-SAME: %[[CHOSEN:[a-z0-9]*]]: memref<64xf32>, %[[I:[a-z0-9]*]]: index, %[[Y:[a-z0-9]*]]: memref<64xf32>)
// CHECK-DAG: memref.load %[[CHOSEN]][%[[I]]]
// CHECK-LABEL: func.func @second(
// CHECK: call @second_case(
func.func @second(%x: memref<64xf32>, %y: memref<64xf32> {llvm.noalias}, %n: index, %numbers: memref<1xindex>) {
  %c0 = arith.constant 0 : index
  %chosen = scf.index_switch %n -> memref<64xf32>
  case 0 {
    scf.yield %y : memref<64xf32>
  }
  default {
    scf.yield %x : memref<64xf32>
  }
  %i = memref.load %numbers[%c0] : memref<1xindex>
  scf.index_switch %n
  case 0 {
    %0 = memref.load %chosen[%i] : memref<64xf32>
    memref.store %0, %y[%c0] : memref<64xf32>
    scf.yield
  }
  default {
  }
  return
}

// -----

// What a case computes in memory to say where its result is stays.
// CHECK-LABEL: func.func @stays(
// CHECK-NOT: call
func.func @stays(%x: memref<64xindex>, %n: index) -> index {
  %r = scf.index_switch %n -> index
  case 0 {
    %0 = memref.load %x[%n] : memref<64xindex>
    memref.store %n, %x[%0] : memref<64xindex>
    scf.yield %0 : index
  }
  default {
    scf.yield %n : index
  }
  return %r : index
}

// -----

// A choice inside of an alternative is a function of that function.
// CHECK-LABEL: func.func private @nested_case_case(
// CHECK-LABEL: func.func private @nested_case(
// CHECK: call @nested_case_case(
// CHECK-LABEL: func.func @nested(
// CHECK: call @nested_case(
// CHECK-NOT: call
func.func @nested(%x: memref<64xf32>, %y: memref<64xf32>, %n: index) {
  scf.index_switch %n
  case 0 {
    memref.copy %y, %x : memref<64xf32> to memref<64xf32>
    scf.index_switch %n
    case 1 {
      memref.copy %x, %y : memref<64xf32> to memref<64xf32>
      scf.yield
    }
    default {
    }
    scf.yield
  }
  default {
  }
  return
}

//===- DistillationAttrInterface.td - losses of a student -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_DISTILLATIONATTRINTERFACE_TD
#define COMPRESS_INTERFACES_DISTILLATIONATTRINTERFACE_TD

include "mlir/IR/OpBase.td"

def DistillationLossAttrInterface
    : AttrInterface<"DistillationLossAttrInterface"> {
  let cppNamespace = "::mlir::compress";
  let description = [{
    A loss between a value of a student and one of its teacher: says which values it
    can compare, and emits the operations that do. Another dialect adds a loss by an
    attribute with this interface and an entry in `distillationLosses()`.
  }];
  let methods = [
    InterfaceMethod<[{
      Why the loss cannot be taken of values of these types, as the end of "the
      loss cannot be taken: ..."; empty if it can. The batch is dimension 0.
    }], "std::string", "explainMismatch",
    (ins "::mlir::RankedTensorType":$student,
         "::mlir::RankedTensorType":$teacher)>,
    InterfaceMethod<[{
      Emits the loss of a batch, `tensor<f32>`.
    }], "::mlir::Value", "emitLoss",
    (ins "::mlir::OpBuilder &":$builder, "::mlir::Location":$loc,
         "::mlir::Value":$student, "::mlir::Value":$teacher)>,
    InterfaceMethod<[{
      True if a student's value may go through a learned layer first that gives it
      as many channels as the teacher's has.
    }], "bool", "canProject", (ins), "", "return false;">,
  ];
}

#endif // COMPRESS_INTERFACES_DISTILLATIONATTRINTERFACE_TD

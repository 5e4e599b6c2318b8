//===- DifferentiableOpInterface.td - derivatives of operations -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_DIFFERENTIABLEOPINTERFACE_TD
#define COMPRESS_INTERFACES_DIFFERENTIABLEOPINTERFACE_TD

include "mlir/IR/OpBase.td"

def DifferentiableOpInterface : OpInterface<"DifferentiableOpInterface"> {
  let cppNamespace = "::mlir::compress";
  let description = [{
    Reverse-mode differentiation of one operation. Differentiation walks from the
    loss backwards; at each operation it knows the gradients of the results and
    asks for those of the operands. An operation without the interface on the
    way is an error that names it, since a guess would be silently wrong.

    The models are external, for every dialect, and live in `Derivatives/`.
  }];

  let methods = [
    InterfaceMethod<[{
      Emits the gradients of the operands that `adjoints.isNeeded`, from those of
      the results (`adjoints.lookup`), and adds them with `adjoints.add`. Operands
      and results are there to be used: nothing has to be computed again. At
      least one result has a gradient and one operand is needed. Fails after a
      diagnostic, before it has built anything.
    }], "::llvm::LogicalResult", "emitAdjoint",
      (ins "::mlir::OpBuilder &":$builder,
           "::mlir::compress::AdjointMap &":$adjoints)>,
    InterfaceMethod<[{
      Why this operation has no derivative that is of use, to follow "it":
      "rounds to integers". Empty if it has one.
    }], "::llvm::StringRef", "getDerivativeObstacle", (ins), "", [{
      return {};
    }]>,
  ];
}

#endif // COMPRESS_INTERFACES_DIFFERENTIABLEOPINTERFACE_TD

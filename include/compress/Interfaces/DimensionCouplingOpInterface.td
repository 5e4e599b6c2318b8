//===- DimensionCouplingOpInterface.td - dimensions that depend -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_DIMENSIONCOUPLINGOPINTERFACE_TD
#define COMPRESS_INTERFACES_DIMENSIONCOUPLINGOPINTERFACE_TD

include "mlir/IR/OpBase.td"

def DimensionCouplingOpInterface : OpInterface<"DimensionCouplingOpInterface"> {
  let cppNamespace = "::mlir::compress";
  let description = [{
    How the dimensions of an operation's operands and results depend on each
    other. Whoever resizes one dimension of a tensor, to remove channels or to
    run a batch, follows it through these answers; an operation without the
    interface stops everything that reaches it, since a guess would be silently
    wrong.

    The answer is a list of *axes*. An axis is a range of indices that the
    operation treats alike, and lies in one or more dimensions by an `IndexMap`
    (offset, block, repeat): the channels of a depthwise convolution lie in
    blocks of its results, the second operand of a concatenation at an offset.
    Two dimensions in which the same axis lies are coupled, entry by entry.
  }];

  let methods = [
    InterfaceMethod<[{
      The axes of this operation; `coupleByPattern` and `coupleElementwise` make
      them for most. All shapes are static when this is called.
    }], "::mlir::compress::DimensionCoupling", "getDimensionCoupling">,
    InterfaceMethod<[{
      `zero` tells, operand by operand, whether the entries along an axis are all
      zero. True if the result's are zero as well, so that they can be removed
      without a trace. Answers for the numbers 0 as stored, not for zero points.
    }], "bool", "mapsZerosToZeros", (ins "::llvm::ArrayRef<bool>":$zero), "", [{
      return false;
    }]>,
    InterfaceMethod<[{
      A pass has changed the types of operands and results. Rewrites what else
      the operation holds of shapes, its target shape for example, to fit them.
    }], "void", "updateShapes", (ins "::mlir::OpBuilder &":$builder), "", [{
      return;
    }]>,
  ];
}

#endif // COMPRESS_INTERFACES_DIMENSIONCOUPLINGOPINTERFACE_TD

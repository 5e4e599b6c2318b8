//===- PrunableOpInterface.td - what pruning must know of a layer ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_PRUNABLEOPINTERFACE_TD
#define COMPRESS_INTERFACES_PRUNABLEOPINTERFACE_TD

include "mlir/IR/OpBase.td"

def PrunableOpInterface : OpInterface<"PrunableOpInterface"> {
  let cppNamespace = "::mlir::compress";
  let description = [{
    An operation with a weight whose entries, or whole rows of it, may be
    removed. It is an interface and not a trait, because only interfaces can be
    attached to the operations of another dialect: TOSA convolutions get it by an
    external model, so pruning also works in a compiler that never raises to
    `compress` layers.

    The weight operand leads, through an optional `compress.fake_quant` and an
    optional `compress.mask`, to a `compress.parameter` or a constant; see
    `WeightChain`.
  }];

  let methods = [
    InterfaceMethod<[{
      The operand that holds the weight.
    }], "::mlir::OpOperand &", "getWeightOperand">,
    InterfaceMethod<[{
      What each dimension of the weight means, outermost first. A dimension
      with role `Output` has one entry per output channel, or neuron.
    }], "::llvm::SmallVector<::mlir::compress::DimRole>", "getWeightDimRoles">,
    InterfaceMethod<[{
      The operand that holds the activations, with channels in the last
      dimension, as in the result.
    }], "::mlir::OpOperand &", "getInputOperand", (ins), "", [{
      return $_op->getOpOperand(0);
    }]>,
    InterfaceMethod<[{
      The operand that holds the bias, one entry per output channel; null if
      the operation has none.
    }], "::mlir::OpOperand *", "getBiasOperand", (ins), "", [{
      return nullptr;
    }]>,
  ];
}

#endif // COMPRESS_INTERFACES_PRUNABLEOPINTERFACE_TD

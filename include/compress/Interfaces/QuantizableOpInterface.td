//===- QuantizableOpInterface.td - how an operation becomes integer -------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_QUANTIZABLEOPINTERFACE_TD
#define COMPRESS_INTERFACES_QUANTIZABLEOPINTERFACE_TD

include "mlir/IR/OpBase.td"

def QuantizableOpInterface : OpInterface<"QuantizableOpInterface"> {
  let cppNamespace = "::mlir::compress";
  let description = [{
    An f32 operation that has an integer form. The interface says which operands
    carry activations, weight and bias, whether input and output must share one
    scale, and builds the integer form.

    All quantized tensors of one operation are described by `!quant.uniform`
    types; values themselves stay f32 until `compress-lower-to-integer`.
  }];

  let methods = [
    InterfaceMethod<[{
      Operands that carry activations, to be quantized per tensor.
    }], "::llvm::SmallVector<::mlir::OpOperand *>", "getActivationOperands">,
    InterfaceMethod<[{
      The operand that holds a weight to be quantized; null if there is none.
    }], "::mlir::OpOperand *", "getQuantizedWeight", (ins), "", [{
      return nullptr;
    }]>,
    InterfaceMethod<[{
      The dimension of the weight that gets one scale per entry when
      quantized per channel.
    }], "int64_t", "getWeightQuantAxis", (ins), "", [{ return 0; }]>,
    InterfaceMethod<[{
      The operand that holds a bias to be quantized with the accumulator's
      scale (input scale times weight scale); null if there is none.
    }], "::mlir::OpOperand *", "getQuantizedBias", (ins), "", [{
      return nullptr;
    }]>,
    InterfaceMethod<[{
      True if the operation is worth quantizing for its own sake, because it
      multiplies and accumulates. Others are quantized to link such ones.
    }], "bool", "isQuantizationRoot", (ins), "", [{
      return ::mlir::cast<QuantizableOpInterface>($_op.getOperation())
          .getQuantizedWeight() != nullptr;
    }]>,
    InterfaceMethod<[{
      True if the one activation operand and the result share one scale and
      zero point (reshape, transpose, pooling, clamp ...).
    }], "bool", "hasSameScale", (ins), "", [{ return false; }]>,
    InterfaceMethod<[{
      True if, moreover, the operation commutes with saturation, because its
      results are among its inputs, or zero. The operand may then take the type
      that was chosen for the result. Averages do not.
    }], "bool", "selectsValues", (ins), "", [{
      return ::mlir::cast<QuantizableOpInterface>($_op.getOperation())
          .hasSameScale();
    }]>,
    InterfaceMethod<[{
      True if the operation is an activation function with a bounded integer
      form which is executed together with its producer, so that the producer's
      result needs no scale of its own (clamp).
    }], "bool", "isFusedActivation", (ins), "", [{ return false; }]>,
    InterfaceMethod<[{
      Builds the integer form at the builder's insertion point and returns its
      result, of the storage type of `result`. `operands` has one entry per
      operand of the operation, in order. Emits a diagnostic and fails where no
      integer form exists for these types.
    }], "::llvm::FailureOr<::mlir::Value>", "buildInteger",
      (ins "::mlir::OpBuilder &":$builder,
           "::llvm::ArrayRef<::mlir::compress::IntegerValue>":$operands,
           "::mlir::quant::QuantizedType":$result)>,
  ];
}

#endif // COMPRESS_INTERFACES_QUANTIZABLEOPINTERFACE_TD

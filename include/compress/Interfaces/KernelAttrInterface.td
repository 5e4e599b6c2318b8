//===- KernelAttrInterface.td - what a kernel computes --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_KERNELATTRINTERFACE_TD
#define COMPRESS_INTERFACES_KERNELATTRINTERFACE_TD

include "mlir/IR/OpBase.td"

def KernelAttrInterface : AttrInterface<"KernelAttrInterface"> {
  let cppNamespace = "::mlir::compress";
  let description = [{
    What a `compress.kernel` computes: convolution, matrix product, their
    gradients. An attribute of this interface says so once, as loops with a
    stride per operand; code generation, cost and tests all go by that
    description. A new kind of product is a new attribute, and no new code
    generator.
  }];

  let methods = [
    InterfaceMethod<[{
      Checks the operand shapes of a `compress.kernel`; emits what is wrong.
    }], "::llvm::LogicalResult", "verifyKernel",
      (ins "::mlir::Operation *":$kernel)>,
    InterfaceMethod<[{
      The loops of a `compress.kernel`, with the strides of its operands: buffers in their
      layout, tensors as if row-major.
    }], "::mlir::compress::Contraction", "describe",
      (ins "::mlir::Operation *":$kernel)>,
  ];
}

#endif // COMPRESS_INTERFACES_KERNELATTRINTERFACE_TD

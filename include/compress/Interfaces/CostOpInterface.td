//===- CostOpInterface.td - what an operation costs -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_COSTOPINTERFACE_TD
#define COMPRESS_INTERFACES_COSTOPINTERFACE_TD

include "mlir/IR/OpBase.td"

def CostOpInterface : OpInterface<"CostOpInterface"> {
  let cppNamespace = "::mlir::compress";
  let description = [{
    Static cost of an operation, for lists, reports and searches.
    Shapes must be static; a method returns `std::nullopt` where they are not.
    An operation that multiplies and accumulates is a layer to `LayerNames`;
    one that only moves or combines values, like a pooling or a sum, has no MACs
    and is none. Operations without this interface are unknown, not free.
  }];

  let methods = [
    InterfaceMethod<[{
      Multiply-accumulate operations of one execution, counting every weight
      (a mask does not lower it: kernels that skip zeros are counted by
      measurement, not by wish).
    }], "std::optional<int64_t>", "getMACs">,
    InterfaceMethod<[{
      Arithmetic of one execution that is no multiply-accumulate: one for each
      value that a pooling or reduction takes in, one for each entry of an
      elementwise result.
    }], "std::optional<int64_t>", "getOtherOperations", (ins), "", [{
      return 0;
    }]>,
    InterfaceMethod<[{
      Bytes read and written by one execution: operands and results once each;
      zero for what needs no code, such as a reshape.
    }], "std::optional<int64_t>", "getBytesMoved", (ins), "", [{
      return ::mlir::compress::detail::operandAndResultBytes($_op);
    }]>,
  ];
}

#endif // COMPRESS_INTERFACES_COSTOPINTERFACE_TD

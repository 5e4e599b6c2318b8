//===- InitializerAttrInterface.td - fresh values of parameters -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_INITIALIZERATTRINTERFACE_TD
#define COMPRESS_INTERFACES_INITIALIZERATTRINTERFACE_TD

include "mlir/IR/OpBase.td"

def InitializerAttrInterface : AttrInterface<"InitializerAttrInterface"> {
  let cppNamespace = "::mlir::compress";
  let description = [{
    How the weights and biases of layers start before training. Another dialect
    adds a rule by an attribute with this interface and an entry in
    `initializers()`.
  }];

  let methods = [
    InterfaceMethod<[{
      Writes the first entries of a layer's weight or bias. The same numbers must
      come out of the same state of `random`.
    }], "void", "initialize",
      (ins "const ::mlir::compress::ParameterFans &":$fans,
           "::mlir::compress::SeededRandom &":$random,
           "::llvm::MutableArrayRef<float>":$entries)>,
  ];
}

#endif // COMPRESS_INTERFACES_INITIALIZERATTRINTERFACE_TD

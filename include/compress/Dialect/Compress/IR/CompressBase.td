//===- CompressBase.td - the compress dialect ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESSBASE_TD
#define COMPRESS_DIALECT_COMPRESSBASE_TD

include "compress/Interfaces/CostOpInterface.td"
include "mlir/IR/OpBase.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

def Compress_Dialect : Dialect {
  let name = "compress";
  let cppNamespace = "::mlir::compress";
  let summary = "Layers that can be pruned, quantized, distilled and searched";
  let description = [{
    A layer operation is one compressible thing: it has a name, a weight, a bias
    and dimensions whose meaning is known. Methods act on the values around it:

    ```
    parameter -> mask -> fake_quant -> layer        weights
    layer -> fake_quant -> layer                    activations
    ```

    Everything stays `f32` until `compress-lower-to-integer`, which turns the same
    layer operations into their integer form: `i8` operands with zero points and
    `i32` results.

    Activations are NHWC, convolution weights OHWI (output channels, kernel
    height, kernel width, input channels of one group), dense weights `[N, K]`.
  }];
  let dependentDialects = ["::mlir::quant::QuantDialect"];
  let extraClassDeclaration = [{
    void registerAttributes();
    /// Attributes of training are generated apart, so that only those who train
    /// include them.
    void registerTrainingAttributes();
    static ::mlir::OptionalParseResult
    parseTrainingAttribute(::mlir::AsmParser &parser, ::mlir::Type type,
                           ::mlir::Attribute &attribute);
    static void printTrainingAttribute(::mlir::Attribute attribute,
                                       ::mlir::AsmPrinter &printer);

    ::mlir::Attribute parseAttribute(::mlir::DialectAsmParser &parser,
                                     ::mlir::Type type) const override;
    void printAttribute(::mlir::Attribute attribute,
                        ::mlir::DialectAsmPrinter &printer) const override;
  }];
}

class Compress_Op<string mnemonic, list<Trait> traits = []>
    : Op<Compress_Dialect, mnemonic, traits>;

/// What names, masks, simulates or observes a value, and is gone in the code
/// that comes out: it costs nothing.
class Compress_WordOp<string mnemonic, list<Trait> traits = []>
    : Compress_Op<mnemonic, !listconcat([Pure, CostOpInterface], traits)> {
  let extraClassDeclaration = [{
    std::optional<int64_t> getMACs() { return 0; }
    std::optional<int64_t> getBytesMoved() { return 0; }
  }];
}

#endif // COMPRESS_DIALECT_COMPRESSBASE_TD

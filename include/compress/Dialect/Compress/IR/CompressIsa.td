//===- CompressIsa.td - instruction sets of kernels -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESS_IR_COMPRESSISA_TD
#define COMPRESS_DIALECT_COMPRESS_IR_COMPRESSISA_TD

include "mlir/IR/EnumAttr.td"

def Compress_Isa : I32EnumAttr<"Isa", "the instructions that kernels are written for", [
    // Vectors of 128 bits, no intrinsics: any target.
    I32EnumAttrCase<"Portable", 0, "portable">,
    // AVX2 and FMA.
    I32EnumAttrCase<"Avx2", 1, "avx2">,
    // AVX2, FMA and vpdpbusd on 256 bits.
    I32EnumAttrCase<"AvxVnni", 2, "avx-vnni">,
    // AVX-512 F, VL, BW and DQ.
    I32EnumAttrCase<"Avx512", 3, "avx512">,
    // The same and vpdpbusd on 512 bits.
    I32EnumAttrCase<"Avx512Vnni", 4, "avx512-vnni">
  ]> {
  let cppNamespace = "::mlir::compress";
}

#endif // COMPRESS_DIALECT_COMPRESS_IR_COMPRESSISA_TD

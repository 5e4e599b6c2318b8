//===- CompressIsa.cpp - instruction sets of kernels ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/CompressIsa.h"
#include "compress/Dialect/Compress/IR/CompressIsa.cpp.inc"

using namespace mlir;
using namespace mlir::compress;

llvm::cl::ValuesClass compress::getIsaOptionValues() {
  auto value = [](Isa isa, StringRef help) {
    return llvm::cl::OptionEnumValue{stringifyIsa(isa), static_cast<int>(isa),
                                     help};
  };
  return llvm::cl::values(
      value(Isa::Portable, "vectors of 128 bits, no intrinsics: any target"),
      value(Isa::Avx2, "AVX2 and FMA"),
      value(Isa::AvxVnni, "AVX2, FMA and vpdpbusd on 256 bits"),
      value(Isa::Avx512, "AVX-512 F, VL, BW and DQ"),
      value(Isa::Avx512Vnni, "the same and vpdpbusd on 512 bits"));
}

bool compress::hasByteDots(Isa isa) {
  return isa == Isa::AvxVnni || isa == Isa::Avx512Vnni;
}

int64_t compress::getVectorBits(Isa isa) {
  switch (isa) {
  case Isa::Portable:
    return 128;
  case Isa::Avx2:
  case Isa::AvxVnni:
    return 256;
  case Isa::Avx512:
  case Isa::Avx512Vnni:
    return 512;
  }
  llvm_unreachable("an Isa without a width");
}

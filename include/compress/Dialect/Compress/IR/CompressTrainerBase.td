//===- CompressTrainerBase.td - attributes with named numbers -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESSTRAINERBASE_TD
#define COMPRESS_DIALECT_COMPRESSTRAINERBASE_TD

include "compress/Dialect/Compress/IR/CompressBase.td"
include "mlir/IR/AttrTypeBase.td"

class Compress_NumberParameter<string default>
    : DefaultValuedParameter<"::mlir::compress::Number", default,
                             "number; default " # default>;

class Compress_CountParameter<string default>
    : DefaultValuedParameter<"int64_t", default, "default " # default>;

/// All parameters have names and defaults.
class Compress_TrainerAttr<string name, string mnemonic_, AttrInterface interface>
    : AttrDef<Compress_Dialect, name,
        [DeclareAttrInterfaceMethods<interface>]> {
  let mnemonic = mnemonic_;
}

#endif // COMPRESS_DIALECT_COMPRESSTRAINERBASE_TD

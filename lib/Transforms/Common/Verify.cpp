//===- Verify.cpp - compress-verify ---------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Transforms/Common/Passes.h"

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSVERIFY
#include "compress/Transforms/Common/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

struct CompressVerify : compress::impl::CompressVerifyBase<CompressVerify> {
  using CompressVerifyBase::CompressVerifyBase;

  void runOnOperation() override {
    if (failed(verifyContract(getOperation(), contract)))
      signalPassFailure();
    markAllAnalysesPreserved();
  }
};

} // namespace

//===- KeepTeacher.cpp - compress-keep-teacher ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/EntryFunction.h"
#include "compress/Transforms/Distillation/Passes.h"

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSKEEPTEACHER
#include "compress/Transforms/Distillation/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {
struct CompressKeepTeacher
    : compress::impl::CompressKeepTeacherBase<CompressKeepTeacher> {
  using CompressKeepTeacherBase::CompressKeepTeacherBase;

  void runOnOperation() override {
    auto entry = cast_if_present<func::FuncOp>(
        lookupEntryFunction(getOperation(), function));
    if (!entry)
      return signalPassFailure();
    if (name.empty() || getOperation().lookupSymbol(name)) {
      mlir::emitError(entry.getLoc())
          << "cannot keep @" << entry.getSymName() << " as '" << name
          << "': there is such a symbol already; choose another one with name=";
      return signalPassFailure();
    }
    OpBuilder builder(&getContext());
    builder.setInsertionPointAfter(entry);
    auto copy = cast<func::FuncOp>(builder.clone(*entry));
    copy.setSymName(name);
    copy.setPrivate();
  }
};
} // namespace

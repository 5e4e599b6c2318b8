//===- ExtractSubnet.cpp - compress-extract-subnet ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/Choices.h"
#include "compress/Analysis/EntryFunction.h"
#include "compress/Search/Paths.h"
#include "compress/Transforms/NAS/Passes.h"
#include "compress/Transforms/NAS/Specialize.h"
#include "mlir/IR/Remarks.h"

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSEXTRACTSUBNET
#include "compress/Transforms/NAS/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

struct CompressExtractSubnet
    : compress::impl::CompressExtractSubnetBase<CompressExtractSubnet> {
  using CompressExtractSubnetBase::CompressExtractSubnetBase;

  void runOnOperation() override {
    auto entry = cast_if_present<func::FuncOp>(
        lookupEntryFunction(getOperation(), function));
    if (!entry || failed(extract(entry)))
      signalPassFailure();
  }

private:
  LogicalResult extract(func::FuncOp entry);
};

} // namespace

LogicalResult CompressExtractSubnet::extract(func::FuncOp entry) {
  FailureOr<SearchSpace> space = getSearchSpace(entry);
  if (failed(space))
    return failure();
  Architecture wanted = getSelected(entry);
  if (architecture == "largest") {
    wanted = takeLargest(*space);
  } else if (architecture == "smallest") {
    wanted = takeSmallest(*space);
  } else {
    llvm::Expected<Architecture> parsed =
        space->parse(architecture, std::move(wanted));
    if (!parsed)
      return mlir::emitError(entry.getLoc())
             << "architecture= does not fit @" << entry.getSymName() << ": "
             << llvm::toString(parsed.takeError());
    wanted = std::move(*parsed);
  }
  specialize(entry, wanted);
  remark::passed(entry.getLoc(), remark::RemarkOpts::name("extracted")
                                     .category("compress-extract-subnet")
                                     .function(entry.getSymName()))
      << space->format(wanted);
  return success();
}

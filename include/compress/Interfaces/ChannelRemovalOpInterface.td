//===- ChannelRemovalOpInterface.td - what a dead channel leaves ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_CHANNELREMOVALOPINTERFACE_TD
#define COMPRESS_INTERFACES_CHANNELREMOVALOPINTERFACE_TD

include "mlir/IR/OpBase.td"

def ChannelRemovalOpInterface : OpInterface<"ChannelRemovalOpInterface"> {
  let cppNamespace = "::mlir::compress";
  let description = [{
    What removing channels must know of an operation beyond how its dimensions
    are coupled: which entries of its result are constants, so that what a
    channel still carries can be moved into a bias, and how the operation is
    rewritten for fewer entries. Without it, an operation keeps zeros as
    `mapsZerosToZeros` says, everything else is not known behind it, and
    `updateShapes` is all that it needs.
  }];

  let methods = [
    InterfaceMethod<[{
      What is known of result 0, given what is known of the operands; operands
      that are no ranked tensors have rank 0 and are not known. Only for f32 and
      i1 results of static shape. A factor of zero makes a product zero: what is
      infinite or no number in a channel that goes is gone.
    }], "::mlir::compress::KnownEntries", "evaluateKnown",
      (ins "::llvm::ArrayRef<::mlir::compress::KnownEntries>":$operands), "", [{
      auto type = ::llvm::cast<::mlir::RankedTensorType>(
        $_op->getResult(0).getType());
      return ::mlir::compress::KnownEntries::unknown(type.getRank());
    }]>,
    InterfaceMethod<[{
      Gives a layer without a bias this one, one entry per output channel. Fails
      where the operation can have none.
    }], "::llvm::LogicalResult", "addBias", (ins "::mlir::Value":$bias), "", [{
      return ::llvm::failure();
    }]>,
    InterfaceMethod<[{
      Entries have been removed, and types have changed. Rewrites what else the
      operation holds to fit.
    }], "void", "removeEntries",
      (ins "const ::mlir::compress::RemovedEntries &":$removed,
           "::mlir::OpBuilder &":$builder), "", [{
      ::mlir::compress::detail::updateCoupledShapes($_op, builder);
    }]>,
  ];
}

#endif // COMPRESS_INTERFACES_CHANNELREMOVALOPINTERFACE_TD

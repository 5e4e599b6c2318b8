//===- Stages.h - convolutions and what follows them ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_TRANSFORMS_NAS_STAGES_H
#define COMPRESS_LIB_TRANSFORMS_NAS_STAGES_H

#include "compress/Dialect/Compress/IR/CompressSearch.h"
#include "compress/Interfaces/SearchAttrInterfaces.h"

namespace mlir::compress {

/// A convolution and the operations after it that work channel by channel.
struct Stage {
  Conv2DOp conv;
  /// In program order; each is the only user of what comes before it.
  SmallVector<Operation *> rest;

  /// The stage of `conv`. Fails, and tells why, to follow "it", where it cannot
  /// have alternatives.
  static FailureOr<Stage> match(Conv2DOp conv, std::string &obstacle);

  StageShape getShape();
  Operation *getLast() { return rest.empty() ? conv : rest.back(); }
  /// What says how many channels of the input are in use; null if nothing does.
  LeadingOp getLeading() { return conv.getInput().getDefiningOp<LeadingOp>(); }
  /// The image, with all of its channels.
  Value getImage();
  /// Activation, weight, bias, parameters of batch norms, the number of
  /// channels in use.
  SmallVector<Value> getInputs();
};

/// Puts a choice among `alternatives`, and its decision, in place of the stage.
/// The first alternative is selected. If convolutions read the result, the
/// choice returns the number of channels in use too.
void makeChoice(Stage &stage, ArrayRef<StageAlternative> alternatives);

} // namespace mlir::compress

#endif // COMPRESS_LIB_TRANSFORMS_NAS_STAGES_H

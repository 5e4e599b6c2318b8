//===- SearchAttrInterfaces.h - what a search is made of --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_SEARCHATTRINTERFACES_H
#define COMPRESS_INTERFACES_SEARCHATTRINTERFACES_H

#include "compress/Interfaces/PlugPoint.h"
#include "compress/Search/Strategy.h"
#include "mlir/IR/Attributes.h"

namespace mlir::compress {

/// A stage of a network: a convolution and what follows it channel by channel.
struct StageShape {
  /// Of the convolution.
  int64_t kernelHeight = 1, kernelWidth = 1, inputs = 1, outputs = 1;
  /// The largest amount by which a side of the kernel can shrink: what the
  /// convolution pads there.
  int64_t maxTrim = 0;
  /// True if the stage without its convolution has the same type.
  bool canSkip = false;
  /// True if the stage has an activation that can be another.
  bool hasActivation = false;
};

/// One of the forms that a stage can take.
struct StageAlternative {
  /// `3x3-8`, `skip`.
  std::string label;
  /// No convolution, batch norm and activation.
  bool isSkipped = false;
  int64_t kernelHeight = 1, kernelWidth = 1, outputs = 1;
  /// `relu`, `relu6`, `tanh`, `sigmoid`, `none`; empty for the stage's own.
  std::string activation;
};

} // namespace mlir::compress

#include "compress/Interfaces/SearchAttrInterfaces.h.inc"

namespace mlir::compress {

/// What `rule=`, `paths=` and `strategy=` accept.
PlugPoint &searchRules();
PlugPoint &pathSamplings();
PlugPoint &searchStrategies();

} // namespace mlir::compress

#endif // COMPRESS_INTERFACES_SEARCHATTRINTERFACES_H

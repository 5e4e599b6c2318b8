//===- TrainingAttrInterfaces.td - what a training is made of -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_TRAININGATTRINTERFACES_TD
#define COMPRESS_INTERFACES_TRAININGATTRINTERFACES_TD

include "mlir/IR/OpBase.td"

class Compress_TrainingInterface<string name> : AttrInterface<name> {
  let cppNamespace = "::mlir::compress";
}

def LossAttrInterface : Compress_TrainingInterface<"LossAttrInterface"> {
  let description = [{
    A loss: says what labels a network's output is compared with, and emits the
    operations that compare them. Another dialect adds a loss by an attribute with
    this interface and an entry in `losses()`.
  }];
  let methods = [
    InterfaceMethod<[{
      The type of the labels for a whole batch of `output`; null if the loss cannot
      be taken of such an output.
    }], "::mlir::RankedTensorType", "getLabelsType",
    (ins "::mlir::RankedTensorType":$output)>,
    InterfaceMethod<[{
      Emits the loss of a batch, `tensor<f32>`. `labels` has the type that
      `getLabelsType` gave.
    }], "::mlir::Value", "emitLoss",
    (ins "::mlir::OpBuilder &":$builder, "::mlir::Location":$loc,
         "::mlir::Value":$output, "::mlir::Value":$labels)>,
    InterfaceMethod<[{
      The same loss for a batch in which samples may have the label -1, which stands
      for none; null if there is no such loss.
    }], "::mlir::Attribute", "getPartialLoss", (ins), "", "return {};">,
  ];
}

def OptimizerAttrInterface
    : Compress_TrainingInterface<"OptimizerAttrInterface"> {
  let description = [{
    An update rule: emits the new value of a parameter from its gradient and from
    slots, tensors like the parameter that live from step to step and start at
    zero. Another dialect adds a rule by an attribute with this interface and an
    entry in `optimizers()`.
  }];
  let methods = [
    InterfaceMethod<[{
      What the slots are called, for checkpoints and names of arguments: as many as
      a parameter has.
    }], "::llvm::SmallVector<::llvm::StringRef>", "getSlotNames">,
    InterfaceMethod<[{
      Emits one update: the new parameter and, after it, the new slots.
    }], "::llvm::SmallVector<::mlir::Value>", "emitUpdate",
    (ins "::mlir::OpBuilder &":$builder, "::mlir::Location":$loc,
         "const ::mlir::compress::ParameterUpdate &":$update)>,
  ];
}

def GradientAttrInterface
    : Compress_TrainingInterface<"GradientAttrInterface"> {
  let description = [{
    What is done to all gradients of a step before the update. Another dialect
    adds an attribute with this interface and an entry in `gradientRules()`.
  }];
  let methods = [
    InterfaceMethod<[{
      Emits the new gradients, in the same order, of the same types.
    }], "::llvm::SmallVector<::mlir::Value>", "emitRule",
    (ins "::mlir::OpBuilder &":$builder, "::mlir::Location":$loc,
         "::mlir::ValueRange":$gradients)>,
  ];
}

def LearningRateAttrInterface
    : Compress_TrainingInterface<"LearningRateAttrInterface"> {
  let description = [{
    A learning rate over time. The arithmetic is the host's: a compiled step takes
    the rate as an argument. Another dialect adds a schedule by an attribute with
    this interface and an entry in `learningRates()`.
  }];
  let methods = [
    InterfaceMethod<[{
      The rates of one training.
    }], "std::unique_ptr<::mlir::compress::LearningRate>", "makeRates",
    (ins "const ::mlir::compress::TrainingLength &":$length)>,
  ];
}

def SparsityScheduleAttrInterface
    : Compress_TrainingInterface<"SparsityScheduleAttrInterface"> {
  let description = [{
    How the pruned fraction grows during training. Another dialect adds a schedule
    by an attribute with this interface and an entry in `sparsitySchedules()`.
  }];
  let methods = [
    InterfaceMethod<[{
      The fraction to be pruned when `progress` of the way from `initial` to `final`
      is done, from 0 to 1.
    }], "double", "getSparsity",
    (ins "double":$progress, "double":$initial, "double":$final)>,
  ];
}

#endif // COMPRESS_INTERFACES_TRAININGATTRINTERFACES_TD

//===- CompressTrainingAttrs.td - attributes of training -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESSTRAININGATTRS_TD
#define COMPRESS_DIALECT_COMPRESSTRAININGATTRS_TD

include "compress/Dialect/Compress/IR/CompressBase.td"
include "compress/Interfaces/InitializerAttrInterface.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"

def Compress_Role : I32EnumAttr<"Role", "what an argument or result is to training", [
    // A trained tensor.
    I32EnumAttrCase<"Parameter", 0, "parameter">,
    // Taken from data: mean and variance of a batch norm.
    I32EnumAttrCase<"Statistic", 1, "statistic">,
    // What an optimizer remembers of a parameter.
    I32EnumAttrCase<"Slot", 2, "slot">,
    // Which entries of a parameter are kept.
    I32EnumAttrCase<"Mask", 3, "mask">,
    // A batch of samples.
    I32EnumAttrCase<"Data", 4, "data">,
    // The right answers for a batch.
    I32EnumAttrCase<"Labels", 5, "labels">,
    I32EnumAttrCase<"LearningRate", 6, "learning_rate">,
    // Number of the update.
    I32EnumAttrCase<"Step", 7, "step">,
    // What training lowers.
    I32EnumAttrCase<"Loss", 8, "loss">,
    // What is shown beside it, such as accuracy.
    I32EnumAttrCase<"Metric", 9, "metric">,
    // Derivative of the loss for a parameter.
    I32EnumAttrCase<"Gradient", 10, "gradient">,
    // What a teacher said about a batch.
    I32EnumAttrCase<"Teacher", 11, "teacher">,
    // Which alternative a choice takes.
    I32EnumAttrCase<"Decision", 12, "decision">
  ]> {
  let cppNamespace = "::mlir::compress";
  let genSpecializedAttr = 0;
}

def Compress_RoleAttr : EnumAttr<Compress_Dialect, Compress_Role, "role"> {
  let summary = "What an argument or result is to training";
  let description = [{
    Stands as `compress.role` on arguments and results of functions that training
    makes:

    ```mlir
    func.func @main(%x: tensor<4xf32>, %w: tensor<4xf32> {compress.name = "w", compress.role = #compress.role<parameter>}) -> tensor<4xf32> {
      %y = tosa.add %x, %w : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
      return %y : tensor<4xf32>
    }
    ```
  }];
  let assemblyFormat = "`<` $value `>`";
}

//===----------------------------------------------------------------------===//
// How parameters start
//===----------------------------------------------------------------------===//

class Compress_InitializerAttr<string name, string mnemonic_>
    : AttrDef<Compress_Dialect, name,
        [DeclareAttrInterfaceMethods<InitializerAttrInterface>]> {
  let mnemonic = mnemonic_;
}

def Compress_KaimingAttr : Compress_InitializerAttr<"Kaiming", "kaiming"> {
  let summary = "Uniform, by the fan-in";
  let description = [{
    Weights between `-b` and `b`, `b = sqrt(6 / ((1 + slope^2) fan_in))`, biases
    between `-1/sqrt(fan_in)` and `1/sqrt(fan_in)`. He et al., Delving Deep into
    Rectifiers, 2015. Without a slope it is `sqrt(5)`, PyTorch's default for
    convolutions and linear layers: weights get the biases' bounds.

    `#compress.kaiming`, `#compress.kaiming<0.0>`
  }];
  let parameters = (ins OptionalParameter<"::mlir::FloatAttr">:$slope);
  let assemblyFormat = "(`<` $slope^ `>`)?";
}

def Compress_XavierAttr : Compress_InitializerAttr<"Xavier", "xavier"> {
  let summary = "Uniform, by fan-in and fan-out";
  let description = [{
    Weights between `-b` and `b`, `b = sqrt(6 / (fan_in + fan_out))`, biases 0.
    Glorot and Bengio, Understanding the Difficulty of Training Deep Feedforward
    Neural Networks, 2010.
  }];
}

def Compress_ZerosAttr : Compress_InitializerAttr<"Zeros", "zeros"> {
  let summary = "All zero";
}

#endif // COMPRESS_DIALECT_COMPRESSTRAININGATTRS_TD

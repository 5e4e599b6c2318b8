//===- SearchAttrInterfaces.td - what a search is made of -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_SEARCHATTRINTERFACES_TD
#define COMPRESS_INTERFACES_SEARCHATTRINTERFACES_TD

include "mlir/IR/OpBase.td"

class Compress_SearchInterface<string name> : AttrInterface<name> {
  let cppNamespace = "::mlir::compress";
}

def SearchRuleAttrInterface : Compress_SearchInterface<"SearchRuleAttrInterface"> {
  let description = [{
    Says which alternatives a stage of a network has: a convolution and what follows
    it channel by channel. Another dialect adds a rule by an attribute with this
    interface and an entry in `searchRules()`.
  }];
  let methods = [
    InterfaceMethod<[{
      The alternatives of a stage, the largest first; fewer than two leave the stage
      as it is.
    }], "::std::vector<::mlir::compress::StageAlternative>", "getAlternatives",
    (ins "const ::mlir::compress::StageShape &":$stage)>,
  ];
}

def PathSamplingAttrInterface
    : Compress_SearchInterface<"PathSamplingAttrInterface"> {
  let description = [{
    Says which paths of a supernet a step of training takes. Another dialect adds a
    rule by an attribute with this interface and an entry in `pathSamplings()`.
  }];
  let methods = [
    InterfaceMethod<[{
      How many paths a step trains; their losses are averaged.
    }], "int64_t", "getNumPaths", (ins), "", [{
      return 1;
    }]>,
    InterfaceMethod<[{
      True if all paths but the first learn from the first one instead of labels.
    }], "bool", "distillsInPlace", (ins), "", [{
      return false;
    }]>,
    InterfaceMethod<[{
      Path number `path` of a step. Follows from the arguments alone, so that a
      training can be interrupted.
    }], "::mlir::compress::Architecture", "getPath",
    (ins "const ::mlir::compress::SearchSpace &":$space, "uint64_t":$seed,
         "int64_t":$step, "int64_t":$path)>,
  ];
}

def SearchStrategyAttrInterface
    : Compress_SearchInterface<"SearchStrategyAttrInterface"> {
  let description = [{
    Chooses which architectures to evaluate. Another dialect adds a strategy by an
    attribute with this interface and an entry in `searchStrategies()`.
  }];
  let methods = [
    InterfaceMethod<"A new search.",
    "::std::unique_ptr<::mlir::compress::SearchStrategy>", "makeStrategy",
    (ins "const ::mlir::compress::SearchSpace &":$space, "uint64_t":$seed)>,
    InterfaceMethod<[{
      True if it needs logits of the alternatives, as the training of a mixture
      makes them.
    }], "bool", "needsLogits", (ins), "", [{
      return false;
    }]>,
  ];
}

#endif // COMPRESS_INTERFACES_SEARCHATTRINTERFACES_TD

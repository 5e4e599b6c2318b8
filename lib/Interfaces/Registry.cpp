//===- Registry.cpp - the plug points and what we plug in -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Interfaces/DistillationAttrInterface.h"
#include "compress/Interfaces/ImportanceAttrInterface.h"
#include "compress/Interfaces/MaskingAttrInterfaces.h"
#include "compress/Interfaces/ObserverAttrInterface.h"
#include "compress/Interfaces/PatternAttrInterface.h"
#include "compress/Interfaces/TrainingAttrInterfaces.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::compress;

static void addOwn(PlugPoint &point, StringRef mnemonic, StringRef attribute) {
  point.add(
      {mnemonic.str(), ("#compress." + attribute).str(),
       [](DialectRegistry &registry) { registry.insert<CompressDialect>(); }});
}

PlugPoint &compress::criteria() {
  static PlugPoint point = [] {
    PlugPoint point("criterion", [](Attribute attribute) {
      return isa<ImportanceAttrInterface>(attribute);
    });
    for (auto [mnemonic, attribute] :
         {std::pair("magnitude", "magnitude"), std::pair("l1-norm", "l1_norm"),
          std::pair("l2-norm", "l2_norm"), std::pair("lp-norm", "lp_norm"),
          std::pair("sum", "sum"), std::pair("entropy", "entropy"),
          std::pair("gini", "gini"), std::pair("random", "random"),
          std::pair("fpgm", "fpgm"), std::pair("lamp", "lamp"),
          std::pair("bn-scale", "bn_scale"), std::pair("wanda", "wanda"),
          std::pair("apoz", "apoz"),
          std::pair("mean-activation", "mean_activation"),
          std::pair("activation-entropy", "activation_entropy"),
          std::pair("activation-gini", "activation_gini"),
          std::pair("taylor", "taylor"),
          std::pair("taylor-magnitude", "taylor_magnitude"),
          std::pair("movement", "movement")})
      addOwn(point, mnemonic, attribute);
    return point;
  }();
  return point;
}

/// `2:4` with the separator ':' and the long name `n-of-m`: `n-of-m<2, 4>`.
static std::string expandPair(StringRef text, char separator, StringRef name) {
  auto [first, second] = text.split(separator);
  uint64_t numbers[2];
  if (first.getAsInteger(10, numbers[0]) || second.getAsInteger(10, numbers[1]))
    return {};
  return llvm::formatv("{0}<{1}, {2}>", name, numbers[0], numbers[1]);
}

PlugPoint &compress::patterns() {
  static PlugPoint point = [] {
    PlugPoint point("pattern", [](Attribute attribute) {
      return isa<PatternAttrInterface>(attribute);
    });
    addOwn(point, "unstructured", "unstructured");
    addOwn(point, "per-neuron", "per_neuron");
    addOwn(point, "per-connection", "per_connection");
    addOwn(point, "filter", "filter");
    addOwn(point, "channel", "channel");
    addOwn(point, "n-of-m", "n_of_m");
    addOwn(point, "block", "block");
    point.addShorthand({"N:M", [](StringRef text) {
                          return expandPair(text, ':', "n-of-m");
                        }});
    point.addShorthand(
        {"RxC", [](StringRef text) { return expandPair(text, 'x', "block"); }});
    return point;
  }();
  return point;
}

PlugPoint &compress::observers() {
  static PlugPoint point = [] {
    PlugPoint point("calibration rule", [](Attribute attribute) {
      return isa<ObserverAttrInterface>(attribute);
    });
    addOwn(point, "minmax", "minmax");
    addOwn(point, "percentile", "percentile");
    return point;
  }();
  return point;
}

PlugPoint &compress::losses() {
  static PlugPoint point = [] {
    PlugPoint point("loss", [](Attribute attribute) {
      return isa<LossAttrInterface>(attribute);
    });
    addOwn(point, "cross-entropy", "cross_entropy_loss");
    addOwn(point, "mse", "mse_loss");
    addOwn(point, "partial-cross-entropy", "partial_cross_entropy_loss");
    return point;
  }();
  return point;
}

PlugPoint &compress::distillationLosses() {
  static PlugPoint point = [] {
    PlugPoint point("distillation loss", [](Attribute attribute) {
      return isa<DistillationLossAttrInterface>(attribute);
    });
    addOwn(point, "kl", "kl_teaching");
    addOwn(point, "mse", "mse_teaching");
    addOwn(point, "cosine", "cosine_teaching");
    addOwn(point, "hint", "hint_teaching");
    addOwn(point, "attention", "attention_teaching");
    return point;
  }();
  return point;
}

PlugPoint &compress::optimizers() {
  static PlugPoint point = [] {
    PlugPoint point("optimizer", [](Attribute attribute) {
      return isa<OptimizerAttrInterface>(attribute);
    });
    addOwn(point, "sgd", "sgd");
    addOwn(point, "adam", "adam");
    addOwn(point, "adamw", "adamw");
    return point;
  }();
  return point;
}

PlugPoint &compress::gradientRules() {
  static PlugPoint point = [] {
    PlugPoint point("gradient rule", [](Attribute attribute) {
      return isa<GradientAttrInterface>(attribute);
    });
    addOwn(point, "clip-value", "clip_value");
    addOwn(point, "clip-norm", "clip_norm");
    addOwn(point, "normalize", "normalize");
    return point;
  }();
  return point;
}

PlugPoint &compress::learningRates() {
  static PlugPoint point = [] {
    PlugPoint point("learning rate schedule", [](Attribute attribute) {
      return isa<LearningRateAttrInterface>(attribute);
    });
    addOwn(point, "constant", "constant_rate");
    addOwn(point, "step", "step_rate");
    addOwn(point, "exponential", "exponential_rate");
    addOwn(point, "cosine", "cosine_rate");
    addOwn(point, "warm-up", "warm_up_rate");
    addOwn(point, "reduce-on-plateau", "reduce_on_plateau");
    return point;
  }();
  return point;
}

PlugPoint &compress::pruningMethods() {
  static PlugPoint point = [] {
    PlugPoint point("pruning method", [](Attribute attribute) {
      return isa<PruningMethodAttrInterface>(attribute);
    });
    addOwn(point, "gradual", "gradual");
    addOwn(point, "dynamic-surgery", "dynamic_surgery");
    addOwn(point, "rewind", "rewind");
    return point;
  }();
  return point;
}

PlugPoint &compress::sparsitySchedules() {
  static PlugPoint point = [] {
    PlugPoint point("sparsity schedule", [](Attribute attribute) {
      return isa<SparsityScheduleAttrInterface>(attribute);
    });
    addOwn(point, "one-shot", "one_shot_sparsity");
    addOwn(point, "linear", "linear_sparsity");
    addOwn(point, "agp", "agp_sparsity");
    addOwn(point, "exponential", "exponential_sparsity");
    return point;
  }();
  return point;
}

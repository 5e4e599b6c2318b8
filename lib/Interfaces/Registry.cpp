//===- Registry.cpp - the plug points and what we plug in -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Interfaces/ImportanceAttrInterface.h"
#include "compress/Interfaces/ObserverAttrInterface.h"
#include "compress/Interfaces/TrainingAttrInterfaces.h"

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
    addOwn(point, "magnitude", "magnitude");
    addOwn(point, "l1-norm", "l1_norm");
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

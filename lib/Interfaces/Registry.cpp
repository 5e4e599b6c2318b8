//===- Registry.cpp - the plug points and what we plug in -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OwnAttributes.h"
#include "compress/Interfaces/DistillationAttrInterface.h"
#include "compress/Interfaces/ImportanceAttrInterface.h"
#include "compress/Interfaces/MaskingAttrInterfaces.h"
#include "compress/Interfaces/ObserverAttrInterface.h"
#include "compress/Interfaces/PatternAttrInterface.h"
#include "compress/Interfaces/TrainingAttrInterfaces.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::compress;

PlugPoint &compress::criteria() {
  static PlugPoint point = makePlugPoint<ImportanceAttrInterface>(
      "criterion", {{"magnitude", "magnitude"},
                    {"l1-norm", "l1_norm"},
                    {"l2-norm", "l2_norm"},
                    {"lp-norm", "lp_norm"},
                    {"sum", "sum"},
                    {"entropy", "entropy"},
                    {"gini", "gini"},
                    {"random", "random"},
                    {"fpgm", "fpgm"},
                    {"lamp", "lamp"},
                    {"bn-scale", "bn_scale"},
                    {"wanda", "wanda"},
                    {"apoz", "apoz"},
                    {"mean-activation", "mean_activation"},
                    {"activation-entropy", "activation_entropy"},
                    {"activation-gini", "activation_gini"},
                    {"taylor", "taylor"},
                    {"taylor-magnitude", "taylor_magnitude"},
                    {"movement", "movement"}});
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
    PlugPoint point = makePlugPoint<PatternAttrInterface>(
        "pattern", {{"unstructured", "unstructured"},
                    {"per-neuron", "per_neuron"},
                    {"per-connection", "per_connection"},
                    {"filter", "filter"},
                    {"channel", "channel"},
                    {"n-of-m", "n_of_m"},
                    {"block", "block"}});
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
  static PlugPoint point = makePlugPoint<ObserverAttrInterface>(
      "calibration rule", {{"minmax", "minmax"}, {"percentile", "percentile"}});
  return point;
}

PlugPoint &compress::losses() {
  static PlugPoint point = makePlugPoint<LossAttrInterface>(
      "loss", {{"cross-entropy", "cross_entropy_loss"},
               {"mse", "mse_loss"},
               {"partial-cross-entropy", "partial_cross_entropy_loss"}});
  return point;
}

PlugPoint &compress::distillationLosses() {
  static PlugPoint point = makePlugPoint<DistillationLossAttrInterface>(
      "distillation loss", {{"kl", "kl_teaching"},
                            {"mse", "mse_teaching"},
                            {"cosine", "cosine_teaching"},
                            {"hint", "hint_teaching"},
                            {"attention", "attention_teaching"}});
  return point;
}

PlugPoint &compress::optimizers() {
  static PlugPoint point = makePlugPoint<OptimizerAttrInterface>(
      "optimizer", {{"sgd", "sgd"}, {"adam", "adam"}, {"adamw", "adamw"}});
  return point;
}

PlugPoint &compress::gradientRules() {
  static PlugPoint point = makePlugPoint<GradientAttrInterface>(
      "gradient rule", {{"clip-value", "clip_value"},
                        {"clip-norm", "clip_norm"},
                        {"normalize", "normalize"}});
  return point;
}

PlugPoint &compress::learningRates() {
  static PlugPoint point = makePlugPoint<LearningRateAttrInterface>(
      "learning rate schedule", {{"constant", "constant_rate"},
                                 {"step", "step_rate"},
                                 {"exponential", "exponential_rate"},
                                 {"cosine", "cosine_rate"},
                                 {"warm-up", "warm_up_rate"},
                                 {"reduce-on-plateau", "reduce_on_plateau"}});
  return point;
}

PlugPoint &compress::pruningMethods() {
  static PlugPoint point = makePlugPoint<PruningMethodAttrInterface>(
      "pruning method", {{"gradual", "gradual"},
                         {"dynamic-surgery", "dynamic_surgery"},
                         {"rewind", "rewind"}});
  return point;
}

PlugPoint &compress::sparsitySchedules() {
  static PlugPoint point = makePlugPoint<SparsityScheduleAttrInterface>(
      "sparsity schedule", {{"one-shot", "one_shot_sparsity"},
                            {"linear", "linear_sparsity"},
                            {"agp", "agp_sparsity"},
                            {"exponential", "exponential_sparsity"}});
  return point;
}

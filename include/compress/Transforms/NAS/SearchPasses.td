//===- SearchPasses.td - the search ---------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_TRANSFORMS_NAS_SEARCHPASSES_TD
#define COMPRESS_TRANSFORMS_NAS_SEARCHPASSES_TD

include "mlir/Pass/PassBase.td"

def CompressSearch : Pass<"compress-search", "ModuleOp"> {
  let summary = "Find the most accurate network of a supernet within budgets";
  let description = [{
    Takes a trained supernet, and leaves [layers]: the network that was most accurate
    of those that `strategy` proposed and that keep to the budgets, with the weights
    of the supernet and batch-norm statistics of its own.

    The supernet is compiled once; an architecture is an input of it. For each, mean
    and variance of the batch norms are measured on `recalibration` samples, and the
    accuracy on those that `validation` puts aside: the same ones as in a
    `compress-train` with the same `data`, `seed`, `batch-size` and `validation`,
    which has not seen them. An architecture is evaluated once. With `cache`,
    accuracies are written to a file after each evaluation, and a search that was
    killed goes on from there. Everything follows from `seed`.

    Multiply-accumulates (`max-flops` counts these, as the literature on search
    does), parameters and bytes are those of the network that
    `compress-extract-subnet` makes. Latency is a sum over a table of layers, each
    measured in the first compiled network that has it; in the end the chosen network
    is measured as a whole, and a remark tells both.

    Shared weights rank networks well on the whole, and less well where they are
    close. `finalists=4 finalist-training={epochs=1 learning-rate=3e-3}` trains the
    four most accurate ones, from the weights of the supernet (or from fresh ones,
    with `initialize=` in the braces), without the samples that tell the accuracy.
    The result is the best of these, as it was trained.

    `strategy=darts` wants a mixture that was trained (`compress-relax-choices`).

    `compress-search{data=/data/images.npy labels=/data/labels.npy validation=0.1
    max-flops=480500 strategy=regularized-evolution evaluations=100}` takes

    ```mlir
    func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
      %w = compress.parameter "fc.weight" = dense<[[1.0, -0.5], [0.5, 1.0]]> : tensor<2x2xf32>
      %d = compress.decision "act" = 0 of 2
      %a = compress.choice "act" %d of ["tanh", "none"] (%x) : tensor<i32>, (tensor<1x2xf32>) -> tensor<1x2xf32> {
      ^bb0(%b: tensor<1x2xf32>):
        %c = tosa.tanh %b : (tensor<1x2xf32>) -> tensor<1x2xf32>
        compress.choice_yield %c : tensor<1x2xf32>
      }, {
      ^bb0(%b: tensor<1x2xf32>):
        compress.choice_yield %b : tensor<1x2xf32>
      }
      %y = compress.dense "fc" %a, %w : tensor<1x2xf32>, tensor<2x2xf32>
      return %y : tensor<1x2xf32>
    }
    ```

    and returns it with or without the `tosa.tanh`.
  }];
  let dependentDialects = ["::mlir::compress::CompressDialect",
                           "::mlir::arith::ArithDialect",
                           "::mlir::linalg::LinalgDialect",
                           "::mlir::math::MathDialect",
                           "::mlir::tensor::TensorDialect",
                           "::mlir::tosa::TosaDialect"];
  let options = [
    Option<"data", "data", "::mlir::compress::OptionText", /*default=*/"",
           "Samples: an IDX file, also gzipped, or a .npy file; u8 values are "
           "divided by 255">,
    Option<"labels", "labels", "::mlir::compress::OptionText", /*default=*/"",
           "Class numbers, in the same formats">,
    ListOption<"mean", "mean", "::mlir::compress::OptionalDouble",
               "Subtracted from samples; one number, or one per channel">,
    ListOption<"deviation", "std", "::mlir::compress::OptionalDouble",
               "Divides samples after that; one number, or one per channel">,
    Option<"strategy", "strategy", "::mlir::compress::OptionText",
           /*default=*/"\"regularized-evolution\"",
           "What to try: random, grid, regularized-evolution, policy-rl, darts, or "
           "an attribute with SearchStrategyAttrInterface">,
    Option<"evaluations", "evaluations", "int64_t", /*default=*/"100",
           "How many different architectures to evaluate">,
    Option<"maxFlops", "max-flops", "::mlir::compress::OptionalDouble",
           /*default=*/"", "At most so many multiply-accumulates">,
    Option<"maxParams", "max-params", "::mlir::compress::OptionalDouble",
           /*default=*/"", "At most so many parameters">,
    Option<"maxBytes", "max-bytes", "::mlir::compress::OptionalDouble",
           /*default=*/"", "At most so many bytes of parameters">,
    Option<"maxLatency", "max-latency-us", "::mlir::compress::OptionalDouble",
           /*default=*/"", "At most so many microseconds for a call">,
    Option<"latency", "latency", "bool", /*default=*/"false",
           "Report latencies without a limit too">,
    Option<"validation", "validation", "::mlir::compress::OptionalDouble",
           /*default=*/"",
           "Fraction of the samples that tells the accuracy; default 0.1">,
    Option<"recalibration", "recalibration", "int64_t", /*default=*/"1024",
           "Samples for the statistics of batch norms">,
    Option<"batchSize", "batch-size", "int64_t", /*default=*/"64",
           "Samples at a time">,
    Option<"seed", "seed", "uint64_t", /*default=*/"0",
           "Start of all random choices">,
    Option<"searchSeed", "search-seed", "uint64_t", /*default=*/"0",
           "Start of the strategy's choices alone">,
    Option<"finalists", "finalists", "int64_t", /*default=*/"0",
           "Train so many of the most accurate networks, each alone, and take the "
           "best of them with its weights">,
    Option<"finalistTraining", "finalist-training",
           "::mlir::compress::OptionText", /*default=*/"\"epochs=1\"",
           "Options of compress-train for that, in braces; data, seed, validation "
           "and batch size are those of the search">,
    Option<"cache", "cache", "::mlir::compress::OptionText", /*default=*/"",
           "File of evaluations to go on from, and to add to">,
    Option<"report", "report", "::mlir::compress::OptionText", /*default=*/"",
           "File for all evaluations and the Pareto front, JSON">,
    Option<"table", "table", "::mlir::compress::OptionText", /*default=*/"",
           "File for the Pareto front as a table">,
    Option<"drawing", "drawing", "::mlir::compress::OptionText",
           /*default=*/"", "File for a drawing of the Pareto front, SVG">,
    Option<"function", "function", "::mlir::compress::OptionText",
           /*default=*/"",
           "Function to work on; default: the only public one, or main">,
  ];
  let statistics = [
    Statistic<"numEvaluated", "num-evaluated",
              "Architectures whose accuracy was measured">,
    Statistic<"numCached", "num-cached",
              "Architectures whose accuracy was in the cache">,
  ];
}

#endif // COMPRESS_TRANSFORMS_NAS_SEARCHPASSES_TD

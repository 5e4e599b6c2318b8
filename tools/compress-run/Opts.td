//===- Opts.td - options of compress-run -----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

include "llvm/Option/OptParser.td"

/// `--name VALUE` and `--name=VALUE`.
multiclass Value<string name, string metavar, string help> {
  def NAME : Separate<["--", "-"], name>, MetaVarName<metavar>, HelpText<help>;
  def NAME#_eq : Joined<["--", "-"], name#"=">,
                 Alias<!cast<Separate>(NAME)>;
}

def help : Flag<["--", "-"], "help">, HelpText<"Show this text">;
def h : Flag<["-"], "h">, Alias<help>;
def version : Flag<["--", "-"], "version">, HelpText<"Show the version">;

defm input : Value<"input", "[NAME=]FILE.npy",
    "Value of an input, by name or in order">;
defm output : Value<"output", "[NAME=]FILE.npy",
    "Where an output goes, by name or in order; with --data, one row per sample">;
defm data : Value<"data", "FILE",
    "Samples: IDX, also gzipped, or .npy; u8 values are divided by 255">;
defm labels : Value<"labels", "FILE",
    "Class numbers of the samples; prints the accuracy">;
defm mean : Value<"mean", "NUMBER[,NUMBER...]",
    "Subtracted from the samples; one, or one per channel">;
defm std : Value<"std", "NUMBER[,NUMBER...]",
    "Divides the samples after that; one, or one per channel">;
defm num_samples : Value<"num-samples", "N", "Use only the first N samples">;
defm batch : Value<"batch", "N",
    "Run N samples at a time; what is left over of the data goes through the model as it is">;
def benchmark : Flag<["--", "-"], "benchmark">,
    HelpText<"Time single calls and print statistics">;
def profile : Flag<["--", "-"], "profile">,
    HelpText<"Print the time that each layer takes">;
def profile_file : Joined<["--", "-"], "profile=">, MetaVarName<"FILE.json">,
    HelpText<"The same, and write it to a file">;
defm threads : Value<"threads", "N",
    "Let N threads share the work of each call, for latency; 1 if left out. Outputs do not depend on it">;
defm streams : Value<"streams", "N",
    "With --benchmark, N callers at a time make calls, each with its own memory; the times are those of single calls">;
defm compare : Value<"compare", "OTHER",
    "Run the model OTHER in alternation: ratio of the times, SQNR, top-1 agreement">;
defm engine : Value<"engine", "NAME",
    "native: machine code (default); reference: the plain loops that define what an integer core computes">;
defm cpu : Value<"cpu", "NAME",
    "The CPU to make code for, of which this machine must be able to run the code: host (default), x86-64-v3 ... as in compress-translate">;
defm weights : Value<"weights", "FILE",
    "The weights of a library that has them in a file of their own">;
defm function : Value<"function", "NAME",
    "The function to run; default: the only public one, or main">;
defm seed : Value<"seed", "N", "Seed of random inputs, where none are given">;

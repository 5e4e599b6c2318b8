//===- Opts.td - options of compress-translate ------------------------------===//
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

defm emit : Value<"emit", "KIND",
    "object, shared (a library), header (for C), llvm (optimised LLVM IR), asm or ptx">;
defm cpu : Value<"cpu", "NAME",
    "The CPU to make code for: host (default), x86-64-v3, x86-64-v4, znver4, cortex-a72 ... with +feature or -feature">;
defm name : Value<"name", "NAME",
    "Prefix of the symbols; default: the function's name">;
defm function : Value<"function", "NAME",
    "The function to compile; default: the only public one, or main">;
def o : JoinedOrSeparate<["-"], "o">, MetaVarName<"FILE">,
    HelpText<"Where the result goes; - for standard output, the default of texts">;
defm output : Value<"output", "FILE", "The same">;
defm weights : Value<"weights", "embedded|FILE",
    "Where the weights go: into the object (default), or into a file that programs map">;
def compact_weights : Flag<["--", "-"], "compact-weights">,
    HelpText<"Store weights without their zeros; programs unpack them with NAME_unpack_weights. Weights that would not get smaller by a sixteenth stay as they are">;
def threads : Flag<["--", "-"], "threads">,
    HelpText<"Make code that several threads share inside a call: large layers are cut into chunks; programs say how many with NAME_set_threads">;
defm chip : Value<"chip", "NAME", "With --emit=ptx: the GPU to make code for; default: sm_90">;
defm launches : Value<"launches", "FILE",
    "With --emit=ptx: where the description of the kernels' launches goes, as JSON">;
def time : Flag<["--", "-"], "time">, HelpText<"Print how long each step takes">;

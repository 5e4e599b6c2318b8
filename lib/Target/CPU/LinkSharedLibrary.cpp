//===- LinkSharedLibrary.cpp - calls the linker ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Target/CPU/Artefact.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/Program.h"

using namespace mlir;
using namespace mlir::compress;

namespace {
struct LinkerProgram {
  std::string path;
  /// A C compiler, which knows where the libraries are, rather than the linker
  /// itself.
  bool isCompiler;
};
} // namespace

static std::optional<LinkerProgram> findLinker(const CpuTarget &target) {
  for (StringRef name : {"ld.lld-22", "ld.lld"})
    if (auto path = llvm::sys::findProgramByName(name))
      return LinkerProgram{*path, false};
  // A compiler makes libraries for its own machine only.
  if (target.triple.getArch() == CpuTarget::getHost().triple.getArch())
    for (StringRef name : {"cc", "clang", "gcc"})
      if (auto path = llvm::sys::findProgramByName(name))
        return LinkerProgram{*path, true};
  return std::nullopt;
}

/// The host's C libraries, for models that call functions of them; symbols
/// stay undefined where there are none, as between architectures.
static std::vector<std::string> findLibraries(const CpuTarget &target) {
  std::vector<std::string> libraries;
  if (target.triple.getArch() != CpuTarget::getHost().triple.getArch())
    return libraries;
  std::string multiarch = (target.triple.getArchName() + "-linux-gnu").str();
  for (StringRef name : {"libm.so.6", "libc.so.6"})
    for (const std::string &folder :
         {"/lib/" + multiarch, "/usr/lib/" + multiarch, std::string("/lib64"),
          std::string("/usr/lib64"), std::string("/lib")})
      if (std::string path = folder + "/" + name.str();
          llvm::sys::fs::exists(path)) {
        libraries.push_back(path);
        break;
      }
  return libraries;
}

/// The command line, without the program.
static std::vector<std::string> getArguments(const LinkerProgram &linker,
                                             const CpuTarget &target,
                                             StringRef object, StringRef output,
                                             StringRef soname) {
  std::vector<std::string> arguments = {"-shared", "-o", output.str(),
                                        object.str()};
  std::vector<std::string> flags = {"--gc-sections",
                                    "--strip-all",
                                    "-z",
                                    "now",
                                    "-z",
                                    "noexecstack",
                                    "--hash-style=gnu",
                                    "--build-id=none",
                                    "-soname",
                                    soname.str(),
                                    "--as-needed"};
  if (!linker.isCompiler) {
    llvm::append_range(arguments, flags);
    llvm::append_range(arguments, findLibraries(target));
    return arguments;
  }
  arguments.push_back("-nostartfiles");
  for (const std::string &flag : flags) {
    arguments.push_back("-Xlinker");
    arguments.push_back(flag);
  }
  arguments.push_back("-lm");
  return arguments;
}

static llvm::Error runLinker(const LinkerProgram &linker,
                             ArrayRef<std::string> arguments, StringRef log) {
  SmallVector<StringRef> command = {linker.path};
  llvm::append_range(command, arguments);
  std::string message;
  int code = llvm::sys::ExecuteAndWait(linker.path, command, std::nullopt,
                                       {StringRef(), log, log}, 0, 0, &message);
  if (code == 0)
    return llvm::Error::success();
  if (message.empty())
    if (auto text = llvm::MemoryBuffer::getFile(log))
      message = (*text)->getBuffer().trim().str();
  return llvm::createStringError("'" + linker.path + "' failed: " + message);
}

llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
compress::linkSharedLibrary(StringRef object, const CpuTarget &target,
                            StringRef soname) {
  std::optional<LinkerProgram> linker = findLinker(target);
  if (!linker)
    return llvm::createStringError(
        "no linker found in PATH for '" + target.triple.str() +
        "': install lld (ld.lld-22 or ld.lld) or, for this machine's own "
        "architecture, a C compiler (cc), or use --emit=object");
  SmallString<128> files[3];
  std::optional<llvm::FileRemover> removers[3];
  StringRef suffixes[] = {"o", "so", "log"};
  for (auto [file, remover, suffix] : llvm::zip(files, removers, suffixes)) {
    if (std::error_code code =
            llvm::sys::fs::createTemporaryFile("compress", suffix, file))
      return llvm::createStringError("cannot make a temporary file: " +
                                     code.message());
    remover.emplace(file);
  }
  std::error_code code;
  llvm::raw_fd_ostream stream(files[0], code);
  if (!code) {
    stream << object;
    stream.close();
    code = stream.error();
    stream.clear_error();
  }
  if (code)
    return llvm::createStringError("cannot write '" + files[0] +
                                   "': " + code.message());
  if (llvm::Error error = runLinker(
          *linker, getArguments(*linker, target, files[0], files[1], soname),
          files[2]))
    return error;
  auto library = llvm::MemoryBuffer::getFile(files[1], /*IsText=*/false,
                                             /*RequiresNullTerminator=*/false,
                                             /*IsVolatile=*/true);
  if (!library)
    return llvm::createStringError("cannot read '" + files[1] +
                                   "': " + library.getError().message());
  return std::move(*library);
}

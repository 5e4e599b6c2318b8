//===- KernelFuzzTest.cpp - random layers on every instruction set --------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each test compiles one random chain of layers for every instruction set that
// this machine can run. f32 must be as close to a double-precision reference as
// `ExactTensor` says; integers must equal Reference/ to the bit. Code that is
// cut into chunks for threads must equal the code for one thread, in f32 too.
// Inputs and outputs lie against pages that must not be touched.
//
//   KernelFuzzTests [--types=f32,i8] [--seed=N] [--count=N] [gtest options]
//   KernelFuzzTests --write=FILE [--seed=N] [--count=N]
//
// The second form writes N chains of integer layers, as one function, for the
// comparison with TOSA's reference model.
//
//===----------------------------------------------------------------------===//

#include "ExactFloat.h"
#include "GuardedBuffer.h"
#include "RandomLayers.h"
#include "compress/Execution/CompiledFunction.h"
#include "compress/InitAllDialects.h"
#include "mlir/InitAllDialects.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "gtest/gtest.h"
#include <csignal>
#include <unistd.h>

using namespace mlir;
using namespace mlir::compress;

static llvm::cl::opt<uint64_t> firstSeed("seed", llvm::cl::init(1),
                                         llvm::cl::desc("The first layer"));
static llvm::cl::opt<unsigned> count("count", llvm::cl::init(24),
                                     llvm::cl::desc("Layers of each type"));
static llvm::cl::list<std::string>
    types("types", llvm::cl::CommaSeparated,
          llvm::cl::list_init<std::string>({"f32", "i8"}),
          llvm::cl::desc("Element types: f32, i8"));
static llvm::cl::opt<std::string>
    writePath("write", llvm::cl::desc("Write integer layers to this file"));

//===----------------------------------------------------------------------===//
// Instruction sets
//===----------------------------------------------------------------------===//

/// One CPU per instruction set, of those that this machine can stand in for.
static std::vector<CpuTarget> getCpus() {
  std::vector<CpuTarget> cpus;
  auto add = [&](StringRef name) {
    llvm::Expected<CpuTarget> cpu = CpuTarget::parse(name);
    if (!cpu)
      llvm::report_fatal_error(cpu.takeError());
    if (!cpu->getMissingOnHost().empty())
      return false;
    cpus.push_back(std::move(*cpu));
    return true;
  };
  if (!CpuTarget::getHost().triple.isX86()) {
    add("host");
    return cpus;
  }
  add("x86-64");
  add("x86-64-v3");
  bool hasAvxVnni = add("x86-64-v3+avxvnni");
  add("x86-64-v4");
  if (add("x86-64-v4+avx512vnni") && !hasAvxVnni) {
    // AVX-512 has the same instructions on 256 bits.
    cpus.push_back(cpus.back());
    cpus.back().isa = Isa::AvxVnni;
    cpus.back().vectorBits = 256;
  }
  return cpus;
}

//===----------------------------------------------------------------------===//
// Crashes
//===----------------------------------------------------------------------===//

/// What runs at the moment, for the signal handler.
static std::string currentCase;

/// Says what crashed; then the signal comes again, to whoever had it before.
static void reportCrash(int signal) {
  (void)!write(STDERR_FILENO, currentCase.data(), currentCase.size());
  std::signal(signal, SIG_DFL);
}

//===----------------------------------------------------------------------===//
// One layer
//===----------------------------------------------------------------------===//

namespace {

class LayerTest : public ::testing::Test {
public:
  LayerTest(bool isInteger, uint64_t seed)
      : isInteger(isInteger), seed(seed), random(~seed),
        context(getRegistry(), MLIRContext::Threading::DISABLED) {}

  void TestBody() override;

private:
  using Buffers = std::vector<GuardedBuffer>;

  static const DialectRegistry &getRegistry();
  Buffers makeInputs(const CompiledFunction &code, int kind,
                     GuardedBuffer::Side side);
  Buffers run(const CompiledFunction &code, const Buffers &inputs,
              GuardedBuffer::Side side);
  void expectExact(const CompiledFunction &code, const Buffers &inputs,
                   const Buffers &outputs);
  void compile(CompileOptions options);
  void expectEqual(const CompiledFunction &code, const Buffers &outputs,
                   const Buffers &expected);
  std::string describe(const Twine &message) const;

  bool isInteger;
  uint64_t seed;
  Random random;
  MLIRContext context;
  OwningOpRef<ModuleOp> module;
  std::string text, cpuName;
  /// Code for each instruction set, for one thread and for several.
  struct Code {
    std::string cpuName;
    std::unique_ptr<CompiledFunction> serial, threaded;
  };
  std::vector<Code> codes;
};

} // namespace

const DialectRegistry &LayerTest::getRegistry() {
  static const DialectRegistry registry = [] {
    DialectRegistry all;
    mlir::registerAllDialects(all);
    mlir::compress::registerAllDialects(all);
    return all;
  }();
  return registry;
}

std::string LayerTest::describe(const Twine &message) const {
  return ("--types=" + Twine(isInteger ? "i8" : "f32") + " --count=1 --seed=" +
          Twine(seed) + ", isa " + cpuName + ": " + message + "\n" + text)
      .str();
}

LayerTest::Buffers LayerTest::makeInputs(const CompiledFunction &code, int kind,
                                         GuardedBuffer::Side side) {
  Buffers buffers;
  for (const TensorSpec &spec : code.getInputs()) {
    GuardedBuffer &buffer = buffers.emplace_back(spec.getNumBytes(), side);
    for (int64_t i = 0, e = spec.getNumElements(); i < e; ++i)
      if (isInteger)
        buffer.data()[i] = makeByte(random, kind);
      else
        reinterpret_cast<float *>(buffer.data())[i] =
            random.real() * (kind == 0 ? 1.0f : 1000.0f);
    buffer.makeReadOnly();
  }
  return buffers;
}

LayerTest::Buffers LayerTest::run(const CompiledFunction &code,
                                  const Buffers &inputs,
                                  GuardedBuffer::Side side) {
  Buffers outputs;
  SmallVector<const void *> in;
  SmallVector<void *> out;
  for (const GuardedBuffer &input : inputs)
    in.push_back(input.data());
  for (const TensorSpec &spec : code.getOutputs())
    out.push_back(outputs.emplace_back(spec.getNumBytes(), side).data());
  currentCase = describe("crashed\n");
  code.run(in, out);
  for (const GuardedBuffer &input : inputs)
    EXPECT_TRUE(input.isIntact());
  for (auto [i, output] : llvm::enumerate(outputs))
    EXPECT_TRUE(output.isIntact())
        << describe("wrote outside of result " + Twine(i));
  return outputs;
}

void LayerTest::expectEqual(const CompiledFunction &code,
                            const Buffers &outputs, const Buffers &expected) {
  for (auto [i, spec] : llvm::enumerate(code.getOutputs())) {
    const char *got = outputs[i].data(), *right = expected[i].data();
    size_t size = spec.getNumBytes();
    size_t at = std::mismatch(got, got + size, right).first - got;
    if (at != size)
      FAIL() << describe("byte " + Twine(at) + " of result " + Twine(i) +
                         " is " + Twine(int(got[at])) + ", not " +
                         Twine(int(right[at])));
  }
}

void LayerTest::expectExact(const CompiledFunction &code, const Buffers &inputs,
                            const Buffers &outputs) {
  SmallVector<const float *> in;
  for (const GuardedBuffer &input : inputs)
    in.push_back(reinterpret_cast<const float *>(input.data()));
  auto function = *module->getOps<func::FuncOp>().begin();
  std::vector<ExactTensor> exact = runExactly(function, in);
  for (auto [i, tensor] : llvm::enumerate(exact)) {
    const auto *got = reinterpret_cast<const float *>(outputs[i].data());
    for (size_t at = 0; at < tensor.values.size(); ++at) {
      double error = std::abs(got[at] - tensor.values[at]);
      if (!(error <= tensor.errors[at]))
        FAIL() << describe("entry " + Twine(at) + " of result " + Twine(i) +
                           " is " + std::to_string(got[at]) + ", not " +
                           std::to_string(tensor.values[at]) + " +- " +
                           std::to_string(tensor.errors[at]));
    }
  }
}

void LayerTest::TestBody() {
  RandomLayers layers(&context, seed, {isInteger, /*isTosa=*/false});
  layers.addChain();
  module = layers.finish();
  llvm::raw_string_ostream stream(text);
  module->print(stream);
  ASSERT_TRUE(succeeded(module->verify())) << describe("is not valid");

  std::unique_ptr<CompiledFunction> reference;
  CompileOptions options;
  if (isInteger) {
    options.engine = Engine::Reference;
    auto compiled = CompiledFunction::compile(*module, options);
    ASSERT_TRUE(succeeded(compiled)) << describe("has no reference");
    reference = std::move(*compiled);
    options.engine = Engine::Native;
  }
  for (const CpuTarget &cpu : getCpus()) {
    options.cpu = cpu;
    compile(options);
    if (HasFatalFailure())
      return;
  }
  for (int kind = 0; kind < (isInteger ? 4 : 2); ++kind) {
    auto side =
        kind % 2 ? GuardedBuffer::Side::Before : GuardedBuffer::Side::Behind;
    Buffers inputs = makeInputs(*codes.front().serial, kind, side), expected;
    if (isInteger)
      expected = run(*reference, inputs, side);
    for (const Code &code : codes) {
      cpuName = code.cpuName;
      Buffers outputs = run(*code.serial, inputs, side);
      if (isInteger)
        expectEqual(*code.serial, outputs, expected);
      else
        expectExact(*code.serial, inputs, outputs);
      cpuName += " with threads";
      expectEqual(*code.serial, run(*code.threaded, inputs, side), outputs);
      if (HasFailure())
        break;
    }
  }
}

/// Compiles the module for the CPU of `options`, twice.
void LayerTest::compile(CompileOptions options) {
  Code code;
  code.cpuName = cpuName = stringifyIsa(options.cpu.isa).str();
  currentCase = describe("crashed the compiler\n");
  auto serial = CompiledFunction::compile(*module, options);
  ASSERT_TRUE(succeeded(serial)) << describe("is not compiled");
  code.serial = std::move(*serial);
  options.threads = true;
  // From as many chunks as possible to a few.
  options.chunkCycles = int64_t(1) << random.number(0, 10);
  auto threaded = CompiledFunction::compile(*module, options);
  ASSERT_TRUE(succeeded(threaded)) << describe("is not compiled for threads");
  code.threaded = std::move(*threaded);
  ASSERT_TRUE(code.threaded->setThreads(random.number(2, 4)));
  codes.push_back(std::move(code));
}

//===----------------------------------------------------------------------===//
// The program
//===----------------------------------------------------------------------===//

/// Writes integer layers, as one function.
static int writeLayers() {
  MLIRContext context(MLIRContext::Threading::DISABLED);
  RandomLayers layers(&context, firstSeed,
                      {/*isInteger=*/true, /*isTosa=*/true});
  for (unsigned i = 0; i < count; ++i)
    layers.addChain();
  OwningOpRef<ModuleOp> module = layers.finish();
  std::error_code error;
  llvm::raw_fd_ostream file(writePath, error);
  if (error || failed(module->verify()))
    return 1;
  module->print(file);
  return 0;
}

int main(int argc, char **argv) {
  ::testing::InitGoogleTest(&argc, argv);
  llvm::cl::ParseCommandLineOptions(argc, argv);
  if (!writePath.empty())
    return writeLayers();
  std::signal(SIGSEGV, reportCrash);
  std::signal(SIGILL, reportCrash);
  for (const std::string &type : types)
    for (uint64_t seed = firstSeed; seed < firstSeed + count; ++seed)
      ::testing::RegisterTest(
          "KernelFuzz", (type + "_" + std::to_string(seed)).c_str(), nullptr,
          nullptr, __FILE__, __LINE__, [=]() -> ::testing::Test * {
            return new LayerTest(type == "i8", seed);
          });
  return RUN_ALL_TESTS();
}

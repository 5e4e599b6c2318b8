//===- Profile.cpp - where the time of a function goes --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Execution/Profile.h"
#include "ProfileHooks.h"
#include "compress/Codegen/CPU/ProfileMarks.h"
#include <chrono>
#include <ctime>

using namespace mlir;
using namespace mlir::compress;

using Clock = std::chrono::steady_clock;

/// Rounds in which the code with and without marks takes turns.
static constexpr int kRounds = 31;

/// The cheapest clock there is; its unit is measured against `Clock`.
static uint64_t readTicks() {
#if defined(__x86_64__)
  return __builtin_ia32_rdtsc();
#else
  return Clock::now().time_since_epoch().count();
#endif
}

namespace {

/// Sums up what each layer takes of one call in this thread.
class Recorder {
public:
  explicit Recorder(size_t numLayers) : ticks(numLayers) {}

  /// What runs until the first mark belongs to no layer.
  void begin() {
    llvm::fill(ticks, 0);
    current = 0;
    active = this;
    last = readTicks();
  }
  void mark(uint32_t layer) {
    uint64_t now = readTicks();
    ticks[current] += now - last;
    last = now;
    current = layer;
  }
  void end() {
    mark(0);
    active = nullptr;
  }
  ArrayRef<uint64_t> getTicks() const { return ticks; }

  /// The recorder of the call that is running, if one is measured.
  static thread_local Recorder *active;

private:
  std::vector<uint64_t> ticks;
  uint64_t last = 0;
  uint32_t current = 0;
};

thread_local Recorder *Recorder::active = nullptr;

} // namespace

static void markProfile(int32_t layer) {
  if (Recorder *recorder = Recorder::active)
    recorder->mark(layer);
}

std::vector<std::string> compress::takeProfiledLayers(ModuleOp module) {
  std::vector<std::string> names;
  if (auto layers = module->getAttrOfType<ArrayAttr>(kProfiledLayersName))
    for (auto name : layers.getAsRange<StringAttr>())
      names.push_back(name.str());
  module->removeAttr(kProfiledLayersName);
  return names;
}

llvm::Error compress::defineProfileHooks(llvm::orc::LLJIT &jit) {
  llvm::orc::SymbolMap symbols;
  symbols[jit.mangleAndIntern(kProfileMarkName)] = {
      llvm::orc::ExecutorAddr::fromPtr(&markProfile),
      llvm::JITSymbolFlags::Exported | llvm::JITSymbolFlags::Callable};
  return jit.getMainJITDylib().define(
      llvm::orc::absoluteSymbols(std::move(symbols)));
}

double Profile::getSum() const {
  double sum = unattributed.median;
  for (const LayerTime &layer : layers)
    sum += layer.time.median;
  return sum;
}

static double toNanoseconds(Clock::duration duration) {
  return std::chrono::duration<double, std::nano>(duration).count();
}

namespace {

/// Collects the times of many calls.
class Profiler {
public:
  Profiler(const CompiledFunction &marked, const CompiledFunction &plain,
           llvm::function_ref<void(FunctionBuffers &)> prepare)
      : marked(marked), plain(plain),
        recorder(marked.getProfiledLayers().size()),
        layerTicks(marked.getProfiledLayers().size()) {
    prepare(this->marked);
    prepare(this->plain);
  }

  void runMarked() {
    Clock::time_point before = Clock::now();
    recorder.begin();
    marked.run();
    recorder.end();
    markedTimes.push_back(toNanoseconds(Clock::now() - before));
    for (auto [times, ticks] : llvm::zip_equal(layerTicks, recorder.getTicks()))
      times.push_back(ticks);
  }

  void runPlain() {
    Clock::time_point before = Clock::now();
    plain.run();
    plainTimes.push_back(toNanoseconds(Clock::now() - before));
  }

  /// Forgets everything: what ran so far was to warm up.
  void reset() {
    markedTimes.clear();
    plainTimes.clear();
    for (std::vector<double> &times : layerTicks)
      times.clear();
    beginTicks = readTicks();
    beginTime = Clock::now();
  }

  Profile getProfile() {
    double ticks = readTicks() - beginTicks;
    double unit = toNanoseconds(Clock::now() - beginTime) / ticks;
    Profile profile;
    ArrayRef<std::string> names = marked.getFunction().getProfiledLayers();
    for (auto [name, times] : llvm::zip_equal(names, layerTicks)) {
      for (double &time : times)
        time *= unit;
      Latency latency = summarize(std::move(times));
      if (name.empty())
        profile.unattributed = latency;
      else
        profile.layers.push_back({name, latency});
    }
    profile.marked = summarize(std::move(markedTimes));
    profile.plain = summarize(std::move(plainTimes));
    return profile;
  }

private:
  FunctionBuffers marked, plain;
  Recorder recorder;
  std::vector<std::vector<double>> layerTicks;
  std::vector<double> markedTimes, plainTimes;
  uint64_t beginTicks = 0;
  Clock::time_point beginTime;
};

} // namespace

/// What this thread has run, in seconds.
static double getThreadSeconds() {
  timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * time.tv_nsec;
}

/// Calls `run` for about `seconds`, at least once. Time in which other
/// processes have the core does not count: there are as many calls on a busy
/// machine.
static void repeat(double seconds, llvm::function_ref<void()> run) {
  double begin = getThreadSeconds();
  do
    run();
  while (getThreadSeconds() - begin < seconds);
}

Profile
compress::measureProfile(const CompiledFunction &marked,
                         const CompiledFunction &plain, double seconds,
                         llvm::function_ref<void(FunctionBuffers &)> prepare) {
  Profiler profiler(marked, plain, prepare);
  for (int round = -1; round < kRounds; ++round) {
    if (round == 0)
      profiler.reset();
    repeat(seconds / kRounds, [&] { profiler.runPlain(); });
    repeat(seconds / kRounds, [&] { profiler.runMarked(); });
  }
  return profiler.getProfile();
}

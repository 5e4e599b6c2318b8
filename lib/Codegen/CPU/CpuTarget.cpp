//===- CpuTarget.cpp - the CPU that code is made for ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Codegen/CPU/CpuTarget.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/Target/TargetOptions.h"
#include "llvm/TargetParser/AArch64TargetParser.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/X86TargetParser.h"
#include <set>

using namespace mlir;
using namespace mlir::compress;

static constexpr StringRef kGenericAArch64 = "generic-aarch64";

static const llvm::Target *lookupTarget(const llvm::Triple &triple) {
  static const bool initialized = [] {
    llvm::InitializeAllTargetInfos();
    llvm::InitializeAllTargets();
    llvm::InitializeAllTargetMCs();
    llvm::InitializeAllAsmPrinters();
    llvm::InitializeAllAsmParsers();
    return true;
  }();
  (void)initialized;
  std::string ignored;
  return llvm::TargetRegistry::lookupTarget(triple, ignored);
}

/// The tables of a CPU; null for an architecture that LLVM was built without.
static std::unique_ptr<llvm::MCSubtargetInfo>
getSubtarget(const llvm::Triple &triple, StringRef cpu = "",
             StringRef features = "") {
  const llvm::Target *target = lookupTarget(triple);
  return std::unique_ptr<llvm::MCSubtargetInfo>(
      target ? target->createMCSubtargetInfo(triple, cpu, features) : nullptr);
}

/// The host's triple if it is of that architecture, so that artefacts get its
/// operating system's format; else the usual one.
static llvm::Triple getTriple(llvm::Triple::ArchType arch) {
  llvm::Triple host(llvm::sys::getProcessTriple());
  if (host.getArch() == arch)
    return host;
  return llvm::Triple(arch == llvm::Triple::aarch64
                          ? "aarch64-unknown-linux-gnu"
                          : "x86_64-unknown-linux-gnu");
}

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

namespace {
/// An architecture and its CPUs.
struct Family {
  llvm::Triple triple;
  std::vector<std::string> cpus;
};
} // namespace

static Family getFamily(llvm::Triple::ArchType arch) {
  Family family{getTriple(arch), {}};
  auto subtarget = getSubtarget(family.triple);
  if (!subtarget)
    return family;
  SmallVector<StringRef> names;
  if (arch == llvm::Triple::aarch64)
    llvm::AArch64::fillValidCPUArchList(names);
  else
    llvm::X86::fillValidCPUArchList(names, /*Only64Bit=*/true);
  for (StringRef name : names)
    if (name != "generic" && subtarget->isCPUStringValid(name))
      family.cpus.push_back(name.str());
  if (arch == llvm::Triple::aarch64)
    family.cpus.push_back(kGenericAArch64.str());
  llvm::sort(family.cpus);
  return family;
}

static ArrayRef<Family> getFamilies() {
  static const Family families[] = {getFamily(llvm::Triple::x86_64),
                                    getFamily(llvm::Triple::aarch64)};
  return families;
}

static llvm::Error makeUnknownCpuError(StringRef name) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << "unknown CPU '" << name << "'";
  StringRef nearest;
  unsigned best = std::min<size_t>(3, 1 + name.size() / 3);
  for (const Family &family : getFamilies())
    for (StringRef cpu : family.cpus)
      if (unsigned distance = name.edit_distance(cpu); distance < best) {
        best = distance;
        nearest = cpu;
      }
  if (!nearest.empty())
    os << ", did you mean '" << nearest << "'?";
  os << "; give host, or one of";
  for (const Family &family : getFamilies())
    os << (family.triple.isAArch64() ? "; for AArch64 " : " ")
       << llvm::join(family.cpus, ", ");
  os << "; each may be followed by +feature or -feature";
  return llvm::createStringError(text);
}

/// The longest of `names` that `text` starts with, up to its end or a sign.
template <typename Range>
static StringRef takeLongest(StringRef text, const Range &names) {
  StringRef longest;
  for (StringRef name : names)
    if (name.size() > longest.size() && text.starts_with(name) &&
        (text.size() == name.size() || text[name.size()] == '+' ||
         text[name.size()] == '-'))
      longest = name;
  return longest;
}

//===----------------------------------------------------------------------===//
// Features
//===----------------------------------------------------------------------===//

/// Splits `+a-b` into `+a` and `-b`. Names may contain a minus.
static llvm::Expected<std::vector<std::string>>
parseFeatures(StringRef name, StringRef text,
              const llvm::MCSubtargetInfo &subtarget) {
  SmallVector<StringRef> known;
  for (const llvm::SubtargetFeatureKV &feature :
       subtarget.getAllProcessorFeatures())
    known.push_back(feature.Key);
  std::vector<std::string> features;
  while (!text.empty()) {
    StringRef feature = takeLongest(text.drop_front(), known);
    // `x86-64-v9` is no `x86-64` without `v9`.
    if (feature.empty() && text.front() == '-')
      return makeUnknownCpuError(name);
    if (feature.empty())
      return llvm::createStringError(
          "unknown feature '" + text.drop_front().split('+').first +
          "' in CPU '" + name + "'; LLVM's names are " +
          llvm::join(known, ", "));
    features.push_back(text.substr(0, 1 + feature.size()).str());
    text = text.drop_front(1 + feature.size());
  }
  return features;
}

/// What code for the CPU may use, by the names of LLVM's target parser.
static std::vector<std::string>
collectExtensions(const CpuTarget &target, ArrayRef<std::string> changes) {
  llvm::StringMap<bool> enabled;
  if (target.triple.isX86()) {
    SmallVector<StringRef> features;
    llvm::X86::getFeaturesForCPU(target.cpu, features);
    for (StringRef feature : features) {
      enabled[feature] = true;
      llvm::X86::updateImpliedFeatures(feature, true, enabled);
    }
    for (StringRef change : changes) {
      bool on = change.front() == '+';
      enabled[change.drop_front()] = on;
      llvm::X86::updateImpliedFeatures(change.drop_front(), on, enabled);
    }
  } else if (auto subtarget =
                 getSubtarget(target.triple, target.cpu, target.features)) {
    for (const auto &feature : subtarget->getEnabledProcessorFeatures())
      enabled[feature.Key] = true;
  }
  std::vector<std::string> extensions;
  for (const auto &entry : enabled)
    if (entry.second)
      extensions.push_back(entry.first().str());
  llvm::sort(extensions);
  return extensions;
}

bool CpuTarget::hasExtension(StringRef extension) const {
  return std::binary_search(extensions.begin(), extensions.end(), extension);
}

/// The widest kernels that the extensions allow.
static Isa chooseIsa(const CpuTarget &target) {
  if (!target.triple.isX86())
    return Isa::Portable;
  auto has = [&](StringRef extension) {
    return target.hasExtension(extension);
  };
  if (has("avx512f") && has("avx512vl") && has("avx512bw") && has("avx512dq"))
    return has("avx512vnni") ? Isa::Avx512Vnni : Isa::Avx512;
  if (has("avx2") && has("fma"))
    return has("avxvnni") ? Isa::AvxVnni : Isa::Avx2;
  return Isa::Portable;
}

/// Fills in what follows from CPU and features.
static CpuTarget complete(CpuTarget target, ArrayRef<std::string> changes) {
  target.features = llvm::join(changes, ",");
  target.extensions = collectExtensions(target, changes);
  target.isa = chooseIsa(target);
  target.vectorBits = getVectorBits(target.isa);
  return target;
}

//===----------------------------------------------------------------------===//
// CpuTarget
//===----------------------------------------------------------------------===//

/// The host's features as changes, sorted.
static std::vector<std::string> getHostChanges() {
  std::vector<std::string> changes;
  for (const auto &feature : llvm::sys::getHostCPUFeatures())
    changes.push_back((feature.second ? "+" : "-") + feature.first().str());
  // Switching off comes first, since it takes what is implied with it.
  llvm::sort(changes, [](StringRef a, StringRef b) {
    return std::pair(a.front() == '+', a) < std::pair(b.front() == '+', b);
  });
  return changes;
}

const CpuTarget &CpuTarget::getHost() {
  static const CpuTarget host = [] {
    CpuTarget target;
    target.name = "host";
    target.triple = llvm::Triple(llvm::sys::getProcessTriple());
    target.cpu = llvm::sys::getHostCPUName().str();
    return complete(std::move(target), getHostChanges());
  }();
  return host;
}

llvm::Expected<CpuTarget> CpuTarget::parse(StringRef name) {
  CpuTarget target = getHost();
  target.name = name.str();
  std::vector<std::string> changes;
  StringRef cpu = takeLongest(name, ArrayRef<StringRef>{"host"});
  if (!cpu.empty())
    changes = getHostChanges();
  for (const Family &family : getFamilies()) {
    if (!cpu.empty())
      break;
    cpu = takeLongest(name, family.cpus);
    target.triple = family.triple;
    target.cpu = cpu == kGenericAArch64 ? "generic" : cpu.str();
  }
  if (cpu.empty())
    return makeUnknownCpuError(name);
  auto subtarget = getSubtarget(target.triple);
  if (!subtarget)
    return llvm::createStringError("LLVM was built without a target for '" +
                                   target.triple.str() + "'");
  auto features = parseFeatures(name, name.drop_front(cpu.size()), *subtarget);
  if (!features)
    return features.takeError();
  llvm::append_range(changes, *features);
  return complete(std::move(target), changes);
}

std::string CpuTarget::getMissingOnHost() const {
  const CpuTarget &host = getHost();
  if (triple.getArch() != host.triple.getArch())
    return ("it is for " + triple.getArchName() + ", this machine is " +
            host.triple.getArchName())
        .str();
  llvm::StringMap<bool> known = llvm::sys::getHostCPUFeatures();
  std::vector<std::string> missing;
  for (const std::string &extension : extensions)
    if (known.contains(extension) && !host.hasExtension(extension))
      missing.push_back(extension);
  return missing.empty() ? ""
                         : "this machine lacks " + llvm::join(missing, ", ");
}

std::unique_ptr<llvm::TargetMachine> CpuTarget::createTargetMachine() const {
  const llvm::Target *target = lookupTarget(triple);
  if (!target)
    return nullptr;
  llvm::TargetOptions options;
  // What runs at unloading is in .fini_array, where loaders look.
  options.UseInitArray = true;
  return std::unique_ptr<llvm::TargetMachine>(target->createTargetMachine(
      triple, cpu, features, options, llvm::Reloc::PIC_, std::nullopt,
      llvm::CodeGenOptLevel::Aggressive));
}

llvm::raw_ostream &compress::operator<<(llvm::raw_ostream &os,
                                        const CpuTarget &target) {
  return os << target.name;
}

bool llvm::cl::parser<CpuTarget>::parse(Option &option, StringRef,
                                        StringRef text, CpuTarget &target) {
  llvm::Expected<CpuTarget> parsed = CpuTarget::parse(text);
  if (!parsed)
    return option.error(llvm::toString(parsed.takeError()));
  target = std::move(*parsed);
  return false;
}

void llvm::cl::parser<CpuTarget>::printOptionDiff(
    const Option &option, const CpuTarget &value,
    const OptionValue<CpuTarget> &, size_t width) const {
  printOptionName(option, width);
  outs() << "= " << value << '\n';
}

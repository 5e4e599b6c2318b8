//===- DimensionCoupling.cpp - axes of operations -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Interfaces/DimensionCouplingOpInterface.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace mlir;
using namespace mlir::compress;

#include "compress/Interfaces/DimensionCouplingOpInterface.cpp.inc"

static ArrayRef<int64_t> shapeOf(Operation *op, Port port) {
  return cast<RankedTensorType>(port.get(op).getType()).getShape();
}

AxisUse compress::useOf(Operation *op, Port port, unsigned dim) {
  return {port, dim, IndexMap{shapeOf(op, port)[dim]}};
}

CoupledAxis &DimensionCoupling::addAxis(AxisKind kind, StringRef reason) {
  axes.push_back({kind, reason, {}});
  return axes.back();
}

CoupledAxis &DimensionCoupling::addParallel(Operation *op, unsigned operand,
                                            unsigned dim, unsigned resultDim) {
  CoupledAxis &axis = addAxis();
  axis.uses.push_back(useOf(op, {false, operand}, dim));
  axis.uses.push_back(useOf(op, {true, 0}, resultDim));
  return axis;
}

//===----------------------------------------------------------------------===//
// Printing
//===----------------------------------------------------------------------===//

static void printUse(raw_ostream &os, const AxisUse &use) {
  if (use.port.isResult)
    os << 'r' << (use.port.number ? std::to_string(use.port.number) : "");
  else
    os << use.port.number;
  os << '.' << use.dim << (use.mayBroadcast ? "?" : "");
  const IndexMap &map = use.map;
  if (map.offset == 0 && map.repeat == 1 && map.block == 1)
    return;
  os << '{' << map.size;
  for (auto [name, value, neutral] : {std::tuple("offset", map.offset, 0),
                                      {"repeat", map.repeat, 1},
                                      {"block", map.block, 1}})
    if (value != neutral)
      os << ' ' << name << ' ' << value;
  os << '}';
}

void DimensionCoupling::print(raw_ostream &os) const {
  llvm::ListSeparator separator(" ");
  if (!obstacle.empty())
    os << separator << "blocked: " << obstacle;
  for (const CoupledAxis &axis : axes) {
    static const char *names[] = {"parallel", "summed", "mixed"};
    os << separator << names[static_cast<int>(axis.kind)] << '(';
    llvm::interleave(
        axis.uses, [&](const AxisUse &use) { printUse(os, use); },
        [&] { os << ' '; });
    os << ')';
  }
  for (const ReshapedDims &dims : reshaped)
    os << separator << "reshape(0." << dims.operandFirst << '+'
       << dims.operandCount << " r." << dims.resultFirst << '+'
       << dims.resultCount << ')';
}

//===----------------------------------------------------------------------===//
// Patterns
//===----------------------------------------------------------------------===//

namespace {

/// Reads the pattern of `coupleByPattern`.
class PatternReader {
public:
  PatternReader(Operation *op, StringRef mixing, AxisSizes known)
      : op(op), mixing(mixing) {
    for (auto [name, size] : known)
      sizes[name] = size;
  }
  DimensionCoupling read(StringRef pattern);

private:
  using Names = SmallVector<StringRef>;
  void readSide(StringRef text, bool isResult);
  void readPort(StringRef text, Port port);
  void inferSizes();
  void addDim(Port port, unsigned dim, ArrayRef<StringRef> names);

  Operation *op;
  StringRef mixing;
  llvm::StringMap<int64_t> sizes;
  SmallVector<std::tuple<Port, unsigned, Names>> dims;
  /// Index into the axes.
  llvm::StringMap<unsigned> axes;
  DimensionCoupling coupling;
};

} // namespace

void PatternReader::readPort(StringRef text, Port port) {
  unsigned dim = 0;
  while (!(text = text.ltrim()).empty()) {
    Names names;
    if (text.consume_front("(")) {
      auto [inside, rest] = text.split(')');
      llvm::SplitString(inside, names);
      text = rest;
    } else {
      auto [name, rest] = text.split(' ');
      names.push_back(name);
      text = rest;
    }
    dims.push_back({port, dim++, names});
  }
}

void PatternReader::readSide(StringRef text, bool isResult) {
  SmallVector<StringRef> ports;
  text.split(ports, ',');
  size_t count = isResult ? op->getNumResults() : op->getNumOperands();
  for (auto [i, port] : llvm::enumerate(ports))
    if (i < count)
      readPort(port, {isResult, static_cast<unsigned>(i)});
}

void PatternReader::inferSizes() {
  for (auto &[port, dim, names] : dims)
    if (names.size() == 1) {
      int64_t &size = sizes.try_emplace(names[0], 1).first->second;
      size = std::max(size, shapeOf(op, port)[dim]);
    }
  for (auto &[port, dim, names] : dims) {
    int64_t rest = shapeOf(op, port)[dim];
    StringRef unknown;
    for (StringRef name : names) {
      if (sizes.contains(name))
        rest /= sizes[name];
      else
        unknown = name;
    }
    if (!unknown.empty())
      sizes[unknown] = rest;
  }
}

void PatternReader::addDim(Port port, unsigned dim, ArrayRef<StringRef> names) {
  int64_t size = shapeOf(op, port)[dim], repeat = 1;
  if (names.size() == 1 && names[0].starts_with("!")) {
    coupling.addAxis(AxisKind::Mixed, mixing)
        .uses.push_back(useOf(op, port, dim));
    return;
  }
  // Of a block of single entries the last name counts.
  for (auto [i, name] : llvm::enumerate(names)) {
    int64_t own = sizes[name];
    bool isBroadcast = names.size() == 1 && size == 1 && own > 1;
    bool isOnly = size == 1 && i + 1 == names.size();
    if (name != "_" && !isBroadcast &&
        (names.size() == 1 || own > 1 || isOnly)) {
      auto [entry, isNew] = axes.try_emplace(name, coupling.axes.size());
      if (isNew)
        coupling.addAxis(AxisKind::Summed);
      CoupledAxis &axis = coupling.axes[entry->second];
      axis.uses.push_back(
          {port, dim, IndexMap{own, 0, repeat, size / (repeat * own)}});
      if (port.isResult)
        axis.kind = AxisKind::Parallel;
    }
    repeat *= own;
  }
}

DimensionCoupling PatternReader::read(StringRef pattern) {
  auto [operands, results] = pattern.split("->");
  readSide(operands, /*isResult=*/false);
  readSide(results, /*isResult=*/true);
  inferSizes();
  for (auto &[port, dim, names] : dims)
    addDim(port, dim, names);
  return std::move(coupling);
}

DimensionCoupling compress::coupleByPattern(Operation *op, StringRef pattern,
                                            StringRef mixing, AxisSizes sizes) {
  return PatternReader(op, mixing, sizes).read(pattern);
}

DimensionCoupling compress::coupleElementwise(Operation *op,
                                              unsigned numOperands,
                                              bool broadcasts) {
  DimensionCoupling coupling;
  Port result = {true, 0};
  ArrayRef<int64_t> shape = shapeOf(op, result);
  for (unsigned dim = 0; dim < shape.size(); ++dim) {
    CoupledAxis &axis = coupling.addAxis();
    for (unsigned i = 0; i < numOperands; ++i) {
      auto type = dyn_cast<RankedTensorType>(op->getOperand(i).getType());
      if (!type || type.getShape().size() != shape.size() ||
          type.getDimSize(dim) != shape[dim])
        continue;
      axis.uses.push_back(useOf(op, {false, i}, dim));
      axis.uses.back().mayBroadcast = broadcasts && shape[dim] == 1;
    }
    axis.uses.push_back(useOf(op, result, dim));
  }
  return coupling;
}

//===----------------------------------------------------------------------===//
// Following
//===----------------------------------------------------------------------===//

/// Follows through the reshaped dimensions that `slice` lies in, if any.
static bool followReshaped(Operation *op, const DimensionCoupling &coupling,
                           Port port, const DimSlice &slice,
                           CouplingStep &step) {
  for (const ReshapedDims &dims : coupling.reshaped) {
    unsigned first = port.isResult ? dims.resultFirst : dims.operandFirst;
    unsigned count = port.isResult ? dims.resultCount : dims.operandCount;
    unsigned toFirst = port.isResult ? dims.operandFirst : dims.resultFirst;
    unsigned toCount = port.isResult ? dims.operandCount : dims.resultCount;
    if (slice.dim < first || slice.dim >= first + count)
      continue;
    ReshapedSlice moved = followReshape(
        shapeOf(op, port).slice(first, count), {slice.dim - first, slice.slice},
        shapeOf(op, {!port.isResult, 0}).slice(toFirst, toCount));
    if (moved.places.empty())
      step.obstacle = "does not keep its entries together";
    else if (moved.isAmbiguous)
      step.obstacle = "leaves open where a single entry goes: into dimension " +
                      std::to_string(moved.places[0].dim + toFirst) + " or " +
                      std::to_string(moved.places[1].dim + toFirst);
    for (DimSlice place : moved.places) {
      place.dim += toFirst;
      step.alternatives.push_back(place);
    }
    return true;
  }
  return false;
}

namespace {
/// How a slice looks along one axis.
struct AxisView {
  const CoupledAxis *axis;
  IndexMap at;
  FailureOr<std::optional<IndexSlice>> slice;

  bool isSeen() const { return succeeded(slice) && slice->has_value(); }
  /// Of equal size: the axis is the slice.
  bool isWhole() const {
    return isSeen() && (*slice)->map == IndexMap{at.size, 0, 1, 1};
  }
};
} // namespace

/// The axes that `slice` lies along. In a dimension of blocks only one axis
/// tells its entries apart; for a single entry, the smallest one.
static SmallVector<AxisView> findAxes(const DimensionCoupling &coupling,
                                      Port port, const DimSlice &slice,
                                      bool &isObscured) {
  SmallVector<AxisView> views, seen;
  for (const CoupledAxis &axis : coupling.axes)
    for (const AxisUse &use : axis.uses)
      if (use.port == port && use.dim == slice.dim)
        views.push_back({&axis, use.map, viewAlongAxis(slice.slice, use.map)});
  auto sharesRange = [](const AxisView &a, const AxisView &b) {
    return a.at.offset == b.at.offset && a.at.getEnd() == b.at.getEnd();
  };
  auto isKnown = [&](const AxisView &view) {
    return llvm::any_of(
        seen, [&](const AxisView &other) { return sharesRange(view, other); });
  };
  for (bool wholeOnly : {true, false})
    for (const AxisView &view : views)
      if (view.isSeen() && (view.isWhole() || !wholeOnly) && !isKnown(view))
        seen.push_back(view);
  isObscured = llvm::any_of(views, [&](const AxisView &view) {
    return failed(view.slice) && !isKnown(view);
  });
  return seen;
}

CouplingStep compress::followCoupling(Operation *op,
                                      const DimensionCoupling &coupling,
                                      Port port, const DimSlice &slice) {
  CouplingStep step;
  if (!coupling.obstacle.empty()) {
    step.obstacle = coupling.obstacle.str();
    return step;
  }
  if (followReshaped(op, coupling, port, slice, step))
    return step;
  bool isObscured = false;
  SmallVector<AxisView> axes = findAxes(coupling, port, slice, isObscured);
  if (isObscured)
    step.obstacle = "does not keep its entries together";
  else if (axes.empty())
    step.obstacle = shapeOf(op, port)[slice.dim] == 1
                        ? "repeats its single entry"
                        : "does not say what becomes of it";
  if (!step.obstacle.empty())
    return step;
  for (const AxisView &view : axes) {
    if (view.axis->kind != AxisKind::Parallel)
      step.kind = view.axis->kind;
    if (view.axis->kind == AxisKind::Mixed) {
      step.obstacle = view.axis->reason.str();
      return step;
    }
    for (const AxisUse &use : view.axis->uses) {
      if (use.port == port && use.dim == slice.dim)
        continue;
      for (const IndexSlice &placed : placeAxis(**view.slice, use.map))
        step.places.push_back({use.port, {use.dim, placed}, use.mayBroadcast});
    }
  }
  return step;
}

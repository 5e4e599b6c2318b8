//===- DistillationGraph.cpp - student and teachers in one function -------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DistillationGraph.h"
#include "compress/Analysis/LayerNames.h"
#include "compress/Analysis/TrainedOperands.h"
#include "compress/Dialect/Compress/IR/CompressTraining.h"
#include "compress/Support/Elements.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::compress;

/// Layers of a function by name, as values in its copy.
static llvm::StringMap<Value> collectLayers(func::FuncOp function,
                                            const IRMapping &mapping) {
  llvm::StringMap<Value> layers;
  LayerNames names(function);
  for (Operation *layer : names.getLayers())
    if (layer->getNumResults() == 1)
      if (Value value = mapping.lookupOrNull(layer->getResult(0)))
        layers[names.lookup(layer)] = value;
  return layers;
}

DistillationGraph::DistillationGraph(func::FuncOp student) : student(student) {
  OpBuilder builder(student.getContext());
  builder.setInsertionPointAfter(student);
  IRMapping mapping;
  graph = cast<func::FuncOp>(builder.clone(*student, mapping));
  graph.setSymName((student.getSymName() + "_distillation").str());
  graph.setPrivate();
  for (Operation &op : graph.getBody().front().without_terminator())
    ownOps.push_back(&op);
  studentLayers = collectLayers(student, mapping);
  studentOutput = graph.getBody().front().getTerminator()->getOperand(0);
  results.insert(studentOutput);
}

DistillationGraph::~DistillationGraph() {
  if (graph)
    graph.erase();
}

//===----------------------------------------------------------------------===//
// Teachers
//===----------------------------------------------------------------------===//

static bool haveEqualEntries(ElementsAttr a, ElementsAttr b) {
  if (a == b)
    return true;
  auto first = getF32Elements(a), second = getF32Elements(b);
  return first && second && *first == *second;
}

/// True for parameters whose entries stay equal.
static bool areSameParameter(ParameterOp own, ParameterOp other) {
  return own.getFrozen() && own.getType() == other.getType() &&
         haveEqualEntries(own.getValue(), other.getValue());
}

static bool areSameAttributes(Operation *a, Operation *b) {
  NamedAttrList first(a->getAttrDictionary()), second(b->getAttrDictionary());
  // Layers are called differently in every network.
  if (isa<CompressDialect>(a->getDialect())) {
    first.erase("name");
    second.erase("name");
  }
  return first == second;
}

/// The student's operation that computes what `op` of a teacher does.
Operation *DistillationGraph::findShared(Operation *op,
                                         const IRMapping &mapping) {
  // A batch norm of the student is about to use the statistics of the batch.
  if (!isMemoryEffectFree(op) || op->getNumRegions() > 0 ||
      isa<BatchNormOp>(op))
    return nullptr;
  for (Operation *own : ownOps) {
    if (own->getName() != op->getName() ||
        own->getResultTypes() != op->getResultTypes() ||
        own->getNumOperands() != op->getNumOperands())
      continue;
    if (auto parameter = dyn_cast<ParameterOp>(op)) {
      if (areSameParameter(cast<ParameterOp>(own), parameter))
        return own;
      continue;
    }
    bool hasSameOperands = llvm::all_of(
        llvm::zip(own->getOperands(), op->getOperands()), [&](auto pair) {
          return std::get<0>(pair) ==
                 mapping.lookupOrDefault(std::get<1>(pair));
        });
    if (hasSameOperands && areSameAttributes(own, op))
      return own;
  }
  return nullptr;
}

/// True for mean and variance of a batch norm: training would move them.
static bool isStatistic(ParameterOp parameter) {
  return llvm::any_of(parameter->getUses(), [](OpOperand &use) {
    return llvm::any_of(getTrainedOperands(use.getOwner()),
                        [&](const TrainedOperand &trained) {
                          return trained.operand == &use && trained.isStatistic;
                        });
  });
}

Operation *DistillationGraph::cloneFrozen(Operation *op, IRMapping &mapping,
                                          StringRef prefix) {
  OpBuilder builder(graph.getBody().front().getTerminator());
  auto parameter = dyn_cast<ParameterOp>(op);
  if (parameter && isStatistic(parameter)) {
    auto constant = tosa::ConstOp::create(
        builder, op->getLoc(), parameter.getType(), parameter.getValue());
    mapping.map(op->getResults(), constant->getResults());
    return constant;
  }
  Operation *copy = builder.clone(*op, mapping);
  if (isa<CompressDialect>(copy->getDialect()))
    if (auto name = copy->getAttrOfType<StringAttr>("name"))
      copy->setAttr("name", builder.getStringAttr(prefix + name.getValue()));
  if (auto own = dyn_cast<ParameterOp>(copy)) {
    own.setFrozen(true);
    own->setAttr(kTeacherAttr, builder.getUnitAttr());
  }
  return copy;
}

LogicalResult DistillationGraph::addTeacher(const Teacher &teacher,
                                            StringRef prefix) {
  func::FuncOp function = teacher.function;
  auto emitError = [&] { return mlir::emitError(student.getLoc()); };
  if (!function.getBody().hasOneBlock() || function.getNumResults() == 0)
    return emitError() << "teacher " << teacher.title
                       << " must have one block and return its output";
  if (function.getArgumentTypes() != student.getArgumentTypes())
    return emitError() << "student @" << student.getSymName() << " takes "
                       << student.getArgumentTypes() << ", teacher "
                       << teacher.title << " takes "
                       << function.getArgumentTypes()
                       << "; give them inputs of one type, for the batch size "
                          "with compress-set-batch";
  IRMapping mapping;
  Block &block = function.getBody().front();
  mapping.map(block.getArguments(), graph.getArguments());
  for (Operation &op : block.without_terminator()) {
    if (isa<CallOpInterface>(op))
      return emitError() << "teacher " << teacher.title
                         << " calls a function that cannot be inlined";
    if (Operation *shared = findShared(&op, mapping)) {
      mapping.map(op.getResults(), shared->getResults());
      ++numShared;
    } else {
      cloneFrozen(&op, mapping, prefix);
    }
  }
  teacherOutputs.push_back(
      mapping.lookup(block.getTerminator()->getOperand(0)));
  for (auto &entry : collectLayers(function, mapping)) {
    teacherLayers.try_emplace(entry.getKey(), entry.getValue());
    teacherLayers.try_emplace((prefix + entry.getKey()).str(),
                              entry.getValue());
  }
  return success();
}

//===----------------------------------------------------------------------===//
// What is compared
//===----------------------------------------------------------------------===//

static FailureOr<Value> lookupLayer(const llvm::StringMap<Value> &layers,
                                    StringRef name, StringRef owner,
                                    Location loc) {
  auto found = layers.find(name);
  if (found != layers.end())
    return found->getValue();
  SmallVector<StringRef> known = llvm::to_vector(layers.keys());
  llvm::sort(known);
  return mlir::emitError(loc) << "the " << owner << " has no layer '" << name
                              << "'; it has " << llvm::join(known, ", ");
}

FailureOr<Value> DistillationGraph::getStudentLayer(StringRef name) {
  return lookupLayer(studentLayers, name, "student", student.getLoc());
}

FailureOr<Value> DistillationGraph::getTeacherLayer(StringRef name) {
  return lookupLayer(teacherLayers, name, "teacher", student.getLoc());
}

/// A parameter with PyTorch's initial values.
static Value makeParameter(OpBuilder &builder, Location loc, const Twine &name,
                           ArrayRef<int64_t> shape, const ParameterFans &fans,
                           uint64_t seed) {
  auto type = RankedTensorType::get(shape, builder.getF32Type());
  std::vector<float> entries(type.getNumElements());
  std::string text = name.str();
  SeededRandom random(seed, text);
  KaimingAttr::get(builder.getContext(), FloatAttr())
      .initialize(fans, random, entries);
  return ParameterOp::create(builder, loc, type, builder.getStringAttr(text),
                             UnitAttr(), LayoutAttr(),
                             makeF32Elements(type, entries, text));
}

Value DistillationGraph::project(Value value, RankedTensorType like,
                                 StringRef name, uint64_t seed) {
  auto type = cast<RankedTensorType>(value.getType());
  if (type.getRank() != like.getRank() || type.getRank() < 2 ||
      type.getElementType() != like.getElementType() ||
      !type.getElementType().isF32() || type.isDynamicDim(type.getRank() - 1) ||
      like.isDynamicDim(like.getRank() - 1) ||
      type.getShape().drop_back() != like.getShape().drop_back())
    return {};
  OpBuilder builder(graph.getBody().front().getTerminator());
  Location loc = value.getLoc();
  int64_t in = type.getShape().back(), out = like.getShape().back();
  ParameterFans fans;
  fans.fanIn = in;
  fans.fanOut = out;
  std::string layer = ("projection." + name).str();
  bool isImage = type.getRank() == 4;
  SmallVector<int64_t> shape{out, in};
  if (isImage)
    shape = {out, 1, 1, in};
  Value weight =
      makeParameter(builder, loc, layer + ".weight", shape, fans, seed);
  fans.isBias = true;
  Value bias = makeParameter(builder, loc, layer + ".bias", {out}, fans, seed);
  NamedAttrList attributes;
  attributes.set("name", builder.getStringAttr(layer));
  Value operands[] = {value, weight, bias};
  StringRef kind =
      isImage ? Conv2DOp::getOperationName() : DenseOp::getOperationName();
  Operation *op = builder.create(loc, builder.getStringAttr(kind), operands,
                                 TypeRange(like), attributes);
  return op->getResult(0);
}

int64_t DistillationGraph::addResult(Value value) {
  results.insert(value);
  return llvm::find(results, value) - results.begin();
}

void DistillationGraph::addTerm(Attribute loss, double weight, Value student,
                                Value teacher) {
  int64_t first = addResult(student), second = addResult(teacher);
  terms.push_back(DistillationTermAttr::get(graph.getContext(), loss, weight,
                                            first, second));
}

func::FuncOp DistillationGraph::take(double hard) {
  MLIRContext *context = graph.getContext();
  int64_t answers = addResult(teacherOutputs.front());
  Operation *terminator = graph.getBody().front().getTerminator();
  terminator->setOperands(results.getArrayRef());
  graph.removeResAttrsAttr();
  graph.setFunctionType(FunctionType::get(context, graph.getArgumentTypes(),
                                          terminator->getOperandTypes()));
  graph->setAttr(kDistillationAttr,
                 DistillationAttr::get(context, student.getSymNameAttr(), hard,
                                       answers, /*labels=*/true,
                                       /*cached=*/false,
                                       ArrayAttr::get(context, terms)));
  return std::exchange(graph, {});
}

//===- Distill.cpp - compress-distill -------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DistillationGraph.h"
#include "compress/Analysis/EntryFunction.h"
#include "compress/Transforms/Common/Passes.h"
#include "compress/Transforms/Distillation/Passes.h"
#include "mlir/IR/Remarks.h"
#include "mlir/Interfaces/CallInterfaces.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSDISTILL
#include "compress/Transforms/Distillation/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

/// A loss and what it counts.
struct WeightedLoss {
  DistillationLossAttrInterface rule;
  double weight = 1.0;
};

struct CompressDistill : compress::impl::CompressDistillBase<CompressDistill> {
  using CompressDistillBase::CompressDistillBase;

  void getDependentDialects(DialectRegistry &registry) const override {
    CompressDistillBase::getDependentDialects(registry);
    for (auto *names : {&losses, &featureLosses})
      for (const OptionText &name : *names)
        distillationLosses().getDependentDialects(name, registry);
  }
  LogicalResult initialize(MLIRContext *context) override;
  void runOnOperation() override {
    auto entry = cast_if_present<func::FuncOp>(
        lookupEntryFunction(getOperation(), function));
    if (!entry || failed(distill(entry)))
      signalPassFailure();
  }

private:
  LogicalResult checkNumbers(MLIRContext *context) const;
  LogicalResult setTemperature(MLIRContext *context);
  LogicalResult checkStudent(func::FuncOp entry);
  FailureOr<SmallVector<Teacher>> link(func::FuncOp entry);
  LogicalResult prepare(const Teacher &teacher);
  LogicalResult compareOutputs(DistillationGraph &graph,
                               ArrayRef<Teacher> teachers);
  LogicalResult compareLayers(DistillationGraph &graph);
  LogicalResult comparePair(DistillationGraph &graph, unsigned pair);
  void removeTeachers(func::FuncOp entry);
  LogicalResult distill(func::FuncOp entry);

  SmallVector<WeightedLoss> outputs, features;
};

} // namespace

//===----------------------------------------------------------------------===//
// Options
//===----------------------------------------------------------------------===//

using EmitError = function_ref<InFlightDiagnostic()>;

static bool isWeight(double number) {
  return number >= 0.0 && std::isfinite(number);
}

/// Reads `names`, one for each or one for all of `count`, with their weights.
static FailureOr<SmallVector<WeightedLoss>>
parseLosses(ArrayRef<OptionText> names, ArrayRef<OptionalDouble> weights,
            StringRef fallback, size_t count, MLIRContext *context,
            StringRef option, EmitError emitError) {
  auto isOneOrAll = [&](size_t given) { return given <= 1 || given == count; };
  if (!isOneOrAll(names.size()) || !isOneOrAll(weights.size()))
    return emitError() << "expected one " << option << "loss= and " << option
                       << "weight= for all, or one for each of the " << count
                       << ", got " << names.size() << " and " << weights.size();
  SmallVector<WeightedLoss> losses;
  for (size_t i = 0; i < count; ++i) {
    StringRef name =
        names.empty() ? fallback : names[names.size() == 1 ? 0 : i];
    WeightedLoss loss;
    loss.rule = cast_if_present<DistillationLossAttrInterface>(
        distillationLosses().parse(name, context, emitError));
    if (!loss.rule)
      return failure();
    if (!weights.empty())
      loss.weight = weights[weights.size() == 1 ? 0 : i].value_or(NAN);
    if (!isWeight(loss.weight))
      return emitError() << "expected finite weights of 0 or more in " << option
                         << "weight=";
    losses.push_back(loss);
  }
  return losses;
}

LogicalResult CompressDistill::checkNumbers(MLIRContext *context) const {
  auto emitError = [&] { return mlir::emitError(UnknownLoc::get(context)); };
  size_t count = teacherFiles.size() + teacherFunctions.size();
  if (count == 0)
    return emitError() << "expected teacher=, a file, or teacher-function=, a "
                          "function of the module";
  double share = alpha.value_or(0.5);
  if (!(share >= 0.0 && share <= 1.0))
    return emitError() << "expected alpha from 0 to 1, got "
                       << std::to_string(share);
  double sum = 0.0;
  for (const OptionalDouble &weight : teacherWeights)
    sum += isWeight(weight.value_or(NAN)) ? *weight : NAN;
  if (!teacherWeights.empty() &&
      (teacherWeights.size() != count || !(sum > 0.0) || std::isinf(sum)))
    return emitError() << "expected a finite teacher-weight= of 0 or more for "
                          "each of the "
                       << count << " teachers, not all 0";
  if (studentLayers.size() != teacherLayers.size())
    return emitError() << "expected as many layers in student-layer= as in "
                          "teacher-layer=, got "
                       << studentLayers.size() << " and "
                       << teacherLayers.size();
  if (studentLayers.empty() &&
      (!featureLosses.empty() || !featureWeights.empty()))
    return emitError() << "feature-loss= and feature-weight= need "
                          "student-layer= and teacher-layer=";
  return success();
}

/// `temperature=` is a short way to write `loss=kl<temperature=...>`.
LogicalResult CompressDistill::setTemperature(MLIRContext *context) {
  if (!temperature)
    return success();
  auto emitError = [&] { return mlir::emitError(UnknownLoc::get(context)); };
  bool isUsed = false;
  for (WeightedLoss &loss : outputs)
    if (isa<KLTeachingAttr>(loss.rule)) {
      auto rule =
          KLTeachingAttr::getChecked(emitError, context, Number(*temperature));
      if (!rule)
        return failure();
      loss.rule = rule;
      isUsed = true;
    }
  if (!isUsed)
    return emitError() << "temperature= needs loss=kl";
  return success();
}

LogicalResult CompressDistill::initialize(MLIRContext *context) {
  auto emitError = [&] { return mlir::emitError(UnknownLoc::get(context)); };
  if (failed(checkNumbers(context)))
    return failure();
  auto first =
      parseLosses(losses, lossWeights, "kl", std::max<size_t>(losses.size(), 1),
                  context, "", emitError);
  if (failed(first))
    return failure();
  auto second =
      parseLosses(featureLosses, featureWeights, "hint", studentLayers.size(),
                  context, "feature-", emitError);
  if (failed(second))
    return failure();
  outputs = std::move(*first);
  features = std::move(*second);
  return setTemperature(context);
}

//===----------------------------------------------------------------------===//
// The teachers
//===----------------------------------------------------------------------===//

LogicalResult CompressDistill::checkStudent(func::FuncOp entry) {
  auto type = entry.getNumResults() == 0
                  ? RankedTensorType()
                  : dyn_cast<RankedTensorType>(entry.getResultTypes()[0]);
  if (!entry.getBody().hasOneBlock() || !type)
    return mlir::emitError(entry.getLoc())
           << "expected student @" << entry.getSymName()
           << " to have one block and to return its output, a tensor";
  std::string name = (entry.getSymName() + "_distillation").str();
  if (getOperation().lookupSymbol(name))
    return mlir::emitError(entry.getLoc())
           << "there is a @" << name
           << " already; train it with compress-train, or remove it";
  return success();
}

/// Copies of the teachers, nested in the module: only its operations may be
/// changed meanwhile.
FailureOr<SmallVector<Teacher>> CompressDistill::link(func::FuncOp entry) {
  SmallVector<Teacher> teachers;
  auto add = [&](FailureOr<Teacher> teacher) -> LogicalResult {
    if (failed(teacher))
      return failure();
    teachers.push_back(*teacher);
    return success();
  };
  for (const OptionText &path : teacherFiles)
    if (failed(add(linkFile(path, getOperation(), entry.getLoc()))))
      return failure();
  for (const std::string &name : teacherFunctions) {
    if (name == entry.getSymName())
      return mlir::emitError(entry.getLoc())
             << "@" << name << " is the student, and cannot be its own "
             << "teacher; copy it first with compress-keep-teacher";
    if (failed(add(linkFunction(name, getOperation(), entry.getLoc()))))
      return failure();
  }
  double sum = 0.0;
  for (const OptionalDouble &weight : teacherWeights)
    sum += *weight;
  for (auto [i, teacher] : llvm::enumerate(teachers))
    teacher.weight = teacherWeights.empty() ? 1.0 / teachers.size()
                                            : *teacherWeights[i] / sum;
  return teachers;
}

/// One function without batch norms, as far as they can be folded.
LogicalResult CompressDistill::prepare(const Teacher &teacher) {
  bool hasCalls = false;
  teacher.function->walk([&](CallOpInterface) { hasCalls = true; });
  OpPassManager pm("builtin.module");
  if (hasCalls)
    pm.addPass(createInlinerPass({}, [](OpPassManager &) {}));
  pm.nest<func::FuncOp>().addPass(createCompressFoldBatchNorm());
  return runPipeline(pm, teacher.module);
}

/// Takes functions that taught, and those that they alone called, out of the
/// module.
void CompressDistill::removeTeachers(func::FuncOp entry) {
  SmallVector<func::FuncOp> work;
  for (const std::string &name : teacherFunctions)
    if (auto function = getOperation().lookupSymbol<func::FuncOp>(name))
      work.push_back(function);
  while (!work.empty()) {
    func::FuncOp function = work.pop_back_val();
    if (!SymbolTable::symbolKnownUseEmpty(function, getOperation()))
      continue;
    SmallVector<func::FuncOp> callees;
    function.walk([&](func::CallOp call) {
      auto callee = getOperation().lookupSymbol<func::FuncOp>(call.getCallee());
      if (callee && callee.isPrivate() && !llvm::is_contained(callees, callee))
        callees.push_back(callee);
    });
    function.erase();
    llvm::append_range(work, callees);
  }
}

//===----------------------------------------------------------------------===//
// What is compared
//===----------------------------------------------------------------------===//

static RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

LogicalResult CompressDistill::compareOutputs(DistillationGraph &graph,
                                              ArrayRef<Teacher> teachers) {
  Value student = graph.getStudentOutput();
  for (const WeightedLoss &loss : outputs)
    for (auto [i, teacher] : llvm::enumerate(teachers)) {
      Value output = graph.getTeacherOutput(i);
      std::string why =
          isa<RankedTensorType>(output.getType())
              ? loss.rule.explainMismatch(typeOf(student), typeOf(output))
              : "the teacher's is no tensor";
      if (!why.empty())
        return mlir::emitError(student.getLoc())
               << "loss " << loss.rule << " cannot be taken of the outputs of "
               << "the student and teacher " << teacher.title << ": " << why;
      graph.addTerm(loss.rule,
                    alpha.value_or(0.5) * loss.weight * teacher.weight, student,
                    output);
    }
  numTerms += outputs.size() * teachers.size();
  return success();
}

LogicalResult CompressDistill::comparePair(DistillationGraph &graph,
                                           unsigned pair) {
  const WeightedLoss &loss = features[pair];
  FailureOr<Value> student = graph.getStudentLayer(studentLayers[pair]);
  FailureOr<Value> teacher = graph.getTeacherLayer(teacherLayers[pair]);
  if (failed(student) || failed(teacher))
    return failure();
  std::string why =
      loss.rule.explainMismatch(typeOf(*student), typeOf(*teacher));
  if (!why.empty() && projection && loss.rule.canProject())
    if (Value projected = graph.project(*student, typeOf(*teacher),
                                        studentLayers[pair], seed)) {
      student = projected;
      why = loss.rule.explainMismatch(typeOf(projected), typeOf(*teacher));
      ++numProjections;
    }
  if (!why.empty())
    return mlir::emitError(student->getLoc())
           << "loss " << loss.rule << " cannot be taken of the pair '"
           << studentLayers[pair] << "' and '" << teacherLayers[pair]
           << "': " << why
           << (loss.rule.canProject()
                   ? "; a projection changes the last dimension alone"
                   : "; choose layers that agree");
  graph.addTerm(loss.rule, loss.weight, *student, *teacher);
  ++numTerms;
  return success();
}

LogicalResult CompressDistill::compareLayers(DistillationGraph &graph) {
  for (unsigned pair = 0; pair < features.size(); ++pair)
    if (failed(comparePair(graph, pair)))
      return failure();
  return success();
}

LogicalResult CompressDistill::distill(func::FuncOp entry) {
  if (failed(checkStudent(entry)))
    return failure();
  llvm::scope_exit cleanUp([&] {
    for (auto nested :
         llvm::make_early_inc_range(getOperation().getOps<ModuleOp>()))
      nested.erase();
  });
  FailureOr<SmallVector<Teacher>> teachers = link(entry);
  if (failed(teachers))
    return failure();
  DistillationGraph graph(entry);
  for (auto [i, teacher] : llvm::enumerate(*teachers)) {
    std::string prefix = teachers->size() == 1
                             ? "teacher."
                             : llvm::formatv("teacher{0}.", i).str();
    if (failed(prepare(teacher)) || failed(graph.addTeacher(teacher, prefix)))
      return failure();
  }
  if (failed(compareOutputs(graph, *teachers)) || failed(compareLayers(graph)))
    return failure();
  numShared += graph.getNumShared();
  func::FuncOp built = graph.take(1.0 - alpha.value_or(0.5));
  removeTeachers(entry);
  remark::passed(entry.getLoc(), remark::RemarkOpts::name("distillation")
                                     .category("compress-distill")
                                     .function(entry.getSymName()))
      << llvm::formatv("@{0}: {1} losses, {2} teachers, {3} operations shared "
                       "with the student",
                       built.getSymName(),
                       outputs.size() * teachers->size() + features.size(),
                       teachers->size(), graph.getNumShared())
             .str();
  return success();
}

//===- StudentGraph.cpp - what compress-train does with a graph -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Transforms/Training/StudentGraph.h"
#include "mlir/IR/AsmState.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/Support/xxhash.h"

using namespace mlir;
using namespace mlir::compress;

func::FuncOp compress::findDistillation(ModuleOp module, func::FuncOp student) {
  for (auto function : module.getOps<func::FuncOp>()) {
    auto attribute =
        function->getAttrOfType<DistillationAttr>(kDistillationAttr);
    if (attribute && attribute.getStudent() == student.getSymNameAttr())
      return function;
  }
  return {};
}

LogicalResult compress::updateStudent(func::FuncOp graph,
                                      func::FuncOp student) {
  auto emitError = [&](Operation *op) {
    return op->emitError("@")
           << student.getSymName() << " is not what compress-distill saw in @"
           << graph.getSymName()
           << "; run it after the passes that change the student";
  };
  SmallVector<std::pair<Operation *, Operation *>> pairs;
  auto next = graph.getBody().front().begin();
  for (Operation &op : student.getBody().front().without_terminator()) {
    if (next == graph.getBody().front().end() ||
        next->getName() != op.getName() ||
        next->getResultTypes() != op.getResultTypes() ||
        next->getNumOperands() != op.getNumOperands())
      return emitError(&op);
    // The teacher may share what is frozen.
    auto own = dyn_cast<ParameterOp>(*next);
    if (own && (own.getName() != cast<ParameterOp>(op).getName() ||
                (own.getFrozen() &&
                 own->getAttrDictionary() != op.getAttrDictionary())))
      return emitError(&op);
    pairs.emplace_back(&*next, &op);
    ++next;
  }
  for (auto [own, original] : pairs)
    own->setAttrs(original->getAttrDictionary());
  return success();
}

SmallVector<int64_t>
compress::getTeacherResults(DistillationAttr distillation) {
  SmallVector<int64_t> numbers = {distillation.getAnswers()};
  for (Attribute attribute : distillation.getTerms())
    numbers.push_back(cast<DistillationTermAttr>(attribute).getTeacher());
  llvm::sort(numbers);
  numbers.erase(llvm::unique(numbers), numbers.end());
  return numbers;
}

func::FuncOp compress::extractTeacher(func::FuncOp graph) {
  auto distillation = graph->getAttrOfType<DistillationAttr>(kDistillationAttr);
  OpBuilder builder(graph.getContext());
  builder.setInsertionPointAfter(graph);
  auto teacher = cast<func::FuncOp>(builder.clone(*graph));
  teacher->removeAttr(kDistillationAttr);
  teacher.setSymName("ask_teacher");
  Operation *terminator = teacher.getBody().front().getTerminator();
  SmallVector<Value> said;
  for (int64_t number : getTeacherResults(distillation))
    said.push_back(terminator->getOperand(number));
  terminator->setOperands(said);
  teacher.removeResAttrsAttr();
  teacher.setFunctionType(builder.getFunctionType(
      teacher.getArgumentTypes(), terminator->getOperandTypes()));
  eraseDeadOperations(teacher);
  llvm::BitVector unused(teacher.getNumArguments());
  for (BlockArgument argument : teacher.getArguments())
    if (argument.getArgNumber() > 0 && argument.use_empty())
      unused.set(argument.getArgNumber());
  (void)teacher.eraseArguments(unused);
  return teacher;
}

uint64_t compress::hashFunction(func::FuncOp function) {
  std::string text;
  llvm::raw_string_ostream os(text);
  OpPrintingFlags flags;
  function.print(os, flags.elideLargeElementsAttrs().useLocalScope());
  auto append = [&](ArrayRef<char> bytes) {
    text.append(bytes.data(), bytes.size());
  };
  function.walk([&](Operation *op) {
    for (NamedAttribute attribute : op->getAttrDictionary()) {
      if (auto dense = dyn_cast<DenseElementsAttr>(attribute.getValue()))
        append(dense.getRawData());
      else if (auto resource =
                   dyn_cast<DenseResourceElementsAttr>(attribute.getValue()))
        if (AsmResourceBlob *blob = resource.getRawHandle().getBlob())
          append(blob->getData());
    }
  });
  return llvm::xxh3_64bits(
      ArrayRef(reinterpret_cast<const uint8_t *>(text.data()), text.size()));
}

void compress::eraseDeadOperations(func::FuncOp function,
                                   ArrayRef<Value> kept) {
  SmallVector<Operation *> operations;
  for (Operation &op : function.getBody().front().without_terminator())
    operations.push_back(&op);
  for (Operation *op : llvm::reverse(operations)) {
    bool isKept = llvm::any_of(op->getResults(), [&](Value result) {
      return llvm::is_contained(kept, result);
    });
    if (!isKept && isOpTriviallyDead(op))
      op->erase();
  }
}

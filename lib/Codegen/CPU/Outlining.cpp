//===- Outlining.cpp - code as a function of its own ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Outlining.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace mlir::compress;

/// True for what a function can take as a pointer or a number.
static bool canHandOver(Type type) {
  if (auto buffer = dyn_cast<MemRefType>(type))
    return buffer.hasStaticShape() && buffer.getLayout().isIdentity();
  return type.isIntOrIndexOrFloat();
}

LogicalResult Captures::add(func::FuncOp function, Value value) {
  auto argument = dyn_cast<BlockArgument>(value);
  if (argument && argument.getOwner() == &function.getBody().front() &&
      isa<MemRefType>(argument.getType())) {
    arguments.insert(argument);
    return success();
  }
  Operation *op = value.getDefiningOp();
  if (op && operations.contains(op))
    return success();
  if (!op || op->getNumRegions() != 0 || !isMemoryEffectFree(op)) {
    if (!takesOthers || !canHandOver(value.getType()))
      return failure();
    arguments.insert(value);
    return success();
  }
  for (Value operand : op->getOperands())
    if (failed(add(function, operand)))
      return failure();
  operations.insert(op);
  return success();
}

bool Captures::hasOnlyArguments() const {
  return llvm::all_of(arguments, [](Value value) {
    auto argument = dyn_cast<BlockArgument>(value);
    return argument && isa<func::FuncOp>(argument.getOwner()->getParentOp());
  });
}

void Captures::repeat(OpBuilder &builder, ValueRange handedOver,
                      IRMapping &mapping) const {
  mapping.map(ValueRange(arguments.getArrayRef()), handedOver);
  for (Operation *op : operations)
    builder.clone(*op, mapping);
}

void compress::copyArgumentAttributes(Value argument, func::FuncOp to,
                                      unsigned newIndex) {
  auto old = cast<BlockArgument>(argument);
  auto from = cast<func::FuncOp>(old.getOwner()->getParentOp());
  DictionaryAttr attributes = from.getArgAttrDict(old.getArgNumber());
  if (!attributes)
    return;
  for (NamedAttribute attribute : attributes)
    if (isa_and_present<LLVM::LLVMDialect>(attribute.getNameDialect()))
      to.setArgAttr(newIndex, attribute.getName(), attribute.getValue());
}

//===- Signature.cpp - functions that get arguments and results -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Transforms/Training/Signature.h"

using namespace mlir;
using namespace mlir::compress;

LogicalResult compress::checkSignatureMayChange(func::FuncOp function) {
  if (!function.getBody().hasOneBlock())
    return function.emitError("expected @")
           << function.getSymName() << " to have one block";
  if (!SymbolTable::symbolKnownUseEmpty(function, function->getParentOp()))
    return function.emitError("@")
           << function.getSymName()
           << " is called, so its arguments and results cannot change; inline "
              "it first (--inline)";
  return success();
}

std::optional<Role> compress::getRole(func::FuncOp function,
                                      unsigned argument) {
  auto role = function.getArgAttrOfType<RoleAttr>(argument, kRoleAttr);
  return role ? std::optional(role.getValue()) : std::nullopt;
}

bool compress::isTrainable(func::FuncOp function, unsigned argument) {
  return getRole(function, argument) == Role::Parameter &&
         !function.getArgAttr(argument, kFrozenAttr);
}

void compress::appendResult(func::FuncOp function, Value value, StringRef name,
                            Role role) {
  MLIRContext *context = function.getContext();
  unsigned index = function.getNumResults();
  NamedAttrList attributes;
  attributes.set(kNameAttr, StringAttr::get(context, name));
  attributes.set(kRoleAttr, RoleAttr::get(context, role));
  (void)function.insertResult(index, value.getType(),
                              attributes.getDictionary(context));
  function.getBody().front().getTerminator()->insertOperands(index, value);
}

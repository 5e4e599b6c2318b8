//===- ObserverAttrInterface.td - calibration rules -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_OBSERVERATTRINTERFACE_TD
#define COMPRESS_INTERFACES_OBSERVERATTRINTERFACE_TD

include "mlir/IR/OpBase.td"

def ObserverAttrInterface : AttrInterface<"ObserverAttrInterface"> {
  let cppNamespace = "::mlir::compress";
  let description = [{
    A calibration rule: an attribute that makes collectors, one for each observed
    value, which turn the values seen on sample data into a range. Another
    dialect adds a rule by an attribute with this interface and an entry in
    `observers()`.
  }];

  let methods = [
    InterfaceMethod<[{
      A new, empty collector.
    }], "std::unique_ptr<::mlir::compress::RangeCollector>", "makeCollector">,
  ];
}

#endif // COMPRESS_INTERFACES_OBSERVERATTRINTERFACE_TD

// RUN: not compress-opt %s --compress-initialize-parameters=initialize=glorot 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: not compress-opt %s --compress-initialize-parameters="initialize=xavier<1.0>" 2>&1 | FileCheck %s --check-prefix=PARAMETERS
// RUN: not compress-opt %s --compress-initialize-parameters=initialize=#compress.minmax 2>&1 | FileCheck %s --check-prefix=KIND

// UNKNOWN: error: unknown way to initialize 'glorot'; known are kaiming, xavier, zeros
// PARAMETERS: error: malformed way to initialize 'xavier<1.0>': it takes no parameters
// KIND: error: '#compress.minmax' is not a way to initialize
func.func @main() {
  return
}

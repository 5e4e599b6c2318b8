// RUN: compress-opt %s --split-input-file --verify-diagnostics --compress-pack-weights

// expected-error @below {{cannot pack a weight of type 'memref<4xf32, strided<[2]>>'; expected a row-major buffer}}
func.func @strided(%w: memref<4xf32, strided<[2]>> {compress.weight = dense<1.0> : tensor<4xf32>}) {
  return
}

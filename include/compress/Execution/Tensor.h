//===- Tensor.h - a tensor in host memory, and .npy files -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_EXECUTION_TENSOR_H
#define COMPRESS_EXECUTION_TENSOR_H

#include "compress/Analysis/TensorSpec.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace mlir::compress {

/// A dense, row-major tensor in host memory.
struct Tensor {
  ElementKind kind = ElementKind::F32;
  std::vector<int64_t> shape;
  std::vector<char> bytes;

  Tensor() = default;
  Tensor(ElementKind kind, std::vector<int64_t> shape);
  int64_t getNumElements() const;
  template <typename T>
  llvm::ArrayRef<T> data() const {
    return {reinterpret_cast<const T *>(bytes.data()),
            bytes.size() / sizeof(T)};
  }
  template <typename T>
  llvm::MutableArrayRef<T> data() {
    return {reinterpret_cast<T *>(bytes.data()), bytes.size() / sizeof(T)};
  }
};

/// Reads a NumPy `.npy` file (format 1 to 3, C order, little endian).
llvm::Expected<Tensor> readNpy(llvm::StringRef path);
/// Writes a `.npy` file; the file appears whole or not at all.
llvm::Error writeNpy(llvm::StringRef path, const Tensor &tensor);
/// Reads an IDX file (MNIST's format), plain or gzipped.
llvm::Expected<Tensor> readIdx(llvm::StringRef path);
/// Reads `.npy` or IDX, told apart by the first bytes.
llvm::Expected<Tensor> readTensor(llvm::StringRef path);

} // namespace mlir::compress

#endif // COMPRESS_EXECUTION_TENSOR_H

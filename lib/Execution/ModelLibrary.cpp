//===- ModelLibrary.cpp - runs libraries that compress-translate made -----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Execution/ModelLibrary.h"
#include "ModelCode.h"
#include "compress/Target/CPU/WeightFile.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/BinaryFormat/Magic.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include <dlfcn.h>

using namespace mlir;
using namespace mlir::compress;

namespace {

struct LibraryCloser {
  void operator()(void *handle) const { dlclose(handle); }
};
using Library = std::unique_ptr<void, LibraryCloser>;

/// The code lives as long as the library and the file of weights.
class LoadedModel : public ModelCode {
public:
  LoadedModel(Library library, std::unique_ptr<llvm::MemoryBuffer> file,
              Signature signature, const compress_model &model,
              const void *weights)
      : ModelCode(std::move(signature), model.run,
                  model.version == 1 ? nullptr : model.set_threads, weights,
                  model.weight_bytes, model.arena_bytes),
        library(std::move(library)), file(std::move(file)) {}

private:
  Library library;
  std::unique_ptr<llvm::MemoryBuffer> file;
};

} // namespace

static std::optional<ElementKind> parseTypeName(StringRef name) {
  return llvm::StringSwitch<std::optional<ElementKind>>(name)
      .Case("f32", ElementKind::F32)
      .Case("f64", ElementKind::F64)
      .Case("i1", ElementKind::I1)
      .Case("i8", ElementKind::I8)
      .Case("u8", ElementKind::U8)
      .Case("i16", ElementKind::I16)
      .Case("i32", ElementKind::I32)
      .Case("i64", ElementKind::I64)
      .Default(std::nullopt);
}

static llvm::Error loadError(StringRef path, const llvm::Twine &why) {
  return llvm::createStringError("cannot load '" + path + "': " + why);
}

static llvm::Error readTensors(StringRef path, const compress_tensor *tensors,
                               uint32_t count, std::vector<TensorSpec> &specs) {
  for (const compress_tensor &tensor : ArrayRef(tensors, count)) {
    std::optional<ElementKind> kind = parseTypeName(tensor.type);
    if (!kind)
      return loadError(path, llvm::Twine("tensor '") + tensor.name +
                                 "' has type " + tensor.type +
                                 ", which is unknown here");
    TensorSpec spec;
    spec.name = tensor.name;
    spec.kind = *kind;
    spec.shape.assign(tensor.shape, tensor.shape + tensor.rank);
    spec.scale = tensor.scale;
    spec.zeroPoint = tensor.zero_point;
    specs.push_back(std::move(spec));
  }
  return llvm::Error::success();
}

/// Opens the library and checks that it is one of ours that can run here.
static llvm::Expected<const compress_model *> openModel(StringRef path,
                                                        Library &library) {
  // A name without a folder would be searched for elsewhere.
  SmallString<128> file(path);
  if (std::error_code code = llvm::sys::fs::make_absolute(file))
    return loadError(path, code.message());
  library.reset(dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL));
  if (!library)
    return loadError(path, StringRef(dlerror()).ltrim(file).ltrim(": "));
  auto describe = reinterpret_cast<const compress_model *(*)()>(
      dlsym(library.get(), "compress_model"));
  if (!describe)
    return loadError(path, "it has no function compress_model; make it with "
                           "compress-translate --emit=shared");
  const compress_model *model = describe();
  if (model->version < 1 || model->version > 3)
    return loadError(path, "it is of version " + llvm::Twine(model->version) +
                               ", this compress knows versions 1 to 3; "
                               "translate the model again");
  if (const char *missing = model->check_cpu())
    return loadError(path, missing);
  return model;
}

static llvm::Error weightError(const std::string &path, const char *problem) {
  return llvm::createStringError("cannot use the weights '" + path +
                                 "': " + problem);
}

/// Unpacks weights into memory that `file` then holds.
static llvm::Expected<const void *>
unpackWeights(const std::string &origin, StringRef packed,
              const compress_model &model,
              std::unique_ptr<llvm::MemoryBuffer> &file) {
  auto weights = llvm::WritableMemoryBuffer::getNewUninitMemBuffer(
      model.weight_bytes, origin, llvm::Align(64));
  if (!weights)
    return weightError(origin, "not enough memory to unpack them");
  if (const char *problem = model.unpack_weights(packed.data(), packed.size(),
                                                 weights->getBufferStart()))
    return weightError(origin, problem);
  file = std::move(weights);
  return file->getBufferStart();
}

/// Has the library check that a file of weights is its own.
static llvm::Expected<const void *>
checkWeights(const std::string &path, const compress_model &model,
             const Library &library,
             std::unique_ptr<llvm::MemoryBuffer> &file) {
  auto check = reinterpret_cast<const char *(*)(const void *, uint64_t)>(
      dlsym(library.get(), "compress_check_weights"));
  const char *problem =
      check ? check(file->getBufferStart(), file->getBufferSize())
            : "the library cannot check it; translate the model again";
  if (problem)
    return weightError(path, problem);
  const char *weights = file->getBufferStart() + sizeof(compress_weight_file);
  if (llvm::isAddrAligned(llvm::Align(64), weights))
    return weights;
  // Small files are read rather than mapped.
  auto copy = llvm::WritableMemoryBuffer::getNewUninitMemBuffer(
      model.weight_bytes, path, llvm::Align(64));
  std::memcpy(copy->getBufferStart(), weights, model.weight_bytes);
  file = std::move(copy);
  return file->getBufferStart();
}

/// The weights: in the library, or in a file, which is mapped; packed or not.
static llvm::Expected<const void *>
openWeights(StringRef path, const std::string &weightPath,
            const compress_model &model, const Library &library,
            std::unique_ptr<llvm::MemoryBuffer> &file) {
  bool canUnpack = model.version >= 3 && model.unpack_weights;
  bool isInside = model.weights || (canUnpack && model.packed_weights);
  if (isInside && !weightPath.empty())
    return loadError(path, "its weights are inside; '" + weightPath +
                               "' is not needed");
  if (model.weights)
    return model.weights;
  if (isInside)
    return unpackWeights(
        path.str(),
        StringRef(static_cast<const char *>(model.packed_weights),
                  model.packed_bytes),
        model, file);
  if (weightPath.empty())
    return loadError(path, "its weights are in another file; give --weights");
  auto buffer = llvm::MemoryBuffer::getFile(weightPath, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!buffer)
    return llvm::createStringError("cannot read '" + weightPath +
                                   "': " + buffer.getError().message());
  if (canUnpack)
    return unpackWeights(weightPath, (*buffer)->getBuffer(), model, file);
  file = std::move(*buffer);
  return checkWeights(weightPath, model, library, file);
}

bool compress::isModelLibrary(StringRef path) {
  if (path.ends_with(".so"))
    return true;
  llvm::file_magic magic;
  return !llvm::identify_magic(path, magic) &&
         (magic.is_object() || magic == llvm::file_magic::archive);
}

llvm::Expected<std::unique_ptr<CompiledFunction>>
compress::loadModelLibrary(StringRef path, const std::string &weightPath) {
  Library library;
  llvm::Expected<const compress_model *> model = openModel(path, library);
  if (!model)
    return model.takeError();
  Signature signature;
  if (llvm::Error error = readTensors(path, (*model)->inputs,
                                      (*model)->num_inputs, signature.inputs))
    return std::move(error);
  if (llvm::Error error = readTensors(path, (*model)->outputs,
                                      (*model)->num_outputs, signature.outputs))
    return std::move(error);
  std::unique_ptr<llvm::MemoryBuffer> file;
  llvm::Expected<const void *> weights =
      openWeights(path, weightPath, **model, library, file);
  if (!weights)
    return weights.takeError();
  return std::make_unique<LoadedModel>(std::move(library), std::move(file),
                                       std::move(signature), **model, *weights);
}

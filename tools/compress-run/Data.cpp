//===- Data.cpp - the files that a model runs on --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Data.h"
#include "compress/Execution/Measure.h"

using namespace mlir;
using namespace mlir::compress;

/// `a, b and c` of the names of `specs`.
static std::string listNames(ArrayRef<TensorSpec> specs) {
  std::string names;
  for (auto [i, spec] : llvm::enumerate(specs))
    names += (i == 0 ? "" : i + 1 == specs.size() ? " and " : ", ") + spec.name;
  return names;
}

/// Which of `specs` each file belongs to: by name, or the next one.
static llvm::Expected<std::vector<unsigned>>
assign(StringRef option, ArrayRef<NamedFile> files,
       ArrayRef<TensorSpec> specs) {
  std::vector<unsigned> indices;
  for (const NamedFile &file : files) {
    auto free = [&](unsigned i) { return !llvm::is_contained(indices, i); };
    unsigned index = 0;
    if (file.name.empty())
      while (index < specs.size() && !free(index))
        ++index;
    else
      while (index < specs.size() && specs[index].name != file.name)
        ++index;
    if (index == specs.size())
      return llvm::createStringError(
          "--" + option + " '" + (file.name.empty() ? file.path : file.name) +
          "' does not belong to the function: it has " +
          llvm::Twine(specs.size()) + " (" + listNames(specs) + ")");
    if (!free(index))
      return llvm::createStringError("--" + option + " '" + file.name +
                                     "' is given twice");
    indices.push_back(index);
  }
  return indices;
}

static llvm::Expected<std::vector<Tensor>>
readInputs(ArrayRef<NamedFile> files, ArrayRef<TensorSpec> specs) {
  auto indices = assign("input", files, specs);
  if (!indices)
    return indices.takeError();
  if (files.size() != specs.size())
    return llvm::createStringError(
        "the function takes " + llvm::Twine(specs.size()) + " inputs (" +
        listNames(specs) + "), --input gives " + llvm::Twine(files.size()));
  std::vector<Tensor> tensors(specs.size());
  for (auto [file, index] : llvm::zip_equal(files, *indices)) {
    llvm::Expected<Tensor> tensor = readNpy(file.path);
    if (!tensor)
      return tensor.takeError();
    const TensorSpec &spec = specs[index];
    if (tensor->kind != spec.kind || tensor->shape != spec.shape)
      return llvm::createStringError(
          "'" + file.path + "' does not fit input '" + spec.name +
          "': it holds " + formatShape(tensor->shape) + " " +
          getElementName(tensor->kind) + ", the input is " +
          formatShape(spec.shape) + " " + getElementName(spec.kind));
    tensors[index] = std::move(*tensor);
  }
  return tensors;
}

static llvm::Expected<SampleSource>
openSamples(const CompiledFunction &function, const RunOptions &options) {
  if (function.getInputs().size() != 1)
    return llvm::createStringError(
        "--data needs a function with one input, this one has " +
        llvm::Twine(function.getInputs().size()) + " (" +
        listNames(function.getInputs()) + ")");
  return SampleSource::open(options.data, function.getInputs().front(),
                            options.normalization);
}

/// Reads the labels for the first `data.numSamples` samples.
static llvm::Error openLabels(const CompiledFunction &function,
                              const RunOptions &options, Data &data) {
  auto labels = readLabels(options.labels);
  if (!labels)
    return labels.takeError();
  data.labels = std::move(*labels);
  if (static_cast<int64_t>(data.labels.size()) != data.samples->getNumSamples())
    return llvm::createStringError(
        "'" + options.labels + "' has " + llvm::Twine(data.labels.size()) +
        " labels for the " + llvm::Twine(data.samples->getNumSamples()) +
        " samples of '" + options.data + "'");
  const TensorSpec &output = function.getOutputs().front();
  int64_t batch = function.getInputs().front().shape.front();
  int64_t classes = output.getNumElements() / batch;
  for (int64_t label : data.labels)
    if (label >= classes)
      return llvm::createStringError(
          "'" + options.labels + "' has label " + llvm::Twine(label) +
          ", the model's output '" + output.name + "' has " +
          llvm::Twine(classes) + " classes");
  return llvm::Error::success();
}

/// With a batch, the rows of output 0 must be the samples.
static llvm::Error checkBatch(const CompiledFunction &function) {
  int64_t batch = function.getInputs().front().shape.front();
  for (const TensorSpec &output : function.getOutputs())
    if (batch == 0 || output.shape.empty() || output.shape.front() != batch)
      return llvm::createStringError(
          "output '" + output.name + "' is " + formatShape(output.shape) +
          ", its first dimension must be the batch of the input, " +
          llvm::Twine(batch));
  return llvm::Error::success();
}

llvm::Expected<Data> compress::readData(const CompiledFunction &function,
                                        const CompiledFunction *other,
                                        const RunOptions &options) {
  Data data;
  if (!options.inputs.empty()) {
    auto inputs = readInputs(options.inputs, function.getInputs());
    if (!inputs)
      return inputs.takeError();
    data.inputs = std::move(*inputs);
  }
  auto indices = assign("output", options.outputs, function.getOutputs());
  if (!indices)
    return indices.takeError();
  data.outputFiles.resize(function.getOutputs().size());
  for (auto [file, index] : llvm::zip_equal(options.outputs, *indices))
    data.outputFiles[index] = file.path;
  if (options.data.empty())
    return data;

  auto samples = openSamples(function, options);
  if (!samples)
    return samples.takeError();
  data.samples = std::move(*samples);
  if (llvm::Error error = checkBatch(function))
    return std::move(error);
  if (other) {
    auto otherSamples = openSamples(*other, options);
    if (!otherSamples)
      return otherSamples.takeError();
    data.otherSamples = std::move(*otherSamples);
    if (llvm::Error error = checkBatch(*other))
      return std::move(error);
  }
  data.numSamples = data.samples->getNumSamples();
  if (options.numSamples > data.numSamples)
    return llvm::createStringError(
        "--num-samples asks for " + llvm::Twine(options.numSamples) + ", '" +
        options.data + "' has " + llvm::Twine(data.numSamples));
  if (options.numSamples > 0)
    data.numSamples = options.numSamples;
  if (!options.labels.empty())
    if (llvm::Error error = openLabels(function, options, data))
      return std::move(error);
  return data;
}

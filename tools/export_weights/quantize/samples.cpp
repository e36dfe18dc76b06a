// SPDX-License-Identifier: BSL-1.0
#include "quantize/samples.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "error.hpp"
#include "files.hpp"
#include "quantize/array.hpp"
#include "text.hpp"

namespace exporter {
namespace {

namespace fs = std::filesystem;

static_assert(std::endian::native == std::endian::little, "files are");

constexpr std::size_t max_files = 1'000'000, max_elements = std::size_t{1} << 28;

const Value& input(const Graph& graph, std::size_t i) { return graph[graph.inputs[i]]; }

/// Whether this is what the file calls an input.
bool is_called(const EdgeName& names, const std::string& name) {
  return name == names.signature || name == names.tensor;
}

std::string name_of(const EdgeName& names) { return names.signature.empty() ? names.tensor : names.signature; }

std::string names_of(const Graph& graph) {
  std::vector<std::string> all;
  for (const EdgeName& names : graph.input_names) all.push_back(exporter::quoted(name_of(names)));
  return fmt::format("{}", fmt::join(all, ", "));
}

std::vector<std::int64_t> without_ones(std::vector<std::int64_t> shape) {
  std::erase(shape, 1);
  return shape;
}

/// Samples of an array for an input: its axes behind the first one are the input's, whose ones may be left out.
void add(Samples& samples, const Array& array, const Value& to) {
  const std::int64_t count = array.shape.empty() ? 1 : array.shape[0];
  const std::vector<std::int64_t> sample(array.shape.begin() + (array.shape.empty() ? 0 : 1), array.shape.end());
  const bool is_flat = sample.size() == 1 && sample[0] == to.elements();
  if (!is_flat && without_ones(sample) != without_ones({to.shape.begin(), to.shape.end()}))
    throw Error(fmt::format("{} has samples of shape [{}], but input {} takes {}; channels come last",
                            array.name.empty() ? "the array" : "array " + exporter::quoted(array.name),
                            fmt::join(sample, ", "), exporter::quoted(to.name), dimensions(to.shape)));
  if (samples.count != 0 && samples.count != count)
    throw Error(fmt::format("array {} has {} samples, but the one before it {}", exporter::quoted(array.name), count,
                            samples.count));
  samples.count = count;
  samples.inputs.push_back(array.reals());
}

Samples from_archive(const std::vector<Array>& arrays, const Graph& graph) {
  Samples out;
  for (std::size_t i = 0; i < graph.inputs.size(); ++i) {
    auto found = std::find_if(arrays.begin(), arrays.end(),
                              [&](const Array& array) { return is_called(graph.input_names[i], array.name); });
    if (found == arrays.end() && arrays.size() == 1 && graph.inputs.size() == 1) found = arrays.begin();
    if (found == arrays.end())
      throw Error(fmt::format("the archive has no array {}; it needs one for each input: {}",
                              exporter::quoted(name_of(graph.input_names[i])), names_of(graph)));
    add(out, *found, input(graph, i));
  }
  return out;
}

/// The files of a folder that are samples, by name.
std::vector<fs::path> sample_files(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
    if (entry->path().extension() == ".bin" && files.size() < max_files) files.push_back(entry->path());
  std::sort(files.begin(), files.end());
  if (files.empty())
    throw Error(fmt::format("the folder {} has no .bin file; a sample is a file of raw float32",
                            exporter::quoted(folder.filename().string())));
  return files;
}

void add(Samples& samples, const fs::path& folder, const Value& to) {
  std::vector<float> all;
  const std::vector<fs::path> files = sample_files(folder);
  for (const fs::path& file : files) {
    const std::vector<std::uint8_t> bytes = read_file(file);
    const auto size = static_cast<std::size_t>(to.elements());
    if (bytes.size() != size * sizeof(float))
      throw Error(fmt::format("{} has {} bytes, but a sample of input {} is {} float32, {} bytes",
                              exporter::quoted(file.filename().string()), bytes.size(), exporter::quoted(to.name), size,
                              size * sizeof(float)));
    if (all.size() + size > max_elements)
      throw Error(fmt::format("the samples of input {} have more than {} elements; give fewer",
                              exporter::quoted(to.name), grouped(std::int64_t{max_elements})));
    all.resize(all.size() + size);
    std::memcpy(&all[all.size() - size], bytes.data(), bytes.size());
    if (!std::all_of(all.end() - to.elements(), all.end(), [](float real) { return std::isfinite(real); }))
      throw Error(
          fmt::format("{} holds an infinity, or what is not a number", exporter::quoted(file.filename().string())));
  }
  const std::int64_t count = std::ssize(files);
  if (samples.count != 0 && samples.count != count)
    throw Error(fmt::format("input {} has {} samples, but the one before it {}", exporter::quoted(to.name), count,
                            samples.count));
  samples.count = count;
  samples.inputs.push_back(std::move(all));
}

Samples from_folder(const fs::path& folder, const Graph& graph) {
  Samples out;
  for (std::size_t i = 0; i < graph.inputs.size(); ++i) {
    const fs::path own = graph.inputs.size() == 1 ? folder : folder / name_of(graph.input_names[i]);
    std::error_code error;
    if (!fs::is_directory(own, error))
      throw Error(
          fmt::format("the model has {} inputs, and the folder none for {}; give a folder for each of {}, or an "
                      ".npz",
                      graph.inputs.size(), exporter::quoted(name_of(graph.input_names[i])), names_of(graph)));
    add(out, own, input(graph, i));
  }
  return out;
}

Samples from_file(const std::vector<std::uint8_t>& bytes, const Graph& graph) {
  if (is_npz(bytes)) return from_archive(read_npz(bytes), graph);
  if (!is_npy(bytes)) throw Error("this is neither a .npy nor an .npz file of NumPy, nor a folder of .bin files");
  if (graph.inputs.size() != 1)
    throw Error(fmt::format("the model has {} inputs, and a .npy file is one array; give an .npz with {}",
                            graph.inputs.size(), names_of(graph)));
  Samples out;
  add(out, read_npy(bytes), input(graph, 0));
  return out;
}

/// Calls `use`; what is wrong with a file is said with its name.
auto naming(const fs::path& path, auto use) {
  try {
    return use();
  } catch (const Error& problem) {
    const std::string name = escape(path.string(), 200);
    const std::string text = problem.what();
    throw Error(text.starts_with(name) ? text : fmt::format("{}: {}", name, text));
  }
}

}  // namespace

Samples read_samples(const fs::path& path, const Graph& graph) {
  return naming(path, [&] {
    std::error_code error;
    return fs::is_directory(path, error) ? from_folder(path, graph) : from_file(read_file(path), graph);
  });
}

std::vector<std::int64_t> read_labels(const fs::path& path, std::int64_t count) {
  return naming(path, [&] {
    const std::vector<std::uint8_t> bytes = read_file(path);
    std::vector<std::int64_t> labels = read_npy(bytes).integers();
    if (std::ssize(labels) != count)
      throw Error(fmt::format("it has {} labels for {} samples; give one for each", labels.size(), count));
    return labels;
  });
}

}  // namespace exporter

// SPDX-License-Identifier: BSL-1.0
// The exporter's library as Python sees it: bytes and JSON, out of which the package makes what users see.
#include <nanobind/nanobind.h>
#include <nanobind/stl/map.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "c_files.hpp"
#include "emit/description.hpp"
#include "emit/page.hpp"
#include "emit/policies.hpp"
#include "error.hpp"
#include "evaluate/run.hpp"
#include "exporter.hpp"
#include "files.hpp"
#include "frontend/model_file.hpp"
#include "name_space.hpp"

namespace nb = nanobind;

namespace {

using exporter::Error;
using Bytes = std::vector<std::uint8_t>;

std::span<const std::uint8_t> view(const nb::bytes& bytes) {
  return {reinterpret_cast<const std::uint8_t*>(bytes.c_str()), bytes.size()};
}

/// How a model is chosen in its file and read, by the names that the exporter's program has for its options.
struct Options {
  std::optional<std::string> array, signature;
  std::optional<std::size_t> subgraph;
  bool keep_dead_channels = false;
  std::map<std::string, std::string> own;
  std::vector<std::string> own_headers;
  std::string folder;  // where the file stands; empty: nowhere
  std::optional<std::string> rounding;
};

exporter::Request request_for(const std::string& file, const Options& options) {
  exporter::Request request{.file = file,
                            .name_space = {},
                            .keep_dead_channels = options.keep_dead_channels,
                            .array = options.array,
                            .choice = {options.signature, options.subgraph}};
  for (const auto& [custom, layer] : options.own) add_own_layer(request.own, custom + "=" + layer);
  for (const std::string& header : options.own_headers) add_own_header(request.own, header);
  request.folder = options.folder;
  if (options.rounding) {
    request.rounding = exporter::find_rounding(*options.rounding);
    if (!request.rounding)
      throw Error(fmt::format("there is no rounding {}; there are {}", *options.rounding,
                              fmt::join(exporter::names_of_roundings(), ", ")));
  }
  return request;
}

exporter::Prepared prepared(const Bytes& file, const exporter::Request& request) {
  const exporter::ModelFile model(file, request.array);
  return exporter::prepare(model.bytes(), request.keep_dead_channels, request.choice, request.own, request.folder,
                           request.quantize, request.rounding);
}

/// A model, and what computes it, which is made when somebody asks.
class Model {
 public:
  Model(const nb::bytes& in_file, const std::string& name, const Options& options)
      : file(view(in_file).begin(), view(in_file).end()), request(request_for(name, options)),
        network(prepared(file, request)) {}

  std::string describe(const std::string& target) const {
    return description(network.network, network.savings, target_of(target), request.file);
  }
  std::string report(const std::string& target, bool why) const {
    return exporter::report(network.network, network.savings, {&target_of(target), why}) + network.remark;
  }

  std::string page(const std::string& target) const {
    return exporter::page(network.network, network.savings, target_of(target), request.file, "");
  }

  /// The outputs of `count` inferences. Others may use Python meanwhile, and the user may interrupt.
  nb::bytes run(const nb::bytes& inputs, std::int64_t count, int threads) {
    check_runs();
    if (!runner) runner.emplace(network.network);
    return computed(*runner, inputs, count, threads);
  }
  /// As `run` of a new model, with a tensor of `tensors` as one more output behind the others.
  nb::bytes run_with(int tensor, const nb::bytes& inputs, std::int64_t count, int threads) const {
    check_runs();
    exporter::Network with = network.network;
    with.outputs.push_back(tensor);
    if (!with.output_elements.empty()) with.output_elements.push_back(with[tensor].element);
    exporter::Runner once(with);
    return computed(once, inputs, count, threads);
  }
  void reset() {
    if (runner) runner->reset();
  }

  /// The model in int8, as the bytes of a .tflite, and what it cost.
  std::pair<nb::bytes, std::string> quantized(const std::string& samples, const std::optional<std::string>& labels,
                                              const std::string& ranges) const {
    exporter::Request wanted = request;
    const std::optional<exporter::Ranges> found = exporter::find_ranges(ranges);
    if (!found) throw Error("there are no ranges \"" + ranges + "\"");
    wanted.quantize = {samples, {}, *found, true, [](std::string_view, std::int64_t, std::int64_t) {
                         const nb::gil_scoped_acquire python;
                         if (PyErr_CheckSignals() != 0) throw nb::python_error();
                       }};
    if (labels) wanted.quantize->labels = *labels;
    const exporter::Prepared made = [&] {
      const nb::gil_scoped_release others_run;
      return prepared(file, wanted);
    }();
    return {nb::bytes(made.tflite.data(), made.tflite.size()), made.quantization};
  }

  nb::bytes source() const { return nb::bytes(file.data(), file.size()); }

  /// Writes a header, and for C two files more; returns what was written.
  std::vector<std::string> write_header(const std::string& path, const std::optional<std::string>& name_space,
                                        const std::optional<std::pair<Bytes, Bytes>>& golden,
                                        const std::optional<std::vector<std::string>>& c_policies) const {
    const std::filesystem::path header(path);
    exporter::Request wanted = request;
    wanted.name_space = name_space.value_or(exporter::namespace_of(header.stem().string()));
    if (const std::string complaint = exporter::complaint_about_namespace(wanted.name_space); !complaint.empty())
      throw Error("namespace \"" + wanted.name_space + "\": " + complaint);
    if (golden) wanted.golden = exporter::Golden{golden->first, golden->second};
    std::optional<exporter::CFiles> c;
    if (c_policies) {
      c = exporter::c_files(header);
      wanted.c = exporter::CRequest{header.filename().string(), c->header.filename().string(), *c_policies};
    }
    for (const std::string& policy : c_policies.value_or(std::vector<std::string>{}))
      if (!exporter::find_policy(policy)) throw Error("there is no policy \"" + policy + "\"");
    const exporter::Result result = exporter::export_model(file, wanted);
    exporter::write_file(header, result.header);
    if (!c || !result.c) return {path};
    exporter::write_file(c->header, result.c->header);
    exporter::write_file(c->source, result.c->source);
    return {path, c->header.string(), c->source.string()};
  }

 private:
  Bytes file;
  exporter::Request request;
  exporter::Prepared network;
  std::optional<exporter::Runner> runner;

  void check_runs() const {
    if (!request.own.words.empty()) throw Error("a model with a layer of your own runs in a program only");
  }

  static nb::bytes computed(exporter::Runner& runner, const nb::bytes& inputs, std::int64_t count, int threads) {
    if (std::ssize(view(inputs)) != count * runner.input_bytes()) throw Error("these are not so many inputs");
    constexpr std::int64_t at_a_time = 256;
    Bytes outputs(static_cast<std::size_t>(count * runner.output_bytes()));
    for (std::int64_t first = 0; first < count; first += at_a_time) {
      {
        const nb::gil_scoped_release others_run;
        runner.run(view(inputs).data() + first * runner.input_bytes(), outputs.data() + first * runner.output_bytes(),
                   std::min(at_a_time, count - first), threads);
      }
      if (PyErr_CheckSignals() != 0) throw nb::python_error();
    }
    return nb::bytes(outputs.data(), outputs.size());
  }

  static const exporter::Target& target_of(const std::string& name) {
    if (const exporter::Target* const found = exporter::find_target(name)) return *found;
    throw Error("there is no target \"" + name + "\"; tinytmpl.targets lists them");
  }
};

Bytes copied(const nb::bytes& bytes) { return {view(bytes).begin(), view(bytes).end()}; }

std::vector<std::string> target_names() {
  std::vector<std::string> names;
  for (const exporter::Target& target : exporter::targets()) names.emplace_back(target.name);
  return names;
}

}  // namespace

NB_MODULE(_core, module) {
  nb::exception<Error>(module, "Refused", PyExc_ValueError).attr("__doc__") =
      "What tinytmpl cannot take, in a sentence that says what to do about it.";
  module.attr("version") = TINYTMPL_EXPORT_VERSION;
  module.def("targets", target_names);
  module.def("boards", exporter::boards_description);
  module.def("read_file", [](const std::string& path) {
    const Bytes bytes = exporter::read_file(path);
    return nb::bytes(bytes.data(), bytes.size());
  });
  nb::class_<Model>(module, "Model")
      .def(
          "__init__",
          [](Model* model, const nb::bytes& file, const std::string& name, std::optional<std::string> array,
             std::optional<std::string> signature, std::optional<std::size_t> subgraph, bool keep_dead_channels,
             std::map<std::string, std::string> own, std::vector<std::string> own_headers, std::string folder,
             std::optional<std::string> rounding) {
            new (model) Model(file, name,
                              {std::move(array), std::move(signature), subgraph, keep_dead_channels, std::move(own),
                               std::move(own_headers), std::move(folder), std::move(rounding)});
          },
          nb::arg("file"), nb::arg("name"), nb::arg("array").none(), nb::arg("signature").none(),
          nb::arg("subgraph").none(), nb::arg("keep_dead_channels"), nb::arg("own"), nb::arg("own_headers"),
          nb::arg("folder"), nb::arg("rounding").none())
      .def("describe", &Model::describe)
      .def("report", &Model::report)
      .def("page", &Model::page)
      .def("run", &Model::run)
      .def("run_with", &Model::run_with)
      .def("reset", &Model::reset)
      .def("source", &Model::source)
      .def("quantized", &Model::quantized, nb::arg("samples"), nb::arg("labels").none(), nb::arg("ranges"))
      .def(
          "write_header",
          [](const Model& model, const std::string& path, const std::optional<std::string>& name_space,
             const std::optional<nb::bytes>& golden_inputs, const std::optional<nb::bytes>& golden_outputs,
             const std::optional<std::vector<std::string>>& c_policies) {
            std::optional<std::pair<Bytes, Bytes>> golden;
            if (golden_inputs && golden_outputs) golden.emplace(copied(*golden_inputs), copied(*golden_outputs));
            return model.write_header(path, name_space, golden, c_policies);
          },
          nb::arg("path"), nb::arg("name_space").none(), nb::arg("golden_inputs").none(),
          nb::arg("golden_outputs").none(), nb::arg("c_policies").none());
}

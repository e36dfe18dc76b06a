// SPDX-License-Identifier: BSL-1.0
// The exporter's library as the page's worker sees it: a file's bytes go in, text comes out.
#include <emscripten/bind.h>

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "emit/description.hpp"
#include "emit/edges.hpp"
#include "emit/golden.hpp"
#include "emit/page.hpp"
#include "error.hpp"
#include "evaluate/run.hpp"
#include "exporter.hpp"
#include "frontend/model_file.hpp"
#include "name_space.hpp"

namespace {

/// What was asked for, or a sentence that says why not.
struct Answer {
  std::string text, error;
};

Answer answer(auto compute) {
  try {
    return {compute(), {}};
  } catch (const std::bad_alloc&) {
    return {{}, "the model needs more memory than there is"};
  } catch (const std::exception& problem) {
    return {{}, problem.what()};
  }
}

/// How a model is chosen in its file and read. Empty: not said.
struct Options {
  std::string array, signature;
  bool keep_dead_channels = false;
};

/// A model that was dropped. `open` first: what it answers if it refuses is all there is.
class Model {
 public:
  Answer open(const std::string& content, const std::string& name, const Options& options) {
    return answer([&]() -> std::string {
      file.assign(content.begin(), content.end());
      request.file = name;
      request.name_space = exporter::namespace_of(std::filesystem::path(name).stem().string());
      request.keep_dead_channels = options.keep_dead_channels;
      if (!options.array.empty()) request.array = options.array;
      if (!options.signature.empty()) request.choice.signature = options.signature;
      const exporter::ModelFile model(file, request.array);
      network = exporter::prepare(model.bytes(), request.keep_dead_channels, request.choice);
      return request.name_space;
    });
  }

  /// JSON: what there is to know of it, with the kernels of a target.
  Answer describe(const std::string& target) const {
    return answer(
        [&] { return exporter::description(network->network, network->savings, target_of(target), request.file); });
  }
  Answer report(const std::string& target) const {
    return answer(
        [&] { return exporter::page(network->network, network->savings, target_of(target), request.file, ""); });
  }
  /// With a golden vector, for a project that tests itself.
  Answer header(bool tests_itself) const {
    return answer([&] {
      exporter::Request wanted = request;
      if (tests_itself) wanted.golden = golden();
      return exporter::export_model(file, wanted).header;
    });
  }

 private:
  std::vector<std::uint8_t> file;
  exporter::Request request;
  std::optional<exporter::Prepared> network;

  /// One vector: a slope of small numbers, and what every machine computes of it.
  exporter::Golden golden() const {
    exporter::Golden vectors;
    for (const exporter::Edge& edge : exporter::inputs(network->network)) {
      const auto size = tinytmpl::core::size_of(edge.element);
      std::size_t count = 1;
      for (const int extent : network->network[edge.tensor].dims) count *= static_cast<std::size_t>(extent);
      for (std::size_t i = 0; i < count; ++i) {
        std::uint8_t bytes[8] = {static_cast<std::uint8_t>(i % 97)};
        if (edge.element == exporter::Element::float32) {
          const float real = static_cast<float>(i % 97) / 97;
          std::memcpy(bytes, &real, sizeof(real));
        } else if (edge.element == exporter::Element::bool8) {
          bytes[0] = i % 2;
        }
        vectors.inputs.insert(vectors.inputs.end(), bytes, bytes + size);
      }
    }
    vectors.outputs = exporter::run(network->network, vectors.inputs);
    return vectors;
  }

  static const exporter::Target& target_of(const std::string& name) {
    if (const exporter::Target* const found = exporter::find_target(name)) return *found;
    throw exporter::Error("there is no target \"" + name + "\"");
  }
};

/// JSON: the names of the targets, portable kernels first.
std::string targets() {
  exporter::JsonWriter json;
  json.array(exporter::targets(), [&](const exporter::Target& target) { json.value(target.name); });
  return json.take();
}

}  // namespace

EMSCRIPTEN_BINDINGS(tinytmpl) {
  using namespace emscripten;
  value_object<Answer>("Answer").field("text", &Answer::text).field("error", &Answer::error);
  value_object<Options>("Options")
      .field("array", &Options::array)
      .field("signature", &Options::signature)
      .field("keepDeadChannels", &Options::keep_dead_channels);
  class_<Model>("Model")
      .constructor()
      .function("open", &Model::open)
      .function("describe", &Model::describe)
      .function("report", &Model::report)
      .function("header", &Model::header);
  function("targets", &targets);
  function("boards", &exporter::boards_description);
}

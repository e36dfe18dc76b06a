// SPDX-License-Identifier: BSL-1.0
#include <cstdio>
#include <filesystem>
#include <new>
#include <optional>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "error.hpp"
#include "exporter.hpp"
#include "files.hpp"
#include "name_space.hpp"
#include "text.hpp"

namespace {

namespace fs = std::filesystem;

struct Arguments {
  std::string model, output;
  std::optional<std::string> name_space;
  std::vector<std::string> golden;  // none, or two
  bool keep_dead_channels = false;
};

void define(CLI::App& app, Arguments& arguments) {
  app.add_option("model", arguments.model, "int8 model, MODEL.tflite")->required()->type_name("FILE");
  app.add_option("-o,--output", arguments.output, "header to write, OUT.hpp")->required()->type_name("FILE");
  app.add_option("--namespace", arguments.name_space, "namespace of the header; default: from the model's file name")
      ->type_name("NAME");
  app.add_option("--golden", arguments.golden,
                 "golden vectors for Model::self_test, each file raw int8: the inputs, one after the other, and the "
                 "reference's outputs")
      ->expected(2)
      ->type_name("INPUTS OUTPUTS");
  app.add_flag("--keep-dead-channels", arguments.keep_dead_channels, "keep channels on which no output depends");
  app.set_version_flag("--version", std::string("tinytmpl-export ") + TINYTMPL_EXPORT_VERSION);
}

/// What is wrong with a model is said with its name.
exporter::Result export_model(std::span<const std::uint8_t> bytes, const exporter::Request& request,
                              const std::string& path) {
  try {
    return exporter::export_model(bytes, request);
  } catch (const exporter::Error& problem) {
    throw exporter::Error(fmt::format("{}: {}", exporter::escape(path, 200), problem.what()));
  }
}

std::optional<exporter::Golden> read_golden(const std::vector<std::string>& files) {
  if (files.empty()) return {};
  return exporter::Golden{exporter::read_file(files[0]), exporter::read_file(files[1])};
}

/// Throws Error if `output` is one of the files that are read.
void check_output(const fs::path& output, const Arguments& arguments) {
  std::error_code error;
  if (fs::equivalent(arguments.model, output, error))
    throw exporter::Error("the output is the model itself; name another file");
  for (const std::string& file : arguments.golden)
    if (fs::equivalent(file, output, error))
      throw exporter::Error("the output is a file of golden vectors; name another file");
}

void run(const Arguments& arguments) {
  const fs::path model(arguments.model), output(arguments.output);
  const std::string name_space = arguments.name_space.value_or(exporter::namespace_of(model.stem().string()));
  if (const std::string complaint = exporter::complaint_about_namespace(name_space); !complaint.empty())
    throw exporter::Error(fmt::format("--namespace {}: {}", exporter::quoted(name_space), complaint));
  const std::vector<std::uint8_t> bytes = exporter::read_file(model);
  check_output(output, arguments);
  const exporter::Request request{model.filename().string(), name_space, arguments.keep_dead_channels,
                                  read_golden(arguments.golden)};
  const exporter::Result result = export_model(bytes, request, arguments.model);
  exporter::write_file(output, result.header);
  std::fputs(result.report.c_str(), stdout);
}

int run(int argc, char** argv) {
  CLI::App app("Writes a C++ header for a TensorFlow Lite model: weights, topology, and a tinytmpl::Model.",
               "tinytmpl-export");
  Arguments arguments;
  define(app, arguments);
  try {
    app.parse(argc, argv);
    run(arguments);
    return 0;
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& problem) {
    throw exporter::Error(exporter::escape(problem.what(), 300) + "; see --help");
  }
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::bad_alloc&) {
    std::fputs("error: the model needs more memory than there is\n", stderr);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "error: %s\n", problem.what());
  }
  return 1;
}

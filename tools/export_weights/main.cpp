// SPDX-License-Identifier: BSL-1.0
#include <cstdio>
#include <filesystem>
#include <new>
#include <optional>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "arguments.hpp"
#include "c_files.hpp"
#include "emit/policies.hpp"
#include "error.hpp"
#include "exporter.hpp"
#include "files.hpp"
#include "name_space.hpp"
#include "progress.hpp"
#include "text.hpp"

namespace {

namespace fs = std::filesystem;
using exporter::Arguments;

/// Calls `use`; what is wrong with a model is said with its name.
auto naming(const std::string& path, auto use) {
  try {
    return use();
  } catch (const exporter::Error& problem) {
    throw exporter::Error(fmt::format("{}: {}", exporter::escape(path, 200), problem.what()));
  }
}

std::optional<exporter::Golden> read_golden(const std::vector<std::string>& files) {
  if (files.empty()) return {};
  return exporter::Golden{exporter::read_file(files[0]), exporter::read_file(files[1])};
}

/// Throws Error if `output` is one of the files that are read, or cannot be written.
void check_output(const fs::path& output, const Arguments& arguments) {
  std::error_code error;
  if (fs::equivalent(arguments.model, output, error))
    throw exporter::Error("the output is the model itself; name another file");
  for (const std::string& file : arguments.golden)
    if (fs::equivalent(file, output, error))
      throw exporter::Error("the output is a file of golden vectors; name another file");
  if (arguments.inputs && fs::equivalent(*arguments.inputs, output, error))
    throw exporter::Error("the output is the file of the inputs; name another file");
  for (const std::optional<std::string>& file : {arguments.samples, arguments.labels})
    if (file && fs::equivalent(*file, output, error))
      throw exporter::Error("the output is a file of samples or labels; name another file");
  for (const std::string& header : arguments.own_headers)
    for (const fs::path& file : {fs::path(header), output.parent_path() / header})  // as an #include may find it
      if (fs::equivalent(file, output, error))
        throw exporter::Error("the output is the header of your own layer; name another file");
  exporter::check_writable(output);
}

/// As `check_output`, of what is no model.
void check_text(const fs::path& output, const Arguments& arguments) {
  check_output(output, arguments);
  if (output.extension() == ".tflite")
    throw exporter::Error("the output is called like a model; name a file of another kind, OUT.hpp");
}

/// Throws Error if `file`, which is `called` so, would be written over the header.
void check_beside(const fs::path& file, const std::optional<fs::path>& output, std::string_view called) {
  const auto whole = [](const fs::path& path) { return fs::absolute(path).lexically_normal(); };
  if (output && whole(*output) == whole(file))
    throw exporter::Error(fmt::format("the {} is the header itself; name another file", called));
}

void print(std::string_view text, std::FILE* to) {
  if (std::fwrite(text.data(), 1, text.size(), to) != text.size() || std::fflush(to) != 0)
    throw exporter::Error("cannot write to standard output or standard error");
}

std::string namespace_for(const fs::path& file, const std::optional<std::string>& given) {
  std::string name = given.value_or(exporter::namespace_of(file.stem().string()));
  if (const std::string complaint = exporter::complaint_about_namespace(name); !complaint.empty())
    throw exporter::Error(fmt::format("--namespace {}: {}", exporter::quoted(name), complaint));
  return name;
}

std::optional<exporter::CFiles> c_files(const Arguments& arguments, const std::optional<fs::path>& output) {
  if (!arguments.c_interface) return {};
  if (!output) throw exporter::Error("--c-interface writes files beside the header; name it: -o OUT.hpp");
  const exporter::CFiles files = exporter::c_files(*output);
  for (const fs::path& file : {files.header, files.source}) check_text(file, arguments);
  return files;
}

std::optional<exporter::CRequest> c_request(const Arguments& arguments, const std::optional<fs::path>& output,
                                            const std::optional<exporter::CFiles>& files) {
  if (!files) return {};
  return exporter::CRequest{output->filename().string(), files->header.filename().string(), arguments.policies};
}

exporter::OwnLayers own_layers(const Arguments& arguments) {
  exporter::OwnLayers out;
  for (const std::string& own : arguments.own) add_own_layer(out, own);
  for (const std::string& header : arguments.own_headers) add_own_header(out, header);
  return out;
}

std::optional<exporter::QuantizeRequest> quantize_request(const Arguments& arguments) {
  if (!arguments.samples) return {};
  return exporter::QuantizeRequest{*arguments.samples, arguments.labels, *exporter::find_ranges(arguments.ranges),
                                   arguments.tflite.has_value(), exporter::progress_on_terminal()};
}

std::optional<tinytmpl::Rounding> rounding(const Arguments& arguments) {
  if (!arguments.rounding) return {};
  return *exporter::find_rounding(*arguments.rounding);
}

/// Where files may stand that a model names.
fs::path folder_of(const fs::path& model) { return model.has_parent_path() ? model.parent_path() : fs::path("."); }

std::string_view as_text(const std::vector<std::uint8_t>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Writes a model's outputs instead of a header.
void run_model(const Arguments& arguments) {
  if (!arguments.own.empty())
    throw exporter::Error(
        "--run computes the library's layers, not one of your own, which runs in a program only: "
        "without --run, the header of such a program is written");
  if (!arguments.output) throw exporter::Error("--run writes the outputs to a file; name it: -o OUT.bin");
  const bool to_terminal = arguments.output == "-";
  if (!to_terminal) check_text(*arguments.output, arguments);
  const std::vector<std::uint8_t> bytes = exporter::read_file(arguments.model),
                                  inputs = exporter::read_file(*arguments.inputs);
  const exporter::Request request{.file = {},
                                  .name_space = {},
                                  .keep_dead_channels = arguments.keep_dead_channels,
                                  .array = arguments.array,
                                  .choice = arguments.choice,
                                  .folder = folder_of(arguments.model),
                                  .quantize = quantize_request(arguments),
                                  .rounding = rounding(arguments)};
  const exporter::Outputs outputs =
      naming(arguments.model, [&] { return exporter::run_model(bytes, request, inputs); });
  if (to_terminal) print(as_text(outputs.bytes), stdout);
  else exporter::write_file(*arguments.output, as_text(outputs.bytes));
  print(outputs.report, to_terminal ? stderr : stdout);
}

void run(const Arguments& arguments) {
  if (arguments.model.empty()) throw exporter::Error("the name of the model is empty; see --help");
  if (arguments.inputs) return run_model(arguments);
  const fs::path model(arguments.model);
  const bool to_terminal = arguments.output == "-";
  const std::optional<fs::path> output = to_terminal ? std::nullopt : std::optional<fs::path>(arguments.output);
  const std::string name_space = namespace_for(output.value_or(model), arguments.name_space);
  const std::vector<std::uint8_t> bytes = exporter::read_file(model);
  if (output) check_text(*output, arguments);
  if (arguments.page) check_beside(*arguments.page, output, "report"), check_text(*arguments.page, arguments);
  if (arguments.tflite)
    check_beside(*arguments.tflite, output, "quantized model"), check_output(*arguments.tflite, arguments);
  const std::optional<exporter::CFiles> c = c_files(arguments, output);
  const exporter::Request request{model.filename().string(),
                                  name_space,
                                  arguments.keep_dead_channels,
                                  read_golden(arguments.golden),
                                  arguments.array,
                                  arguments.choice,
                                  c_request(arguments, output, c),
                                  arguments.report,
                                  arguments.page.has_value(),
                                  own_layers(arguments),
                                  folder_of(model),
                                  quantize_request(arguments),
                                  rounding(arguments)};
  const exporter::Result result = naming(arguments.model, [&] { return exporter::export_model(bytes, request); });
  if (output) exporter::write_file(*output, result.header);
  if (arguments.page) exporter::write_file(*arguments.page, result.page);
  if (arguments.tflite) exporter::write_file(*arguments.tflite, as_text(result.tflite));
  if (c && result.c) {
    exporter::write_file(c->header, result.c->header);
    exporter::write_file(c->source, result.c->source);
  }
  if (to_terminal) print(result.header, stdout);
  print(result.report, to_terminal ? stderr : stdout);
  if (!arguments.output) print("no header is written: -o OUT.hpp writes one\n", stdout);
}

int run(int argc, char** argv) {
  CLI::App app("Writes a C++ header for a TensorFlow Lite model: weights, topology, and a tinytmpl::Model.",
               "tinytmpl-export");
  Arguments arguments;
  exporter::define(app, arguments);
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

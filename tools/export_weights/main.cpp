// SPDX-License-Identifier: BSL-1.0
#include <cstdio>
#include <filesystem>
#include <new>
#include <optional>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include "c_files.hpp"
#include "emit/policies.hpp"
#include "error.hpp"
#include "evaluate/targets.hpp"
#include "exporter.hpp"
#include "files.hpp"
#include "name_space.hpp"
#include "text.hpp"

namespace {

namespace fs = std::filesystem;

struct Arguments {
  std::string model;
  std::optional<std::string> output, name_space, array, inputs, page;
  exporter::Choice choice;
  std::vector<std::string> golden;  // none, or two
  bool keep_dead_channels = false;
  bool c_interface = false;
  std::vector<std::string> policies;
  exporter::ReportOptions report;
  std::vector<std::string> own, own_headers;
};

std::string target_names() {
  std::string names;
  for (const exporter::Target& target : exporter::targets())
    names += fmt::format("{}{}", names.empty() ? "" : ", ", target.name);
  return names;
}

void define(CLI::App& app, Arguments& arguments) {
  app.add_option("model", arguments.model,
                 "MODEL.tflite, or a C file with such a model as an array, as xxd -i writes it")
      ->required()
      ->type_name("FILE");
  app.add_option("-o,--output", arguments.output,
                 "header to write, OUT.hpp; -: standard output, and the report goes to standard error; without: only "
                 "the report")
      ->type_name("FILE");
  app.add_option("--namespace", arguments.name_space,
                 "namespace of the header; default: the name of the header's file, or else of the model's")
      ->type_name("NAME");
  app.add_option("--array", arguments.array, "of a C file with several models: the name or the line of the array")
      ->type_name("NAME");
  CLI::Option* const signature =
      app.add_option("--signature", arguments.choice.signature, "of a file with several models: the signature")
          ->type_name("NAME");
  app.add_option("--subgraph", arguments.choice.subgraph,
                 "of a file with several models: the number of the subgraph; default 0")
      ->type_name("N")
      ->check(CLI::Range(std::size_t{0}, std::size_t{65'535}))
      ->excludes(signature);
  app.add_option("--golden", arguments.golden,
                 "golden vectors for Model::self_test, each file raw bytes: the inputs, one after the other, and the "
                 "reference's outputs")
      ->expected(2)
      ->type_name("INPUTS OUTPUTS");
  app.add_flag("--keep-dead-channels", arguments.keep_dead_channels, "keep channels on which no output depends");
  CLI::Option* const own =
      app.add_option("--own", arguments.own, "a custom operator, and your layer that computes it; may be repeated")
          ->allow_extra_args(false)
          ->type_name("CUSTOM_NAME=my::Layer");
  app.add_option("--own-header", arguments.own_headers,
                 "which declares it, as the header is to include it; may be repeated")
      ->allow_extra_args(false)
      ->needs(own)
      ->type_name("FILE");
  CLI::Option* const c_interface = app.add_flag("--c-interface", arguments.c_interface,
                                                "for firmware in C: write OUT.h and OUT_c.cpp beside the header");
  app.add_option("--policy", arguments.policies,
                 fmt::format("of the C interface's model, as in C++: {}; several: once,size",
                             fmt::join(exporter::policy_names(), ", ")))
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember(exporter::policy_names()))
      ->needs(c_interface)
      ->type_name("NAME");
  CLI::Option* const target =
      app.add_option_function<std::string>(
             "--target",
             [&arguments](const std::string& name) {
               arguments.report.target = exporter::find_target(name);
               if (!arguments.report.target)
                 throw CLI::ValidationError(fmt::format("--target: {} not in {{{}}}", name, target_names()));
             },
             fmt::format("whose compiler the report counts flash and RAM for: {}; also without \"cortex-\"; default: "
                         "portable kernels, as on any machine",
                         target_names()))
          ->type_name("NAME");
  app.add_flag("--why", arguments.report.why, "the report says why layers have no better kernels")->needs(target);
  app.add_option("--report", arguments.page,
                 "write the report as a page, REPORT.html, which needs no other file: layers, memory over time, boards")
      ->type_name("FILE");
  app.add_option("--run", arguments.inputs,
                 "compute what a device will, instead of a header: INPUTS are raw bytes, of the types that the report "
                 "lists, all inputs of an inference one after the other, then those of the next one; -o OUT.bin takes "
                 "the outputs in the same way")
      ->type_name("INPUTS")
      ->excludes("--golden", "--c-interface", "--namespace", "--target", "--report");
  app.set_version_flag("--version", std::string("tinytmpl-export ") + TINYTMPL_EXPORT_VERSION);
}

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
  for (const std::string& header : arguments.own_headers)
    for (const fs::path& file : {fs::path(header), output.parent_path() / header})  // as an #include may find it
      if (fs::equivalent(file, output, error))
        throw exporter::Error("the output is the header of your own layer; name another file");
  if (output.extension() == ".tflite")
    throw exporter::Error("the output is called like a model; name a file of another kind, OUT.hpp");
  exporter::check_writable(output);
}

/// As `check_output`, of the report's page.
void check_page(const fs::path& page, const std::optional<fs::path>& output, const Arguments& arguments) {
  const auto whole = [](const fs::path& path) { return fs::absolute(path).lexically_normal(); };
  if (output && whole(*output) == whole(page))
    throw exporter::Error("the report is the header itself; name another file");
  check_output(page, arguments);
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
  for (const fs::path& file : {files.header, files.source}) check_output(file, arguments);
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

/// Where files may stand that a model names.
fs::path folder_of(const fs::path& model) { return model.has_parent_path() ? model.parent_path() : fs::path("."); }

/// Writes a model's outputs instead of a header.
void run_model(const Arguments& arguments) {
  if (!arguments.own.empty())
    throw exporter::Error(
        "--run computes the library's layers, not one of your own, which runs in a program only: "
        "without --run, the header of such a program is written");
  if (!arguments.output) throw exporter::Error("--run writes the outputs to a file; name it: -o OUT.bin");
  const bool to_terminal = arguments.output == "-";
  if (!to_terminal) check_output(*arguments.output, arguments);
  const std::vector<std::uint8_t> bytes = exporter::read_file(arguments.model),
                                  inputs = exporter::read_file(*arguments.inputs);
  const exporter::Request request{.file = {},
                                  .name_space = {},
                                  .keep_dead_channels = arguments.keep_dead_channels,
                                  .array = arguments.array,
                                  .choice = arguments.choice,
                                  .folder = folder_of(arguments.model)};
  const exporter::Outputs outputs =
      naming(arguments.model, [&] { return exporter::run_model(bytes, request, inputs); });
  const std::string_view text(reinterpret_cast<const char*>(outputs.bytes.data()), outputs.bytes.size());
  if (to_terminal) print(text, stdout);
  else exporter::write_file(*arguments.output, text);
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
  if (output) check_output(*output, arguments);
  if (arguments.page) check_page(*arguments.page, output, arguments);
  const std::optional<exporter::CFiles> c = c_files(arguments, output);
  const exporter::Request request{model.filename().string(),       name_space,       arguments.keep_dead_channels,
                                  read_golden(arguments.golden),   arguments.array,  arguments.choice,
                                  c_request(arguments, output, c), arguments.report, arguments.page.has_value(),
                                  own_layers(arguments),           folder_of(model)};
  const exporter::Result result = naming(arguments.model, [&] { return exporter::export_model(bytes, request); });
  if (output) exporter::write_file(*output, result.header);
  if (arguments.page) exporter::write_file(*arguments.page, result.page);
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

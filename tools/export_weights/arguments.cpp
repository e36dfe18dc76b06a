// SPDX-License-Identifier: BSL-1.0
#include "arguments.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include "emit/policies.hpp"
#include "evaluate/targets.hpp"

namespace exporter {
namespace {

std::string target_names() {
  std::string names;
  for (const Target& target : targets()) names += fmt::format("{}{}", names.empty() ? "" : ", ", target.name);
  return names;
}

}  // namespace

void define(CLI::App& app, Arguments& arguments) {
  app.add_option("model", arguments.model,
                 "MODEL.tflite, MODEL.onnx, or a C file with a .tflite as an array, as xxd -i writes it")
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
  app.add_option(
         "--policy", arguments.policies,
         fmt::format("of the C interface's model, as in C++: {}; several: once,size", fmt::join(policy_names(), ", ")))
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember(policy_names()))
      ->needs(c_interface)
      ->type_name("NAME");
  app.add_option(
         "--rounding", arguments.rounding,
         "how sums are scaled: twice as TensorFlow Lite does, once as it does with TFLITE_SINGLE_ROUNDING, onnx "
         "as ONNX Runtime; default: onnx for a quantized MODEL.onnx, else twice")
      ->check(CLI::IsMember(names_of_roundings()))
      ->type_name("NAME");
  CLI::Option* const target =
      app.add_option_function<std::string>(
             "--target",
             [&arguments](const std::string& name) {
               arguments.report.target = find_target(name);
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
  CLI::Option* const quantize =
      app.add_option(
             "--quantize", arguments.samples,
             "make a float32 model int8, with samples of its inputs: a .npy or .npz of NumPy, whose first axis counts "
             "them, or a folder of .bin files, each a sample of raw float32")
          ->type_name("SAMPLES")
          ->excludes("--golden", "--own");
  app.add_option("--labels", arguments.labels, "a .npy with the class of each sample: the report tells the accuracy")
      ->needs(quantize)
      ->type_name("FILE");
  app.add_option("--ranges", arguments.ranges,
                 fmt::format("how the ranges of tensors are found: {}; default best, by which the least is lost",
                             fmt::join(names_of_ranges(), ", ")))
      ->check(CLI::IsMember(names_of_ranges()))
      ->needs(quantize)
      ->type_name("NAME");
  app.add_option("--to-tflite", arguments.tflite, "write the quantized model, for other tools")
      ->needs(quantize)
      ->excludes("--run")
      ->type_name("OUT.tflite");
  app.set_version_flag("--version", std::string("tinytmpl-export ") + TINYTMPL_EXPORT_VERSION);
}

}  // namespace exporter

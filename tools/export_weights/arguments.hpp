// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exporter.hpp"

namespace CLI {
class App;
}

namespace exporter {

/// What stands on the command line.
struct Arguments {
  std::string model;
  std::optional<std::string> output, name_space, array, inputs, page;
  Choice choice;
  std::vector<std::string> golden;  // none, or two
  bool keep_dead_channels = false;
  bool c_interface = false;
  std::vector<std::string> policies;
  std::optional<std::string> rounding;
  ReportOptions report;
  std::vector<std::string> own, own_headers;
  std::optional<std::string> samples, labels, tflite;
  std::string ranges = std::string(name_of(Ranges::best));
};

/// The options, and their help.
void define(CLI::App& app, Arguments& arguments);

}  // namespace exporter

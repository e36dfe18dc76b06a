// SPDX-License-Identifier: BSL-1.0
#include "frontend/onnx/rules.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "text.hpp"

namespace exporter::onnx {
namespace {

const std::map<std::string_view, Rule>& all_rules() {
  static const std::map<std::string_view, Rule> all = [] {
    std::map<std::string_view, Rule> out;
    for (Rules (*const file)() : {
#define TINYTMPL_ONNX_RULES(file) rules::file,
#include "frontend/onnx/list.inc"
#undef TINYTMPL_ONNX_RULES
         })
      for (const Rule& rule : file()) out.emplace(rule.type, rule);
    return out;
  }();
  return all;
}

constexpr std::string_view recurrent[] = {"LSTM", "GRU", "RNN", "Loop", "Scan"};
constexpr std::string_view searching[] = {"ArgMax", "ArgMin", "TopK", "NonMaxSuppression", "NonZero"};

}  // namespace

const Rule* find_rule(const Node& node) {
  const auto found = all_rules().find(node.type);
  if (found == all_rules().end()) return nullptr;
  const bool known = node.domain.empty() || node.domain == "com.microsoft";
  return known ? &found->second : nullptr;
}

std::vector<std::string_view> node_types() {
  std::vector<std::string_view> out;
  for (const auto& [type, rule] : all_rules()) out.push_back(type);
  return out;
}

std::string unsupported(const Node& node) {
  const auto is = [&](const auto& list) {
    return std::find(std::begin(list), std::end(list), node.type) != std::end(list);
  };
  const std::string what =
      !node.domain.empty() && node.domain != "com.microsoft"
          ? fmt::format("this operator of the domain {} is not supported; ", exporter::quoted(node.domain))
          : "this operator is not supported; ";
  if (is(recurrent)) return what + "use convolutions over time (Conv1d), or convert the model to .tflite";
  if (is(searching)) return what + "let the model end before it, and search its output in the program";
  if (node.type == "If") return what + "decide outside the model, or let onnxsim fold it";
  return what + "replace it in the model";
}

}  // namespace exporter::onnx

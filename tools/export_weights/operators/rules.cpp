// SPDX-License-Identifier: BSL-1.0
#include "operators/rules.hpp"

#include <map>

namespace exporter {
namespace {

std::map<std::string_view, Rule> all_rules() {
  std::map<std::string_view, Rule> out;
  for (Rules (*const file)() : {
#define TINYTMPL_OPERATORS(file) rules::file,
#include "operators/list.inc"
#undef TINYTMPL_OPERATORS
       })
    for (const Rule& rule : file()) out.emplace(rule.type, rule);
  return out;
}

}  // namespace

const Rule* find_rule(std::string_view type) {
  static const std::map<std::string_view, Rule> all = all_rules();
  const auto found = all.find(type);
  return found == all.end() ? nullptr : &found->second;
}

bool has_effect(std::string_view type, Effect effect) {
  const Rule* const rule = find_rule(type);
  return rule && rule->effect == effect;
}

}  // namespace exporter

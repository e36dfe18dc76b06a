// SPDX-License-Identifier: BSL-1.0
#include "operators/rules.hpp"

#include <map>

#include "operators/own.hpp"

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

const Rule* find_rule(const Operation& op) {
  if (!op.own_word.empty()) return &own_rule;
  static const std::map<std::string_view, Rule> all = all_rules();
  const auto found = op.is_custom ? all.end() : all.find(op.type);
  return found == all.end() ? nullptr : &found->second;
}

bool has_effect(const Operation& op, Effect effect) {
  const Rule* const rule = find_rule(op);
  return rule && rule->effect == effect;
}

}  // namespace exporter

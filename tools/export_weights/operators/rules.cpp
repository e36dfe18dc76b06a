// SPDX-License-Identifier: BSL-1.0
#include "operators/rules.hpp"

#include <map>

#include "graph/float_chains.hpp"
#include "graph/signals.hpp"
#include "operators/lookup.hpp"
#include "operators/own.hpp"

namespace exporter {
namespace {

std::map<std::string_view, Rule> find_rules() {
  std::map<std::string_view, Rule> out;
  for (Rules (*const file)() : {
#define TINYTMPL_OPERATORS(file) rules::file,
#include "operators/list.inc"
#undef TINYTMPL_OPERATORS
       })
    for (const Rule& rule : file()) out.emplace(rule.type, rule);
  return out;
}

const std::map<std::string_view, Rule>& all_rules() {
  static const std::map<std::string_view, Rule> all = find_rules();
  return all;
}

}  // namespace

const Rule* find_rule(const Operation& op) {
  if (!op.own_word.empty()) return &own_rule;
  if (op.is(lookup_type)) return &lookup_rule;
  const auto found = op.is_custom && !is_signal(op) ? all_rules().end() : all_rules().find(op.type);
  return found == all_rules().end() ? nullptr : &found->second;
}

std::vector<std::string_view> operation_types() {
  std::vector<std::string_view> out;
  for (const auto& [type, rule] : all_rules())
    if (type.front() != '(') out.push_back(type);  // of files, not of passes
  return out;
}

bool has_effect(const Operation& op, Effect effect) {
  const Rule* const rule = find_rule(op);
  return rule && rule->effect == effect;
}

}  // namespace exporter

// SPDX-License-Identifier: BSL-1.0
#include "emit/policies.hpp"

#include <algorithm>

#include <tinytmpl/core/policy.hpp>

namespace exporter {
namespace {

using namespace tinytmpl;
using namespace tinytmpl::core;

// The library's list of types demands an overload of each function, -Wswitch an entry for each enumerator.

constexpr std::string_view type_name(Schedule) { return "Schedule"; }
constexpr std::string_view type_name(InputMemory) { return "InputMemory"; }
constexpr std::string_view type_name(Rounding) { return "Rounding"; }
constexpr std::string_view type_name(Optimize) { return "Optimize"; }
constexpr std::string_view type_name(FlashAccess) { return "FlashAccess"; }

constexpr std::string_view name(Schedule policy) {
  switch (policy) {
    case Schedule::min_ram: return "min_ram";
    case Schedule::layerwise: return "layerwise";
    case Schedule::fed: return "fed";
  }
  return {};
}
constexpr std::string_view name(InputMemory policy) {
  switch (policy) {
    case InputMemory::kept: return "kept";
    case InputMemory::reused: return "reused";
  }
  return {};
}
constexpr std::string_view name(Rounding policy) {
  switch (policy) {
    case Rounding::twice: return "twice";
    case Rounding::once: return "once";
    case Rounding::onnx: return "onnx";
  }
  return {};
}
constexpr std::string_view name(Optimize policy) {
  switch (policy) {
    case Optimize::speed: return "speed";
    case Optimize::size: return "size";
  }
  return {};
}
constexpr std::string_view name(FlashAccess policy) {
  switch (policy) {
    case FlashAccess::any: return "any";
    case FlashAccess::word: return "word";
  }
  return {};
}

template <class... Types>
std::vector<PolicyName> list(PolicyTypes<Types...>) {
  std::vector<PolicyName> out;
  const auto add = [&out](auto first) {
    using Type = decltype(first);
    for (int i = 0; !name(static_cast<Type>(i)).empty(); ++i)
      out.push_back({type_name(first), name(static_cast<Type>(i))});
  };
  (add(Types{}), ...);
  return out;
}

}  // namespace

std::vector<PolicyName> policies() { return list(AllPolicies{}); }

std::vector<std::string> policy_names() {
  std::vector<std::string> out;
  for (const PolicyName& policy : policies()) out.emplace_back(policy.name);
  return out;
}

std::optional<PolicyName> find_policy(std::string_view name) {
  for (const PolicyName& policy : policies())
    if (policy.name == name) return policy;
  return {};
}

std::string_view name_of(Rounding rounding) { return name(rounding); }

std::vector<std::string> names_of_roundings() {
  std::vector<std::string> out;
  for (const PolicyName& policy : policies())
    if (policy.type == type_name(Rounding{})) out.emplace_back(policy.name);
  return out;
}

std::optional<Rounding> find_rounding(std::string_view wanted) {
  for (int i = 0; !name(static_cast<Rounding>(i)).empty(); ++i)
    if (name(static_cast<Rounding>(i)) == wanted) return static_cast<Rounding>(i);
  return {};
}

}  // namespace exporter

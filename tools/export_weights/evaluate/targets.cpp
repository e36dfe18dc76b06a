// SPDX-License-Identifier: BSL-1.0
#include "evaluate/targets.hpp"

#include <algorithm>
#include <string>

#include <tinytmpl/kernels/armv6m.hpp>
#include <tinytmpl/kernels/armv7em.hpp>
#include <tinytmpl/kernels/armv81m.hpp>
#include <tinytmpl/kernels/scalar.hpp>
#include <tinytmpl/kernels/with_fpu.hpp>
#include <tinytmpl/kernels/xtensa.hpp>
#include <tinytmpl/kernels/zve32x.hpp>

namespace exporter {
namespace {

using namespace tinytmpl::targets;

template <class T>
Target target(std::string_view name) {
  return {name, !std::is_same_v<T, portable>, tinytmpl::kernels::choose<T>, [](const tinytmpl::core::Geometry& layer) {
            const auto all = tinytmpl::kernels::refusals<T>(layer);
            return std::vector<tinytmpl::kernels::Refusal>(all.begin(), all.end());
          }};
}

}  // namespace

/// As kernels/run.hpp chooses by the compiler's macros.
const std::vector<Target>& targets() {
  static const std::vector<Target> all{
      target<portable>("portable"),  target<armv6m>("cortex-m0"),     target<armv6m>("cortex-m0plus"),
      target<armv6m>("cortex-m3"),   target<armv6m>("cortex-m23"),    target<armv7em>("cortex-m4"),
      target<armv7em>("cortex-m7"),  target<armv7em>("cortex-m33"),   target<armv81m>("cortex-m55"),
      target<armv81m>("cortex-m85"), target<scalar>("rv32"),          target<zve32x>("zve32x"),
      target<xtensa>("esp8266"),     target<xtensa_with_fpu>("esp32")};
  return all;
}

const Target* find_target(std::string_view name) {
  std::string spelled;  // as in the list
  for (const char c : name)
    if (c == '+') spelled += "plus";
    else spelled += c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const auto found = std::find_if(targets().begin(), targets().end(), [&spelled](const Target& target) {
    return target.name == spelled || (target.name.starts_with("cortex-") && target.name.substr(7) == spelled);
  });
  return found == targets().end() ? nullptr : &*found;
}

}  // namespace exporter

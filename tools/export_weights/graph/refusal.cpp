// SPDX-License-Identifier: BSL-1.0
#include "graph/refusal.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace exporter {
namespace {

constexpr std::size_t max_lines = 24;

/// Reasons of one operator in one set of words, the first with its place.
struct Group {
  Refusal first;
  std::size_t count = 1;

  bool takes(const Refusal& refusal) const {
    return refusal.place.name == first.place.name && refusal.reason == first.reason;
  }
  std::string sentence() const {
    const std::string subject = first.tensor.empty() ? "" : first.tensor + ": ";
    if (first.place.position == Place::nowhere) {
      const std::string place = first.place.name.empty() ? "" : first.place.name + ": ";
      const std::string others = count == 1 ? "" : fmt::format(" (and {} more like it)", count - 1);
      return fmt::format("{}{}{}{}", place, subject, first.reason, others);
    }
    if (count == 1)
      return fmt::format("operator {}, {}: {}{}", first.place.position, first.place.name, subject, first.reason);
    const std::string tensor = first.tensor.empty() ? "" : ", " + first.tensor;
    return fmt::format("{} ({} times, first: operator {}{}): {}", first.place.name, count, first.place.position, tensor,
                       first.reason);
  }
};

}  // namespace

Refused::Refused(Refusal why) : Error(Group{why}.sentence()), refusal(std::move(why)) {}

void refuse(const Place& place, const Value& tensor, const std::string& reason) {
  throw Refused({place, describe(tensor), reason});
}
void refuse(const Place& place, const std::string& reason) { throw Refused({place, "", reason}); }

void Refusals::throw_all() const {
  std::vector<Group> groups;
  for (const Refusal& refusal : all) {
    const auto same = std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.takes(refusal); });
    if (same == groups.end()) groups.push_back({refusal});
    else ++same->count;
  }
  if (groups.size() == 1) throw Error(groups[0].sentence());
  std::string text = fmt::format("the library cannot run this model, for {} reasons:", groups.size());
  for (std::size_t i = 0; i < std::min(groups.size(), max_lines); ++i) text += "\n  " + groups[i].sentence();
  if (groups.size() > max_lines) text += fmt::format("\n  and {} more", groups.size() - max_lines);
  throw Error(text);
}

}  // namespace exporter

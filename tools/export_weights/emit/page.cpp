// SPDX-License-Identifier: BSL-1.0
#include "emit/page.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>

#include "emit/description.hpp"
#include "words.hpp"

namespace exporter {
namespace {

constexpr char page_template[] = {
#include "page.inc"  // CMake joins the files of page/
};

void write_memory(JsonWriter& json, const char* schedule, const Memory& memory) {
  json.object(schedule, [&] {
    json.field("arena_bytes", memory.arena_bytes);
    json.field("state_bytes", memory.state_bytes);
    json.array("blocks", memory.blocks, [&](const Memory::Block& block) {
      json.object([&] {
        json.field("layer", block.layer);
        json.field("kind", block.kind);
        json.field("offset", block.offset);
        json.field("pitch", block.pitch);
        json.field("slots", block.slots);
        json.field("rows", block.rows);
        json.field("born", block.born);
        json.field("died", block.died);
        json.field("is_state", block.is_state);
        json.field("scratch_offset", block.scratch_offset);
        json.field("scratch_bytes", block.scratch_bytes);
        json.key("cells");
        json.array([&] {
          for (const auto& [slot, born, died] : block.cells) json.value(slot), json.value(born), json.value(died);
        });
      });
    });
    json.key("firings");
    json.array([&] {
      for (const auto& [block, row, count] : memory.firings) json.value(block), json.value(row), json.value(count);
    });
  });
}

/// How often weights have each value of 64 equal parts of their range.
void write_histogram(JsonWriter& json, const auto& weights) {
  std::array<std::int64_t, 64> counts{};
  const auto [least, most] = std::minmax_element(weights.begin(), weights.end());
  const auto low = static_cast<float>(*least), high = static_cast<float>(*most);
  for (const auto weight : weights) {
    const float part = high > low ? (static_cast<float>(weight) - low) / (high - low) : 0;
    if (part >= 0) ++counts.at(std::min(counts.size() - 1, static_cast<std::size_t>(part * counts.size())));
  }
  json.field("least", low);
  json.field("most", high);
  json.values("counts", counts);
}

/// What training gave each layer that has weights.
void write_weights(JsonWriter& json, const Network& net) {
  json.key("weights");
  json.array([&] {
    for (std::size_t i = 0; i < net.layers.size(); ++i) {
      const Constants& constants = net.layers[i].constants;
      if (constants.weights.empty()) continue;
      json.object([&] {
        json.field("layer", i);
        json.values("shape", constants.dims);
        json.field("bytes", constants.weights.bytes());
        json.values("scales", constants.scales);
        const bool is_real = constants.weights.element() == Element::float32;
        json.field("dtype", name_of(constants.weights.element()));
        if (is_real) write_histogram(json, constants.weights.of<float>());
        else write_histogram(json, constants.weights.of<std::int8_t>());
      });
    }
  });
}

/// Each board with what the model costs there.
void write_boards(JsonWriter& json, const Network& net) {
  std::map<std::string_view, std::optional<Plan>> plans;
  json.array("boards", boards(), [&](const NamedBoard& board) {
    const std::string_view target = board.target().name;
    if (!plans.contains(target)) plans.emplace(target, make_plan(net, board.target()));
    const std::optional<Plan>& plan = plans.at(target);
    json.object([&] {
      write_board(json, board);
      if (plan) json.object("cost", [&] { write_plan(json, *plan); });
    });
  });
}

}  // namespace

std::string page(const Network& net, const Savings& savings, const Target& target, const std::string& name,
                 const std::string& golden) {
  const std::optional<Plan> plan = make_plan(net, target);
  JsonWriter json;
  json.object([&] {
    write_description(json, net, savings, target, plan, name);
    json.field("golden", golden);
    if (plan)
      json.object("memory", [&] {
        write_memory(json, "min_ram", plan->min_ram_memory);
        write_memory(json, "layerwise", plan->layerwise_memory);
      });
    write_weights(json, net);
    write_boards(json, net);
  });
  constexpr std::string_view mark = "@DATA@", all(page_template, sizeof(page_template));
  constexpr std::size_t at = all.find(mark);
  static_assert(at != std::string_view::npos);
  return std::string(all.substr(0, at)) + json.take() + std::string(all.substr(at + mark.size()));
}

}  // namespace exporter

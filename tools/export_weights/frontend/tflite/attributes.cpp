// SPDX-License-Identifier: BSL-1.0
#include "frontend/tflite/attributes.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include <flatbuffers/flatbuffers.h>
#include <fmt/format.h>
#include <tflite_generated.h>

#include "error.hpp"

namespace exporter {
namespace {

constexpr std::size_t max_rank = 8;

/// Numbers of the format that have names.
struct Enumeration {
  std::string_view attribute;
  std::vector<std::string> names;
};
const Enumeration enumerations[] = {
    {"padding", {"SAME", "VALID"}},
    {"activation", {"NONE", "RELU", "RELU_N1_TO_1", "RELU6", "TANH", "SIGN_BIT"}},
};

Attributes::Attribute named(std::string_view attribute, std::int64_t number) {
  for (const Enumeration& one : enumerations)
    if (one.attribute == attribute)
      return number >= 0 && number < std::ssize(one.names) ? one.names[static_cast<std::size_t>(number)]
                                                           : std::to_string(number);
  return number;
}

/// The dimensions that a RESHAPE or a SQUEEZE names, for example.
Integers integers(const std::uint8_t* field) {
  const auto& list = *reinterpret_cast<const flatbuffers::Vector<std::int32_t>*>(
      field + flatbuffers::ReadScalar<flatbuffers::uoffset_t>(field));
  if (list.size() > max_rank)
    throw Error(fmt::format("an operator's options name {} dimensions; at most {} are read", list.size(), max_rank));
  Integers out;
  for (flatbuffers::uoffset_t i = 0; i < list.size(); ++i)
    out.push_back(flatbuffers::ReadScalar<std::int32_t>(list.Data() + 4 * i));  // may lie at any address
  return out;
}

/// The name of a variable, for example.
std::string text(const std::uint8_t* field) {
  const auto& string =
      *reinterpret_cast<const flatbuffers::String*>(field + flatbuffers::ReadScalar<flatbuffers::uoffset_t>(field));
  return string.str();
}

std::optional<Attributes::Attribute> read(std::string_view name, flatbuffers::TypeCode type,
                                          const std::uint8_t* field) {
  if (type.is_repeating && type.base_type == flatbuffers::ET_INT) return integers(field);
  if (type.is_repeating) return {};
  if (type.base_type == flatbuffers::ET_STRING) return text(field);
  if (type.base_type == flatbuffers::ET_BOOL || type.base_type == flatbuffers::ET_CHAR)
    return named(name, flatbuffers::ReadScalar<std::int8_t>(field));
  if (type.base_type == flatbuffers::ET_INT) return flatbuffers::ReadScalar<std::int32_t>(field);
  if (type.base_type == flatbuffers::ET_UINT) return flatbuffers::ReadScalar<std::uint32_t>(field);
  if (type.base_type == flatbuffers::ET_FLOAT) return flatbuffers::ReadScalar<float>(field);
  return {};  // no option has another type
}

/// What flatc knows of the table of an operator's options; null: it has none that is read.
const flatbuffers::TypeTable* table_of(schema::Options type) {
  const flatbuffers::TypeTable& all = *schema::OptionsTypeTable();
  for (std::size_t i = 1; i < all.num_elems; ++i)
    if (all.values[i] == static_cast<std::int64_t>(type)) return all.type_refs[all.type_codes[i].sequence_ref]();
  return nullptr;
}

}  // namespace

std::optional<std::int64_t> number_of(std::string_view attribute, std::string_view name) {
  for (const Enumeration& one : enumerations)
    if (const auto found = std::find(one.names.begin(), one.names.end(), name);
        one.attribute == attribute && found != one.names.end())
      return found - one.names.begin();
  return {};
}

Attributes read_attributes(const schema::Operator& op) {
  Attributes out;
  const flatbuffers::TypeTable* const table = op.options() ? table_of(op.options_type()) : nullptr;
  if (!table) return out;
  const auto& options = *static_cast<const flatbuffers::Table*>(op.options());
  for (std::size_t i = 0; i < table->num_elems; ++i) {
    const std::uint8_t* const field =
        options.GetAddressOf(flatbuffers::FieldIndexToOffset(static_cast<flatbuffers::voffset_t>(i)));
    if (!field) continue;
    if (auto value = read(table->names[i], table->type_codes[i], field)) out.set(table->names[i], std::move(*value));
  }
  return out;
}

}  // namespace exporter

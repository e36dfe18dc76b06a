// SPDX-License-Identifier: BSL-1.0
#include "frontend/onnx/model.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

#include <fmt/format.h>
#include <protozero/pbf_reader.hpp>

#include "error.hpp"
#include "graph/numbers.hpp"
#include "graph/operands.hpp"
#include "text.hpp"

namespace exporter::onnx {
namespace {

using Reader = protozero::pbf_reader;

constexpr std::size_t max_nodes = 4'096, max_constants = 65'536, max_rank = 8, max_edges = 64;
constexpr std::size_t max_names = 256;         // inputs and outputs of a node
constexpr std::size_t max_listed = 1'000'000;  // numbers in lists of attributes
constexpr std::int64_t max_elements = std::int64_t{1} << 26;
constexpr std::size_t max_type = 60;

template <class... Args>
[[noreturn]] void refuse(fmt::format_string<Args...> text, Args&&... args) {
  throw Error(fmt::format(text, std::forward<Args>(args)...));
}

void expect(bool is_there, const char* what, std::size_t most) {
  if (!is_there) refuse("the model has more than {} {}; no model for a microcontroller has", most, what);
}

/// Numbers of a repeated field, which may be packed or not.
template <class T, class Packed, class One>
void append(Reader& from, std::vector<T>& to, std::size_t most, Packed packed, One one) {
  if (from.wire_type() != protozero::pbf_wire_type::length_delimited) {
    expect(to.size() < most, "numbers in one list", most);
    to.push_back(static_cast<T>(one()));
    return;
  }
  const auto range = packed();
  for (auto at = range.begin(); at != range.end(); ++at) {
    expect(to.size() < most, "numbers in one list", most);
    to.push_back(static_cast<T>(*at));
  }
}

void append_integers(Reader& from, Integers& to, std::size_t most) {
  append(from, to, most, [&] { return from.get_packed_int64(); }, [&] { return from.get_int64(); });
}
void append_floats(Reader& from, std::vector<float>& to, std::size_t most) {
  append(from, to, most, [&] { return from.get_packed_float(); }, [&] { return from.get_float(); });
}
void append_doubles(Reader& from, std::vector<double>& to, std::size_t most) {
  append(from, to, most, [&] { return from.get_packed_double(); }, [&] { return from.get_double(); });
}

/// In the order of the format's numbers.
constexpr Dtype dtypes[] = {Dtype::unknown,    Dtype::float32,  Dtype::uint8,       Dtype::int8,    Dtype::uint16,
                            Dtype::int16,      Dtype::int32,    Dtype::int64,       Dtype::string,  Dtype::boolean,
                            Dtype::float16,    Dtype::float64,  Dtype::uint32,      Dtype::uint64,  Dtype::complex64,
                            Dtype::complex128, Dtype::bfloat16, Dtype::float8_e4m3, Dtype::unknown, Dtype::float8_e5m2,
                            Dtype::unknown,    Dtype::uint4,    Dtype::int4};
Dtype dtype_of(std::int64_t number) {
  return number >= 0 && number < std::ssize(dtypes) ? dtypes[number] : Dtype::unknown;
}

/// The lists that a tensor may have in place of raw bytes.
struct Lists {
  std::vector<float> floats;
  std::vector<double> doubles;
  Integers integers;

  template <class T, class Numbers>
  static void put(Buffer& to, const Numbers& from) {
    to.resize(from.size() * sizeof(T));
    for (std::size_t i = 0; i < from.size(); ++i) {
      const T one = static_cast<T>(from[i]);
      std::memcpy(&to[i * sizeof(T)], &one, sizeof(T));
    }
  }
  Buffer bytes(Dtype dtype) const {
    Buffer out;
    if (dtype == Dtype::float32) put<float>(out, floats);
    else if (dtype == Dtype::float64) put<double>(out, doubles);
    else if (dtype == Dtype::int64 || dtype == Dtype::uint64) put<std::int64_t>(out, integers);
    else if (dtype == Dtype::int32 || dtype == Dtype::uint32) put<std::int32_t>(out, integers);
    else if (dtype == Dtype::int16 || dtype == Dtype::uint16 || dtype == Dtype::float16)
      put<std::int16_t>(out, integers);
    else put<std::int8_t>(out, integers);
    return out;
  }
};

std::uint64_t whole_number(const std::string& text, const std::string& name) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size())
    refuse("tensor {} lies in another file at {}, which is no number; the file is damaged", exporter::quoted(name),
           exporter::quoted(text));
  return value;
}

void read_place(Reader entry, Tensor& out) {
  std::string key, value;
  while (entry.next()) switch (entry.tag()) {
      case 1: key = entry.get_string(); break;
      case 2: value = entry.get_string(); break;
      default: entry.skip();
    }
  if (key == "location") out.elsewhere = value;
  if (key == "offset") out.offset = whole_number(value, out.name);
  if (key == "length") out.length = whole_number(value, out.name);
}

Tensor read_tensor(Reader from) {
  Tensor out;
  Integers dims;
  Lists lists;
  bool is_external = false;
  constexpr auto most = static_cast<std::size_t>(max_elements);
  while (from.next()) switch (from.tag()) {
      case 1: append_integers(from, dims, max_rank); break;
      case 2: out.dtype = dtype_of(from.get_int32()); break;
      case 4: append_floats(from, lists.floats, most); break;
      case 5: append_integers(from, lists.integers, most); break;
      case 7: append_integers(from, lists.integers, most); break;
      case 8: out.name = from.get_string(); break;
      case 9: {
        const protozero::data_view view = from.get_view();
        out.raw = {reinterpret_cast<const std::uint8_t*>(view.data()), view.size()};
        break;
      }
      case 10: append_doubles(from, lists.doubles, most); break;
      case 11: append_integers(from, lists.integers, most); break;
      case 13: read_place(from.get_message(), out); break;
      case 14: is_external = from.get_int32() == 1; break;
      default: from.skip();
    }
  std::int64_t product = 1;
  for (const std::int64_t dim : dims) {
    if (dim < 0 || dim > max_elements || (product *= dim) > max_elements)
      refuse("tensor {} has a dimension of {}, or more than {} elements; no microcontroller holds it",
             exporter::quoted(out.name), dim, max_elements);
    out.shape.push_back(static_cast<int>(dim));
  }
  if (!is_external) out.elsewhere.clear();
  else if (out.elsewhere.empty())
    refuse("tensor {} lies in a file without a name; the file is damaged", exporter::quoted(out.name));
  if (!is_external && out.raw.empty()) out.listed = lists.bytes(out.dtype);
  return out;
}

std::pair<std::string, Attribute> read_attribute(Reader from, std::size_t& listed) {
  std::string name;
  Attribute out;
  while (from.next()) switch (from.tag()) {
      case 1: name = from.get_string(); break;
      case 2: out.real = from.get_float(); break;
      case 3: out.integer = from.get_int64(); break;
      case 4: out.text = from.get_string(); break;
      case 5: out.tensor = read_tensor(from.get_message()); break;
      case 7: append_floats(from, out.reals, listed); break;
      case 8: append_integers(from, out.integers, listed); break;
      default: from.skip();
    }
  listed -= std::min(listed, out.reals.size() + out.integers.size());
  return {std::move(name), std::move(out)};
}

Node read_node(Reader from, std::size_t& listed) {
  Node out;
  while (from.next()) switch (from.tag()) {
      case 1: out.inputs.push_back(from.get_string()); break;
      case 2: out.outputs.push_back(from.get_string()); break;
      case 4: out.type = escape(from.get_string(), max_type); break;
      case 5: out.attributes.insert(read_attribute(from.get_message(), listed)); break;
      case 7: out.domain = from.get_string(); break;
      default: from.skip();
    }
  expect(out.inputs.size() <= max_names && out.outputs.size() <= max_names, "inputs or outputs of one node", max_names);
  if (out.domain == "ai.onnx") out.domain.clear();
  return out;
}

std::int64_t read_dimension(Reader from) {
  std::int64_t out = -1;
  while (from.next())
    if (from.tag() == 1) out = from.get_int64();
    else from.skip();
  return out;
}

void read_shape(Reader from, Edge& out) {
  out.shape.emplace();
  while (from.next()) {
    if (from.tag() != 1) {
      from.skip();
      continue;
    }
    expect(out.shape->size() < max_rank, "dimensions of one tensor", max_rank);
    out.shape->push_back(read_dimension(from.get_message()));
  }
}

void read_type(Reader from, Edge& out) {
  while (from.next()) {
    if (from.tag() != 1) {
      from.skip();
      continue;
    }
    Reader tensor = from.get_message();
    while (tensor.next()) switch (tensor.tag()) {
        case 1: out.dtype = dtype_of(tensor.get_int32()); break;
        case 2: read_shape(tensor.get_message(), out); break;
        default: tensor.skip();
      }
  }
}

Edge read_edge(Reader from) {
  Edge out;
  while (from.next()) switch (from.tag()) {
      case 1: out.name = from.get_string(); break;
      case 2: read_type(from.get_message(), out); break;
      default: from.skip();
    }
  return out;
}

void read_graph(Reader from, Model& out) {
  std::size_t listed = max_listed;
  while (from.next()) {
    switch (from.tag()) {
      case 1: out.nodes.push_back(read_node(from.get_message(), listed)); break;
      case 5: out.constants.push_back(read_tensor(from.get_message())); break;
      case 11: out.inputs.push_back(read_edge(from.get_message())); break;
      case 12: out.outputs.push_back(read_edge(from.get_message())); break;
      case 15: refuse("the model has a sparse constant; sparse encodings are not supported: export without");
      default: from.skip();
    }
    expect(out.nodes.size() <= max_nodes, "nodes", max_nodes);
    expect(out.constants.size() <= max_constants && out.inputs.size() <= max_constants, "constants", max_constants);
    expect(out.outputs.size() <= max_edges, "outputs", max_edges);
  }
}

void read_opset(Reader from, Model& out) {
  std::string domain;
  std::int64_t version = 0;
  while (from.next()) switch (from.tag()) {
      case 1: domain = from.get_string(); break;
      case 2: version = from.get_int64(); break;
      default: from.skip();
    }
  if (domain.empty() || domain == "ai.onnx") out.opset = version;
}

}  // namespace

Model read_model(std::span<const std::uint8_t> bytes) {
  Model out;
  try {
    Reader from(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    while (from.next()) switch (from.tag()) {
        case 7: read_graph(from.get_message(), out); break;
        case 8: read_opset(from.get_message(), out); break;
        default: from.skip();
      }
  } catch (const protozero::exception& problem) {
    refuse("the ONNX file is damaged or cut off ({}); copy or export it again", problem.what());
  }
  return out;
}

}  // namespace exporter::onnx

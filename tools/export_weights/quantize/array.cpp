// SPDX-License-Identifier: BSL-1.0
// source   numpy.lib.format: "the NPY file format, versions 1.0 to 3.0"
#include "quantize/array.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <string_view>

#include <fmt/format.h>

#include "error.hpp"
#include "graph/numbers.hpp"
#include "text.hpp"

namespace exporter {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view magic = "\x93NUMPY"sv;
constexpr std::size_t max_rank = 8;
constexpr std::int64_t max_elements = std::int64_t{1} << 28;

std::string_view text(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

[[noreturn]] void refuse(const Array& array, std::string_view reason) {
  throw Error(array.name.empty() ? std::string(reason)
                                 : fmt::format("array {}: {}", exporter::quoted(array.name), reason));
}

/// What stands behind a key of the header's dictionary; nothing, if the key is not there.
std::string_view entry(std::string_view header, std::string_view key) {
  const auto at = header.find(key);
  if (at == std::string_view::npos) return {};
  header.remove_prefix(at + key.size());
  header.remove_prefix(std::min(header.find_first_not_of(" :"), header.size()));
  return header;
}

/// (10, 49, 10)
std::vector<std::int64_t> read_shape(const Array& array, std::string_view header) {
  std::string_view rest = entry(header, "'shape'");
  if (!rest.starts_with('(')) refuse(array, "its header has no shape; the file is damaged");
  rest = rest.substr(1, rest.find(')') - 1);
  std::vector<std::int64_t> shape;
  while (!rest.empty()) {
    std::int64_t dim = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), dim);
    if (error != std::errc() || dim < 0 || shape.size() == max_rank)
      refuse(array, fmt::format("its shape is not up to {} numbers; the file is damaged", max_rank));
    shape.push_back(dim);
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    rest.remove_prefix(std::min(rest.find_first_not_of(", "), rest.size()));
  }
  return shape;
}

/// Calls with an object of the elements' type.
template <class F>
void with_element(const Array& array, F&& f) {
  const std::string_view type = array.type;
  if (type.starts_with('>'))
    refuse(array,
           fmt::format("its elements are big-endian, {}; save it with astype(\"float32\")", exporter::quoted(type)));
  const std::string_view kind = type.substr(std::min<std::size_t>(type.find_first_not_of("<|="), type.size()));
  if (kind == "f4") f(float{});
  else if (kind == "f8") f(double{});
  else if (kind == "i1") f(std::int8_t{});
  else if (kind == "u1" || kind == "b1") f(std::uint8_t{});
  else if (kind == "i2") f(std::int16_t{});
  else if (kind == "u2") f(std::uint16_t{});
  else if (kind == "i4") f(std::int32_t{});
  else if (kind == "u4") f(std::uint32_t{});
  else if (kind == "i8") f(std::int64_t{});
  else
    refuse(array, fmt::format("its elements are {}; save it as float32, float64 or integers, with astype(\"float32\")",
                              exporter::quoted(type)));
}

template <class To, class Check>
std::vector<To> converted(const Array& array, const Check& check) {
  std::vector<To> out(static_cast<std::size_t>(array.elements()));
  with_element(array, [&]<class From>(From element) {
    for (std::size_t i = 0; i < out.size(); ++i) {
      std::memcpy(&element, &array.data[i * sizeof(From)], sizeof(From));  // may lie at any address
      check(element, i);
      out[i] = static_cast<To>(element);
    }
  });
  return out;
}

void check_size(const Array& array) {
  std::int64_t count = 1;
  for (const std::int64_t dim : array.shape)
    if (dim > max_elements || (count *= dim) > max_elements)
      refuse(array, fmt::format("it has more than {} elements; give fewer samples", grouped(max_elements)));
  if (count == 0) refuse(array, "it is empty; give some samples");
  with_element(array, [&]<class From>(From) {
    if (array.data.size() != static_cast<std::size_t>(count) * sizeof(From))
      refuse(array, fmt::format("its shape has {} elements of {} bytes, but {} bytes follow; the file is cut off",
                                count, sizeof(From), array.data.size()));
  });
}

}  // namespace

std::int64_t Array::elements() const {
  std::int64_t product = 1;
  for (const std::int64_t dim : shape) product *= dim;
  return product;
}

std::vector<float> Array::reals() const {
  return converted<float>(*this, [this](auto element, std::size_t i) {
    if (!(std::abs(static_cast<double>(element)) <= double{std::numeric_limits<float>::max()}))
      refuse(*this, fmt::format("element {} is {}; each must be a number that a float32 holds", i, element));
  });
}

std::vector<std::int64_t> Array::integers() const {
  return converted<std::int64_t>(*this, [this](auto element, std::size_t i) {
    if (!(std::abs(static_cast<double>(element)) <= 0x1p53) ||
        static_cast<double>(element) != std::floor(static_cast<double>(element)))
      refuse(*this, fmt::format("element {} is {}, not an integer", i, element));
  });
}

bool is_npy(std::span<const std::uint8_t> file) { return text(file).starts_with(magic); }

Array read_npy(std::span<const std::uint8_t> file, std::string name) {
  Array out{std::move(name), {}, {}, {}};
  const std::size_t wide = file.size() > magic.size() && file[magic.size()] > 1 ? 4 : 2,
                    begin = magic.size() + 2 + wide;
  if (!is_npy(file) || file.size() < begin) refuse(out, "it is no array of NumPy: the file is cut off, or another one");
  std::size_t length = 0;
  for (std::size_t i = 0; i < wide; ++i) length |= std::size_t{file[magic.size() + 2 + i]} << (8 * i);
  if (length > file.size() - begin) refuse(out, "its header is longer than the file, which is cut off");
  const std::string_view header = text(file.subspan(begin, length));
  if (!entry(header, "'fortran_order'").starts_with("False"))
    refuse(out, "it lies in Fortran's order; save it with numpy.ascontiguousarray");
  const std::string_view type = entry(header, "'descr'");
  if (!type.starts_with('\'')) refuse(out, "its elements are records; save each input as an array of its own");
  out.type = type.substr(1, type.find('\'', 1) - 1);
  out.shape = read_shape(out, header);
  out.data = file.subspan(begin + length);
  check_size(out);
  return out;
}

}  // namespace exporter

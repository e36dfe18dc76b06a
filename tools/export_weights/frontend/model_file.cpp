// SPDX-License-Identifier: BSL-1.0
#include "frontend/model_file.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "error.hpp"
#include "frontend/c_array.hpp"
#include "frontend/formats.hpp"
#include "text.hpp"

namespace exporter {
namespace {

using Bytes = std::span<const std::uint8_t>;

/// Text of two bytes a character, as Windows PowerShell's > writes it, in one byte each; without a byte order mark.
std::string narrow(Bytes file) {
  std::string text(file.begin(), file.end());
  if (text.starts_with("\xef\xbb\xbf")) return text.substr(3);
  if (!text.starts_with("\xff\xfe")) return text;
  std::string out;
  for (std::size_t i = 2; i + 1 < text.size(); i += 2) out += text[i + 1] == 0 ? text[i] : '?';
  return out;
}

/// `extern const unsigned char g_model[];`, as TensorFlow's scripts write it beside the file with the array.
bool only_declares(std::string_view source) {
  constexpr std::string_view word = "extern ";
  for (std::size_t at = source.find(word); at < source.size(); at = source.find(word, at)) {
    at = source.find_first_of("[;{=(", at);
    if (at < source.size() && source[at] == '[') return true;
  }
  return false;
}

/// Where the model may be of which the source is made.
std::string_view where_else(std::string_view source) {
  if (source.find("edge-impulse-sdk/") != std::string_view::npos)  // docs.edgeimpulse.com, EON Compiler: layers as code
    return "; of what Edge Impulse's EON compiler writes there is none: download the .tflite, int8, from the project's "
           "dashboard";
  if (only_declares(source))
    return "; it declares an array whose elements stand in another file: give that, a .c or .cc, or the .tflite itself";
  return "";
}

bool is_called(const CArray& array, const std::string& name) {
  return array.name == name || std::to_string(array.line) == name;
}

std::string list(const std::vector<CArray>& arrays) {
  constexpr std::size_t most = 8;
  std::string out;
  for (std::size_t i = 0; i < std::min(arrays.size(), most); ++i)
    out += fmt::format("{}{} (line {}, {} bytes)", i > 0 ? ", " : "", escape(arrays[i].name, 60), arrays[i].line,
                       grouped(static_cast<std::int64_t>(arrays[i].bytes.size())));
  return arrays.size() > most ? out + ", ..." : out;
}

CArray choose(std::vector<CArray> arrays, const std::optional<std::string>& wanted) {
  if (wanted && std::none_of(arrays.begin(), arrays.end(), [&](const CArray& a) { return is_called(a, *wanted); }))
    throw Error(fmt::format("no array with a model is called {}; there are: {}", quoted(*wanted), list(arrays)));
  if (wanted) std::erase_if(arrays, [&](const CArray& a) { return !is_called(a, *wanted); });
  const bool one =
      std::all_of(arrays.begin(), arrays.end(), [&](const CArray& a) { return a.bytes == arrays[0].bytes; });
  if (!one)
    throw Error(fmt::format("the file has {} arrays with models; choose one with --array and its name or line: {}",
                            arrays.size(), list(arrays)));
  return std::move(arrays[0]);
}

}  // namespace

ModelFile::ModelFile(Bytes file, const std::optional<std::string>& array) : model(file) {
  if (is_tflite(file) || is_onnx(file)) {
    if (array)
      throw Error(fmt::format("--array chooses an array in a C file; this is {} model itself",
                              is_tflite(file) ? "a .tflite" : "an ONNX"));
    return;
  }
  if (const std::string other = other_format(file); !other.empty()) throw Error(other);
  const std::string text = narrow(file);
  std::vector<CArray> arrays = find_c_arrays(text);
  if (arrays.empty())
    throw Error(fmt::format(
        "the file is not a .tflite model: the identifier TFL3 is missing, and there is no C array that has one{}",
        where_else(text)));
  CArray chosen = choose(std::move(arrays), array);
  name = chosen.name.empty() ? fmt::format("of line {}", chosen.line) : escape(chosen.name);
  if (!chosen.problem.empty()) throw Error(fmt::format("array {}: {}", name, chosen.problem));
  elements = std::move(chosen.bytes);
  model = elements;
}

}  // namespace exporter

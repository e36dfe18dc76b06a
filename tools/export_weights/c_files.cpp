// SPDX-License-Identifier: BSL-1.0
#include "c_files.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "error.hpp"
#include "text.hpp"

namespace exporter {
namespace {

bool is_plain(char c) {
  constexpr std::string_view others = "_-+. ";
  return is_letter(c) || is_digit(c) || others.find(c) != std::string_view::npos;
}

}  // namespace

CFiles c_files(const std::filesystem::path& header) {
  const std::string name = header.filename().string();
  if (!std::all_of(name.begin(), name.end(), is_plain))
    throw Error(fmt::format("--c-interface: {} stands in an #include; name the header with letters, digits and _ - + .",
                            exporter::quoted(name)));  // not std::quoted
  const CFiles files{std::filesystem::path(header).replace_extension(".h"),
                     header.parent_path() / (header.stem().string() + "_c.cpp")};
  if (files.header == header || files.source == header)
    throw Error(fmt::format("--c-interface writes {} and {}; name the header otherwise: OUT.hpp",
                            files.header.filename().string(), files.source.filename().string()));
  return files;
}

}  // namespace exporter

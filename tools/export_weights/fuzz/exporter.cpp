// SPDX-License-Identifier: BSL-1.0
// Files whose tables are whole and whose contents are not: the tool writes a harmless header, or says why not.
#include "exporter.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string_view>

#include "error.hpp"
#include "mutate.hpp"

namespace {

bool is_printable(char c) { return c >= ' ' && c <= '~'; }

[[noreturn]] void complain(const char* what, std::string_view text) {
  std::fprintf(stderr, "%s: %.*s\n", what, static_cast<int>(text.size()), text.data());
  std::abort();
}

/// A header is text of printable ASCII, and each of its comments ends with its line.
void check_header(std::string_view header) {
  for (std::size_t i = 0; i < header.size(); ++i) {
    const bool continues = header[i] == '\\' && i + 1 < header.size() && header[i + 1] == '\n';
    if ((header[i] != '\n' && !is_printable(header[i])) || continues || header.substr(i, 3) == "?\?/")
      complain("a header with a character that does not belong there, before", header.substr(i));
  }
}

/// No comment of C begins inside another, or ends before its line does.
void check_comments(std::string_view header) {
  for (std::size_t begin = 0; begin < header.size();) {
    const std::string_view line = header.substr(begin, header.find('\n', begin) - begin);
    const std::size_t opened = line.find("/*");
    if (opened != line.npos &&
        (line.find("*/", opened + 2) != line.size() - 2 || line.find("/*", opened + 2) != line.npos))
      complain("a comment of C that is more than one, or less", line);
    begin += line.size() + 1;
  }
}

void check_refusal(std::string_view text) {
  for (const char c : text)
    if (c != '\n' && !is_printable(c)) complain("a refusal that is not text", text);
  if (text.empty() || text.size() > 16'000) complain("a refusal that nobody can read", text);
  if (text.find("a defect of") != std::string_view::npos) complain("the library would refuse the header", text);
}

/// Keeps every so many headers for a compiler to try, each in a namespace of its own.
class Samples {
 public:
  std::string next_name() const { return "sample_" + std::to_string(exported); }
  void keep(const std::string& header) {
    const std::string name = next_name();
    if (++exported % every == 0 && header.size() < 30'000) std::ofstream(folder + "/" + name + ".hpp") << header;
  }

 private:
  static std::string variable(const char* name, const char* otherwise) {
    const char* const value = std::getenv(name);
    return value ? value : otherwise;
  }
  std::string folder = variable("TINYTMPL_FUZZ_SAMPLES", ".");
  int every = std::stoi(variable("TINYTMPL_FUZZ_EVERY", "2000000000"));
  int exported = 0;
};

/// Some of the models that were accepted, to go on from: most damaged ones are not. Nothing is allocated, or each input would
/// look like a leak.
class Accepted {
 public:
  void add(const std::uint8_t* data, std::size_t size) {
    if (size > largest) return;
    Model& model = models[count++ % models.size()];
    model.size = size;
    std::copy_n(data, size, model.bytes.begin());
  }
  /// One of them in `data`: its size, or 0.
  std::size_t get(std::uint8_t* data, std::size_t max_size, unsigned seed) const {
    if (count == 0) return 0;
    const Model& model = models[seed % std::min(count, models.size())];
    if (model.size > max_size) return 0;
    std::copy_n(model.bytes.begin(), model.size, data);
    return model.size;
  }

 private:
  static constexpr std::size_t largest = 4096;
  struct Model {
    std::size_t size;
    std::array<std::uint8_t, largest> bytes;
  };
  std::array<Model, 512> models{};
  std::size_t count = 0;
};
Accepted accepted;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Samples samples;
  try {
    exporter::Request request{"fuzz.tflite", samples.next_name(), size % 4 == 3};
    request.c = exporter::CRequest{"fuzz.hpp", "fuzz.h"};
    const exporter::Result result = exporter::export_model({data, size}, request);
    for (const std::string& text : {result.header, result.c->header, result.c->source}) check_header(text);
    check_comments(result.c->header);
    samples.keep(result.header);
    accepted.add(data, size);
  } catch (const exporter::Error& refusal) {
    check_refusal(refusal.what());
  }
  return 0;
}

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  if (seed % 4 != 0)
    if (const std::size_t fresh = accepted.get(data, max_size, seed / 64)) size = fresh;
  const std::size_t mutated = seed % 16 == 0 ? 0 : mutate_model(data, size, max_size, seed);
  return mutated > 0 ? mutated : LLVMFuzzerMutate(data, size, max_size);
}

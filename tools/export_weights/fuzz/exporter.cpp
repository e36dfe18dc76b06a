// SPDX-License-Identifier: BSL-1.0
// Files whose tables are whole and whose contents are not: the tool writes a harmless header or says why not.
#include "exporter.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "error.hpp"
#include "mutate.hpp"

namespace {

/// A header is text of printable ASCII, and each of its comments ends with its line.
void check(const std::string& header) {
  for (std::size_t i = 0; i < header.size(); ++i) {
    const char c = header[i];
    const bool continues = c == '\\' && i + 1 < header.size() && header[i + 1] == '\n';
    const bool printable = c == '\n' || (c >= ' ' && c <= '~');
    if (!printable || continues || header.compare(i, 3, "??/") == 0) {
      std::fprintf(stderr, "a header with a character that does not belong there, at %zu\n", i);
      std::abort();
    }
  }
}

/// Keeps one of many headers, for a compiler to try: those that are small are quick.
void keep_sample(const std::string& header, const std::string& name_space) {
  static const char* const folder = std::getenv("TINYTMPL_FUZZ_SAMPLES");
  if (!folder || header.size() > 100'000) return;
  std::ofstream(std::string(folder) + "/" + name_space + ".hpp") << header;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static int exported = 0;
  try {
    const std::string name_space = "sample_" + std::to_string(exported / 200);
    const exporter::Result result =
        exporter::export_model({data, size}, {.file = "fuzz.tflite", .name_space = name_space});
    check(result.header);
    if (exported++ % 200 == 0) keep_sample(result.header, name_space);
  } catch (const exporter::Error&) {
  }
  return 0;
}

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  const std::size_t mutated = seed % 8 == 0 ? 0 : mutate_model(data, size, max_size, seed);
  return mutated > 0 ? mutated : LLVMFuzzerMutate(data, size, max_size);
}

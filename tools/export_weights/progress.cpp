// SPDX-License-Identifier: BSL-1.0
#include "progress.hpp"

#include <unistd.h>

#include <chrono>
#include <cstdio>

#include <fmt/format.h>

namespace exporter {

Progress progress_on_terminal() {
  if (isatty(STDERR_FILENO) == 0) return [](std::string_view, std::int64_t, std::int64_t) {};
  return [begin = std::chrono::steady_clock::now()](std::string_view work, std::int64_t done, std::int64_t all) {
    if (std::chrono::steady_clock::now() - begin < std::chrono::seconds(2)) return;
    std::fputs(fmt::format("\r\x1b[K{}", done < all ? fmt::format("{}: {} of {}", work, done, all) : "").c_str(),
               stderr);
    std::fflush(stderr);
  };
}

}  // namespace exporter

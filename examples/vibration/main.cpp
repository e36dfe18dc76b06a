// SPDX-License-Identifier: BSL-1.0
// Is a machine sound? Judges recordings of an accelerometer: some of a simulated motor, or a file.
#include <cmath>
#include <cstdio>

#include "monitor.hpp"
#include "recordings.hpp"

using namespace tinytmpl::literals;

static_assert(sizeof(Monitor) <= 4_KiB);

namespace {

Monitor monitor(recordings::threshold);

const char* word(Monitor::Verdict verdict) {
  switch (verdict) {
    case Monitor::Verdict::unsure: return "unsure";
    case Monitor::Verdict::still: return "still";
    case Monitor::Verdict::sound: return "sound";
    case Monitor::Verdict::alarm: return "ALARM";
  }
  return "";
}

void print_verdict(const char* of) {
  std::printf("%-20s %8.3f g %9.2f dB^2  %s\n", of, monitor.root_mean_square(), monitor.score(),
              word(monitor.verdict()));
}

/// Whether all scores are those that training's program found.
bool judge_recordings() {
  bool good = true;
  for (int i = 0; i < recordings::count; ++i) {
    monitor.reset();
    for (const std::int16_t sample : recordings::signals[i]) monitor.push(sample);
    print_verdict(recordings::names[i]);
    good = good && std::fabs(monitor.score() - recordings::scores[i]) < 0.02f * (1 + recordings::scores[i]);
  }
  return good;
}

/// Of int16 samples, the low byte first, a verdict each second.
int judge_file(const char* path) {
  std::FILE* const file = std::fopen(path, "rb");
  if (!file) return std::perror(path), 1;
  unsigned char bytes[2];
  for (int samples = 1; std::fread(bytes, 1, 2, file) == 2; ++samples) {
    monitor.push(static_cast<std::int16_t>(bytes[0] | bytes[1] << 8));
    char time[16];
    std::snprintf(time, sizeof time, "%d s", samples / Monitor::rate_hz);
    if (samples % Monitor::rate_hz == 0) print_verdict(time);
  }
  std::fclose(file);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1) return judge_file(argv[1]);
  const bool sound = monitor.self_test();
  std::printf("self-test: %s\n", sound ? "passed" : "FAILED");
  const bool good = judge_recordings();
  std::printf("an alarm above %.2f dB^2\n", recordings::threshold);
  std::printf("RAM: %d bytes (spectrum %d, network %d); constants in flash: %d bytes (%d, %d)\n",
              static_cast<int>(sizeof monitor), Monitor::Ears::Model::ram_bytes, vibration::Model::ram_bytes,
              Monitor::Ears::Model::flash_bytes + vibration::Model::flash_bytes, Monitor::Ears::Model::flash_bytes,
              vibration::Model::flash_bytes);
  return sound && good ? 0 : 1;
}

// SPDX-License-Identifier: BSL-1.0
#include <tinytmpl/boards.hpp>

#include <catch2/catch.hpp>

#include <cstdint>
#include <set>
#include <string>

namespace {

using tinytmpl::Board;
using tinytmpl::fits;
using tinytmpl::Fits;
namespace boards = tinytmpl::boards;

template <std::int64_t ram, std::int64_t flash>
struct Fake {
  static constexpr std::int64_t ram_bytes = ram;
  static constexpr std::int64_t flash_bytes = flash;
};

// The limit itself fits, one byte more of either does not.
static_assert(fits<Fake<262'144, 1'048'576>, boards::arduino_nano_33_ble>);
static_assert(!fits<Fake<262'145, 1'048'576>, boards::arduino_nano_33_ble>);
static_assert(!fits<Fake<262'144, 1'048'577>, boards::arduino_nano_33_ble>);
static_assert(fits<Fake<0, 0>, boards::arduino_uno_r4>);

// The same model, a smaller and a larger board.
using Vision = Fake<100'000, 320'000>;
static_assert(!fits<Vision, boards::arduino_uno_r4>);
static_assert(!fits<Vision, boards::esp8266>);
static_assert(fits<Vision, boards::microbit_v2>);
static_assert(fits<Vision, boards::raspberry_pi_pico>);

// The checked form compiles where the value is true; sizes may be of other integer types.
struct Small {
  static constexpr int ram_bytes = 4096;
  static constexpr unsigned long long flash_bytes = 16'384;
};
static_assert(fits<Small, boards::stm32_discovery_iot>);
static_assert(Fits<Small, boards::stm32_discovery_iot>::checked);
static_assert(Fits<Small, boards::stm32_discovery_iot>::needed_ram_bytes == 4096);
static_assert(Fits<Small, boards::stm32_discovery_iot>::available_ram_bytes == 131'072);
static_assert(Fits<Small, boards::stm32_discovery_iot>::needed_flash_bytes == 16'384);
static_assert(Fits<Small, boards::stm32_discovery_iot>::available_flash_bytes == 1'048'576);

// A user's own board.
constexpr Board sensor_node{
    .name = "Sensor node", .core = "Cortex-M0+", .flash_bytes = 65'536, .ram_bytes = 8'192, .clock_hz = 32'000'000};
static_assert(fits<Small, sensor_node>);
static_assert(Fits<Small, sensor_node>::checked);
static_assert(!fits<Fake<8'193, 0>, sensor_node>);

constexpr const Board* all[] = {&boards::arduino_nano_33_ble,
                                &boards::arduino_portenta_h7,
                                &boards::arduino_nicla_vision,
                                &boards::arduino_uno_r4,
                                &boards::raspberry_pi_pico,
                                &boards::raspberry_pi_pico_2,
                                &boards::esp32,
                                &boards::esp32_cam,
                                &boards::esp32_s3,
                                &boards::esp32_c3,
                                &boards::esp32_c6,
                                &boards::esp8266,
                                &boards::seeed_xiao_ble_sense,
                                &boards::seeed_xiao_esp32s3,
                                &boards::stm32f407vg,
                                &boards::stm32f469,
                                &boards::stm32f767zi,
                                &boards::stm32h745xi,
                                &boards::nucleo_l4r5zi,
                                &boards::stm32_discovery_iot,
                                &boards::microbit_v2,
                                &boards::nrf5340_dk,
                                &boards::teensy_40};

TEST_CASE("every board has a name of its own and figures in bytes and hertz") {
  std::set<std::string> names;
  for (const Board* board : all) {
    CAPTURE(board->name);
    CHECK(names.insert(board->name).second);
    CHECK_FALSE(std::string(board->core).empty());
    CHECK(board->flash_bytes % 1024 == 0);
    CHECK(board->ram_bytes % 1024 == 0);
    CHECK(board->ram_bytes >= 32 * 1024);
    CHECK(board->ram_bytes < board->flash_bytes);
    CHECK(board->clock_hz % 1'000'000 == 0);
    CHECK(board->clock_hz >= 48'000'000);
  }
}

}  // namespace

// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

#include <tinytmpl/core/language.hpp>

namespace tinytmpl {

/// What a microcontroller board offers to a model.
///
/// units    bytes (a vendor's KB is 1024 of them), hertz
/// options  boards that are not in `boards::`: `inline constexpr tinytmpl::Board mine{...};` at namespace scope
struct Board {
  const char* name;
  const char* core;
  std::int64_t flash_bytes;  // that holds the program: on the chip, or else the board's or module's flash chip
  std::int64_t ram_bytes;    // on the chip, all that data can use: no PSRAM or SDRAM, instruction RAM or backup RAM
  std::int64_t clock_hz;     // the highest that the data sheet allows
};

/// Whether a Model, or a Footprint, can fit a board: its RAM and its constants, with nothing beside them.
///
/// units    `ram_bytes`, `flash_bytes`; the firmware around the model needs RAM too, and flash for all code
/// rejects  nothing: false, where `Fits` is an error
template <class Model, const Board& board>
inline constexpr bool fits = static_cast<std::int64_t>(Model::ram_bytes) <= board.ram_bytes &&
                             static_cast<std::int64_t>(Model::flash_bytes) <= board.flash_bytes;

}  // namespace tinytmpl

namespace tinytmpl::core::detail {

// Classes on the two numbers alone, so that both compilers' messages show them.
template <std::int64_t needed_ram_bytes, std::int64_t available_ram_bytes>
struct FitsRam {
  static_assert(needed_ram_bytes <= available_ram_bytes,
                "tinytmpl: the model needs more RAM than the board has; use a smaller model or another board");
};
template <std::int64_t needed_flash_bytes, std::int64_t available_flash_bytes>
struct FitsFlash {
  static_assert(needed_flash_bytes <= available_flash_bytes,
                "tinytmpl: the model needs more flash than the board has; use a smaller model or another board");
};

}  // namespace tinytmpl::core::detail

namespace tinytmpl {

/// The checked form of `fits`: `static_assert(tinytmpl::Fits<Model, tinytmpl::boards::raspberry_pi_pico>::checked);`
///
/// rejects  a model that needs more RAM, or more flash, than the board has: the message names both numbers
template <class Model, const Board& board>
struct Fits {
  static constexpr std::int64_t needed_ram_bytes = Model::ram_bytes;
  static constexpr std::int64_t available_ram_bytes = board.ram_bytes;
  static constexpr std::int64_t needed_flash_bytes = Model::flash_bytes;
  static constexpr std::int64_t available_flash_bytes = board.flash_bytes;

  static_assert(sizeof(core::detail::FitsRam<needed_ram_bytes, available_ram_bytes>) != 0);
  static_assert(sizeof(core::detail::FitsFlash<needed_flash_bytes, available_flash_bytes>) != 0);

  static constexpr bool checked = true;  // also where a check failed: one error a mistake
};

/// Boards by name; the comment above each says where its figures come from, docs/boards.md shows them as a table.
namespace boards {

namespace detail {

inline constexpr std::int64_t kib = 1024;
inline constexpr std::int64_t mhz = 1'000'000;

}  // namespace detail

// clang-format off

// Arduino.

// nRF52840 Product Specification v1.7: 1 MB flash, 256 KB RAM, 64 MHz
inline constexpr Board arduino_nano_33_ble{
    .name = "Arduino Nano 33 BLE", .core = "Cortex-M4",
    .flash_bytes = 1024 * detail::kib, .ram_bytes = 256 * detail::kib, .clock_hz = 64 * detail::mhz};

// STM32H747xI data sheet, DS12930: 2 MB flash, 128 KB DTCM + 864 KB SRAM, 480 MHz
inline constexpr Board arduino_portenta_h7{
    .name = "Arduino Portenta H7", .core = "Cortex-M7",
    .flash_bytes = 2048 * detail::kib, .ram_bytes = 992 * detail::kib, .clock_hz = 480 * detail::mhz};

// STM32H747xI data sheet, DS12930: 2 MB flash, 128 KB DTCM + 864 KB SRAM, 480 MHz
inline constexpr Board arduino_nicla_vision{
    .name = "Arduino Nicla Vision", .core = "Cortex-M7",
    .flash_bytes = 2048 * detail::kib, .ram_bytes = 992 * detail::kib, .clock_hz = 480 * detail::mhz};

// RA4M1 Group data sheet, R01DS0355: 256 KB code flash, 32 KB SRAM, 48 MHz
inline constexpr Board arduino_uno_r4{
    .name = "Arduino UNO R4", .core = "Cortex-M4",
    .flash_bytes = 256 * detail::kib, .ram_bytes = 32 * detail::kib, .clock_hz = 48 * detail::mhz};

// Raspberry Pi: flash is the board's QSPI chip.

// Raspberry Pi Pico data sheet: 2 MB flash on the board, 264 KB SRAM, 133 MHz
inline constexpr Board raspberry_pi_pico{
    .name = "Raspberry Pi Pico", .core = "Cortex-M0+",
    .flash_bytes = 2048 * detail::kib, .ram_bytes = 264 * detail::kib, .clock_hz = 133 * detail::mhz};

// Raspberry Pi Pico 2 data sheet: 4 MB flash on the board, 520 KB SRAM, 150 MHz
inline constexpr Board raspberry_pi_pico_2{
    .name = "Raspberry Pi Pico 2", .core = "Cortex-M33",
    .flash_bytes = 4096 * detail::kib, .ram_bytes = 520 * detail::kib, .clock_hz = 150 * detail::mhz};

// Espressif: flash is the module's SPI chip; RAM is what data can use of the chip's SRAM, without PSRAM.

// ESP32-WROOM-32E data sheet: 4 MB flash, 240 MHz; ESP-IDF, Memory Types: 320 KB DRAM of 520 KB SRAM
inline constexpr Board esp32{
    .name = "ESP32-DevKitC", .core = "Xtensa LX6",
    .flash_bytes = 4096 * detail::kib, .ram_bytes = 320 * detail::kib, .clock_hz = 240 * detail::mhz};

// AI-Thinker ESP32-CAM specification: 4 MB flash, 240 MHz; ESP-IDF, Memory Types: 320 KB DRAM of 520 KB SRAM
inline constexpr Board esp32_cam{
    .name = "AI-Thinker ESP32-CAM", .core = "Xtensa LX6",
    .flash_bytes = 4096 * detail::kib, .ram_bytes = 320 * detail::kib, .clock_hz = 240 * detail::mhz};

// ESP32-S3-WROOM-1 data sheet: N8, 8 MB flash, 240 MHz; ESP32-S3 TRM: SRAM1 416 KB + SRAM2 64 KB - 32 KB cache
inline constexpr Board esp32_s3{
    .name = "ESP32-S3-DevKitC-1", .core = "Xtensa LX7",
    .flash_bytes = 8192 * detail::kib, .ram_bytes = 448 * detail::kib, .clock_hz = 240 * detail::mhz};

// ESP32-C3-MINI-1 data sheet: 4 MB flash, 160 MHz; ESP32-C3 TRM: 400 KB SRAM - 16 KB cache
inline constexpr Board esp32_c3{
    .name = "ESP32-C3-DevKitM-1", .core = "RISC-V RV32IMC",
    .flash_bytes = 4096 * detail::kib, .ram_bytes = 384 * detail::kib, .clock_hz = 160 * detail::mhz};

// ESP32-C6-WROOM-1 data sheet: 8 MB flash, 512 KB HP SRAM, 160 MHz
inline constexpr Board esp32_c6{
    .name = "ESP32-C6-DevKitC-1", .core = "RISC-V RV32IMAC",
    .flash_bytes = 8192 * detail::kib, .ram_bytes = 512 * detail::kib, .clock_hz = 160 * detail::mhz};

// ESP-12F specification: 4 MB flash; ESP8266EX data sheet: 160 MHz; ESP8266 Arduino linker scripts: 80 KB DRAM
inline constexpr Board esp8266{
    .name = "ESP8266 NodeMCU", .core = "Xtensa LX106",
    .flash_bytes = 4096 * detail::kib, .ram_bytes = 80 * detail::kib, .clock_hz = 160 * detail::mhz};

// Seeed Studio.

// nRF52840 Product Specification v1.7: 1 MB flash, 256 KB RAM, 64 MHz (without the board's 2 MB QSPI flash)
inline constexpr Board seeed_xiao_ble_sense{
    .name = "Seeed Studio XIAO nRF52840 Sense", .core = "Cortex-M4",
    .flash_bytes = 1024 * detail::kib, .ram_bytes = 256 * detail::kib, .clock_hz = 64 * detail::mhz};

// Seeed Studio XIAO ESP32S3 wiki: 8 MB flash, 240 MHz; ESP32-S3 TRM: SRAM1 416 KB + SRAM2 64 KB - 32 KB cache
inline constexpr Board seeed_xiao_esp32s3{
    .name = "Seeed Studio XIAO ESP32S3", .core = "Xtensa LX7",
    .flash_bytes = 8192 * detail::kib, .ram_bytes = 448 * detail::kib, .clock_hz = 240 * detail::mhz};

// STMicroelectronics.

// STM32F407xx data sheet, DS8626: 1 MB flash, 128 KB SRAM + 64 KB CCM, 168 MHz
inline constexpr Board stm32f407vg{
    .name = "STM32F407VG", .core = "Cortex-M4",
    .flash_bytes = 1024 * detail::kib, .ram_bytes = 192 * detail::kib, .clock_hz = 168 * detail::mhz};

// STM32F469xx data sheet, DS11189: 2 MB flash, 320 KB SRAM + 64 KB CCM, 180 MHz
inline constexpr Board stm32f469{
    .name = "STM32F469I-DISCO", .core = "Cortex-M4",
    .flash_bytes = 2048 * detail::kib, .ram_bytes = 384 * detail::kib, .clock_hz = 180 * detail::mhz};

// STM32F767xx data sheet, DS11532: 2 MB flash, 512 KB SRAM with 128 KB DTCM, 216 MHz
inline constexpr Board stm32f767zi{
    .name = "STM32F767ZI", .core = "Cortex-M7",
    .flash_bytes = 2048 * detail::kib, .ram_bytes = 512 * detail::kib, .clock_hz = 216 * detail::mhz};

// STM32H745xI data sheet, DS12923: 2 MB flash, 128 KB DTCM + 864 KB SRAM, 480 MHz
inline constexpr Board stm32h745xi{
    .name = "STM32H745XI", .core = "Cortex-M7",
    .flash_bytes = 2048 * detail::kib, .ram_bytes = 992 * detail::kib, .clock_hz = 480 * detail::mhz};

// STM32L4R5xx data sheet, DS12023: 2 MB flash, 640 KB SRAM, 120 MHz
inline constexpr Board nucleo_l4r5zi{
    .name = "NUCLEO-L4R5ZI", .core = "Cortex-M4",
    .flash_bytes = 2048 * detail::kib, .ram_bytes = 640 * detail::kib, .clock_hz = 120 * detail::mhz};

// STM32L475xx data sheet, DS10969: 1 MB flash, 96 KB + 32 KB SRAM, 80 MHz
inline constexpr Board stm32_discovery_iot{
    .name = "B-L475E-IOT01A", .core = "Cortex-M4",
    .flash_bytes = 1024 * detail::kib, .ram_bytes = 128 * detail::kib, .clock_hz = 80 * detail::mhz};

// Others.

// nRF52833 Product Specification v1.7: 512 KB flash, 128 KB RAM, 64 MHz
inline constexpr Board microbit_v2{
    .name = "BBC micro:bit V2", .core = "Cortex-M4",
    .flash_bytes = 512 * detail::kib, .ram_bytes = 128 * detail::kib, .clock_hz = 64 * detail::mhz};

// nRF5340 Product Specification v1.3, application core: 1 MB flash, 512 KB RAM, 128 MHz
inline constexpr Board nrf5340_dk{
    .name = "nRF5340 DK", .core = "Cortex-M33",
    .flash_bytes = 1024 * detail::kib, .ram_bytes = 512 * detail::kib, .clock_hz = 128 * detail::mhz};

// i.MX RT1060 data sheet, IMXRT1060CEC: 512 KB FlexRAM + 512 KB OCRAM, 600 MHz; PJRC: 2 MB flash on the board
inline constexpr Board teensy_40{
    .name = "Teensy 4.0", .core = "Cortex-M7",
    .flash_bytes = 2048 * detail::kib, .ram_bytes = 1024 * detail::kib, .clock_hz = 600 * detail::mhz};
// clang-format on

}  // namespace boards

}  // namespace tinytmpl

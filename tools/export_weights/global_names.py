#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes global_names.inc: what C's, POSIX', C++'s, newlib's and Arduino's headers put into the global namespace.

    global_names.py --write      needs g++, arm-none-eabi-g++, avr-g++, and Debian's libc6-dev, libnewlib-dev, avr-libc,
                                 arduino-core-avr
    global_names.py              prints the names that this machine's headers have and the list lacks

A namespace that is called like a function, a type, a variable, a constant or a macro does not compile beside their
header. Which these are the compilers say themselves: each word of the preprocessed headers is tried as a namespace.
"""

import argparse
import pathlib
import re
import subprocess
import sys
import textwrap

HERE = pathlib.Path(__file__).resolve().parent
LIST = HERE / "global_names.inc"
ARDUINO = "/usr/share/arduino/hardware/arduino/avr"

STANDARD = """assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp signal stdalign
stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string tgmath threads time uchar
wchar wctype""".split()
POSIX = """aio arpa/inet cpio dirent dlfcn fcntl fmtmsg fnmatch ftw glob grp iconv langinfo libgen monetary
mqueue ndbm net/if netdb netinet/in netinet/tcp nl_types poll pthread pwd regex sched search
semaphore spawn strings stropts sys/ipc sys/mman sys/msg sys/param sys/resource sys/select sys/sem
sys/shm sys/socket sys/stat sys/statvfs sys/time sys/times sys/types sys/uio sys/un sys/utsname
sys/wait syslog tar termios trace ulimit unistd utime utmpx wordexp malloc memory alloca getopt err
error sys/ioctl sys/file sys/random sys/timeb sys/queue sys/cdefs endian byteswap""".split()
CXX = """algorithm any array atomic barrier bit bitset charconv chrono cmath complex concepts
condition_variable coroutine cstdint cstdio cstdlib cstring ctime deque exception execution
filesystem format forward_list fstream functional future initializer_list iomanip iostream iterator
latch limits list locale map memory memory_resource mutex new numbers numeric optional ostream queue
random ranges ratio regex scoped_allocator semaphore set shared_mutex source_location span sstream
stack stop_token string string_view system_error thread tuple type_traits unordered_map utility
valarray variant vector""".split()
AVR = """io interrupt pgmspace sleep wdt eeprom power boot fuse""".split()
LIBRARIES = "EEPROM HID SoftwareSerial SPI Wire".split()

# Of Arduino's language reference, its newer API (ArduinoCore-API) and the cores of Espressif and RP2040, what AVR's
# core lacks. Debian has no package of those.
ARDUINO_API = """A0 A1 A2 A3 A4 A5 A6 A7 Adafruit_NeoPixel BLE BitOrder CAN CanMsg Client ESP Ethernet F FS File
HardwareI2C HardwareSPI HardwareSerial I2S IPAddress IRAM_ATTR IRQn_Type ITimer LED_BUILTIN LSBFIRST LittleFS MDNS
MSBFIRST Mouse Keyboard NULL Network OUTPUT_OPENDRAIN PinMode PinStatus PluggableUSB Preferences Print Printable
RTC SD SDFS SERIAL SPIFFS Scheduler Serial Serial1 Serial2 Serial3 Serial4 SerialUSB Server Servo Stepper Stream
String TwoWire UDP Udp Update WebServer WiFi WiFiClient WiFiServer WiFiUDP Wire1 analogReadResolution
analogWriteResolution analogReference app_main arduino arduino_event_t attachInterruptParam bitClear bitRead
bitSet bitToggle bitWrite boolean byte clockCyclesPerMicrosecond dacWrite delay delayMicroseconds
digitalPinToInterrupt digitalRead digitalToggle digitalWrite disableCore0WDT getCpuFrequencyMhz hallRead highByte
initVariant interrupts isAlpha isAlphaNumeric isAscii isControl isDigit isGraph isHexadecimalDigit isLowerCase
isPrintable isPunct isSpace isUpperCase isWhitespace itoa ledcAttach ledcWrite loop lowByte makeWord map max
micros millis min noInterrupts noTone pgm_read_byte pinMode pulseIn pulseInLong pwm_t randomSeed sei setup shiftIn
shiftOut sq sqrt temperatureRead toAscii toLowerCase toUpperCase tone touchRead uint word yield""".split()

# What CMSIS' headers of Cortex-M, FreeRTOS' and the makers' ones declare under names that a model may have; and main.
FIRMWARE = """main ADC AES APB CAN CMP CORE CRC DAC DCMI DES DMA ETH EXTI FLASH FPU GPIO HASH I2C I2S IRQ ITM JPEG
LCD LED LPTIM LTDC MAC MPU NVIC PWM PWR RCC RNG RSA RTC SAI SCB SDIO SHA SPI SWD SYSCFG SysTick TIM
TPI UART USART USB WDT WWDG IWDG""".split()

CXX_FLAGS = ("-x", "c++", "-w")
LAST = "zzz_last"


def run(compiler, source, *flags):
    command = [compiler, *CXX_FLAGS, *flags, "-"]
    return subprocess.run(command, input=source, capture_output=True, text=True, check=False)


def is_usable(name):
    """_x and x__y are reserved anyway."""
    return re.fullmatch(r"[A-Za-z]\w*", name) and "__" not in name


def keywords():
    source = (HERE / "name_space.cpp").read_text(encoding="ascii")
    begin = source.index(" keywords[]")
    return {"typeof", *re.findall(r'"(\w+)"', source[begin:source.index("};", begin)])}


def words_that_collide(compiler, source, words, flags):
    """Those that are no namespaces behind `source`."""
    words = [*words, LAST]  # which must collide, or the compiler lost its way
    source += f"int {LAST};\n"
    first = source.count("\n") + 1
    source += "".join(f"namespace {word} {{}}\n" for word in words)
    errors = run(compiler, source, "-fsyntax-only", *flags).stderr
    lines = {int(line) for line in re.findall(r"^<stdin>:(\d+):\d+: error:", errors, re.MULTILINE)}
    assert first + len(words) - 1 in lines, f"{compiler} lost its way:\n{errors[-2000:]}"
    return {words[line - first] for line in lines} - {LAST}


def names_of(compiler, headers, *flags):
    """What the headers that the compiler has, all together, put into the global namespace; macros too."""
    there = [f"#include <{header}>\n" for header in headers]
    source = "".join(one for one in there if run(compiler, one, "-fsyntax-only", *flags).returncode == 0)
    broken = run(compiler, source, "-fsyntax-only", *flags)
    if broken.returncode or not source:
        sys.exit(f"{compiler} does not compile the headers together:\n{broken.stderr[:2000]}")
    macros = set(re.findall(r"^#define (\w+)", run(compiler, source, "-E", "-dM", *flags).stdout, re.MULTILINE))
    words = set(re.findall(r"\b[A-Za-z]\w*", run(compiler, source, "-E", "-P", *flags).stdout)) - macros - keywords()
    names = words_that_collide(compiler, source, sorted(words), flags) | macros
    return {name for name in names if is_usable(name)}


def all_names():
    c = [f"{name}.h" for name in STANDARD + POSIX]
    avr_headers = c + [f"avr/{name}.h" for name in AVR] + ["Arduino.h", *(f"{name}.h" for name in LIBRARIES)]
    folders = ["cores/arduino", "variants/standard", *(f"libraries/{name}/src" for name in LIBRARIES)]
    avr = ("-std=gnu++17", "-mmcu=atmega328p", "-DF_CPU=16000000L", "-DARDUINO=10819",
           *(f"-I{ARDUINO}/{folder}" for folder in folders))
    return set(ARDUINO_API).union(FIRMWARE, names_of("g++", c + CXX, "-std=gnu++20"),
                                  names_of("arm-none-eabi-g++", c + CXX, "-std=gnu++20"),
                                  names_of("avr-g++", avr_headers, *avr))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    names = sorted(all_names())
    if parser.parse_args().write:
        lines = textwrap.wrap(", ".join(f'"{name}"' for name in names), 118, break_on_hyphens=False)
        LIST.write_text("// SPDX-License-Identifier: BSL-1.0\n// Generated by global_names.py --write. Do not edit.\n"
                        + "".join(f"{line}\n" for line in lines), encoding="ascii")
    known = set(re.findall(r'"(\w+)"', LIST.read_text(encoding="ascii")))
    missing = [name for name in names if name not in known]
    print("\n".join(missing) or f"nothing is missing; the list has {len(known)} names")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())

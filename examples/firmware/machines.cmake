# SPDX-License-Identifier: BSL-1.0
# The emulated machine of each core, by the name of its file in cmake/toolchains: compiler, emulator, clock (a folder
# here), start-up code (of tests/firmware/boards), linker script (of tests/firmware/link), the emulator's options.
set(machine_of_cortex-m0 arm-none-eabi-g++ qemu-system-arm arm cortex_m.cpp microbit.ld -M microbit)
set(machine_of_cortex-m3 arm-none-eabi-g++ qemu-system-arm arm cortex_m.cpp mps2.ld -M mps2-an385)
set(machine_of_cortex-m4 arm-none-eabi-g++ qemu-system-arm arm cortex_m.cpp mps2.ld -M mps2-an386)
set(machine_of_cortex-m7 arm-none-eabi-g++ qemu-system-arm arm cortex_m.cpp mps2.ld -M mps2-an500)
set(machine_of_cortex-m33 arm-none-eabi-g++ qemu-system-arm arm cortex_m.cpp mps2-an505.ld -M mps2-an505)
set(machine_of_cortex-m55 arm-none-eabi-g++ qemu-system-arm arm cortex_m.cpp mps3-an547.ld -M mps3-an547)
set(machine_of_rv32imc riscv64-unknown-elf-g++ qemu-system-riscv32 riscv riscv.cpp virt.ld -M virt -bios none)
set(machine_of_rv32imac ${machine_of_rv32imc})
set(machine_of_lx106 xtensa-lx106-elf-g++ qemu-system-xtensa xtensa lx106.cpp lx106.ld -M sim -cpu lx106)
set(cores cortex-m0 cortex-m3 cortex-m4 cortex-m7 cortex-m33 cortex-m55 rv32imc rv32imac lx106)

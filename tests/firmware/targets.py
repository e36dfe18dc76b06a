# SPDX-License-Identifier: BSL-1.0
"""The targets: compilers, flags, emulated machines, and what is expected there."""
import glob
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
KIB = 1024

# Of every firmware: as a user would build it.
COMMON = ("-std=c++20 -ffreestanding -fno-exceptions -fno-rtti -fno-threadsafe-statics -fno-use-cxa-atexit "
          "-fno-asynchronous-unwind-tables -ffunction-sections -fdata-sections -Wall -Wextra -Werror").split()


@dataclass(frozen=True)
class Machine:
    """An emulated machine: the command that runs an image, which is appended; its linker script and its memory."""
    command: str
    link: str
    flash: int
    ram: int
    refuses: frozenset = frozenset()  # (model, schedule) that must not compile for it: another machine runs them
    siblings: tuple = ()  # commands of more machines on which the same image gives the same bytes


@dataclass(frozen=True)
class Target:
    name: str
    toolchain: str  # of cmake/toolchains; none for WebAssembly
    board: tuple  # sources in boards/
    machines: tuple
    # Compilers, and the larger models that each of them is tried with when not all are (--long).
    compilers: dict
    clang_flags: str = ""
    windowed: bool = False  # Xtensa's: see windowed.py
    kernels: dict = field(default_factory=dict)  # who computes a layer: see kernel()

    @property
    def prefix(self):
        """Of the GNU tools, which link every ELF image and read it; there is none for WebAssembly."""
        return toolchain(self.toolchain)[0]

    def kernel(self, model, position, kind):
        """Whose kernel is to compute layer `position` of `model`: the entry of "model/position", "model/kind" or "kind"
        in this order; portable where there is none."""
        keys = (f"{model}/{position}", f"{model}/{kind}", kind)
        return next((self.kernels[key] for key in keys if key in self.kernels), "portable")


@cache
def toolchain(name):
    """The prefix of the GNU tools and the flags of the processor, as the project's toolchain file has them."""
    if not name:
        return "", []
    text = (PROJECT / f"cmake/toolchains/{name}.cmake").read_text()
    prefix = re.search(r"set\(prefix (\S+)\)", text)[1]
    flags = re.search(r'set\(cpu_flags "(.*)"\)', text)[1].split()
    return prefix, flags + (newlib_headers() if "newlib_headers" in text else [])


def newlib_headers():
    """Compilers without C++ headers take the freestanding ones of the Arm compiler's package."""
    found = sorted(glob.glob("/usr/include/newlib/c++/*") or glob.glob("/usr/arm-none-eabi/include/c++/*"))
    if not found:
        return []
    folders = [found[-1], found[-1] + "/arm-none-eabi", str(Path(found[-1]).parents[1])]
    return ["-nostdinc++"] + [flag for folder in folders for flag in ("-isystem", folder)]


def compile_command(target, compiler):
    """The C++ compiler with the processor's flags."""
    prefix, flags = toolchain(target.toolchain)
    if compiler == "gcc":
        return [prefix + "g++", *flags, *(["-mabi=windowed"] if target.windowed else []), *COMMON]
    flags = [flag for flag in flags if not flag.startswith("-mfloat-abi")]
    return [compiler.replace("clang", "clang++"), *flags, *target.clang_flags.split(), *newlib_headers(), *COMMON]


def link_command(target, compiler, machine):
    """The linker; objects and libraries follow."""
    if not target.prefix:
        clang = compiler.replace("clang", "clang++")
        return [clang, *target.clang_flags.split(), "-nostdlib", "-Wl,--no-entry,--export=main"]
    prefix, flags = toolchain(target.toolchain)
    relaxed = ["-Wl,--no-relax"] if target.windowed else []
    return [prefix + "g++", *flags, "-nostdlib", "-nostartfiles", "-Wl,--gc-sections,--no-warn-rwx-segments", *relaxed,
            "-L", HERE / "link", "-T", HERE / f"link/{machine.link}.ld"]


def missing_tool(target, compiler):
    """The first program that this target needs and this machine lacks, or None."""
    linker = target.prefix + "ld" if target.prefix else compiler.replace("clang", "wasm-ld")
    tools = [compile_command(target, compiler)[0], linker, *(m.command.split()[0] for m in target.machines)]
    return next((tool for tool in tools if not shutil.which(tool)), None)


SEMIHOSTING = "-semihosting-config enable=on,target=native -nographic -serial none -monitor none -kernel"


def arm(machine, link, flash, ram, refuses=()):
    return Machine(f"qemu-system-arm -M {machine} {SEMIHOSTING}", link, flash, ram, frozenset(refuses))


@cache
def also_off():
    """What newer emulators switch on, and needs what is switched off."""
    emulator = "qemu-system-riscv32"
    if not shutil.which(emulator):
        return ""
    listed = subprocess.run([emulator, "-cpu", "help"], capture_output=True, text=True, check=False).stdout
    return ",zawrs=false,zfa=false" if re.search(r"\brv32i\b", listed) else ""


def riscv(*cpus):
    cpus = [cpu + also_off() * ("f=false" in cpu) for cpu in cpus]
    commands = [f"qemu-system-riscv32 -M virt -cpu {cpu} -bios none {SEMIHOSTING}" for cpu in cpus]
    return Machine(commands[0], "virt", 4096 * KIB, 4096 * KIB, siblings=tuple(commands[1:]))


def xtensa(cpu, link, flash, ram, refuses=()):
    command = f"qemu-system-xtensa -M sim -cpu {cpu} -semihosting -nographic -serial none -monitor none -kernel"
    return Machine(command, link, flash, ram, frozenset(refuses))


CORTEX_M = ("cortex_m.cpp", "stack.cpp")
MPS2 = ("mps2", 4096 * KIB, 4096 * KIB)

# Of a target with kernels of its own: what they compute of the trained models. The rest is portable's.
ARMV6M = dict.fromkeys(("Conv2D", "DepthwiseConv2D", "Dense", "Add"), "armv6m")
# What is theirs, too: pools, tables, sums of columns.
POOLS = dict.fromkeys(("MaxPool2D", "Sigmoid", "kws/9", "ic/12", "vww/27"), "scalar")
ARMV6M |= POOLS
SCALAR = {layer: kernel.replace("armv6m", "scalar") for layer, kernel in ARMV6M.items()}
ZVE32X = dict.fromkeys(("Conv2D", "DepthwiseConv2D", "Dense", "Add"), "zve32x")
ZVE32X |= dict.fromkeys(("MaxPool2D", "kws/9", "ic/12", "vww/27"), "zve32x")  # the last: sums of columns
XTENSA = {layer: kernel.replace("armv6m", "xtensa") for layer, kernel in ARMV6M.items()}
XTENSA |= dict.fromkeys(("Add", "vww/21", "vww/23", "vww/25"), "scalar")
ARMV7EM = dict.fromkeys(("Conv2D", "DepthwiseConv2D", "Dense", "Add", "MaxPool2D", "AveragePool2D"), "armv7em")
ARMV7EM |= dict.fromkeys(("SignalWindow", "FftScaleBits", "Rfft", "Sigmoid"), "armv7em")
ARMV7EM |= dict.fromkeys(("kws/10", "ic/13", "vww/AveragePool2D"), "portable")  # the mean of sums; sums of few elements
ARMV81M = ARMV7EM | dict.fromkeys(("Conv2D", "DepthwiseConv2D", "Dense", "Add", "MaxPool2D"), "armv81m")
ARMV81M |= dict.fromkeys(("kws/9", "ic/12", "vww/27"), "armv81m")  # sums of columns
ARMV81M |= {"Sigmoid": "armv81m", "okay_nabu/DepthwiseConv2D": "armv7em"}  # of columns
ARMV81M |= {"classifier/Dense": "armv7em"}  # of float32

TARGETS = (
    Target("cortex-m0", "cortex-m0", CORTEX_M,
           (arm("microbit", "microbit", 256 * KIB, 16 * KIB,
                {("kws", "layerwise"), ("ad", "min_ram"), ("ad", "layerwise"), ("ic", "min_ram"), ("ic", "layerwise"),
                 ("vww", "min_ram"), ("vww", "layerwise")}),
            arm("mps2-an385", *MPS2)), {"gcc": ("kws", "ic")}, "--target=thumbv6m-none-eabi", kernels=ARMV6M),
    Target("cortex-m3", "cortex-m3", CORTEX_M, (arm("mps2-an385", *MPS2),), {"gcc": ("ad",)}, kernels=ARMV6M),
    Target("cortex-m4", "cortex-m4", CORTEX_M, (arm("mps2-an386", *MPS2),),
           {"gcc": ("ic", "kws", "ad_float32", "classifier", "audio_preprocessor", "okay_nabu"), "clang-14": ("kws",),
            "clang-19": ("ic", "classifier", "audio_preprocessor")}, "--target=thumbv7em-none-eabihf",
           kernels=ARMV7EM),
    Target("cortex-m7", "cortex-m7", CORTEX_M, (arm("mps2-an500", *MPS2),), {"gcc": ("ad",)}, kernels=ARMV7EM),
    Target("cortex-m33", "cortex-m33", CORTEX_M, (arm("mps2-an505", "mps2-an505", 4096 * KIB, 4096 * KIB),),
           {"gcc": ("kws",)}, kernels=ARMV7EM),
    Target("cortex-m55", "cortex-m55", CORTEX_M, (arm("mps3-an547", "mps3-an547", 512 * KIB, 512 * KIB),),
           {"gcc": ("ic", "kws", "classifier", "okay_nabu"), "clang-14": ("ad",), "clang-19": ("kws",)},
           "--target=thumbv8.1m.main-none-eabihf",
           kernels=ARMV81M),
    Target("rv32imc", "rv32imc", ("riscv.cpp", "stack.cpp"), (riscv("rv32,a=false,f=false,d=false"),),
           {"gcc": ("ic", "okay_nabu")}, "--target=riscv32-unknown-elf", kernels=SCALAR),
    Target("rv32imac", "rv32imac", ("riscv.cpp", "stack.cpp"), (riscv("rv32,f=false,d=false"),), {"gcc": ("ad",)},
           kernels=SCALAR),
    Target("rv32imafc", "rv32imafc", ("riscv.cpp", "stack.cpp"), (riscv("rv32,d=false"),),
           {"gcc": ("ad_float32", "classifier")}, kernels=SCALAR | {"ad_float32/Dense": "scalar",
                                                                    "classifier/Dense": "scalar"}),
    Target("rv32imc_zve32x", "rv32imc", ("riscv.cpp", "stack.cpp"),
           (riscv(*(f"rv32,v=true,vext_spec=v1.0,vlen={bits}" for bits in (128, 256))),),
           {"clang-19": ("kws", "ic")}, "--target=riscv32-unknown-elf -march=rv32imc_zve32x_zvl128b", kernels=ZVE32X),
    Target("lx106", "lx106", ("lx106.cpp", "xtensa_arithmetic.cpp", "stack.cpp"),
           (xtensa("lx106", "lx106", 1024 * KIB, 80 * KIB, {("vww", "layerwise")}),),
           {"gcc": ("kws", "audio_preprocessor")}, kernels=XTENSA),
    Target("xtensa-windowed", "lx106", ("windowed.cpp", "xtensa_arithmetic.cpp", "stack.cpp"),
           (xtensa("de212", "de212", 4096 * KIB, 320 * KIB),), {"gcc": ("ic",)}, windowed=True, kernels=XTENSA),
    Target("wasm32", "", ("wasm.cpp",),
           (Machine(f"node {HERE / 'boards/wasm.mjs'}", "wasm", 4096 * KIB, 4096 * KIB),), {"clang-19": ("vww",)},
           "--target=wasm32"),
)

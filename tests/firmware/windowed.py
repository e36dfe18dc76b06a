# SPDX-License-Identifier: BSL-1.0
"""The assembler of the LX106 does not know the instructions of Xtensa's windowed registers, which an ESP32 has and for
which the compiler generates code all the same. Here they are written as bytes.

source   Xtensa Instruction Set Architecture Reference Manual: the instructions' formats"""
import re


def three_bytes(code):
    return f".byte {code & 0xFF:#x}, {code >> 8 & 0xFF:#x}, {code >> 16 & 0xFF:#x}"


def register(name):
    return 1 if name == "sp" else int(name.removeprefix("a"))


def entry(stack, size):
    return three_bytes(int(size, 0) // 8 << 12 | register(stack) << 8 | 0x36)


def call(window, target):
    """Through a register of the new window: a direct call needs a relocation that the assembler lacks."""
    pointer = {"4": "a4", "8": "a8", "12": "a12"}[window]
    return f"movi {pointer}, {target}\n\t{call_register(window, pointer)}"


def call_register(window, pointer):
    return three_bytes(register(pointer) << 8 | 0xC0 | int(window) // 4 << 4)


def spill(opcode, value, base, offset):
    return three_bytes(opcode | (int(offset) + 64) // 4 << 12 | register(base) << 8 | register(value) << 4)


RULES = [(re.compile(rf"^(\s*){pattern}\s*(?:#.*)?$", re.M), replacement) for pattern, replacement in (
    (r"entry\s+(\w+),\s*(\w+)", lambda m: entry(m[2], m[3])),
    (r"retw\.n", lambda m: ".byte 0x1d, 0xf0"),
    (r"retw", lambda m: three_bytes(0x000090)),
    (r"call(4|8|12)\s+([\w.$]+)", lambda m: call(m[2], m[3])),
    (r"callx(4|8|12)\s+(\w+)", lambda m: call_register(m[2], m[3])),
    (r"movsp\s+(\w+),\s*(\w+)", lambda m: three_bytes(0x001000 | register(m[3]) << 8 | register(m[2]) << 4)),
    (r"l32e\s+(\w+),\s*(\w+),\s*(-\d+)", lambda m: spill(0x090000, m[2], m[3], m[4])),
    (r"s32e\s+(\w+),\s*(\w+),\s*(-\d+)", lambda m: spill(0x490000, m[2], m[3], m[4])),
    (r"rfwo", lambda m: three_bytes(0x003400)),
    (r"rfwu", lambda m: three_bytes(0x003500)),
    (r"wsr\s+(\w+),\s*windowbase", lambda m: three_bytes(0x134800 | register(m[2]) << 4)),
    (r"wsr\s+(\w+),\s*windowstart", lambda m: three_bytes(0x134900 | register(m[2]) << 4)),
)]


def rewrite(assembly):
    """The same program for the assembler at hand."""
    for pattern, replacement in RULES:
        assembly = pattern.sub(lambda match, to=replacement: match[1] + to(match), assembly)
    return assembly

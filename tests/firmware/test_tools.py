#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Tests of the tools themselves: that each proof can fail, and that the cycles are those of the manual."""
import ctypes
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import proofs  # noqa: E402
import stack  # noqa: E402
import windowed  # noqa: E402
from targets import PROJECT  # noqa: E402

REPORT = {"ram": 44, "flash": 8}


class Image:
    """An image without faults of 8 bytes of constants and 44 of variables, or with those that it is given."""

    def __init__(self, **faults):
        self.sizes = {".data": 0, ".bss": 44, ".rodata": 8, ".init_array": 0} | faults.get("sizes", {})
        self.symbols = [(0, 8, "weights"), (8, 4, "infer")] + faults.get("symbols", [])

    def size(self, section):
        return self.sizes[section]

    def symbols_in(self, _section):
        return self.symbols[:1]


class Proofs(unittest.TestCase):
    def broken(self, **faults):
        return proofs.broken(Image(**faults), REPORT, 1)

    def test_a_good_image_breaks_none(self):
        self.assertEqual(self.broken(), [])

    def test_forbidden_functions(self):
        for name in ("malloc", "_sbrk", "_malloc_r", "_Znwj", "_ZdlPv", "__cxa_pure_virtual", "__gxx_personality_v0",
                     "_ZTI3Net", "_ZTV3Net", "_Unwind_Resume", "__aeabi_unwind_cpp_pr0", "_GLOBAL__sub_I_model"):
            self.assertEqual(self.broken(symbols=[(0, 4, name)]), [f"{name} is linked"])

    def test_harmless_functions(self):
        for name in ("memcpy", "__aeabi_lmul", "__divsi3", "freeze", "_ZN8tinytmpl5graph7executeEv"):
            self.assertEqual(self.broken(symbols=[(0, 4, name)]), [])

    def test_records_that_stand_in_the_code(self):
        for difference, fits in ((0, True), (36, True), (124, True), (-36, False), (4, False), (20, False),
                                 (40, False), (144, False)):
            self.assertEqual(proofs.consists_of_records(difference, 3), fits, difference)

    def test_sizes(self):
        for section, size in ((".init_array", 4), (".data", 4), (".bss", 40), (".rodata", 400)):
            self.assertEqual(len(self.broken(sizes={section: size})), 1, section)


class Section(unittest.TestCase):
    def test_constants_that_lie_elsewhere(self):
        image = Image(sizes={".external": 8, ".rodata": 4})
        self.assertEqual(len(proofs.broken(image, REPORT, 1, ".external")), 1)
        image = Image(sizes={".external": 8, ".rodata": 0})
        self.assertEqual(proofs.broken(image, REPORT, 1, ".external"), [])


class Stack(unittest.TestCase):
    def depth(self, text, disassembly=""):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "x.ci")
            file.write_text(text)
            return stack.CallGraph([file], disassembly).depth("infer")

    @staticmethod
    def node(name, size):
        return f'node: {{ title: "{name}" label: "{name}()\\nx.cpp:1:1\\n{size} bytes (static)" }}\n'

    @staticmethod
    def edge(caller, callee):
        return f'edge: {{ sourcename: "{caller}" targetname: "{callee}" label: "x.cpp:1:1" }}\n'

    def test_the_deepest_path_counts(self):
        text = self.node("infer", 8) + self.node("a", 16) + self.node("b", 40) + self.node("c", 100)
        calls = self.edge("infer", "a") + self.edge("infer", "b") + self.edge("a", "c")
        self.assertEqual(self.depth(text + calls), 8 + 16 + 100)

    def test_a_call_by_pointer_may_be_of_any_that_is_not_called_by_name(self):
        text = self.node("infer", 8) + self.node("kernel", 24) + self.node("other", 56) + self.node("named", 99)
        calls = self.edge("infer", "__indirect_call") + self.edge("kernel", "named")
        self.assertEqual(self.depth(text + calls), 8 + 24 + 99)

    def test_of_the_runtime_library_a_bound_is_taken(self):
        self.assertEqual(self.depth(self.node("infer", 8) + self.edge("infer", "__divsi3")), 8 + stack.RUNTIME_FRAME)

    def test_of_assembler_counts_what_it_pushes(self):
        code = ("00000010 <kernel>:\n  10:\tpush\t{r4, r5, lr}\n  12:\tsub\tsp, #44\t@ 0x2c\n  14:\tpop\t{pc}\n\n"
                "00000020 <other>:\n  20:\tstmdb\tsp!, {r4, lr}\n")
        text = self.node("infer", 8) + self.node("kernel", 0) + self.node("other", 4) + self.edge("infer", "other")
        self.assertEqual(self.depth(text + self.edge("infer", "kernel"), code), 8 + 12 + 44)
        self.assertEqual(self.depth(text, code), 8 + 4)

    def test_functions_in_assembler_push(self):
        code = "00000000 <infer>:\n   0:\tpush\t{r0, r1, lr}\n   2:\tvpush\t{d8-d15}\n   4:\tsub\tsp, #8\n"
        self.assertEqual(stack.assembler_frames(code), {"infer": 12 + 64 + 8})
        far = "10000d9c <one>:\n10000d9c:\tstmdb\tsp!, {r1, sl, lr}\n\n10000da0 <two>:\n10000da0:\tbx\tlr\n"
        self.assertEqual(stack.assembler_frames(far), {"one": 12, "two": 0})


class Windowed(unittest.TestCase):
    def test_instructions(self):
        for text, expected in (("\tentry\tsp, 32", "\t.byte 0x36, 0x41, 0x0"), ("\tretw.n", "\t.byte 0x1d, 0xf0"),
                               ("\tcallx8\ta8", "\t.byte 0xe0, 0x8, 0x0"), ("\taddi\ta2, a2, 1", "\taddi\ta2, a2, 1"),
                               ("\ts32e\ta0, a5, -16", "\t.byte 0x0, 0xc5, 0x49"),
                               ("\tl32e\ta7, a1, -12", "\t.byte 0x70, 0xd1, 0x9")):
            self.assertEqual(windowed.rewrite(text), expected)


class Decoded(ctypes.Structure):
    _fields_ = [("kind", ctypes.c_int), ("cycles", ctypes.c_int), ("branches", ctypes.c_bool), ("access", ctypes.c_int),
                ("target", ctypes.c_int), ("base", ctypes.c_int), ("index", ctypes.c_int)]


class Cycles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        library = Path(cls.folder.name, "model.so")
        source = PROJECT / "bench/firmware/count/cortex_m4.c"
        subprocess.run(["gcc", "-std=c11", "-shared", "-fPIC", "-o", library, source], check=True)
        cls.model = ctypes.CDLL(str(library))
        cls.model.cortex_m4_decode.restype = Decoded

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def decode(self, *halfwords):
        code = b"".join(half.to_bytes(2, "little") for half in halfwords)
        return self.model.cortex_m4_decode(code, len(code))

    def test_alone(self):
        for cycles, branches, *code in (
                (1, False, 0x1840), (2, False, 0x6808), (1, False, 0x6008), (3, False, 0xB510), (3, True, 0xBD10),
                (1, True, 0xD1FE), (1, True, 0x4770), (1, False, 0xFB20, 0x3102), (7, False, 0xFB90, 0xF0F1),
                (1, False, 0xFB01, 0x3002), (3, False, 0xE9D0, 0x1200), (2, False, 0xF990, 0x1000),
                (14, False, 0xEE80, 0x0A00), (1, True, 0xF000, 0xF800)):
            decoded = self.decode(*code)
            self.assertEqual((decoded.cycles, decoded.branches), (cycles, branches), [hex(half) for half in code])

    def test_kinds(self):
        products, loads, stores, branches, arithmetic = range(5)
        for kind, *code in (
                (products, 0xFB20, 0x3102), (products, 0xFB01, 0x3002), (products, 0xFB10, 0x3102), (products, 0x4348),
                (products, 0xFBC0, 0x3102), (arithmetic, 0xFB50, 0x3102), (arithmetic, 0xFB90, 0xF0F1),
                (loads, 0x6808), (loads, 0xE9D0, 0x1200), (loads, 0xBD10), (loads, 0xF990, 0x1000),
                (loads, 0xECB0, 0x1A06),
                (stores, 0x6008), (stores, 0xB510), (stores, 0xE9C0, 0x1200), (branches, 0xD1FE), (arithmetic, 0x1840)):
            self.assertEqual(self.decode(*code).kind, kind, [hex(half) for half in code])

    def test_a_load_behind_a_load_is_pipelined_unless_it_needs_its_result(self):
        # ldr r0, [r1]; ldr r2, [r1, #4]; ldr r2, [r0]
        first, second, dependent = self.decode(0x6808), self.decode(0x684A), self.decode(0x6802)
        self.assertEqual(self.model.cortex_m4_cycles(ctypes.byref(second), ctypes.byref(first)), 1)
        self.assertEqual(self.model.cortex_m4_cycles(ctypes.byref(dependent), ctypes.byref(first)), 2)


class Blocks(unittest.TestCase):
    """Equal code counts equally wherever QEMU ends its blocks: at each branch, and at the end of each page."""
    CODE = (0x6808, 0x6849, 0x688A, 0x1840, 0x6008, 0x68CB)  # LDR, LDR that depends on nothing before it, ..., STR, LDR
    NEXT = 0xF850  # what lies behind the code: the first half of an instruction of 32 bits

    def cycles(self, *blocks, last_size=2):
        """Of code that is cut into such blocks."""
        with tempfile.TemporaryDirectory() as folder:
            library, out = Path(folder, "counter.so"), Path(folder, "counts")
            count = PROJECT / "bench/firmware/count"
            subprocess.run(["gcc", "-std=c11", "-shared", "-fPIC", "-I", count, "-o", library, count / "counter.c",
                            count / "cortex_m4.c", PROJECT / "tests/firmware/blocks.c"], check=True)
            counter = ctypes.CDLL(str(library))
            options = [option.encode() for option in ("begin=0x100", "end=0x200", f"out={out}")]
            counter.qemu_plugin_install.argtypes = (ctypes.c_uint64, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
            self.assertEqual(counter.qemu_plugin_install(0, None, 3, (ctypes.c_char_p * 3)(*options)), 0)

            def translate(address, code, size=2):
                halfwords = (ctypes.c_uint16 * (len(code) + 1))(*code, self.NEXT)
                counter.translate.argtypes = (ctypes.c_uint64, ctypes.c_void_p, ctypes.c_int, ctypes.c_int)
                return counter.translate(address, halfwords, len(code), size)
            begin, end, address, measured = translate(0x100, [0x4770]), translate(0x200, [0x4770]), 0x300, []
            for block in blocks:
                measured.append(translate(address, block, last_size))
                address += 2 * len(block)
            for block in (begin, end, begin, *measured, end):
                counter.execute(block)
            return int(out.read_text().split()[2])

    def test_where_they_end(self):
        whole = self.cycles(self.CODE)
        self.assertGreater(whole, len(self.CODE))
        for cut in range(1, len(self.CODE)):
            self.assertEqual(self.cycles(self.CODE[:cut], self.CODE[cut:]), whole, cut)

    def test_how_long_the_last_instruction_is_said_to_be(self):
        self.assertEqual(self.cycles(self.CODE, last_size=4), self.cycles(self.CODE))
        self.assertEqual(self.cycles(self.CODE[:2], self.CODE[2:], last_size=4), self.cycles(self.CODE))


if __name__ == "__main__":
    unittest.main()

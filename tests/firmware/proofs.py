# SPDX-License-Identifier: BSL-1.0
"""What is true of a linked image: read from its sections and symbols."""
import re

from image import checked

# Heap, C++ run time, exceptions, RTTI, constructors, unwinding: nothing of a model needs them.
NUMBERS, SUM = 36, 16  # bytes of a layer's numbers, of a linear sum: not linked where they stand in the code
FORBIDDEN = re.compile(
    r"^_*(malloc|calloc|realloc|free|_malloc_r|_free_r|sbrk|_sbrk_r|abort|exit|atexit)$"
    r"|^_Zn[wa]|^_Zd[la]"  # operator new, operator delete
    r"|^__cxa_|^__gxx_|^_Unwind_|^__aeabi_unwind|^__aeabi_atexit"
    r"|^_ZT[ISV]|^_ZGV"  # type information, virtual tables, guards of static variables
    r"|^_GLOBAL__")


class Linked:
    """Sections and symbols of an image."""

    def __init__(self, elf, prefix):
        self.sections = {}
        for line in checked([prefix + "size", "-A", "-d", elf]).splitlines():
            match = re.match(r"(\.\S+)\s+(\d+)\s+(\d+)", line)
            if match:
                self.sections[match[1]] = (int(match[3]), int(match[2]))  # address, size
        self.symbols = []  # address, size, name
        for line in checked([prefix + "nm", "-S", elf]).splitlines():
            match = re.match(r"([0-9a-f]+) (?:([0-9a-f]+) )?\S (\S+)", line)
            if match:
                self.symbols.append((int(match[1], 16), int(match[2] or "0", 16), match[3]))

    def size(self, section):
        return self.sections.get(section, (0, 0))[1]

    def symbols_in(self, section):
        begin, size = self.sections.get(section, (0, 0))
        return [symbol for symbol in self.symbols if begin <= symbol[0] < begin + size]


def consists_of_records(difference, layers):
    """May so many bytes be records that are not linked, one of a kind for each layer at most?"""
    return any(difference - SUM * sums in range(0, NUMBERS * layers + 1, NUMBERS) for sums in range(layers + 1))


def broken(linked, report, layers, section=".rodata"):
    """The proofs that the image of so many layers breaks, as sentences; its constants are to lie in `section`."""
    ram_bytes, flash_bytes = report["ram"], report["flash"]
    result = [f"{name} is linked" for _, _, name in linked.symbols if FORBIDDEN.search(name)]
    if linked.size(".init_array") != 0:
        result.append(".init_array is not empty")
    variables = linked.size(".data") + linked.size(".bss")
    if not ram_bytes <= variables < ram_bytes + 4:  # .bss ends at a word
        result.append(f".data and .bss have {variables} bytes, ram_bytes says {ram_bytes}")
    constants = sum(size for _, size, _ in linked.symbols_in(section))
    padding = linked.size(section) - constants
    if not consists_of_records(flash_bytes - constants, layers):
        result.append(f"constants have {constants} bytes, flash_bytes says {flash_bytes}")
    if not 0 <= padding <= 4 * len(linked.symbols_in(section)):
        result.append(f"{section} has {linked.size(section)} bytes, its symbols {constants}")
    if section != ".rodata" and linked.size(".rodata"):
        result.append(f".rodata has {linked.size('.rodata')} bytes, all constants should be in {section}")
    return result

# SPDX-License-Identifier: BSL-1.0
"""A bound of the stack's depth, from the frames and calls that GCC writes with -fcallgraph-info=su (files *.ci)."""
import re

FLAG = "-fcallgraph-info=su"
NODE = re.compile(r'node: \{ title: "([^"]+)" label: ".*?(?:\\n(\d+) bytes \((static|dynamic,bounded|dynamic)\))?"')
EDGE = re.compile(r'edge: \{ sourcename: "([^"]+)" targetname: "([^"]+)"')
INDIRECT = "__indirect_call"
RUNTIME_FRAME = 48  # bytes, at most, of a function of libgcc, of which nothing is written


FUNCTION = re.compile(r"^\w+ <(.+)>:\n((?:.+\n)+)", re.M)  # an empty line ends it
PUSHED = re.compile(r"\t(?:push|stmdb\s+sp!,)\s*\{(.*)\}|\tsub(?:\.w)?\tsp, (?:sp, )?#(\d+)"
                    r"|\tvpush\s*\{d(\d+)(?:-d(\d+))?\}")


def assembler_frames(disassembly):
    """What functions push, from objdump's text: of those that are written in assembler GCC knows nothing."""
    def size(registers, bytes_, first, last):
        if first:
            return 8 * (int(last or first) - int(first) + 1)
        return 4 * len(registers.split(",")) if registers else int(bytes_)
    return {name: sum(size(*found) for found in PUSHED.findall(text)) for name, text in FUNCTION.findall(disassembly)}


class CallGraph:
    def __init__(self, files, disassembly=""):
        self.frames, self.calls = {}, {}
        pushed = assembler_frames(disassembly)
        for text in (file.read_text() for file in files):
            for name, size, kind in NODE.findall(text):
                if kind == "dynamic":
                    raise ValueError(f"{name} has a frame without a bound")
                if size:
                    self.frames[name] = int(size) or pushed.get(name.split(":")[-1], 0)
            for caller, callee in EDGE.findall(text):
                self.calls.setdefault(caller, set()).add(callee)
        called = {callee for callees in self.calls.values() for callee in callees}
        self.by_pointer = set(self.frames) - called  # who is not called by name may be called by pointer

    def depth(self, function, path=()):
        """Bytes of stack below the caller of `function`, at most."""
        if function in path:
            raise ValueError(f"{function} is recursive")
        path = (*path, function)
        callees = self.calls.get(function, set())
        if function == INDIRECT:
            callees = self.by_pointer - set(path)
        below = max((self.depth(callee, path) for callee in callees), default=0)
        return self.frames.get(function, 0 if function == INDIRECT else RUNTIME_FRAME) + below

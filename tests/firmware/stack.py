# SPDX-License-Identifier: BSL-1.0
"""A bound of the stack's depth, from the frames and calls that GCC writes with -fcallgraph-info=su (files *.ci)."""
import re

FLAG = "-fcallgraph-info=su"
NODE = re.compile(r'node: \{ title: "([^"]+)" label: ".*?(?:\\n(\d+) bytes \((static|dynamic,bounded|dynamic)\))?"')
EDGE = re.compile(r'edge: \{ sourcename: "([^"]+)" targetname: "([^"]+)"')
INDIRECT = "__indirect_call"
RUNTIME_FRAME = 48  # bytes, at most, of a function of libgcc, of which nothing is written


class CallGraph:
    def __init__(self, files):
        self.frames, self.calls = {}, {}
        for text in (file.read_text() for file in files):
            for name, size, kind in NODE.findall(text):
                if kind == "dynamic":
                    raise ValueError(f"{name} has a frame without a bound")
                if size:
                    self.frames[name] = int(size)
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

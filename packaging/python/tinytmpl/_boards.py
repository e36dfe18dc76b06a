# SPDX-License-Identifier: BSL-1.0
"""The boards of tinytmpl/boards.hpp."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tinytmpl import _core


@dataclass(frozen=True)
class Board:
    """What a microcontroller board offers to a model, from its data sheet."""

    name: str  # by which programs ask for it
    title: str
    core: str
    target: str  # whose kernels a compiler chooses for it
    flash_bytes: int
    ram_bytes: int
    clock_hz: int


class Boards(Mapping[str, Board]):
    """The boards by name: `tinytmpl.boards["esp32"]`, also `tinytmpl.boards.esp32`."""

    def __init__(self) -> None:
        self._all = {board["name"]: Board(**board) for board in json.loads(_core.boards())}

    def __getitem__(self, name: str) -> Board:
        return self._all[name]

    def __getattr__(self, name: str) -> Board:
        known: dict[str, Board] = self.__dict__["_all"]
        if name not in known:
            raise AttributeError(f"there is no board {name!r}; list(tinytmpl.boards) has their names")
        return known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._all]

    def __repr__(self) -> str:
        width = max(map(len, self._all))
        return "\n".join(f"{board.name:<{width}}  {board.core:<16} flash {board.flash_bytes:>10,}  RAM "
                         f"{board.ram_bytes:>9,}  {board.title}" for board in self._all.values())


boards = Boards()
targets: tuple[str, ...] = tuple(_core.targets())


def find_board(board: str | Board) -> Board:
    """By its name. A board of one's own is one, too."""
    if isinstance(board, Board):
        return board
    if board not in boards:
        raise _core.Refused(f"there is no board {board!r}; there are {', '.join(boards)}")
    return boards[board]

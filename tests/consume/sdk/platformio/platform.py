# SPDX-License-Identifier: BSL-1.0
from platformio.platform.base import PlatformBase


class StandinPlatform(PlatformBase):
    pass

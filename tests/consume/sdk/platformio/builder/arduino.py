# SPDX-License-Identifier: BSL-1.0
from SCons.Script import DefaultEnvironment

env = DefaultEnvironment()
core = env.GetProjectOption("custom_core")
env.Append(CPPPATH=[core, env.GetProjectOption("custom_board")])
env.BuildSources("$BUILD_DIR/core", core)

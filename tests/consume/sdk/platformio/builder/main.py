# SPDX-License-Identifier: BSL-1.0
from SCons.Script import AlwaysBuild, Default, DefaultEnvironment

env = DefaultEnvironment()
env.Replace(CC="gcc", CXX="g++", LINK="g++", PROGNAME="program")
program = env.BuildProgram()
AlwaysBuild(env.Alias("size", program))
Default([program])

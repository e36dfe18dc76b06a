#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes models, inputs and the reference's outputs for the differential tests.

    generate.py OUT_DIR --operators 300 --networks 100 --seed 1
    generate.py OUT_DIR --seed 1 --only network:17:0        repeats one variant of one case
"""

import argparse
import pathlib
import sys

import cases
import networks
import operators
import reference
from draw import FLAVOURS

GENERATORS = {"operator": operators.case, "network": networks.case}
SHARE_THAT_MUST_VARY = 0.9


def main():
    options = parse_arguments()
    options.directory.mkdir(parents=True, exist_ok=True)
    chosen = selected_cases(options)
    variants = [(case, which) for case, numbers in chosen for which in numbers]
    results = reference.run(case.variants[which].job for case, which in variants)
    refused, constant = [], []
    for number, ((case, which), result) in enumerate(zip(variants, results)):
        repeat = cases.repeat_command(options.seed, case, which)
        if isinstance(result, reference.Refused):
            refused.append(f"{repeat}  # {result.reason}")
            continue
        case.variants[which].expected = result
        cases.write(options.directory, number, options.seed, case, which)
        if not case.variants[which].varies():
            chosen = case.variants[which]
            constant.append(f"{repeat}  # {' '.join(chosen.operators)}, {chosen.flavour}")
    return report(options, len(variants), refused, constant)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--operators", type=int, default=0, help="geometries of one operator")
    parser.add_argument("--networks", type=int, default=0, help="random networks")
    parser.add_argument("--variants", type=int, default=len(FLAVOURS), help="numbers for each operator case")
    parser.add_argument("--network-variants", type=int, default=1, help="numbers for each network")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="KIND:INDEX:VARIANT, one variant of one case")
    parser.add_argument("--verbose", action="store_true", help="list the cases whose outputs do not vary")
    return parser.parse_args()


def selected_cases(options):
    """Pairs of a case and the numbers of those variants that are wanted."""
    if options.only:
        kind, index, which = options.only.split(":")
        return [(GENERATORS[kind](options.seed, int(index), int(which) + 1), [int(which)])]
    made = [operators.case(options.seed, index, options.variants) for index in range(options.operators)]
    made += [networks.case(options.seed, index, options.network_variants) for index in range(options.networks)]
    return [(case, range(len(case.variants))) for case in made]


def report(options, total, refused, constant):
    share = 1 - len(constant) / max(1, total)
    print(f"{total} models, {len(refused)} refused by the reference, "
          f"outputs of {100 * share:.1f} % vary with the input")
    for line in refused + (constant if options.verbose else []):
        print("  " + line)
    vacuous = total > 20 and share < SHARE_THAT_MUST_VARY
    return 1 if refused or vacuous else 0


if __name__ == "__main__":
    sys.exit(main())

"""All runs on one database, in the process that has it."""

import argparse
import gc
import json
import sys
import time
import traceback
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

import django

ENOUGH = 3
"""Tries that broke a promise; the fault is left then."""
LAST_WORDS = 4000
"""Of what the processes of a try that failed had to say."""


def trial(options: argparse.Namespace) -> int:
    """Prepare the database, try each fault, write the rows into a file."""
    django.setup()
    from django.core.management import call_command

    import faults.cases  # noqa: F401  each module enters its faults
    from faults.fault import chosen
    from faults.settings import CLOCK
    from faults.world import World

    result = Path(options.inside)
    call_command("prepare")
    world = World(result.parent, CLOCK)
    gc.freeze()  # what is loaded stays: no child need look through it, and so copy it
    rows = []
    try:
        for one in chosen(options.only):
            if not one.runs(options.runs):
                continue
            rows.append(tried(world, one, options))
            result.write_text(json.dumps(rows))
    finally:
        world.close()
    return 0


def tried(world: Any, one: Any, options: argparse.Namespace) -> dict[str, Any]:
    """One fault as often as asked; a run that ends in an exception broke a promise, too."""
    from faults.fault import Tally

    total, started, runs = Tally(), time.monotonic(), one.runs(options.runs)
    for number in range(runs):
        if len(total.broken) >= ENOUGH:
            runs = number
            break
        seed, said = options.seed + number, world.log.stat().st_size
        try:
            with world.one_try():
                tally = one.try_once(world, Random(f"{one.id} {seed}"))
        except Exception:
            traceback.print_exc()
            tally = Tally(broken=[f"ended by {sys.exc_info()[1]!r}"])
        if not tally.is_kept:
            where = f"--only {one.id} --seed {seed} --runs 1 --database {options.database}"
            counts = f"{tally.duplicates} twice, {tally.lost} lost"
            tally.broken = [f"{where}: {counts}; {'; '.join(tally.broken)}"]
            sys.stderr.write(f"{tally.broken[0]}\n{world.log.read_text()[said:][-LAST_WORDS:]}\n")
        total.add(tally)
    row = {
        **asdict(total),
        "id": one.id,
        "injected": one.injected,
        "database": options.database,
        "runs": runs,
        "seconds": time.monotonic() - started,
        "is_kept": total.is_kept,
    }
    verdict = "kept" if total.is_kept else "BROKEN"
    sys.stderr.write(
        f"{one.id:4} {options.database:9} {runs:4} runs {row['seconds']:6.1f} s  {verdict}\n"
    )
    return row

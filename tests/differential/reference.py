# SPDX-License-Identifier: BSL-1.0
"""Runs models in the reference, TensorFlow Lite Micro's interpreter from PyPI.

The interpreter can end its process (a refused model, an assertion in a kernel), so each batch runs in a child; when a
child dies, the job that killed it is reported and the rest of its batch continues in another one.
"""

import multiprocessing
import os
from typing import NamedTuple

import numpy as np
from tflite_micro.python.tflite_micro import runtime
from tflite_micro.tensorflow.lite.micro.python import schema_py_generated as schema

BATCH = 400


class Job(NamedTuple):
    model: bytes
    arena_size: int
    vectors: list          # each a list of input arrays


class Refused(NamedTuple):
    """What `run` gives in place of outputs when the reference did not run the model."""
    reason: str


def run(jobs):
    """For each job a list (one entry a vector) of lists of output arrays, or Refused."""
    jobs = list(jobs)
    batches = [jobs[start:start + BATCH] for start in range(0, len(jobs), BATCH)]
    return [result for batch in batches for result in _run_batch(batch)]


def invoke(job):
    """Runs one job in this process."""
    interpreter = runtime.Interpreter.from_bytes(job.model, arena_size=job.arena_size)
    count = schema.Model.GetRootAsModel(job.model, 0).Subgraphs(0).OutputsLength()
    results = []
    for vector in job.vectors:
        for index, array in enumerate(vector):
            interpreter.set_input(array, index)
        interpreter.invoke()
        results.append([np.array(interpreter.get_output(index)) for index in range(count)])
    return results


def _run_batch(jobs):
    results = []
    while len(results) < len(jobs):
        results += _run_in_child(jobs[len(results):])
    return results


def _run_in_child(jobs):
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_serve, args=(jobs, sender))
    child.start()
    sender.close()
    results = []
    try:
        for _ in jobs:
            results.append(receiver.recv())
    except EOFError:
        child.join()
        results.append(Refused(f"the interpreter ended its process with exit code {child.exitcode}"))
    child.join()
    return results


def _serve(jobs, sender):
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)     # the interpreter writes its complaints there
    for job in jobs:
        try:
            sender.send(invoke(job))
        except Exception as error:                     # noqa: BLE001, any complaint of the interpreter is a refusal
            sender.send(Refused(str(error) or type(error).__name__))

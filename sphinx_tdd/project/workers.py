"""Work on documents spread over processes; each makes its own examiner, and returns plain data."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor

from .cache import Entry
from .checking import CHUNK, Examiner
from .facts import Source

Found = Iterator[tuple[str, Entry | str]]
"""What is found out about each document by its docname, or why it can't be read."""

_LEAST = 4 * CHUNK
"""How many documents are worth a second process."""

_examiners: list[Examiner] = []
"""The examiner of this process, where it is a worker."""


def examine(
    examiner: Examiner, names: Sequence[str], kept: Mapping[str, Entry], jobs: int = 0
) -> Found:
    """Yield what is found out about each document by itself.

    Args:
        names: the documents.
        kept: what was known before.
        jobs: how many processes work on it, 0 for as many as there are processors.
    """
    chunks = [list(names[at : at + CHUNK]) for at in range(0, len(names), CHUNK)]
    processes = min(jobs or os.cpu_count() or 1, len(chunks))
    if processes < 2 or (not jobs and len(names) < _LEAST):
        for chunk in chunks:
            yield from examiner.examine(chunk, kept)
        return
    source, problems = examiner.source, examiner.contracts.problems
    given = (source.configuration, source.files, source.given, examiner.template, problems)
    parts = [({name: kept[name] for name in chunk if name in kept}) for chunk in chunks]
    # Not `fork`, which is unsafe where threads run; Python 3.14 has the same default.
    context = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
    with ProcessPoolExecutor(processes, context, _begin, given) as pool:
        try:
            for found in pool.map(_examine, chunks, parts):
                yield from found
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _begin(*given: object) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started us ends us
    configuration, files, texts, template, problems = given
    source = Source(configuration, files, texts)  # type: ignore[arg-type]
    _examiners[:] = [Examiner(source, str(template), problems)]  # type: ignore[arg-type]


def _examine(names: Sequence[str], kept: Mapping[str, Entry]) -> list[tuple[str, Entry | str]]:
    return list(_examiners[0].examine(names, kept))

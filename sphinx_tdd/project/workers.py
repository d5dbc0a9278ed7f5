"""Work on documents spread over processes; each makes its own examiner, and returns plain data."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Mapping, Sequence

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
    changed = []
    for name in names:
        entry = kept.get(name)
        if entry is not None and examiner.is_unchanged(name, entry):
            yield name, entry
        else:
            changed.append(name)
    chunks = [changed[at : at + CHUNK] for at in range(0, len(changed), CHUNK)]
    processes = min(jobs or os.cpu_count() or 1, len(chunks))
    if processes > 1 and (jobs or len(changed) >= _LEAST):
        yield from _spread(examiner, chunks, processes)
    else:
        for chunk in chunks:
            yield from examiner.examine(chunk)


def _spread(examiner: Examiner, chunks: Sequence[Sequence[str]], processes: int) -> Found:
    # Imported late: a check in which little changed needs one process.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    source, problems = examiner.source, examiner.contracts.problems
    given = (source.configuration, source.files, source.given, examiner.template, problems)
    # Not `fork`, which is unsafe where threads run; Python 3.14 has the same default.
    context = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
    with ProcessPoolExecutor(processes, context, _begin, given) as pool:
        try:
            for found in pool.map(_examine, chunks):
                yield from found
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _begin(*given: object) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started us ends us
    configuration, files, texts, template, problems = given
    source = Source(configuration, files, texts)  # type: ignore[arg-type]
    _examiners[:] = [Examiner(source, str(template), problems)]  # type: ignore[arg-type]


def _examine(names: Sequence[str]) -> list[tuple[str, Entry | str]]:
    return list(_examiners[0].examine(names))

"""Documents that follow a template for decisions, made into records.

Which document follows which template is known when all are read. Then each such document is read
from its doctree, once; what it says is kept until the document is read again. What one says of
another is put together under a key of all that it rests on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from .. import __version__
from ..records.made import KIND, Made

if TYPE_CHECKING:
    from ..derive.contracts import Contracts
    from ..model.follows import Contract
    from ..project.binding import Binding
    from .project import Project

_made = msgspec.msgpack.Decoder(Made)

TEMPLATES = "templates for decisions"
RECORDS = "records of files"
"""Questions in the memo of the domain."""


def note_decision_files(project: Project, binding: Binding, contracts: Contracts) -> None:
    """Make a record of each document that follows a template for decisions.

    Args:
        binding: which document follows what, and which pages it has.
        contracts: the templates at hand.
    """
    names = _names(project, binding.contracts, contracts)
    if names and KIND in project.kinds:
        for docname in names:
            _read(project, docname, binding.pages.get(docname, ()))
        kept = project.memo(RECORDS, _key(project, names), _maker(project, names))
        project.domain.take_made(_made.decode(kept), hashlib.blake2b(kept).digest())
    else:
        project.domain.take_made(Made(), b"")


def _names(project: Project, follows: Mapping[str, Contract], contracts: Contracts) -> list[str]:
    """Return the documents that follow a template for decisions.

    Which templates those are is kept by digest, so that none is made only to be asked.
    """
    kept = project.domain.memo.get(TEMPLATES, {})
    asked: dict[bytes, bool] = {}
    for contract in set(follows.values()):
        key = contracts.digest(contract)
        known = key in kept
        asked[key] = kept[key] if known else contracts.template(contract).record == KIND
    project.domain.memo[TEMPLATES] = asked
    return sorted(name for name, each in follows.items() if asked[contracts.digest(each)])


def _read(project: Project, docname: str, others: Sequence[str]) -> None:
    """Keep what a document says of the decision that it is, where that is not known.

    Args:
        others: its other pages, of which the texts count.
    """
    domain = project.domain
    said = domain.information.get(docname, {}).get("id", "")
    marks = [domain.marks[name] for name in (docname, *others)]
    basis = [__version__, project.kinds.digest, marks, others, said]
    key = msgspec.msgpack.encode(basis)
    if domain.decisions.get(docname, (b"", b""))[0] != key:
        # Imported late: a build in which nothing changed reads no document.
        from ..records.decision_files import read_file
        from .decision_pages import page_of

        page = page_of(project.env, docname, said, others)
        file = read_file(page, project.kinds[KIND])
        domain.decisions[docname] = (key, msgspec.msgpack.encode(file))


def _key(project: Project, names: list[str]) -> bytes:
    """Return a digest of all that the records of files rest on."""
    digest = hashlib.blake2b(__version__.encode(), digest_size=16)
    said = {name: project.domain.decisions[name][1] for name in names}
    for part in (said, project.domain.records):
        for docname in sorted(part):
            digest.update(docname.encode() + b"\0" + part[docname])
    return digest.digest()


def _maker(project: Project, names: list[str]) -> Callable[[], bytes]:
    def answer() -> bytes:
        from ..records.decision_files import DecisionFile
        from ..records.decision_records import make

        kept = (project.domain.decisions[name][1] for name in names)
        files = (msgspec.msgpack.decode(data, type=DecisionFile) for data in kept)
        stated = [record for record in project.domain.stated_records() if record.kind == KIND]
        return msgspec.msgpack.encode(make(files, stated), order="sorted")

    return answer

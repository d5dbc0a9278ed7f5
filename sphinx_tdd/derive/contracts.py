"""Contracts made into templates: from the library or a template document, in their version."""

from __future__ import annotations

import glob
import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import msgspec

from .. import __version__
from ..model.follows import NONE, Contract, family_of, is_path, named
from ..model.template_library import Library
from ..model.titles import did_you_mean
from ..model.versions import aim, around, at_version, in_order, in_path, newest, versions_of

if TYPE_CHECKING:
    from ..model.template import Template

Syntax = Callable[[str], str]
"""Gives the end of a name that says which syntax a file has, as in `.md`, from its own end."""


class Unknown(LookupError):
    """There is no such template, or no such version of it; its text says what there is."""


class Contracts:
    """The templates that documents may follow.

    Args:
        library: the templates that are YAML files.
        folder: the source folder: template documents are files in it.
        syntax: says which syntax the suffix of a file stands for.
        extensions: MyST's optional syntax that is on; None for what is usual.

    Attributes:
        problems: what is wrong with contracts, by digest; may be kept between builds, so that a
            template that has not changed is not made for it.
    """

    def __init__(
        self,
        library: Library,
        folder: Path,
        syntax: Syntax = str,
        extensions: Sequence[str] | None = None,
    ) -> None:
        self.template_files = library
        self.folder = folder
        self.syntax = syntax
        self.extensions = extensions
        self.problems: dict[bytes, str] = {}
        self._templates: dict[Contract, Template] = {}
        self._documents: dict[str, Template] = {}
        self._digests: dict[Contract, bytes] = {}

    def template(self, contract: Contract) -> Template:
        """Return what a contract asks for.

        Raises:
            Unknown: there is no such template or version, or its file can't be used.
        """
        if contract not in self._templates:
            self._templates[contract] = self._make(contract)
        return self._templates[contract]

    def problem(self, contract: Contract) -> str:
        """Return why a contract can't be had, "" where it can."""
        try:
            digest = self.digest(contract)
            if digest not in self.problems:
                self.problems[digest] = ""
                self.template(contract)
        except Unknown as unknown:
            if contract in self._digests:
                self.problems[self._digests[contract]] = str(unknown)
            return str(unknown)
        return self.problems[digest]

    def used_problems(self) -> dict[bytes, str]:
        """Return what is known of the contracts that were asked for."""
        used = self._digests.values()
        return {digest: self.problems[digest] for digest in used if digest in self.problems}

    def _make(self, contract: Contract) -> Template:
        # Imported late: a build in which nothing changed makes none.
        from ..model.strictness import tighten

        if is_path(contract.template):
            base = msgspec.structs.replace(self._document(contract.template))
            base = msgspec.structs.replace(base, version=contract.version)
        else:
            base = self._of_library(contract)
        if contract.keep:
            base = _keeping(base, contract.keep)
        if contract.record:
            record = "" if contract.record == NONE else contract.record
            base = msgspec.structs.replace(base, record=record)
        return tighten(base, contract.asked, insists=True)

    def _of_library(self, contract: Contract) -> Template:
        name, version = contract.template, contract.version
        if name not in self.template_files:
            raise self._unknown(name)
        template = self.template_files[name]
        if not version:
            return newest(template)
        try:
            return at_version(template, version)
        except KeyError:
            known = versions_of(template)
            there = f"there are {', '.join(map(repr, known))}" if known else "it has none"
            raise Unknown(f"the template {name!r} has no version {version!r}: {there}") from None

    def _unknown(self, name: str) -> Unknown:
        return Unknown(f"there is no template {name!r}{did_you_mean(name, self.template_files)}")

    def _document(self, path: str) -> Template:
        if path not in self._documents:
            self._documents[path] = self._derive(path)
        return self._documents[path]

    def _derive(self, path: str) -> Template:
        from ..readers.text import EXTENSIONS, Unreadable, read_file
        from .document import NoTemplate, derive

        file = self.file(path)
        suffix = self.syntax(PurePosixPath(path).suffix)
        extensions = EXTENSIONS if self.extensions is None else self.extensions
        try:
            return derive(read_file(file, suffix, extensions), path, suffix)
        except (Unreadable, NoTemplate) as error:
            raise Unknown(f"the template document {path!r} can't be used: {error}") from error

    def file(self, path: str) -> Path:
        """Return the file of a template document.

        Raises:
            Unknown: it is not there, or lies outside the source folder.
        """
        root = self.folder.resolve()
        file = (root / path).resolve()
        if not file.is_relative_to(root):
            raise Unknown(f"the template document {path!r} lies outside the source folder")
        if not file.is_file():
            beside = file.parent.iterdir() if file.parent.is_dir() else ()
            names = sorted(each.relative_to(root).as_posix() for each in beside if each.is_file())
            raise Unknown(f"there is no template document {path!r}{did_you_mean(path, names)}")
        return file

    def digest(self, contract: Contract) -> bytes:
        """Return a digest that changes with what the contract asks for.

        Raises:
            Unknown: there is no such template, or its file is not there.
        """
        if contract not in self._digests:
            self._digests[contract] = self._digest(contract)
        return self._digests[contract]

    def _digest(self, contract: Contract) -> bytes:
        if is_path(contract.template):
            basis = [self.file(contract.template).read_bytes(), self.extensions]
        elif contract.template in self.template_files:
            basis = [self.template_files.digest(contract.template)]
        else:
            raise self._unknown(contract.template)
        whole = msgspec.msgpack.encode([__version__, contract, basis])
        return hashlib.blake2b(whole, digest_size=16).digest()

    def get(self, name: str) -> Template | None:
        """Return a template by the name that reports give it, None where it can't be had."""
        try:
            return self.template(named(name))
        except Unknown:
            return None

    def digest_named(self, name: str) -> bytes:
        """Return the digest of a template by the name that reports give it."""
        try:
            return self.digest(named(name))
        except Unknown:
            return b""

    # -- versions -------------------------------------------------------------------------

    def target(self, contract: Contract, wanted: str, known: Sequence[str]) -> Contract | None:
        """Return the contract in the version that documents are to reach, None where it is that.

        Args:
            contract: what a document follows.
            wanted: a version; where it is empty or the template has none such, the newest.
            known: the versions of the template, in their order, where somebody said it.
        """
        if not (wanted or contract.version):
            return None
        by_version = dict(self._versions(contract))
        target = aim(self.versions(contract, known), wanted)
        here = contract.version or (list(by_version)[-1] if by_version else "")
        return by_version[target] if target and target != here else None

    def versions(self, contract: Contract, known: Sequence[str] = ()) -> list[str]:
        """Return the versions of a contract's template, from the first to the newest.

        Args:
            contract: what a document follows.
            known: their order, where somebody said it beside the template.
        """
        found = [version for version, _ in self._versions(contract)]
        return in_order(found, known or found)

    def _versions(self, contract: Contract) -> Iterator[tuple[str, Contract]]:
        """Yield the versions of a contract's template in order, each as the same contract."""
        if not is_path(contract.template):
            for version in versions_of(self.template_files[contract.template]):
                yield version, msgspec.structs.replace(contract, version=version)
            return
        beside = dict(self._beside(contract))
        for version, path in ((each, beside[each]) for each in in_order(beside)):
            yield version, msgspec.structs.replace(contract, template=path, version=version)

    def _beside(self, contract: Contract) -> Iterator[tuple[str, str]]:
        """Yield the versions of a template document with their paths."""
        if not contract.version or contract.version not in contract.template:
            return
        before, after = around(contract.template, contract.version)
        pattern = f"{glob.escape(before)}*{glob.escape(after)}"
        for file in sorted(self.folder.glob(pattern)):
            path = file.relative_to(self.folder).as_posix()
            version = path[len(before) : len(path) - len(after)]
            if version and "/" not in version:
                yield version, path


def family(contract: Contract) -> str:
    """Return what all versions of a contract's template have in common."""
    return family_of(contract.template, contract.version)


def with_version(contract: Contract) -> Contract:
    """Return the contract with the version that the path of its template document names."""
    if contract.version or not is_path(contract.template):
        return contract
    return msgspec.structs.replace(contract, version=in_path(contract.template)[0])


def _keeping(template: Template, keep: Sequence[str]) -> Template:
    """Return a template whose texts do not include those that documents keep."""
    from ..checks.placeholders import fold, sentences

    kept = {fold(sentence) for text in keep for sentence in (text, *sentences(text))}

    def left(texts: Sequence[str]) -> tuple[str, ...]:
        """Return the texts that are not kept, nor hold a sentence that is."""
        parts = ((text, {fold(text), *map(fold, sentences(text))}) for text in texts)
        return tuple(text for text, folded in parts if kept.isdisjoint(folded))

    return msgspec.structs.replace(
        template,
        texts=left(template.texts),
        prompts=left(template.prompts),
        comments=left(template.comments),
    )

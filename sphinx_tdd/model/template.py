"""A template: what a document owes. Plain frozen values, made by `model.template_files`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cached_property
from typing import Literal

import msgspec

from .strictness import Closed, Match, Order
from .template_terms import Condition, Field, OneOf, Value
from .titles import title_key

Required = bool | str
"""Whether a part is owed: always, never, or from a status (such as "review") on."""


OR_RECORDS: Literal["or-records"] = "or-records"
Diagram = bool | Literal["or-records"]
"""Whether a drawing is owed; `or-records`: records of the part's kind do instead."""


class Names(msgspec.Struct, frozen=True):
    """What a section, an item or a column is called in one language.

    Attributes:
        language: as in Sphinx's `language`, such as "de".
        usual: the name by which it is shown.
        others: further names that count.
    """

    language: str
    usual: str
    others: tuple[str, ...] = ()


def _keys(title: str, aliases: tuple[str, ...], names: tuple[Names, ...]) -> frozenset[str]:
    foreign = (name for each in names for name in (each.usual, *each.others))
    return frozenset(filter(None, (title_key(name) for name in (title, *aliases, *foreign))))


class Column(msgspec.Struct, frozen=True, dict=True):
    """A column owed in a table."""

    title: str
    aliases: tuple[str, ...] = ()
    names: tuple[Names, ...] = ()

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of the title and its aliases, in all languages."""
        return _keys(self.title, self.aliases, self.names)


class Item(msgspec.Struct, frozen=True, dict=True):
    """A labelled item owed in a section, as in `- **Purpose:** …`.

    Attributes:
        kind: the kind of record that may be this item's content ("" for none).
        sorts: the sorts of that kind that may; all of them where empty.
        when: conditions of which one has to hold for it to be owed; none for always.
        value: what its value may be.
    """

    title: str
    aliases: tuple[str, ...] = ()
    required: Required = True
    repeat: bool = False
    diagram: bool = False
    kind: str = ""
    sorts: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    names: tuple[Names, ...] = ()
    when: tuple[Condition, ...] = ()
    value: Value = Value()

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of the label and its aliases, in all languages."""
        return _keys(self.title, self.aliases, self.names)


def _item_keys(items: tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        yield from item.keys
        yield from _item_keys(item.items)


class Section(msgspec.Struct, frozen=True, dict=True):
    """A section that a document owes, with what is owed in it.

    Attributes:
        path: the titles from the top of the template down to this section.
        kind: the kind of record that may be this section's content ("" for none).
        sorts: the sorts of that kind that may, such as "non-goal"; all of them where empty.
        front_matter: whether the document's front matter may answer its items.
        level: the level of its heading as Markdown writes it, from 1; 0 where it has none.
        match: how a heading is compared with its title.
        pinned: whether it counts only at its level, right under its own parent.
        since: the version of the template from which on it is owed, "" for the first.
        until: the last version that owes it, "" for the newest.
        when: conditions of which one has to hold for it to be owed; none for always.
        one_of: groups of the sections right below it of which alternatives are owed.
        closed: whether subsections that are not named right here are reported.
        min_words: the least words of its own text.
        max_words: the most words of its own text; 0 for any number.
    """

    title: str
    path: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    required: Required = True
    repeat: bool = False
    diagram: Diagram = False
    front_matter: bool = False
    kind: str = ""
    sorts: tuple[str, ...] = ()
    hint: str = ""
    prompts: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    columns: tuple[Column, ...] = ()
    sections: tuple[Section, ...] = ()
    level: int = 0
    match: Match = "tolerant"
    pinned: bool = False
    names: tuple[Names, ...] = ()
    since: str = ""
    until: str = ""
    when: tuple[Condition, ...] = ()
    one_of: OneOf = ()
    closed: bool = False
    min_words: int = 0
    max_words: int = 0

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of the title and its aliases, in all languages."""
        return _keys(self.title, self.aliases, self.names)

    @cached_property
    def item_keys(self) -> frozenset[str]:
        """The keys of all its items, nested ones too."""
        return frozenset(_item_keys(self.items))

    def is_named(self, title: str) -> bool:
        """Whether a heading is the title or an alias, as closely as `match` asks.

        Where it asks for nothing, the answer is yes: keys are compared by who asks.
        """
        if self.match == "tolerant":
            return True
        foreign = (name for each in self.names for name in (each.usual, *each.others))
        names = (" ".join(name.split()) for name in (self.title, *self.aliases, *foreign))
        written = " ".join(title.split())
        if self.match == "exact":
            return written in names
        return written.casefold() in {name.casefold() for name in names}

    @cached_property
    def key(self) -> str:
        """The key of the title alone."""
        return title_key(self.title)

    @cached_property
    def usual(self) -> frozenset[str]:
        """The keys of the title and of the usual name in each language."""
        return frozenset({self.key, *(title_key(each.usual) for each in self.names)})

    def walk(self) -> Iterator[Section]:
        """Yield this section and all below it, in the order of the template."""
        yield self
        for section in self.sections:
            yield from section.walk()


class Template(msgspec.Struct, frozen=True, dict=True, eq=False):
    """What a document owes. Equal only to itself, so that what is made from it can be kept.

    Attributes:
        version: the one that it is of; its newest where nothing else is said.
        versions: all of them from the first to the newest, where the template says so.
        order: whether the order of sections matters.
        closed: where sections that the template does not name are reported.
        prompts: texts known as placeholder text wherever they stand; `*` stands for any text.
        texts: sentences known as placeholder text, to the letter.
        comments: comments that advise writers, as a template document has them.
        allowed: the titles of sections that it does not name and that are no extra ones.
        insists: whether those who follow it asked for its order: they want to be warned.
        path: the file that it was derived from, relative to the source folder, or "".
        record: the kind of record that each document which follows it is itself, or "".
        one_of: groups of the sections at the top of which alternatives are owed.
        fields: what is owed in the front matter or docinfo.
    """

    id: str
    title: str
    version: str = ""
    hint: str = ""
    order: Order = "free"
    closed: Closed = ""
    prompts: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    texts: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    insists: bool = False
    path: str = ""
    versions: tuple[str, ...] = ()
    record: str = ""
    one_of: OneOf = ()
    fields: tuple[Field, ...] = ()

    def walk(self) -> Iterator[Section]:
        """Yield all sections in the order of the template."""
        for section in self.sections:
            yield from section.walk()

    @cached_property
    def fingerprint(self) -> bytes:
        """A digest that changes with anything in the template."""
        return hashlib.blake2b(msgspec.msgpack.encode(self), digest_size=16).digest()

"""Writes the sentences of the benchmarks' documents: the same on every machine, in every run."""

from __future__ import annotations

import random
from collections.abc import Sequence

SERVICES = ("Ledger", "Catalogue", "Checkout", "Search", "Identity", "Billing", "Shipping")
THINGS = (
    "order", "invoice", "session", "shipment", "customer record", "price list", "refund",
    "ledger entry", "stock level", "access token", "delivery slot", "tax table",
)  # fmt: skip
STORES = ("PostgreSQL", "an append-only log", "an object store", "Redis", "a columnar store")
ACTORS = (
    "the gateway", "a nightly job", "the operations team", "the mobile client", "the warehouse",
    "a downstream consumer", "the finance team", "the scheduler",
)  # fmt: skip
CAUSES = (
    "a partner answers late", "two regions disagree", "a queue fills up", "a certificate expires",
    "a deployment is rolled back", "the primary fails over", "a batch arrives twice",
    "clocks drift apart",
)  # fmt: skip
REMEDIES = (
    "retry with a growing delay", "keep the previous value", "reject the write with a clear code",
    "fall back to the replica", "hold the batch until it is confirmed", "page the owner on duty",
    "shed the least urgent load", "replay from the last checkpoint",
)  # fmt: skip
LEVELS = ("High", "Medium", "Low")


class Author:
    """Writes the sentences of one document, always the same ones for the same number."""

    def __init__(self, number: int) -> None:
        self.number = number
        self._random = random.Random(number)

    def pick(self, words: Sequence[str]) -> str:
        """Return one of the words."""
        return self._random.choice(words)

    def two(self, words: Sequence[str]) -> list[str]:
        """Return two of the words, not the same."""
        return self._random.sample(words, 2)

    def whole(self, least: int, most: int) -> int:
        """Return a whole number."""
        return self._random.randint(least, most)

    def day(self) -> str:
        """Return a date."""
        year, month = self.whole(2021, 2025), self.whole(1, 12)
        return f"{year}-{month:02}-{self.whole(1, 28):02}"

    def fact(self) -> str:
        """Return a sentence without its full stop."""
        thing, actor, store = self.pick(THINGS), self.pick(ACTORS), self.pick(STORES)
        share = self.whole(2, 97)
        return self.pick((
            f"Each {thing} is written to {store} before {actor} sees it",
            f"About {share} percent of the load comes from {actor}, which reads one {thing}",
            f"When {self.pick(CAUSES)}, we {self.pick(REMEDIES)} and note the *{thing}*",
            f"A **{thing}** older than {share} days moves to {store}",
            f"The field `{thing.replace(' ', '_')}` is filled by {actor} within {share} seconds",
        ))  # fmt: skip

    def prose(self, sentences: int = 2) -> str:
        """Return a paragraph on one line."""
        return " ".join(f"{self.fact()}." for _ in range(sentences))

    def facts(self, count: int) -> list[str]:
        """Return sentences without their full stop."""
        return [self.fact() for _ in range(count)]

    def bullets(self, count: int) -> list[str]:
        """Return the lines of a list."""
        return [f"- {fact}" for fact in self.facts(count)]

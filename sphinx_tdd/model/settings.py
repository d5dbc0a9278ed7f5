"""Settings: each one declared once, with its type, default, check and help.

conf.py, the documentation and (later) the settings file follow from the fields here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any

import msgspec

from . import banner
from .finding import RULE_NAMES, SEVERITIES
from .follows import Follows, follows
from .phrases import ANSWERS
from .strictness import Wrong
from .titles import did_you_mean

SCALES: dict[int, tuple[str, ...]] = {
    3: ("low", "medium", "high"),
    4: ("low", "medium", "high", "critical"),
    5: ("very low", "low", "medium", "high", "very high"),
}
"""The steps of a risk scale by their number, from the least to the most."""


class Problem(ValueError):
    """A value that a setting does not take; its text says what is allowed."""


class PartProblem(Problem):
    """A value of which a part can't be taken.

    Attributes:
        left: what can.
    """

    def __init__(self, words: str, left: Any) -> None:
        super().__init__(words)
        self.left = left


def _texts(value: Any, what: str) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise Problem(f"expected a list of {what}")
    texts = tuple(value)
    if not all(isinstance(text, str) and text.strip() for text in texts):
        raise Problem(f"expected a list of {what}, each a text that is not empty")
    return texts


def _folders(value: Any) -> tuple[str, ...]:
    return _texts(value, "folders")


def _mapping(value: Any, what: str) -> dict[str, str]:
    if not isinstance(value, dict):
        raise Problem(f"expected a mapping of {what}")
    for key, entry in value.items():
        if not isinstance(key, str) or not isinstance(entry, str):
            raise Problem(f"expected a mapping of {what}, got {key!r}: {entry!r}")
    return dict(value)


def _documents(value: Any) -> dict[str, Follows] | None:
    if value is None:
        return None
    if not isinstance(value, dict) or not all(isinstance(pattern, str) for pattern in value):
        raise Problem("expected a mapping of patterns to templates")
    found, faults = {}, []
    for pattern, each in value.items():
        try:
            found[pattern] = follows(each)
        except Wrong as wrong:
            faults.append(f"{pattern!r}: {wrong}")
            if wrong.left is not None:
                found[pattern] = follows(wrong.left)
    if faults:
        raise PartProblem("; ".join(faults), found)
    return found


def _version(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Problem("expected a version")
    return str(value).strip()


def _severity_of(value: str, about: str) -> None:
    if value not in SEVERITIES:
        allowed = ", ".join(SEVERITIES)
        raise Problem(
            f"{about} is {value!r}, allowed are {allowed}{did_you_mean(value, SEVERITIES)}"
        )


def _severity(value: Any) -> dict[str, str]:
    mapping = _mapping(value, "rules to severities")
    for rule, severity in mapping.items():
        _severity_of(severity, f"the severity of {rule!r}")
    return mapping


def check_rules(severity: dict[str, str], kind_rules: Callable[[], Iterable[str]]) -> None:
    """Check the names of the rules in the setting `severity`.

    Args:
        kind_rules: gives the names of the rules that kinds of record state; asked only where a
            name is none of `Rule`, since it costs reading all kinds.

    Raises:
        Problem: a name is no rule.
    """
    strange = [rule for rule in severity if rule not in RULE_NAMES]
    names = (*RULE_NAMES, *(kind_rules() if strange else ()))
    for rule in strange:
        if rule not in names:
            raise Problem(f"there is no rule {rule!r}{did_you_mean(rule, names)}")


def _severity_by_status(value: Any) -> dict[str, str]:
    mapping = _mapping(value, "statuses to severities")
    for status, severity in mapping.items():
        _severity_of(severity, f"the severity for {status!r}")
    return {status.casefold(): severity for status, severity in mapping.items()}


def _statuses(value: Any) -> tuple[str, ...]:
    statuses = tuple(status.casefold() for status in _texts(value, "statuses"))
    if len(set(statuses)) < len(statuses):
        raise Problem("each status may stand once")
    return statuses


def _percent(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
        raise Problem("expected a percentage from 0 to 100")
    return float(value)


def _answers(value: Any) -> tuple[str, ...]:
    return tuple(_texts(value, "answers")) if value else ()


def _scale(value: Any) -> tuple[str, ...]:
    if isinstance(value, list | tuple) and len(value) == 1 and str(value[0]).isdigit():
        value = int(value[0])  # as `sphinx-build -D tdd_risk_scale=5` gives it
    if isinstance(value, int) and not isinstance(value, bool) and value in SCALES:
        return SCALES[value]
    if isinstance(value, int):
        raise Problem("expected 3, 4 or 5 steps")
    steps = tuple(step.casefold() for step in _texts(value, "steps"))
    if len(steps) not in SCALES or len(set(steps)) < len(steps):
        raise Problem("expected 3, 4 or 5 different steps, from the least to the most")
    return steps


def _json(value: Any) -> bool | str:
    if isinstance(value, bool) or value in ("0", "1"):  # as the command line says it
        return bool(int(value))
    if not isinstance(value, str) or not value.strip():
        raise Problem("expected True, False or a path inside the output folder")
    if (
        value.startswith(("/", "\\"))
        or ".." in value.replace("\\", "/").split("/")
        or ":" in value
    ):
        raise Problem("expected a path inside the output folder")
    return value


def _banner(value: Any) -> str:
    word = banner.banner_word(value)
    if word is None:
        raise Problem(banner.allowed(value))
    return word


def _judges(check: Callable[[Any], Any], summary: str, *, judges: bool = True) -> msgspec.Meta:
    """Declare a setting: how its value is checked, its help, whether only judgement uses it."""
    return msgspec.Meta(description=summary, extra={"check": check, "judges": judges})


class Settings(msgspec.Struct, frozen=True):
    """All settings of a project. In conf.py each has the prefix `tdd_`."""

    documents: Annotated[
        dict[str, Follows] | None,
        _judges(
            _documents,
            "Which documents follow which template: patterns over docnames to template ids, to "
            "paths of template documents, or to tables that say more. A pattern that ends in `/` "
            "takes a folder as one design: its `index` and what its toctrees reach. The first "
            "pattern that matches decides; `none` opts out; `{}` checks no document.",
        ),
    ] = None
    target_version: Annotated[
        str,
        _judges(
            _version,
            "The version of its template that each document is to reach, for the list of what it "
            "would owe; without it, the newest.",
        ),
    ] = ""
    template_path: Annotated[
        tuple[str, ...],
        _judges(
            _folders,
            "Folders with a team's own template files, relative to conf.py, or "
            "`package:folder` for those of an installed package.",
        ),
    ] = ()
    kind_path: Annotated[
        tuple[str, ...],
        _judges(
            _folders,
            "Folders with a team's own kinds of record, one YAML file each, relative to conf.py, "
            "or `package:folder` for those of an installed package.",
            judges=False,
        ),
    ] = ()
    severity: Annotated[
        dict[str, str],
        _judges(_severity, "The severity of a rule: `off`, `info`, `warning` or `error`."),
    ] = {}
    severity_by_status: Annotated[
        dict[str, str],
        _judges(
            _severity_by_status,
            "The most that a document of a status can raise, as in `{'draft': 'info'}`.",
        ),
    ] = {}
    statuses: Annotated[
        tuple[str, ...],
        _judges(_statuses, "The statuses of a document, from the first to the last."),
    ] = ("draft", "review", "approved")
    min_complete: Annotated[
        float,
        _judges(_percent, "The percentage of all owed sections below which the build fails."),
    ] = 0.0
    empty_answers: Annotated[
        tuple[str, ...],
        _judges(_answers, "What a section may say to be filled and owe nothing more."),
    ] = ("N/A", "None", "Not applicable", *ANSWERS)
    risk_scale: Annotated[
        tuple[str, ...],
        _judges(
            _scale,
            "The steps of impact and likelihood, from the least to the most, or their number "
            "(3, 4 or 5).",
            judges=False,
        ),
    ] = SCALES[3]
    json: Annotated[
        bool | str,
        _judges(
            _json,
            "Whether `tdd.json` is written, with a badge and a summary beside it, or its path in "
            "the output folder.",
        ),
    ] = True
    document_banner: Annotated[
        str,
        _judges(
            _banner,
            "Which documents have a banner below their title on pages of HTML: `none`, `all` that "
            "follow a template, or those that are `incomplete`. A document says it for itself by "
            "`tdd-banner`.",
        ),
    ] = banner.NONE


class Setting(msgspec.Struct, frozen=True):
    """What is known of one setting.

    Attributes:
        name: without the prefix.
        judges: whether only judgement uses it, so that no document is read again for it.
    """

    name: str
    default: Any
    summary: str
    judges: bool
    check: Callable[[Any], Any]


def names() -> tuple[str, ...]:
    """Return the names of all settings, without the prefix."""
    return Settings.__struct_fields__


def declared() -> tuple[Setting, ...]:
    """Return all settings, in the order of `Settings`."""
    found = []
    hints = {f.name: f for f in msgspec.structs.fields(Settings)}
    defaults = Settings()
    for name, field in hints.items():
        meta = field.type.__metadata__[0]
        default = getattr(defaults, name)
        extra = meta.extra
        found.append(Setting(name, default, meta.description, extra["judges"], extra["check"]))
    return tuple(found)


def validate(
    values: dict[str, Any], kind_rules: Callable[[], Iterable[str]] = tuple
) -> tuple[Settings, list[str]]:
    """Return settings from raw values, and what is wrong with them in words.

    A bad value goes back to its default. Names in the messages carry the prefix `tdd_`.

    Args:
        kind_rules: gives the names of the rules that kinds of record state.
    """
    good: dict[str, Any] = {}
    faults = []
    for setting in declared():
        if setting.name not in values:
            continue
        try:
            value = setting.check(values[setting.name])
            if setting.name == "severity":
                check_rules(value, kind_rules)
            good[setting.name] = value
        except PartProblem as problem:
            good[setting.name] = problem.left
            faults.append(f"tdd_{setting.name}: {problem}")
        except Problem as problem:
            faults.append(
                f"tdd_{setting.name} can't be {values[setting.name]!r}: {problem}; "
                f"{setting.default!r} is taken instead"
            )
    return Settings(**good), faults

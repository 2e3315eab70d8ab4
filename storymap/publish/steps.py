"""The steps in which what lies ready at a place takes its place there, as text for another process."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Step:
    """What changes together: names that are to change as `{name: where the new one lies}`, then what goes."""

    new: Mapping[str, str] = field(default_factory=dict)  #: nothing links to it before the others change
    changed: Mapping[str, str] = field(default_factory=dict)
    removed: tuple[str, ...] = ()

    @property
    def ready(self) -> set[str]:
        """Where the new ones lie."""
        return {*self.new.values(), *self.changed.values()}


def dump_steps(steps: Sequence[Step]) -> str:
    """Return the steps as JSON."""
    return json.dumps([asdict(step) for step in steps])


def read_steps(text: str | bytes) -> list[Step]:
    """Return the steps that a text holds; none when it isn't whole."""
    try:
        return [
            Step(dict(step["new"]), dict(step["changed"]), tuple(step["removed"]))
            for step in json.loads(text or "[]")
        ]
    except (ValueError, LookupError, TypeError):
        return []

"""Values of any file as JSON has them."""

import math
from collections.abc import Mapping
from typing import Any


def plain_json(value: Any) -> Any:
    """Return JSON-like values as JSON has them; numbers that JSON has no word for become null."""
    if isinstance(value, str | int) or value is None:
        return value
    if isinstance(value, Mapping):
        return {str(key): plain_json(part) for key, part in value.items()}
    if isinstance(value, list) and 1 < len(value) < 5 and all(map(_is_finite, value)):
        return value  # a position: a layer may have millions of them
    if isinstance(value, list | tuple):
        return [plain_json(part) for part in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return str(value)


def _is_finite(value: Any) -> bool:
    return isinstance(value, int) or (isinstance(value, float) and math.isfinite(value))

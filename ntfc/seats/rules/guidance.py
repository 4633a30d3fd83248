"""What those who speak for the public side are handed with the call."""

from ntfc.seats.rules.words import DEFAULT_GUIDANCE


def guidance_points(own: str | None) -> list[str]:
    """Return the points of the card: a body's own, one a line, else those of the site."""
    if own is None:
        return [str(point) for point in DEFAULT_GUIDANCE]
    return [line.strip().removeprefix("- ") for line in own.splitlines() if line.strip()]

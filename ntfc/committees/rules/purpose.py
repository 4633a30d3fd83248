"""What a body is asked first: its purpose steers what is offered, and takes nothing away."""

from collections.abc import Collection, Mapping
from typing import TypeVar

from ntfc.committees.models.vocabulary import Purpose

T = TypeVar("T")
Pairs = list[tuple[T, str]]


def offered(
    purpose: Purpose, words: Mapping[T, str], fits: Mapping[Purpose, Collection[T]]
) -> tuple[Pairs[T], Pairs[T]]:
    """Return what is offered first and what stands under the others, in the order of *words*."""
    first = fits.get(purpose, words)
    known = list(words.items())
    return [one for one in known if one[0] in first], [one for one in known if one[0] not in first]

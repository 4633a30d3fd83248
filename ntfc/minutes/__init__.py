"""Minutes: the live record, the circulated draft, the approval by the chairs, and errata."""

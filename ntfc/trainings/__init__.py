"""Joint sessions in which both sides of a body learn skills together."""

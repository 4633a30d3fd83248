"""Real consultative mechanisms of many countries, as data that a new body can start from."""

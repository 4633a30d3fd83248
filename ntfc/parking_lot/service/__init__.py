"""What is done with the parking lot: setting aside, saying what is next, letting leave, reminding."""

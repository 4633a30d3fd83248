"""Reading. Each question is asked once for all rows, however many there are."""

"""Never comes to an end while being imported."""

import time

while True:
    time.sleep(1)

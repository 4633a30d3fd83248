"""A job worker that has nothing to do and finishes when told."""

import os
import signal
import time
from pathlib import Path

HERE = Path(__file__).parent
stop = []
signal.signal(signal.SIGTERM, lambda *_: stop.append(True))
(HERE / "job-worker").write_text(str(os.getpid()))
while not stop:
    time.sleep(0.01)
(HERE / f"finished-{os.getpid()}").touch()

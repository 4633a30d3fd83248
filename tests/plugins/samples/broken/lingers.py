"""Loads well and leaves a thread behind that keeps the process from ending."""

import threading
import time

from ntfc.plugins import Plugin, hookimpl

threading.Thread(target=lambda: time.sleep(3600)).start()


@hookimpl
def ntfc_plugin():
    return Plugin(name="lingers", title="lingers")

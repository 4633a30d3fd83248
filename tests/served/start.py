"""Serves the folder named first at the port named second, as `ntfc serve` would."""

import sys
from pathlib import Path

from ntfc import serve

here = Path(sys.argv[1])
port = int(sys.argv[2])
site = serve.Site(here, port=port, app="page:create_app()", jobs=("-m", "pagejobs"), grace=10)
sys.exit(serve.run(site))

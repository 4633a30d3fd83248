"""`ntfc demo`. The second start loads no application here: the web worker does, once."""

import sys
from dataclasses import replace

import click

from ntfc import serve
from ntfc.demo import place


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    help="Port to listen on; by default 8000.",
)
@click.option("--fresh", is_flag=True, help="Throw away what was done in the demonstration.")
def demo(port: int, fresh: bool) -> None:
    """Serve a demonstration country on this machine, from the folder `demo` of the instance."""
    folder = place.home()
    place.leave_the_real_site(folder)
    found = replace(place.ready(folder, click.echo, fresh=fresh), port=port)
    sys.exit(serve.run(serve.site_of(found, place.greeting(found.instance))))

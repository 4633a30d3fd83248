"""What click says of what was typed, so that it stands in the catalogues: click finds it there.

No code runs through here; `ntfc.terminal` tells click where the catalogues are.
"""

from ntfc.terminal import _, ngettext

SAID = (
    _("Aborted!"),
    _("Commands"),
    _("Error: {message}"),
    _("Invalid value for {param_hint}: {message}"),
    _("Invalid value: {message}"),
    _("Missing argument"),
    _("Missing command."),
    _("Missing option"),
    _("No such command {name!r}."),
    _("No such option {name!r}."),
    _("Option {name!r} does not take a value."),
    _("Options"),
    _("Show this message and exit."),
    _("Try '{command} {option}' for help."),
    _("Usage:"),
    _("file"),
    _("path"),
    _("{name} {filename!r} does not exist."),
    _("{name} {filename!r} is a directory."),
    _("{name} {filename!r} is not readable."),
    _("{value!r} is not a valid {number_type}."),
    _("{value} is not in the range {range}."),
    ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 1),
    ngettext(
        "Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 1
    ),
    ngettext(
        "Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 1
    ),
)

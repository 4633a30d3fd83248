"""What the `ntfc` command can do; each file is loaded only when it is asked for."""

"""The command line: one module a command, listed in `commands`; the frame is in `main`."""

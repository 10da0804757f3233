"""cli/: the command line, one module per group of commands; questions go through query/, building through app."""

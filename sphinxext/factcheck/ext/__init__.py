"""The face to Sphinx: directives, roles, domain, builder, options. Nothing here decides what is true."""

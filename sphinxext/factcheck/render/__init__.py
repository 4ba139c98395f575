"""How facts look on a page: rows say what a table holds, nodes how it is shown."""

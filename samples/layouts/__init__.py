"""The statutory tables and performance forms as grids of cells, in the layouts of several provinces."""

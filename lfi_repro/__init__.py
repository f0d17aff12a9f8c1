"""Learning from Interactions, reproduced: an unofficial, notebook-first workbook."""
__version__ = "0.1.0"

"""An unofficial workbook that reproduces Learning from Interactions (LFI, ICCV 2025) and says what reproduces

Modules:

- `lfi_repro.testing.golden`: One short trial of every study: are its numbers still those that were committed?"""

__version__ = "0.1.0"

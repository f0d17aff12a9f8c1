from lfi_repro._moved import old_name

__getattr__ = old_name(__name__)   # names of 0.1.0 say where they are now

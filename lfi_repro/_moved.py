"""Old import paths: who imports a module of version 0.1.0 is told where it is now.

`moved.csv` has a line for each: a module, or a name of a module whose path is a room's now.
"""
import csv, sys
from functools import lru_cache
from importlib.resources import files

VERSION = '0.2.0'


@lru_cache
def table():
    "{old dotted path: new dotted path}, all below lfi_repro"
    text = (files('lfi_repro')/'moved.csv').read_text(encoding='utf-8')
    return {f'lfi_repro.{old}': f'lfi_repro.{new}' for old, new in csv.reader(text.splitlines()[1:])}


def sentence(old):
    "Where an old path is now"
    new = table()[old]
    return (f'{old} is {new} since version {VERSION}: import it from there '
            '(lfi_repro/moved.csv lists every path that moved)')


class OldPaths:
    "The last finder of all: it finds nothing, and says where what moved is now"
    @staticmethod
    def find_spec(fullname, path=None, target=None):
        "Raises ModuleNotFoundError with the sentence for a path of 0.1.0"
        if fullname.startswith('lfi_repro.') and fullname in table():
            raise ModuleNotFoundError(sentence(fullname), name=fullname)


def install():
    "Once a process"
    if OldPaths not in sys.meta_path: sys.meta_path.append(OldPaths)


def old_name(package):
    "A module's `__getattr__` for a room that has the path of an old module. Raises ImportError for a name that moved"
    def __getattr__(name):
        if f'{package}.{name}' in table(): raise ImportError(sentence(f'{package}.{name}'), name=name)
        raise AttributeError(f'module {package!r} has no attribute {name!r}')
    return __getattr__

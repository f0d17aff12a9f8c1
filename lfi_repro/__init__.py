"""Learning from Interactions, reproduced: an unofficial, notebook-first workbook.

>>> import lfi_repro as lfi
>>> teacher = lfi.load_teacher('miniworld')
>>> student = lfi.Student('vit_64x4_p4', 7, 'token', ('ball', 'box', 'cone', 'star', 'cross', 'ring', 'moon'))
>>> lfi.list_arms(), lfi.list_teachers(), lfi.list_studies()

The names of `FRONT` are loaded when they are first used, so that `import lfi_repro` costs nothing.
"""
__version__ = "0.2.0"

import importlib as _importlib
from . import _moved

FRONT = dict(Interactions='core.interactions', LFI='methods.lfi', Arm='methods.arms', Student='models.students',
             load_teacher='teachers.load', list_arms='methods.arms', list_teachers='teachers.load',
             list_studies='reports.reading', distill='apps.distill')   # name -> the module that holds it
_moved.install()


def __getattr__(name):
    "A name of `FRONT`, from its module. Raises AttributeError that lists them"
    if name.startswith('_') or name not in FRONT:
        raise AttributeError(f'lfi_repro has no {name!r}: it has {", ".join(FRONT)}; all else is in its rooms')
    found = getattr(_importlib.import_module(f'lfi_repro.{FRONT[name]}'), name)
    globals()[name] = found
    return found


def __dir__():
    "What completion offers"
    return sorted([*globals(), *FRONT])

"""All notebooks as tests, with a closing count: `python -m lfi_repro.testing.run [--workers 2] [--all] [NOTEBOOK ...]`"""
# `nbdev_test` runs the same notebooks the same way but says no numbers. Here each notebook also gets a reports folder of
# its own, and the numbers of a study are held against the golden ones.
import argparse, json, os, re, sys, tempfile, time
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from pathlib import Path
from lfi_repro._nbdev import unreadable

ROOT = Path(__file__).resolve().parents[2]
PARITY = ('statsmodels', 'sklearn', 'torchdistill', 'torchray', 'pycocotools', 'pytorch_metric_learning',
          'cleanlab')   # pip install -e .[parity]
SLOW_FIRST = ('run_', 'pretrain_')   # the long ones start first, so that two workers end together


def _one(notebook, skip, force, timeout):
    "Passed?, seconds: one notebook in this worker process"
    from execnb.shell import CaptureShell
    from nbdev import test
    test.CaptureShell = partial(CaptureShell, mpl_format='png')   # nobody looks at the figures: one size is enough
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        os.environ['LFI_TEST_REPORTS'] = scratch
        passed, seconds = test.test_nb(
            notebook, skip_flags=skip, force_flags=force, basepath=ROOT, cell_timeout=timeout
        )
        return passed and _still_golden(notebook, Path(scratch)/'local'/'ledger'), seconds


def _still_golden(notebook, ledger):
    "Are the numbers of a study's short trials those that were committed?"
    if notebook.parent != ROOT/'nbs' or not notebook.name.startswith('run_'): return True
    from lfi_repro.testing.golden import compare
    bad = compare(ledger)
    for fault in bad:
        print(f'golden numbers: {fault}', file=sys.stderr)
    return not bad


def _find(wanted):
    "The notebooks that nbdev would test, long ones first"
    from nbdev.doclinks import nbglob
    from nbdev.test import _keep_file
    every = (f for w in wanted or [ROOT/'nbs'] for f in nbglob(w, as_path=True))
    found = {Path(f).resolve() for f in every if _keep_file(f, '.notest')}
    return sorted(found, key=lambda f: (not f.name.startswith(SLOW_FIRST), f))


def _left_out(notebooks, flags):
    "How many cells stand under these flags"
    cells = [c for f in notebooks for c in json.loads(f.read_text(encoding='utf-8'))['cells']]
    text = [''.join(c['source']) for c in cells if c['cell_type'] == 'code']
    count = {flag: sum(bool(re.match(rf'#\s*\|\s*{flag}\b', source)) for source in text) for flag in flags}
    return {flag: n for flag, n in count.items() if n}


def _possible(flags):
    "Those of these flags whose cells can run here: gpu wants one, parity the libraries of its extra"
    from importlib.util import find_spec
    import torch
    there = dict(gpu=torch.cuda.is_available(), parity=all(map(find_spec, PARITY)))
    return [flag for flag in flags if there.get(flag, True)]


def main(argv):
    "Runs the notebooks in worker processes and counts; exit status 1 if one failed"
    about = 'Run the notebooks as tests; the last line says how many passed.'
    p = argparse.ArgumentParser(prog='workbook test', description=about)
    p.add_argument('notebooks', nargs='*', help='notebooks or folders; all of nbs when none is given')
    p.add_argument('--workers', '--n_workers', type=int, default=min(2, os.cpu_count() or 1), help='processes')
    p.add_argument('--flags', default='', help='cells under these flags (slow, gpu, parity) run too')
    p.add_argument('--all', action='store_true', help='cells under every flag run too, where they can')
    args = p.parse_args(argv)
    if lost := [w for w in args.notebooks if not Path(w).exists()]:
        p.error(f'{lost[0]} does not exist: name a notebook or a folder of them')
    os.environ.setdefault('OMP_NUM_THREADS', '1')   # a worker is a core; before any library starts its threads
    from nbdev.config import get_config
    cfg, start = get_config(ROOT), time.time()
    known = cfg.tst_flags.split()
    forced = args.flags.split() + (_possible(known) if args.all else [])
    notebooks, bad = _find(args.notebooks), []
    if torn := list(unreadable(notebooks)): p.error('\n'.join(torn))
    if not notebooks: p.error(f'no notebook below {args.notebooks or "nbs"}: there is nothing to test')
    with ProcessPoolExecutor(args.workers) as pool:
        jobs = {pool.submit(_one, f, known, forced, cfg.cell_timeout): f for f in notebooks}
        for job in as_completed(jobs):
            name = jobs[job].relative_to(ROOT) if jobs[job].is_relative_to(ROOT) else jobs[job]
            try:
                passed, seconds = job.result()
            except Exception as e:
                passed, seconds = False, 0
                print(f'{name}: the process died ({type(e).__name__}: {e})', file=sys.stderr)
            if not passed:
                bad.append(name)
            print(f'{"ok  " if passed else "FAIL"} {seconds:6.1f} s  {name}', flush=True)
    if bad: print('\nFailed, see the tracebacks above: ' + ', '.join(map(str, sorted(bad))))
    left = _left_out(notebooks, set(known) - set(forced))
    if left:
        cells = ', '.join(f'{n} cells under the flag {flag}' for flag, n in sorted(left.items()))
        print(f'\nleft out: {cells} (--flags NAME runs them)')
    print(f'\nAfter {time.time() - start:.0f} s with {args.workers} workers:')
    print(f'{len(notebooks) - len(bad)} passed, {len(bad)} failed', flush=True)
    return int(bool(bad))


if __name__ == '__main__':
    # a worker that ran a notebook has another __main__, so it must find the module by its name
    from lfi_repro.testing import run
    sys.exit(run.main(sys.argv[1:]))

"""One short trial of every study: are its numbers those that were committed? `golden write LEDGER_FOLDER` writes

This is what `python -m lfi_repro.testing.run` asks of the rows that the smoke profile of a study wrote."""
# The numbers lie in nbs/tests/golden_trials/STUDY.json. On the processor and with the libraries that the file names
# they are equal to the last bit; elsewhere near, since a rounding that differs may turn a guess into another.
import json, re, sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT/'nbs'/'tests'/'golden_trials'
# what tells one number from another
WHERE = ('arm', 'target', 'seed', 'setting', 'metric', 'epoch', 'way', 'noise')
# measured on a clock, so never equal
TIMES = re.compile(r'second|\btimes?\b|^ms\b|memory|break-even|faster|survived|ratio')
NO_TRIAL = ('run_human_study', 'run_mutants', 'run_rehearsal', 'run_reliability')   # studies that train no arm
LOOSE = .1   # most that a number may move elsewhere, or this part of it where it is above 1


def world():
    "What equal bits are promised for: processor, instruction set, threads and libraries"
    import platform, torch
    from importlib.metadata import version
    from lfi_repro.ledger.rows import _device_name
    libraries = {k: version(k) for k in ('torch', 'torchvision', 'timm', 'transformers', 'numpy')}
    return dict(processor=_device_name('cpu'), capability=torch.backends.cpu.get_cpu_capability(),
                threads=torch.get_num_threads(), python=platform.python_version(), **libraries)


def numbers(folder):
    "{study: {place of a number: [values in the order of the file]}} of a ledger folder"
    found = {}
    for file in sorted(Path(folder).glob('*.jsonl')):
        for line in file.read_text(encoding='utf-8').splitlines():
            row = json.loads(line)
            if row.get('kind') == 'manifest' or row['metric'] == 'done' or TIMES.search(row['metric']): continue
            place = '|'.join(str(row[k]) for k in WHERE if row.get(k) not in (None, ''))
            found.setdefault(file.stem, {}).setdefault(place, []).append(row['value'])
    return found


def compare(folder, place=PLACE, here=None):
    "Faults of the rows in a ledger folder against the committed numbers, one sentence each"
    bad, here = [], here or world()
    for study, now in numbers(folder).items():
        if study in NO_TRIAL: continue
        file = Path(place)/f'{study}.json'
        if not file.exists():
            bad.append(f'{study}: has no golden numbers; write {file.name} with testing.golden')
            continue
        kept = json.loads(file.read_text(encoding='utf-8'))
        same = kept['world'] == here
        for name in sorted(kept['numbers'].keys() | now.keys()):
            a, b = kept['numbers'].get(name), now.get(name)
            close = lambda x, y: x == y if same else abs(x - y) <= LOOSE * max(1, abs(x))
            if a is None or b is None or len(a) != len(b) or not all(map(close, a, b)):
                bad.append(f'{study}: {name} was {a} and is {b}')
    return bad


def write(folder, place=PLACE):
    "The golden numbers of a ledger folder, as they are now; only on purpose, and the reason goes into the changelog"
    Path(place).mkdir(parents=True, exist_ok=True)
    for study, now in numbers(folder).items():
        text = json.dumps(dict(world=world(), numbers=now), indent=0, sort_keys=True)
        (Path(place)/f'{study}.json').write_text(text + '\n', encoding='utf-8')


if __name__ == '__main__':
    if len(sys.argv) != 3 or sys.argv[1] != 'write':
        sys.exit('usage: python -m lfi_repro.testing.golden write LEDGER_FOLDER')
    write(sys.argv[2])

"""The house's rules for the lines of a notebook: `python -m lfi_repro.testing.style [NOTEBOOK ...]`, or `ratchet`"""
# Refused are: a line of more than 120 characters, several lambdas in a line, a statement behind a colon but for a short
# guard, a semicolon, a code cell of more than 30 lines, and a link to a page in place of a notebook. What was there
# before the rules is allowed by nbs/tests/style_debt.json, notebook by notebook, and may only become less: `ratchet`
# writes that file anew.
import ast, json, re, sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEBT = Path('nbs')/'tests'/'style_debt.json'
WIDTH, LINES = 120, 30
GUARD = (ast.Return, ast.Raise, ast.Continue, ast.Break)
HEADED = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.FunctionDef, ast.ClassDef, ast.ExceptHandler)
PAGE = re.compile(r'\]\(([\w./-]+)\.html(#[\w-]*)?\)')


def _allowed(node, which, body, line):
    "May this body stand behind its colon?"
    if which != 'body' or len(body) != 1 or len(line) > WIDTH: return False
    if isinstance(node, ast.If): return isinstance(body[0], GUARD) and not node.orelse
    if isinstance(node, ast.FunctionDef): return isinstance(body[0], ast.Return)
    return isinstance(node, ast.With) and 'expect_fail' in ast.unparse(node.items[0])


def _behind_colons(tree, lines):
    "(line number, fault) of each statement that shares the line of its header"
    for node in (n for n in ast.walk(tree) if isinstance(n, HEADED)):
        for which in ('body', 'orelse', 'finalbody'):
            if not (body := getattr(node, which, None)): continue
            first = body[0]
            if which == 'orelse' and isinstance(node, ast.If) and len(body) == 1 and isinstance(first, ast.If): continue
            line = lines[first.lineno - 1]
            header = line.encode()[:first.col_offset].decode().strip()   # a column of ast counts bytes
            if header.endswith(':') and not _allowed(node, which, body, line):
                yield first.lineno, 'a statement behind a colon'


def _semicolons(tree):
    "(line number, fault) of each statement that begins where another ends"
    for node in ast.walk(tree):
        for which in ('body', 'orelse', 'finalbody'):
            body = getattr(node, which, None)
            if not isinstance(body, list): continue
            for a, b in zip(body, body[1:]):
                if isinstance(b, ast.stmt) and a.end_lineno == b.lineno: yield b.lineno, 'a semicolon'


def line_faults(source):
    "[(line number, what is wrong)] of one code cell"
    lines = source.split('\n')
    bad = [(i, f'{len(l)} characters') for i, l in enumerate(lines, 1) if len(l) > WIDTH]
    try:
        tree = ast.parse('\n'.join('' if l.lstrip().startswith(('%', '!')) else l for l in lines))
    except SyntaxError:
        return bad
    lambdas = [n.lineno for n in ast.walk(tree) if isinstance(n, ast.Lambda)]
    bad += [(i, 'several lambdas') for i in set(lambdas) if lambdas.count(i) > 1]
    return sorted({*bad, *_behind_colons(tree, lines), *_semicolons(tree)})


def cell_faults(source):
    "[(line number, what is wrong, text)] of one code cell, its length included"
    lines = source.split('\n')
    bad = [(i, what, lines[i - 1].strip()[:80]) for i, what in line_faults(source)]
    n = sum(1 for l in lines if l.strip() and not l.strip().startswith('#|'))
    return bad + [(1, f'a cell of {n} lines', '')] * (n > LINES)


def link_faults(source, notebook):
    "[(line number, what is wrong, text)] of the links in a markdown cell: a page of a notebook is dead in Jupyter"
    bad = []
    for i, line in enumerate(source.split('\n'), 1):
        for m in PAGE.finditer(line):
            if (notebook.parent/f'{m[1]}.ipynb').exists():
                bad.append((i, f'a link to {m[1]}.html, which is dead in Jupyter: link {m[1]}.ipynb', line.strip()[:80]))
    return bad


def notebook_style(file):
    "[(cell, line number, what is wrong, text)] of a notebook"
    cells = json.loads(Path(file).read_text(encoding='utf-8'))['cells']
    texts = [(c['cell_type'], ''.join(c['source'])) for c in cells]
    found = [cell_faults(t) if kind == 'code' else link_faults(t, Path(file)) for kind, t in texts]
    return [(k, *fault) for k, faults in enumerate(found) for fault in faults]


def _all(root):
    "Every notebook of a checkout, by its path from the root"
    found = sorted((root/'nbs').rglob('*.ipynb'))
    return [f for f in found if '.ipynb_checkpoints' not in f.parts and not f.name.endswith('.running.ipynb')]


def style_faults(root):
    "Faults against what the ratchet allows, one sentence a notebook, and what it need not allow any more"
    root, bad, lower = Path(root), [], []
    if not (root/DEBT).exists(): return bad, lower   # no ratchet, no check
    allowed = json.loads((root/DEBT).read_text(encoding='utf-8'))
    for file in _all(root):
        name, found = file.relative_to(root/'nbs').as_posix(), notebook_style(file)
        if len(found) > (most := allowed.get(name, 0)):
            k, line, what, text = found[-1]
            bad.append(f'nbs/{name}: {len(found)} lines against the style, {most} allowed, as in cell {k}, line {line}: '
                       f'{what}; `python -m lfi_repro.testing.style nbs/{name}` lists them')
        if len(found) < most: lower.append(f'nbs/{name}: {len(found)} in place of {most}')
    gone = set(allowed) - {f.relative_to(root/'nbs').as_posix() for f in _all(root)}
    return bad, lower + [f'nbs/{name}: is gone' for name in sorted(gone)]


def ratchet(root=ROOT):
    "Writes what is allowed from now on: the findings of today, notebook by notebook"
    found = {f.relative_to(root/'nbs').as_posix(): len(notebook_style(f)) for f in _all(root)}
    (root/DEBT).write_text(json.dumps({k: n for k, n in found.items() if n}, indent=1) + '\n', encoding='utf-8')


def main(argv):
    "Lists the faults of notebooks; exit status 1 if there are any"
    if argv == ['ratchet']: return ratchet()
    found = {f: notebook_style(f) for f in argv or map(str, _all(ROOT))}
    for file, faults in found.items():
        for k, line, what, text in faults: print(f'{file} cell {k} line {line}: {what}: {text}')
    print(f'{sum(map(len, found.values()))} in {len(found)} notebooks')
    return int(any(found.values()))


if __name__ == '__main__': sys.exit(main(sys.argv[1:]))

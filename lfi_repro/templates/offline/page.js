'use strict';
(() => {
  const make = (tag, of, ...kids) => { const e = Object.assign(document.createElement(tag), of); e.append(...kids); return e; };

  // Light, dark, or what the system says. A page from a disk may be denied its memory.
  const root = document.documentElement, schemes = ['auto', 'light', 'dark'];
  const remember = scheme => { try { localStorage.setItem('scheme', scheme); } catch { } };
  const recall = () => { try { return localStorage.getItem('scheme'); } catch { return null; } };
  const show = scheme => { if (scheme === 'auto') delete root.dataset.scheme; else root.dataset.scheme = scheme; };
  let scheme = schemes.includes(recall()) ? recall() : 'auto';
  show(scheme);

  const toggle = () => {
    const says = () => `colours: ${scheme}`, button = make('button', { type: 'button', className: 'tool', textContent: says(), title: 'Light, dark, or as the system has it' });
    button.onclick = () => { scheme = schemes[(schemes.indexOf(scheme) + 1) % 3]; show(scheme); remember(scheme); button.textContent = says(); };
    document.querySelector('main').prepend(make('div', { className: 'tools corner' }, button));
  };

  // What a cell says, in one line: formulas by their TeX, blocks apart.
  const words = cell => {
    const c = cell.cloneNode(true);
    c.querySelectorAll('svg[aria-label]').forEach(s => s.replaceWith(`$${s.getAttribute('aria-label')}$`));
    c.querySelectorAll('div, p, br, small, li').forEach(e => e.before(' '));
    return c.textContent.replace(/\s+/g, ' ').trim();
  };
  const empty = s => s === '' || s === '–' || s === '-';
  const split = s => s.replace(/[−–]/g, '-').replace(/(\d),(?=\d{3}\b)/g, '$1').match(/^[<>≈~]?\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(?![\d-])\s*([a-z%µ]*)/i);
  const numeric = cells => {   // numbers with the same unit, and at least one of them
    const full = cells.filter(s => !empty(s)), parts = full.map(split);
    return full.length > 0 && parts.every(Boolean) && new Set(parts.map(p => p[2])).size === 1;
  };

  // The cells of a table as a grid; one that spans several places stands in all of them.
  const grid = table => {
    const g = [];
    [...table.rows].forEach((row, r) => {
      g[r] ??= [];
      for (const cell of row.cells) {
        let c = 0;
        while (g[r][c] !== undefined) c++;
        for (let i = 0; i < cell.rowSpan; i++) for (let j = 0; j < cell.colSpan; j++) (g[r + i] ??= [])[c + j] = words(cell);
      }
    });
    return g;
  };
  const csv = table => grid(table).map(row => row.map(s => {
    const plain = split(s) ? s.replace(/−/g, '-') : s;
    return /[",\n]/.test(plain) ? `"${plain.replace(/"/g, '""')}"` : plain;
  }).join(',')).join('\n') + '\n';
  const SIGNS = { '\\': '\\textbackslash{}', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}', '−': '$-$', '–': '--', '<': '$<$', '>': '$>$', '≥': '$\\ge$', '≤': '$\\le$', '≈': '$\\approx$', '×': '$\\times$' };
  const latex = table => {
    const g = grid(table), head = table.tHead ? table.tHead.rows.length : 0, body = g.slice(head);
    const tex = s => s.split(/(\$[^$]+\$)/).map((p, i) => i % 2 ? p : p.replace(/[\\&%$#_{}]|[~^−–<>≥≤≈×]/g, x => SIGNS[x] ?? '\\' + x)).join('');
    const line = row => row.map(tex).join(' & ') + ' \\\\';
    const columns = (g[0] ?? []).map((_, c) => numeric(body.map(row => row[c] ?? '')) ? 'r' : 'l').join('');
    return [`\\begin{tabular}{${columns}}`, '\\toprule', ...g.slice(0, head).map(line), '\\midrule', ...body.map(line), '\\bottomrule', '\\end{tabular}', ''].join('\n');
  };

  const byHand = text => {   // where the page may not write to the clipboard
    const area = make('textarea', { value: text, className: 'away' });
    document.body.append(area); area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  };
  const copy = async text => { try { await navigator.clipboard.writeText(text); return true; } catch { return byHand(text); } };

  const tools = table => {
    const button = (name, of) => {
      const b = make('button', { type: 'button', className: 'tool', textContent: name, title: `Copy this table as ${name}` });
      b.onclick = async () => { b.textContent = await copy(of(table)) ? 'copied' : 'not copied'; setTimeout(() => b.textContent = name, 1500); };
      return b;
    };
    const bar = make('div', { className: 'tools', role: 'group' }, make('span', { textContent: 'copy' }), button('CSV', csv), button('LaTeX', latex));
    bar.setAttribute('aria-label', 'copy this table');
    bar.setAttribute('aria-live', 'polite');
    (table.closest('.scroll') ?? table).after(bar);
  };

  // One press sorts up, the next down, the third puts the rows back.
  const sortable = table => {
    const body = table.tBodies[0], before = [...body.rows];
    if (table.tHead?.rows.length !== 1 || before.length < 3 || table.tBodies.length > 1 || [...table.querySelectorAll('td, th')].some(c => c.rowSpan > 1 || c.colSpan > 1)) return;
    const heads = [...table.tHead.rows[0].cells];
    const order = (column, way) => {
      if (!way) return before;
      const keys = new Map(before.map(row => [row, words(row.cells[column])])), counts = numeric([...keys.values()]);
      const compare = (a, b) => counts ? split(a)[1] - split(b)[1] : a.localeCompare(b, 'en', { numeric: true });
      return [...before].sort((a, b) => empty(keys.get(a)) - empty(keys.get(b)) || (empty(keys.get(a)) ? 0 : way * compare(keys.get(a), keys.get(b))));
    };
    heads.forEach((head, column) => {
      if (!head.textContent.trim()) return;
      const button = make('button', { type: 'button', className: 'sort', title: 'Sort by this column' }, ...head.childNodes);
      head.replaceChildren(button);
      button.onclick = () => {
        const next = { ascending: 'descending', descending: null }[head.getAttribute('aria-sort')], state = next === undefined ? 'ascending' : next;
        heads.forEach(h => h.removeAttribute('aria-sort'));
        if (state) head.setAttribute('aria-sort', state);
        body.replaceChildren(...order(column, { ascending: 1, descending: -1 }[state] ?? 0));
      };
    });
  };

  // The index: every word that is typed must stand in an entry.
  const search = box => {
    const entries = [...document.querySelectorAll('.pages > li')], groups = document.querySelectorAll('section.group'), count = document.querySelector('.find [role=status]');
    box.closest('.find').hidden = false;
    box.oninput = () => {
      const asked = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      entries.forEach(e => e.hidden = !asked.every(w => e.textContent.toLowerCase().includes(w)));
      groups.forEach(g => g.hidden = !g.querySelector('.pages > li:not([hidden])'));
      count.textContent = asked.length ? `${entries.filter(e => !e.hidden).length} of ${entries.length}` : `${entries.length} entries`;
    };
    box.oninput();
  };

  document.addEventListener('DOMContentLoaded', () => {
    toggle();
    document.querySelectorAll('main table').forEach(table => { if (table.tBodies.length) { sortable(table); tools(table); } });
    document.querySelectorAll('.find input').forEach(search);
  });
})();

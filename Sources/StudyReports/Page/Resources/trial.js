// The view of a single trial: its facts and its curve. While it is open, the address ends in #trial-4333.

const dialog = document.getElementById('trial');
let openRow;
// The rows in the order of the table, in which "Before" and "Next" step.
let rowsInOrder = () => [];

// [[name, text]]: each fact once. The text of a schedule stands for the parameters in it.
function factsOf(row) {
  const facts = [];
  const told = new Set();
  for (const name of ['epsilon', 'lambda']) {
    const schedule = scheduleOf(name, row);
    if (schedule === undefined) continue;
    for (const part of schedule.parts) told.add(`${name}.${part}`);
    // A study of points has columns of the texts.
    if (!columnOf('schedule')) facts.push([name, schedule.text]);
  }
  for (const column of columns) {
    if (column === numberColumn || (column.role === 'parameter' && told.has(column.name))) continue;
    const text = shownValue(column, row, true);
    if (text !== '') facts.push([column.name, text]);
  }
  return facts;
}

function learningChart(curve, row) {
  const [test, train] = curve.series.map((values) => Array.from(values, (error) => 100 * error));
  return drawCurve({
    lines: [
      { grid: curve.grid, values: train, className: 'line0 dashed' },
      { grid: curve.grid, values: test, className: 'line0' },
    ],
    xTitle: 'epoch', yTitle: 'error, %', isXLogarithmic: false,
    label: `Errors of trial ${numberColumn.value(row)} against the epoch`,
  });
}

function convergenceChart(curve, row) {
  const best = study.best === undefined ? undefined : rowOf(study.best);
  const other = best === undefined || best === row ? undefined : curveOf(best);
  const lines = [{ grid: curve.grid, values: curve.series[0], className: 'line0' }];
  if (other) lines.unshift({ grid: other.grid, values: other.series[0], className: 'other' });
  return drawCurve({
    lines, xTitle: 'step t', yTitle: 'error(t)', isXLogarithmic: true,
    band: curve.series.length > 2 ? { grid: curve.grid, low: curve.series[1], high: curve.series[2] } : undefined,
    label: `Error of trial ${numberColumn.value(row)} against the step, both logarithmic`,
  });
}

function keyEntry(className, text) {
  return element('span', { class: 'entry' }, element('span', { class: `key ${className}` }), text);
}

function curveKey(curve, row) {
  const number = numberColumn.value(row);
  if (study.curves.kind === 'learning') return [keyEntry('line0', 'test'), keyEntry('line0 dashed', 'train')];
  const entries = [keyEntry('line0', `trial ${number}`)];
  if (curve.series.length > 2) entries.push(keyEntry('band', 'lowest to highest of the networks'));
  if (study.best !== undefined && study.best !== number && curveOf(rowOf(study.best))) {
    entries.push(keyEntry('other', `the best, trial ${study.best}`));
  }
  return entries;
}

function curveFigure(row) {
  const curve = curveOf(row);
  const svg = curve && (study.curves.kind === 'learning' ? learningChart(curve, row) : convergenceChart(curve, row));
  if (svg) return element('figure', {}, element('figcaption', {}, ...curveKey(curve, row)), svg);
  if (!study.curves) return '';
  const isEnded = ['complete', 'failed'].includes(stateColumn.value(row));
  return element('p', { class: 'note' },
    isEnded ? 'No curve of this trial is in this page.' : 'Only trials that were evaluated to their ends have a curve.');
}

function replayCommand(row) {
  const state = stateColumn.value(row);
  if (!study.canReplay || !['complete', 'failed'].includes(state)) return '';
  const code = element('code', { id: 'trial-replay' }, `settle replay ${study.study} ${numberColumn.value(row)}`);
  const button = element('button', { type: 'button', class: 'copy', 'data-copies': 'trial-replay',
    'aria-label': 'Copy the command' }, 'Copy');
  return element('p', { class: 'command' }, code, ' ', button);
}

function showTrial(row) {
  openRow = row;
  const number = numberColumn.value(row);
  document.getElementById('trial-title').textContent = `Trial ${number}`;
  const facts = element('dl', { class: 'facts' });
  for (const [name, text] of factsOf(row)) {
    facts.append(element('dt', {}, name), element('dd', {}, element('bdi', {}, text)));
  }
  const content = document.getElementById('trial-content');
  content.replaceChildren(curveFigure(row), facts, replayCommand(row));
  const rows = rowsInOrder();
  const place = rows.indexOf(row);
  document.getElementById('trial-before').disabled = place <= 0;
  document.getElementById('trial-after').disabled = place < 0 || place === rows.length - 1;
  if (!dialog.open) dialog.showModal();
  content.scrollTop = 0;
  history.replaceState(null, '', `#trial-${number}`);
}

function step(distance) {
  const rows = rowsInOrder();
  const place = rows.indexOf(openRow);
  const row = place < 0 ? undefined : rows[place + distance];
  if (row !== undefined) showTrial(row);
}

document.getElementById('trial-close').addEventListener('click', () => dialog.close());
document.getElementById('trial-before').addEventListener('click', () => step(-1));
document.getElementById('trial-after').addEventListener('click', () => step(1));
// A click outside the view closes it, as Escape does.
dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
dialog.addEventListener('close', () => {
  openRow = undefined;
  history.replaceState(null, '', location.pathname + location.search);
});

function openNamedTrial() {
  const match = /^#trial-(\d+)$/.exec(location.hash);
  const row = match ? rowOf(Number(match[1])) : undefined;
  if (row !== undefined) showTrial(row);
}

window.addEventListener('hashchange', openNamedTrial);

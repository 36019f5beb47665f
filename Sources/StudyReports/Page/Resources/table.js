// The table of trials. It shows one page of the rows in one order, of one state or of all.

const table = document.getElementById('table');
const pagesBar = document.getElementById('pages');
const { rowsOnPage } = study;
const shownColumns = columns.filter((column) => column.isShown);
const view = { column: valueColumn ?? numberColumn, isAscending: study.prefersLow, state: '', page: 0, rows: [] };

// The rows of the chosen state, in the chosen order.
function rowsOfView() {
  if (!view.column) return new Uint32Array(0);
  const order = view.column.order(view.isAscending);
  if (view.state === '') return order;
  const code = stateColumn.texts.indexOf(view.state);
  const codes = stateColumn.codes;
  return order.filter((row) => codes[row] === code);
}

function headers() {
  return shownColumns.map((column) => {
    const isSorted = column === view.column;
    const button = element('button', { type: 'button' }, column.name);
    button.addEventListener('click', () => sortBy(column));
    return element('th', {
      scope: 'col', class: column.kind === 'number' ? 'n' : '', 'data-column': column.name,
      'aria-sort': isSorted ? (view.isAscending ? 'ascending' : 'descending') : 'none',
    }, button);
  });
}

function cellText(column, row) {
  const text = shownValue(column, row, false);
  // A pruned trial has a bound in place of a value.
  const bound = column === valueColumn && text === '' ? boundColumn?.value(row) : undefined;
  return bound === undefined ? text : `${study.prefersLow ? '>' : '<'}${shortText(bound)}`;
}

function rowElement(row) {
  const cells = shownColumns.map((column) => {
    if (column !== numberColumn) {
      return element('td', { class: column.kind === 'number' ? 'n' : '' }, cellText(column, row));
    }
    const number = String(column.value(row));
    return element('th', { scope: 'row', class: 'n' },
      element('button', { type: 'button', 'aria-label': `Trial ${number}` }, number));
  });
  return element('tr', { 'data-row': row }, ...cells);
}

function showPage() {
  const count = Math.max(1, Math.ceil(view.rows.length / rowsOnPage));
  view.page = Math.min(Math.max(view.page, 0), count - 1);
  const first = view.page * rowsOnPage;
  const rows = Array.from(view.rows.slice(first, first + rowsOnPage), rowElement);
  table.tBodies[0].replaceChildren(...rows);
  const last = first + rows.length;
  pagesBar.querySelector('.where').textContent = view.rows.length === 0
    ? 'No trials' : `${grouped(first + 1)} to ${grouped(last)} of ${grouped(view.rows.length)}`;
  for (const button of pagesBar.querySelectorAll('button')) {
    const isAtEnd = Number(button.dataset.to) < 0 ? view.page === 0 : view.page === count - 1;
    // The attribute `disabled` would take the focus from the button.
    button.setAttribute('aria-disabled', isAtEnd);
  }
}

function refresh() {
  view.rows = rowsOfView();
  view.page = 0;
  const cells = table.tHead.rows[0].cells;
  shownColumns.forEach((column, place) => {
    const isSorted = column === view.column;
    cells[place].setAttribute('aria-sort', isSorted ? (view.isAscending ? 'ascending' : 'descending') : 'none');
  });
  showPage();
}

function sortBy(column) {
  view.isAscending = column === view.column ? !view.isAscending : true;
  view.column = column;
  refresh();
}

function turnTo(page) {
  view.page = page;
  showPage();
  tell(pagesBar.querySelector('.where').textContent);
}

function makePages() {
  const turns = [['First', -Infinity], ['Previous', -1], ['Next', 1], ['Last', Infinity]];
  for (const [word, distance] of turns) {
    const button = element('button', { type: 'button', 'data-to': distance }, word);
    button.addEventListener('click', () => turnTo(view.page + distance));
    // A single page needs no buttons.
    if (study.count > rowsOnPage) pagesBar.append(button, ' ');
  }
  pagesBar.append(element('span', { class: 'where' }));
}

table.append(element('thead', {}, element('tr', {}, ...headers())), element('tbody'));
makePages();
refresh();
rowsInOrder = () => view.rows;

table.tBodies[0].addEventListener('click', (event) => {
  const row = event.target.closest('tr');
  // A click that ends a selection of text opens nothing.
  if (row && getSelection().isCollapsed) showTrial(Number(row.dataset.row));
});

// The arrow keys move the focus from trial to trial.
table.tBodies[0].addEventListener('keydown', (event) => {
  const way = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[event.key];
  const other = way && event.target.closest('tr')?.[way];
  if (!other) return;
  event.preventDefault();
  other.querySelector('button').focus();
});

for (const radio of document.querySelectorAll('input[name=state]')) {
  // The browser may have restored an earlier choice.
  if (radio.checked) view.state = radio.value;
  radio.addEventListener('change', () => { view.state = radio.value; refresh(); });
}
if (view.state !== '') refresh();

document.getElementById('find').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = event.target.elements.number.value.trim();
  const row = /^\d+$/.test(text) ? rowOf(Number(text)) : undefined;
  event.target.elements.number.setCustomValidity(row === undefined ? 'There is no such trial in this study.' : '');
  if (row === undefined) event.target.reportValidity(); else showTrial(row);
});
document.querySelector('#find input').addEventListener('input', (event) => event.target.setCustomValidity(''));

openNamedTrial();

// The other orders are made while the browser is idle, so that sorting is immediate.
const orders = shownColumns.flatMap((column) => [[column, true], [column, false]]);
const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 200));
function makeNextOrder() {
  const next = orders.shift();
  if (!next) return;
  next[0].order(next[1]);
  whenIdle(makeNextOrder);
}
whenIdle(makeNextOrder);

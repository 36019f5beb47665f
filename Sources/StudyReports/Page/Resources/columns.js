// The study's data: columns with a cell for each trial, in the form that Swift's TrialColumn and TrialCurves write.

const study = JSON.parse(document.getElementById('study').textContent);

function bytesOf(base64) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes.buffer;
}

const codeArrays = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array };

// One property of each trial. A column is unpacked at its first use.
class Column {
  constructor(packed) {
    this.packed = packed;
    this.name = packed.name;
    this.role = packed.role;
    this.kind = packed.kind;
    this.isShown = packed.isShown;
    this.orders = {};
  }

  // [row]: the index of the cell's value in `packed.values`; a greater number for an empty cell.
  get codes() {
    return this.unpackedCodes ??= new codeArrays[this.packed.width](bytesOf(this.packed.codes));
  }

  get texts() { return this.packed.values; }

  // [row]: the sort key, NaN for an empty cell. The key of a text is its alphabetical position.
  get numbers() {
    return this.unpackedNumbers ??= this.unpackNumbers();
  }

  unpackNumbers() {
    if (this.packed.numbers !== undefined) return new Float64Array(bytesOf(this.packed.numbers));
    let values = this.packed.values;
    if (this.kind === 'text') {
      const sorted = values.map((_, i) => i).sort((a, b) => (values[a] < values[b] ? -1 : 1));
      values = new Array(sorted.length);
      sorted.forEach((code, place) => { values[code] = place; });
    }
    const codes = this.codes;
    const numbers = new Float64Array(codes.length);
    for (let row = 0; row < codes.length; row++) {
      numbers[row] = codes[row] < values.length ? values[codes[row]] : NaN;
    }
    return numbers;
  }

  // The stored value of a cell; undefined if the cell is empty.
  value(row) {
    if (this.kind === 'text') return this.texts[this.codes[row]];
    const number = this.numbers[row];
    return Number.isNaN(number) ? undefined : number;
  }

  // All rows in the order of this column. Equal rows are ordered by number. Rows with an empty cell are last; in the
  // column of the measure, pruned trials among them are ordered by their bounds. The result is cached.
  order(isAscending) {
    return this.orders[isAscending] ??= this.makeOrder(isAscending);
  }

  makeOrder(isAscending) {
    const keys = this.numbers;
    const order = new Uint32Array(keys.length);
    let filled = 0;
    let last = keys.length;
    for (let row = 0; row < keys.length; row++) if (!Number.isNaN(keys[row])) order[filled++] = row;
    for (let row = keys.length - 1; row >= 0; row--) if (Number.isNaN(keys[row])) order[--last] = row;
    const sign = isAscending ? 1 : -1;
    order.subarray(0, filled).sort((a, b) => sign * (keys[a] - keys[b]) || a - b);
    if (this.role === 'value' && boundColumn) {
      const place = (row) => boundColumn.numbers[row];
      order.subarray(filled).sort((a, b) => {
        const [x, y] = [place(a), place(b)];
        if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) - Number.isNaN(y) || a - b;
        return sign * (x - y) || a - b;
      });
    }
    return order;
  }
}

const columns = study.columns.map((packed) => new Column(packed));
// Columns are found by role, because the study chooses their names.
const columnOf = (role) => columns.find((column) => column.role === role);
const stateColumn = columnOf('state');
const numberColumn = columnOf('trial');
const valueColumn = columnOf('value');
const boundColumn = columnOf('bound');
const parametersByName = new Map(
  columns.filter((column) => column.role === 'parameter').map((column) => [column.name, column]));

// The row of a trial; undefined if there is no trial with this number.
function rowOf(number) {
  if (!numberColumn) return undefined;
  const numbers = numberColumn.numbers;
  // Rows are sorted by number.
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < number) low = middle + 1; else high = middle;
  }
  return numbers[low] === number ? low : undefined;
}

// The places of the curves by row. They are computed at the first use.
let curvePlaces;

function placesOfCurves() {
  const packed = study.curves;
  const rows = new Uint32Array(bytesOf(packed.rows));
  const gridOf = new Uint32Array(bytesOf(packed.gridOf));
  const seriesOf = new Uint8Array(bytesOf(packed.seriesOf));
  const values = new Float32Array(bytesOf(packed.values));
  const places = new Map();
  let start = 0;
  rows.forEach((row, curve) => {
    const grid = packed.grids[gridOf[curve]];
    places.set(row, { grid, start, count: seriesOf[curve], values });
    start += grid.length * seriesOf[curve];
  });
  return places;
}

// The curve of a row as {grid: [step], series: [[error]]}; undefined if it has none.
function curveOf(row) {
  if (!study.curves) return undefined;
  curvePlaces ??= placesOfCurves();
  const place = curvePlaces.get(row);
  if (!place) return undefined;
  const { grid, start, count, values } = place;
  const series = Array.from({ length: count }, (_, index) => {
    const from = start + index * grid.length;
    return values.subarray(from, from + grid.length);
  });
  return { grid, series };
}

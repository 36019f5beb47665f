// Text and elements.

// Six significant digits, as C's %.6g prints them.
function shortText(number) {
  if (number === undefined || Number.isNaN(number)) return '';
  if (number === 0) return '0';
  const exponent = Math.floor(Math.log10(Math.abs(Number(number.toPrecision(6)))));
  if (exponent < -4 || exponent >= 6) return withLongExponent(trimmed(number.toExponential(5)));
  return trimmed(number.toPrecision(6));
}

// The shortest text that gives the same number again, in settle's form.
function exactText(number) {
  const size = Math.abs(number);
  if (number !== 0 && (size < 1e-4 || size >= 2 ** 54)) return withLongExponent(number.toExponential());
  return String(number);
}

function trimmed(text) {
  return text.replace(/(\.\d*?)0+(?=e|$)/, '$1').replace(/\.(?=e|$)/, '');
}

// e-5 becomes e-05.
function withLongExponent(text) {
  return text.replace(/e([-+])(\d)$/, 'e$10$2');
}

function grouped(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

function timeText(seconds) {
  return new Date(1000 * seconds).toISOString().replace('T', ' ').replace(/\.\d+Z$/, ' UTC');
}

// The text of a row's cell, exact or to six digits; empty if the cell is.
function shownValue(column, row, isExact) {
  const value = column.value(row);
  if (value === undefined) return '';
  switch (column.kind) {
    case 'text': return value;
    case 'time': return timeText(value);
    default: return isExact ? exactText(value) : shortText(value);
  }
}

// One schedule of a trial: its text, such as 0.843/t^0.0923, and the names of the parameters in it. Undefined if the
// trial has no such schedule.
function scheduleOf(name, row) {
  const number = (part) => {
    const column = parametersByName.get(`${name}.${part}`);
    const value = column && column.kind === 'number' ? column.value(row) : undefined;
    return value === undefined ? undefined : exactText(value);
  };
  const [constant, initial, exponent, tau] = ['constant', 'initial', 'exponent', 'tau'].map(number);
  if (constant !== undefined) return { text: constant, parts: ['constant'] };
  if (initial === undefined) return undefined;
  if (tau !== undefined) return { text: `${initial}*exp(-t/${tau})`, parts: ['initial', 'tau'] };
  return exponent === undefined ? undefined : { text: `${initial}/t^${exponent}`, parts: ['initial', 'exponent'] };
}

// An HTML element. Content that is text stays text, whatever it contains.
function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

// An SVG element.
function drawn(name, attributes = {}, ...content) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

// Announces a text to screen readers.
function tell(text) {
  document.getElementById('told').textContent = text;
}

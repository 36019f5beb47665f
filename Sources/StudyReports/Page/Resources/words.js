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
  const valueOf = (part, kind) => {
    const column = parametersByName.get(`${name}.${part}`);
    return column && column.kind === kind ? column.value(row) : undefined;
  };
  // A search over several families names the trial's, which then is part of the other names.
  const family = valueOf('family', 'text');
  const parts = family === undefined ? [] : ['family'];
  const number = (part) => {
    const own = family === undefined ? part : `${family}.${part}`;
    const value = valueOf(own, 'number');
    if (value !== undefined) parts.push(own);
    return value === undefined ? undefined : exactText(value);
  };
  const [constant, initial, exponent, tau, offset, hold, floor] = [
    'constant', 'initial', 'exponent', 'tau', 'offset', 'hold', 'floor',
  ].map(number);
  let text;
  if (constant !== undefined) text = constant;
  else if (initial === undefined) return undefined;
  else if (tau !== undefined) text = `${initial}*exp(-t/${tau})`;
  else if (exponent === undefined) return undefined;
  else if (offset !== undefined) text = `${initial}/(1+(t-1)/${offset})^${exponent}`;
  else if (hold !== undefined) text = `${initial}*max(1,t/${hold})^${exactText(-Number(exponent))}`;
  else text = `${initial}/t^${exponent}`;
  return { text: floor === undefined ? text : `max(${text},${floor})`, parts };
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

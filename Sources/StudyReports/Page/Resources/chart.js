// The curve of one trial, as SVG.

const chart = { height: 330, left: 58, right: 26, top: 14, bottom: 44 };

// Text keeps its size: a narrow screen gets a narrower chart at the same scale.
function chartWidth() {
  return Math.max(280, Math.min(640, innerWidth - 66));
}

// An axis: the function from values to places, and the ticks.
function makeAxis(low, high, isLogarithmic, start, end) {
  if (isLogarithmic && low === high) [low, high] = [low / 2, high * 2];
  if (!isLogarithmic && low === high) [low, high] = [low - 1, high + 1];
  const scale = isLogarithmic ? Math.log10 : (x) => x;
  const [from, to] = [scale(low), scale(high)];
  return {
    place: (value) => start + ((scale(value) - from) / (to - from)) * (end - start),
    ticks: isLogarithmic ? logarithmicTicks(low, high) : linearTicks(low, high),
  };
}

// Powers of ten. An axis of at most two and a half decades also has their multiples by 2 and 5.
function logarithmicTicks(low, high) {
  const ticks = [];
  const decades = Math.log10(high / low);
  const multiples = decades <= 2.5 ? [1, 2, 5] : [1];
  const stride = Math.ceil(decades / 8);
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    if (multiples.length === 1 && power % stride !== 0) continue;
    for (const multiple of multiples) {
      const value = Number(`${multiple}e${power}`);
      if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) ticks.push({ value, power, multiple });
    }
  }
  return ticks;
}

function linearTicks(low, high) {
  const rough = (high - low) / 6;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * unit).find((candidate) => candidate >= rough);
  const ticks = [];
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + 1e-9 * step; index++) {
    ticks.push({ value: Number((index * step).toPrecision(6)) });
  }
  return ticks;
}

// Numbers from 0.01 to 10,000 are written out; others are powers of ten.
function tickLabel(tick) {
  if (tick.power === undefined || (tick.power >= -2 && tick.power <= 4)) {
    return [tick.power === undefined ? String(tick.value) : grouped(tick.value)];
  }
  const base = tick.multiple === 1 ? '10' : `${tick.multiple}·10`;
  const raised = drawn('tspan', { dy: -5, 'font-size': 9 }, String(tick.power).replace('-', '−'));
  return [base, raised];
}

function path(points, axes, className) {
  let text = '';
  let isBroken = true;
  for (const [x, y] of points) {
    // A logarithmic axis has no place for 0, so the line is broken there.
    const place = [axes.x.place(x), axes.y.place(y)];
    if (!place.every(Number.isFinite)) { isBroken = true; continue; }
    text += `${isBroken ? 'M' : 'L'}${place.map((number) => number.toFixed(1)).join(' ')}`;
    isBroken = false;
  }
  return drawn('path', { class: className, d: text });
}

// lines: [{grid, values, className}]; later lines lie over earlier ones. band: {grid, low, high} or undefined.
function drawCurve({ lines, band, xTitle, yTitle, isXLogarithmic, label }) {
  const xs = lines.flatMap((line) => [...line.grid]).filter((x) => !isXLogarithmic || x > 0);
  const ys = [...lines.flatMap((line) => [...line.values]), ...(band ? [...band.low, ...band.high] : [])]
    .filter((y) => y > 0 && Number.isFinite(y));
  if (xs.length === 0 || ys.length === 0) return undefined;
  const width = chartWidth();
  const [right, bottom] = [width - chart.right, chart.height - chart.bottom];
  // Space above and below the curves.
  const room = Math.max((Math.max(...ys) / Math.min(...ys)) ** 0.04, 1.01);
  const axes = {
    x: makeAxis(Math.min(...xs), Math.max(...xs), isXLogarithmic, chart.left, right),
    y: makeAxis(Math.min(...ys) / room, Math.max(...ys) * room, true, bottom, chart.top),
  };
  const svg = drawn('svg', {
    class: 'curve', viewBox: `0 0 ${width} ${chart.height}`, role: 'img', 'aria-label': label,
  });
  for (const tick of axes.x.ticks) {
    const x = axes.x.place(tick.value).toFixed(1);
    svg.append(drawn('path', { class: 'grid', d: `M${x} ${chart.top}V${bottom}` }),
      drawn('text', { x, y: bottom + 16, 'text-anchor': 'middle' }, ...tickLabel(tick)));
  }
  for (const tick of axes.y.ticks) {
    const y = axes.y.place(tick.value);
    svg.append(drawn('path', { class: 'grid', d: `M${chart.left} ${y.toFixed(1)}H${right}` }),
      drawn('text', { x: chart.left - 7, y: (y + 4).toFixed(1), 'text-anchor': 'end' }, ...tickLabel(tick)));
  }
  svg.append(drawn('path', { class: 'axis', d: `M${chart.left} ${chart.top}V${bottom}H${right}` }),
    drawn('text', { x: (chart.left + right) / 2, y: chart.height - 6, 'text-anchor': 'middle' }, xTitle),
    drawn('text', {
      x: 0, y: 0, 'text-anchor': 'middle', transform: `translate(12 ${(chart.top + bottom) / 2}) rotate(-90)`,
    }, yTitle));
  if (band) {
    const there = [...band.grid].map((x, i) => [x, band.low[i] > 0 ? band.low[i] : Math.min(...ys)]);
    const back = [...band.grid].map((x, i) => [x, band.high[i]]).reverse();
    svg.append(path([...there, ...back], axes, 'band'));
  }
  for (const line of lines) {
    const points = [...line.grid].map((x, i) => [x, line.values[i]]);
    svg.append(path(points, axes, line.className));
  }
  return svg;
}

// The parts of the page that are loaded again: sections that the server makes. Only those that are seen are loaded, at most
// once a second, and seldom where the server takes long for them.

const facts = document.getElementById('live')?.dataset;
let revision = Number(facts?.revision ?? 0);

// {address, ids: [id of a section], shown: the revision that it shows, isSeen, isLoading, notBefore: milliseconds}
const parts = new Map();
const partOf = new Map();
const pauses = { least: 1000, factor: 3, refused: 5000 };

const seeing = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    const part = partOf.get(entry.target.id);
    if (!part) continue;
    if (entry.isIntersecting) part.seen.add(entry.target.id); else part.seen.delete(entry.target.id);
  }
  loadParts();
}, { rootMargin: '200px' });

for (const mark of document.querySelectorAll('[data-part]')) {
  const section = mark.closest('section');
  const address = mark.dataset.part;
  let part = parts.get(address);
  if (!part) {
    part = { address, shown: 'new' in mark.dataset ? -1 : revision, seen: new Set(), isLoading: false, notBefore: 0 };
    parts.set(address, part);
  }
  partOf.set(section.id, part);
  mark.remove();
  seeing.observe(section);
}

// Tells the page that the study has changed.
function changedTo(newRevision) {
  if (newRevision > revision) revision = newRevision;
  loadParts();
}

let nextLoad;
function loadParts() {
  clearTimeout(nextLoad);
  if (document.hidden || !isConnected) return;
  let next = Infinity;
  for (const part of new Set(partOf.values())) {
    if (part.isLoading || part.seen.size === 0 || (part.shown >= revision && !part.isAsked)) continue;
    const wait = part.notBefore - performance.now();
    if (wait <= 0) load(part); else next = Math.min(next, wait);
  }
  if (next < Infinity) nextLoad = setTimeout(loadParts, next + 5);
}

async function load(part) {
  const began = performance.now();
  const { address } = part;
  Object.assign(part, { isLoading: true, isAsked: false });
  let again = 0;
  try {
    const answer = await fetch(`${address}${address.includes('?') ? '&' : '?'}revision=${revision}`);
    const text = await answer.text();
    if (!answer.ok) return refuse(part, text);
    again = 1000 * Number(answer.headers.get('Retry-After') ?? 0);
    // Meanwhile another page of the table may have been asked for.
    if (part.address === address && show(text)) {
      part.shown = Number(answer.headers.get('X-Settle-Revision'));
    }
  } catch {
    lose();
  } finally {
    const now = performance.now();
    const pause = Math.max(pauses.least, pauses.factor * (now - began), again);
    part.notBefore = Math.max(part.notBefore, part.address === address ? now + pause : now);
    part.isLoading = false;
    loadParts();
  }
}

// The server is there and cannot read the study for now.
function refuse(part, text) {
  part.notBefore = performance.now() + pauses.refused;
  tellState(text, 'lost');
}

// Puts new sections in the place of the old ones.
//
// Returns: false where the reader has marked text in one, which stays for now.
function show(text) {
  const made = document.createElement('template');
  made.innerHTML = text;
  const pairs = [...made.content.children].map((section) => [document.getElementById(section.id), section])
    .filter(([old, section]) => old && old.innerHTML !== section.innerHTML);
  const selection = getSelection();
  if (!selection.isCollapsed && pairs.some(([old]) => old.contains(selection.anchorNode))) return false;
  for (const [old, section] of pairs) put(section, old);
  return true;
}

// What the reader has done to a section is done to the new one: opened details, scrolling, the focus.
function put(section, old) {
  const both = (selector) => [old, section].map((one) => [...one.querySelectorAll(selector)]);
  const [details, newDetails] = both('details');
  newDetails.forEach((one, place) => { one.open = details[place]?.open ?? one.open; });
  const [inputs, newInputs] = both('input');
  for (const one of newInputs) {
    const isBox = one.type === 'checkbox';
    const same = inputs.find((input) => input.name === one.name && (!isBox || input.value === one.value));
    if (isBox) one.checked = Boolean(same?.checked); else if (one.type !== 'hidden') one.value = same?.value ?? one.value;
  }
  const selector = 'a, button, summary, input, [tabindex]';
  const [, newFocus] = both(selector);
  const focus = [...old.querySelectorAll(selector)].indexOf(document.activeElement);
  const [scrolled, newScrolled] = both('.scrolled, figure, pre');
  const places = scrolled.map((one) => [one.scrollLeft, one.scrollTop]);
  seeing.unobserve(old);
  old.replaceWith(section);
  seeing.observe(section);
  newScrolled.forEach((one, place) => { [one.scrollLeft, one.scrollTop] = places[place] ?? [0, 0]; });
  if (focus >= 0) newFocus[Math.min(focus, newFocus.length - 1)]?.focus({ preventScroll: true });
}

// Links of the table turn its pages, without the rest of the page.
document.addEventListener('click', (event) => {
  const link = event.target.closest('a.turn');
  const part = partOf.get('trials');
  if (!link || !part || event.ctrlKey || event.metaKey || event.shiftKey || !isConnected) return;
  event.preventDefault();
  const { search } = new URL(link.href);
  part.address = part.address.split('?')[0] + search;
  history.replaceState(null, '', location.pathname + search);
  Object.assign(part, { isAsked: true, notBefore: 0, shown: -1 });
  loadParts();
});

// The connection with the server: a stream of events while the page is seen.
//
// A request that is refused would be told on the console. So after a loss the server is looked for with a frame, whose
// failure is told nowhere.

const stateLine = document.getElementById('state');
const waits = { first: 1000, most: 5000, frame: 5000, rest: 4000 };
let isConnected = false;
let events;
let isLooking = false;
let lostAt;
let lookWait = waits.first;
let nextLook;

function tellState(text, className) {
  if (!stateLine || stateLine.textContent === text) return;
  stateLine.textContent = text;
  stateLine.className = className;
}

// Whether the server is there.
function findServer() {
  return new Promise((found) => {
    const frame = element('iframe', { src: `/alive?${Date.now()}`, hidden: '', title: 'Connection' });
    const end = (isThere) => { clearTimeout(timer); frame.remove(); found(isThere); };
    const timer = setTimeout(() => end(false), waits.frame);
    frame.addEventListener('load', () => {
      let isThere = false;
      try { isThere = Boolean(frame.contentDocument?.getElementById('alive')); } catch { /* a page of the browser's */ }
      end(isThere);
    });
    document.body.append(frame);
  });
}

async function connect() {
  clearTimeout(nextLook);
  if (!facts?.events || document.hidden || events || isLooking) return;
  isLooking = true;
  const isThere = await findServer();
  isLooking = false;
  if (document.hidden) return;
  if (isThere) follow(); else lose();
}

function follow() {
  lookWait = waits.first;
  events = new EventSource(facts.events);
  events.onmessage = (event) => {
    lostAt = undefined;
    isConnected = true;
    tellState('Live', 'live');
    take(JSON.parse(event.data));
  };
  events.addEventListener('gone', () => {
    leave();
    facts.events = '';
    tellState('This study is no longer in the storage: it was deleted, or the storage is another one.', 'lost');
  });
  events.addEventListener('rest', () => {
    leave();
    nextLook = setTimeout(connect, waits.rest);
  });
  // The browser would ask again by itself, and tell each refusal on the console.
  events.onerror = lose;
}

function take(event) {
  // The page of a trial changes with its trial alone.
  const number = /\/trials\/(\d+)$/.exec(location.pathname)?.[1];
  if (event.budget && number === undefined) {
    const share = Math.floor((100 * event.finished) / event.budget);
    document.title = event.workers > 0 ? `${share}% ${facts.name}` : facts.name;
  }
  const isOwn = number === undefined || event.hasMore || event.since > revision || event.changed?.includes(Number(number));
  if (isOwn) {
    changedTo(event.revision);
  } else {
    for (const part of parts.values()) if (part.shown >= revision) part.shown = Math.max(part.shown, event.revision);
    revision = Math.max(revision, event.revision);
  }
  // Who works may have changed, and the time left has.
  if (event.workers > 0 || event.workers !== lastWorkers) askFor('progress');
  lastWorkers = event.workers;
}

let lastWorkers = 0;
function askFor(id) {
  const part = partOf.get(id);
  if (part) part.isAsked = true;
  loadParts();
}

function leave() {
  events?.close();
  events = undefined;
  isConnected = false;
}

function lose() {
  leave();
  if (!facts?.events) return;
  lostAt ??= new Date();
  const time = lostAt.toTimeString().slice(0, 8);
  tellState(`The server has not answered since ${time}. This page goes on by itself when it is back.`, 'lost');
  clearTimeout(nextLook);
  nextLook = setTimeout(connect, lookWait);
  lookWait = Math.min(1.5 * lookWait, waits.most);
}

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) return connect();
  clearTimeout(nextLook);
  leave();
});
window.addEventListener('pagehide', leave);
window.addEventListener('pageshow', (event) => { if (event.persisted) connect(); });
connect();

// Keeps the parts marked data-live true and changes in place what differs, so that neither the focus nor a choice is lost. A page that names its events
// (data-events on main) follows those; while it has none, and on every other page, it is fetched anew and compared. Without this script pages of the live
// queue reload by themselves, and all others say what they know when they are opened.
const { liveSeconds, events: eventsPath } = document.querySelector('main').dataset;
const everyMs = Number(liveSeconds) * 1000;
/** Looks of a page that ought to have events become as rare as this: whoever refused them has enough to do. */
const looksEveryMsMax = 10_000;
/** Pauses before events are asked for again: the first, and the longest. */
const againMs = [1000, 60_000];
/** Events that came for so long were no accident: the pauses begin anew. */
const lastingMs = 30_000;
/** They are there within so long, and then tell every 15 s that they still are. */
const openingMsMax = 10_000;
const silenceMsMax = 40_000;
/** What is shown is called old from this age on, if a look has failed. */
const freshMs = 10_000;

let stream = null;
let openedAt = 0;
let heardAt = performance.now();
/** Failures in a row: of the events, and looks since. */
let losses = 0;
let looks = 0;
let askAgainAt = 0;
let looking = null;
let roundTimer;
let silenceTimer;

/** So that not all phones of a hall ask at once when a cloud has ended. */
const spread = (ms) => ms * (0.5 + Math.random());

function start() {
  clearTimeout(roundTimer);
  if (!document.hidden && !stream) round();
}

function stop() {
  clearTimeout(roundTimer);
  clearTimeout(silenceTimer);
  stream?.close();
  stream = null;
}

function round() {
  if (eventsPath && performance.now() >= askAgainAt) return follow();
  return lookAround();
}

async function lookAround() {
  await look();
  if (!document.hidden && !stream) later();
}

function later() {
  clearTimeout(roundTimer);
  roundTimer = setTimeout(round, eventsPath ? spread(Math.min(everyMs * 2 ** looks++, looksEveryMsMax)) : everyMs);
}

function follow() {
  const source = new EventSource(eventsPath);
  stream = source;
  openedAt = performance.now();
  silenceTimer = setTimeout(() => lose(source), openingMsMax);
  source.addEventListener('part', ({ data }) => {
    const { title, html } = JSON.parse(data);
    show(new DOMParser().parseFromString(html, 'text/html'), title);
  });
  source.addEventListener('here', ({ data }) => {
    clearTimeout(silenceTimer);
    silenceTimer = setTimeout(() => lose(source), silenceMsMax);
    tellAge(data);
  });
  source.addEventListener('error', () => lose(source));
}

/** The browser would ask again every two seconds for ever, or never when it was refused. */
function lose(source) {
  if (source !== stream) return;
  losses = performance.now() - openedAt > lastingMs ? 1 : losses + 1;
  looks = 0;
  stop();
  askAgainAt = performance.now() + spread(Math.min(againMs[0] * 2 ** (losses - 1), againMs[1]));
  // Whatever ended them, the page itself is looked at before they are asked for again.
  if (!document.hidden) roundTimer = setTimeout(lookAround, spread(everyMs / 2));
}

/** One look at a time, however many ask for one. */
function look() {
  looking ??= fetchPage().finally(() => {
    looking = null;
  });
  return looking;
}

async function fetchPage() {
  try {
    const answer = await fetch(location.href, {
      headers: { accept: 'text/html' },
      signal: AbortSignal.timeout(Math.max(everyMs * 3, 6000)),
    });
    // What the page was about is over: let it say so itself.
    if (answer.status === 404 || answer.status === 410 || answer.redirected) return location.reload();
    // With 422 comes the page itself, with what is missing on it.
    if (!answer.ok && answer.status !== 422) return tellAge(null);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    show(page, page.title);
    tellAge(page.querySelector('#spojeni time')?.textContent);
  } catch {
    // The network is away; the next round tries again.
    tellAge(null);
  }
}

function show(page, title) {
  for (const part of document.querySelectorAll('[data-live]')) {
    const fresh = page.getElementById(part.id);
    if (fresh) change(part, fresh);
    tellOfLoss(part);
  }
  if (document.title !== title) document.title = title;
}

/** `time` is when what is shown was true, or null when nothing is heard any more: then the page says how old it is. */
function tellAge(time) {
  const notice = document.querySelector('#spojeni > p');
  if (time !== null) heardAt = performance.now();
  if (!notice) return;
  if (time) notice.querySelector('time').textContent = time;
  notice.hidden = time !== null || performance.now() - heardAt < freshMs;
}

function change(old, fresh) {
  if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) return old.replaceWith(fresh.cloneNode(true));
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && name !== 'checked') old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value && name !== 'checked') old.setAttribute(name, value);
  const children = [...old.childNodes];
  [...fresh.childNodes].forEach((child, index) => {
    if (children[index]) change(children[index], child);
    else old.append(child.cloneNode(true));
  });
  for (const child of children.slice(fresh.childNodes.length)) child.remove();
}

// The chosen hour went to somebody else: it cannot stay chosen, and the page says so.
function tellOfLoss(part) {
  const lost = part.querySelector('input:checked:disabled');
  const notice = part.dataset.notice && document.getElementById(part.dataset.notice);
  if (lost) lost.checked = false;
  if (notice && (lost || part.querySelector('input:checked'))) notice.hidden = !lost;
}

document.addEventListener('visibilitychange', () => (document.hidden ? stop() : start()));
document.addEventListener('change', () => document.querySelectorAll('[data-live]').forEach(tellOfLoss));
addEventListener('pagehide', stop);
addEventListener('pageshow', ({ persisted }) => persisted && start());
if (eventsPath) start();
else if (!document.hidden) later();

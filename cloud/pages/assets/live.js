// Keeps the parts marked data-live true: fetches the page itself and changes in place what differs, so that neither the focus nor a choice is lost.
// Without it pages of the live queue reload by themselves, and all others say what they know when they are opened.
const everyMs = Number(document.querySelector('main').dataset.liveSeconds) * 1000;

async function refresh() {
  if (!document.hidden) await look();
  setTimeout(refresh, everyMs);
}

async function look() {
  try {
    const answer = await fetch(location.href, {
      headers: { accept: 'text/html' },
      signal: AbortSignal.timeout(Math.max(everyMs * 3, 6000)),
    });
    // What the page was about is over: let it say so itself.
    if (answer.status === 404 || answer.status === 410 || answer.redirected) return location.reload();
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const part of document.querySelectorAll('[data-live]')) {
      const fresh = page.getElementById(part.id);
      if (fresh) change(part, fresh);
      tellOfLoss(part);
    }
    if (document.title !== page.title) document.title = page.title;
  } catch {
    // The network is away; the next round tries again.
  }
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

document.addEventListener('visibilitychange', () => document.hidden || look());
document.addEventListener('change', () => document.querySelectorAll('[data-live]').forEach(tellOfLoss));
setTimeout(refresh, everyMs);

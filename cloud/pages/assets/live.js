// Keeps the part marked data-live fresh: fetches the page itself and swaps that part when it changed. Without it the page reloads by itself.
const part = document.querySelector('[data-live]');
const everyMs = 2000;

async function refresh() {
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' }, signal: AbortSignal.timeout(everyMs * 3) });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = page.querySelector('[data-live]');
      if (fresh && fresh.innerHTML !== part.innerHTML) part.replaceChildren(...fresh.childNodes);
    }
  } catch {
    // The network is away; the next round tries again.
  }
  setTimeout(refresh, everyMs);
}

setTimeout(refresh, everyMs);

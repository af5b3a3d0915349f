// Solves the task of a crowded office while the citizen reads what they are about to send [ALTCHA v2: PBKDF2 over a nonce and a counter].
// Without it, or where the browser offers no such arithmetic (plain HTTP), the form goes as it is and the office writes a mail first.
const form = document.getElementById('odeslani');
const field = form.elements.altcha;
const state = document.getElementById('uloha');
const button = form.querySelector('[type=submit]');
const { challenge, working, worked, sending } = JSON.parse(state.dataset.task);
let isWaiting = false;

const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hex = (array) => [...array].map((byte) => byte.toString(16).padStart(2, '0')).join('');

async function keyOf({ nonce, salt, cost, keyLength }, counter) {
  const password = new Uint8Array(nonce.length / 2 + 4);
  password.set(bytes(nonce));
  new DataView(password.buffer).setUint32(nonce.length / 2, counter);
  const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits']);
  const kind = { name: 'PBKDF2', hash: 'SHA-256', salt: bytes(salt), iterations: cost };
  return hex(new Uint8Array(await crypto.subtle.deriveBits(kind, key, keyLength * 8)));
}

async function solve() {
  const { parameters } = challenge;
  const together = Math.max(1, Math.min(8, navigator.hardwareConcurrency || 1));
  for (let first = 0; ; first += together) {
    const keys = await Promise.all(Array.from({ length: together }, (_, index) => keyOf(parameters, first + index)));
    const found = keys.findIndex((key) => key.startsWith(parameters.keyPrefix));
    if (found >= 0) return { counter: first + found, derivedKey: keys[found], time: 0 };
  }
}

function wait(event) {
  event.preventDefault();
  isWaiting = true;
  button.setAttribute('aria-disabled', 'true');
  state.textContent = sending;
}

if (globalThis.crypto?.subtle) {
  state.textContent = working;
  form.addEventListener('submit', wait);
  solve()
    .then((solution) => {
      field.value = btoa(JSON.stringify({ challenge, solution }));
      state.textContent = worked;
    })
    .finally(() => {
      form.removeEventListener('submit', wait);
      button.removeAttribute('aria-disabled');
      if (isWaiting) form.requestSubmit();
    });
}

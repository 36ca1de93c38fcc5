// A kiosk begins anew when nobody has touched it for a while: whoever is still writing loses nothing.
"use strict";

const IDLE_MS = 90000;
const begin = document.currentScript.dataset.begin;
let waiting = setTimeout(anew, IDLE_MS);

function anew() {
  location.replace(begin);
}

function touched() {
  clearTimeout(waiting);
  waiting = setTimeout(anew, IDLE_MS);
}

for (const name of ["pointerdown", "keydown", "scroll", "input"]) addEventListener(name, touched, { passive: true });

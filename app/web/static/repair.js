// The four corners of a sheet on its scan: dragged, or moved by arrow keys. Kept as shares of the page as it was scanned.
"use strict";

const stage = document.getElementById("stage");
const form = document.getElementById("repair");
const outline = document.querySelector("#outline polygon");
const corners = [...document.querySelectorAll(".corner")];
// Near the edges at first, as most sheets lie.
let places = [[0.03, 0.03], [0.97, 0.03], [0.97, 0.97], [0.03, 0.97]];
const STEP = 0.002;

function shown() {
  corners.forEach((corner, i) => {
    corner.style.left = `${100 * places[i][0]}%`;
    corner.style.top = `${100 * places[i][1]}%`;
  });
  outline.setAttribute("points", places.map(([x, y]) => `${1000 * x},${1000 * y}`).join(" "));
  form.elements.corners.value = places.map(([x, y]) => `${x.toFixed(5)},${y.toFixed(5)}`).join(";");
}

function within(value) {
  return Math.min(1, Math.max(0, value));
}

function dragged(event) {
  const corner = event.currentTarget;
  if (!corner.hasPointerCapture(event.pointerId)) return;
  const box = stage.getBoundingClientRect();
  places[corner.dataset.corner] = [within((event.clientX - box.left) / box.width), within((event.clientY - box.top) / box.height)];
  shown();
}

function moved(event) {
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (!steps) return;
  event.preventDefault();
  const place = places[event.currentTarget.dataset.corner];
  const step = event.shiftKey ? 10 * STEP : STEP;
  places[event.currentTarget.dataset.corner] = [within(place[0] + step * steps[0]), within(place[1] + step * steps[1])];
  shown();
}

// The picture stays as it was scanned; turning says which of its corners is the sheet's first.
function turned() {
  places = [...places.slice(1), places[0]];
  shown();
}

corners.forEach((corner) => {
  corner.addEventListener("pointerdown", (event) => corner.setPointerCapture(event.pointerId));
  corner.addEventListener("pointermove", dragged);
  corner.addEventListener("keydown", moved);
});
document.getElementById("turn").addEventListener("click", turned);
shown();

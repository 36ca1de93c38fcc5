// The boxes of a blank: chosen, moved, drawn and named. All of it is one layout in the form's own field, in millimetres.
"use strict";

const field = document.getElementById("layout");
const layout = JSON.parse(field.value);
const surfaces = [...document.querySelectorAll(".blank-stage svg")];
const inputs = { question: document.getElementById("code"), choice: document.getElementById("choice"), width_mm: document.getElementById("width"), height_mm: document.getElementById("height") };
const questions = document.getElementById("questions");
const SVG = "http://www.w3.org/2000/svg";
// A hair and a box's width: what arrows move by.
const STEP_MM = 0.1;
const STEPS_KEPT = 60;
layout.labels = layout.labels || {};
let marks = layout.pages.flatMap((page) => page.marks.map((mark) => ({ ...mark, page: page.page })));
let chosen = new Set();
let drawing = false;
const past = [];

function kept() {
  past.push(JSON.stringify([marks, layout.labels]));
  if (past.length > STEPS_KEPT) past.shift();
}

function undone() {
  const before = past.pop();
  if (!before) return;
  [marks, layout.labels] = JSON.parse(before);
  chosen = new Set();
  shown();
}

function rounded(value) {
  return Math.round(value * 100) / 100;
}

function stored() {
  const pages = layout.pages.map((page) => ({
    ...page,
    marks: marks.filter((mark) => mark.page === page.page).map(({ page: _page, ...mark }) => mark),
  }));
  const asked = new Set(marks.map((mark) => mark.question));
  const labels = Object.fromEntries(Object.entries(layout.labels).filter(([code, words]) => asked.has(code) && words));
  field.value = JSON.stringify({ ...layout, pages, labels });
}

function shown() {
  const focused = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.place : undefined;
  for (const surface of surfaces) surface.replaceChildren();
  marks.forEach((mark, place) => {
    const rect = document.createElementNS(SVG, "rect");
    for (const [name, value] of [["x", mark.x_mm], ["y", mark.y_mm], ["width", mark.width_mm], ["height", mark.height_mm]]) rect.setAttribute(name, value);
    rect.setAttribute("class", chosen.has(place) ? "mark chosen" : "mark");
    rect.setAttribute("tabindex", "0");
    rect.setAttribute("role", "button");
    rect.setAttribute("aria-pressed", chosen.has(place));
    rect.setAttribute("aria-label", `${mark.question} · ${mark.choice}`);
    rect.dataset.place = place;
    surfaces.find((surface) => Number(surface.dataset.page) === mark.page).append(rect);
  });
  if (focused !== undefined) {
    const again = document.querySelector(`rect[data-place="${focused}"]`);
    if (again) again.focus({ preventScroll: true });
  }
  listed();
  told();
  stored();
}

function told() {
  document.getElementById("chosen").textContent = chosen.size;
  for (const [name, input] of Object.entries(inputs)) {
    const values = new Set([...chosen].map((place) => String(marks[place][name])));
    if (document.activeElement !== input) input.value = values.size === 1 ? [...values][0] : "";
    input.disabled = chosen.size === 0 || (name === "choice" && chosen.size !== 1);
  }
}

function cell(row, content, className) {
  const td = document.createElement("td");
  if (className) td.className = className;
  td.append(content);
  row.append(td);
}

function ofQuestion(code) {
  return marks.flatMap((mark, place) => (mark.question === code ? [place] : []));
}

// Rows stay where they are and change what they say: whoever is in a field of one stays in it.
function newRow() {
  const row = document.createElement("tr");
  const name = document.createElement("button");
  name.type = "button";
  name.className = "plain";
  name.addEventListener("click", () => { chosen = new Set(ofQuestion(row.dataset.code)); shown(); });
  const label = document.createElement("input");
  label.maxLength = 300;
  label.addEventListener("change", () => { kept(); layout.labels[row.dataset.code] = label.value.trim(); stored(); });
  const kind = document.createElement("select");
  for (const value of ["single", "multiple"]) kind.append(new Option(questions.dataset[value], value));
  kind.addEventListener("change", () => { kept(); for (const place of ofQuestion(row.dataset.code)) marks[place].kind = kind.value; stored(); });
  cell(row, name);
  cell(row, label);
  cell(row, kind);
  cell(row, "", "n");
  return row;
}

function listed() {
  const body = questions.tBodies[0];
  const codes = [...new Set(marks.map((mark) => mark.question))];
  while (body.rows.length < codes.length) body.append(newRow());
  while (body.rows.length > codes.length) body.lastElementChild.remove();
  codes.forEach((code, i) => {
    const row = body.rows[i];
    const own = ofQuestion(code);
    const [name, label, kind] = ["button", "input", "select"].map((tag) => row.querySelector(tag));
    row.dataset.code = code;
    name.textContent = code;
    label.setAttribute("aria-label", `${questions.dataset.label} ${code}`);
    if (document.activeElement !== label) label.value = layout.labels[code] || "";
    kind.setAttribute("aria-label", `${questions.dataset.kind} ${code}`);
    kind.value = marks[own[0]].kind;
    row.lastElementChild.textContent = own.length;
  });
}

function changed(change) {
  if (!chosen.size) return;
  kept();
  for (const place of chosen) change(marks[place]);
  shown();
}

function moved(dx, dy) {
  changed((mark) => { mark.x_mm = rounded(mark.x_mm + dx); mark.y_mm = rounded(mark.y_mm + dy); });
}

function removed() {
  if (!chosen.size) return;
  kept();
  marks = marks.filter((_, place) => !chosen.has(place));
  chosen = new Set();
  shown();
}

// What is chosen becomes one question, its choices numbered in the order of reading.
function grouped() {
  if (!chosen.size) return;
  kept();
  const taken = new Set(marks.map((mark) => mark.question));
  let number = 1;
  while (taken.has(`Q${number}`)) number += 1;
  const own = [...chosen].map((place) => marks[place]).sort((a, b) => (Math.abs(a.y_mm - b.y_mm) > a.height_mm / 2 ? a.y_mm - b.y_mm : a.x_mm - b.x_mm));
  own.forEach((mark, i) => { mark.question = `Q${number}`; mark.choice = String(i + 1); mark.kind = own[0].kind; });
  marks = [...marks.filter((mark) => !own.includes(mark)), ...own];
  chosen = new Set(own.map((mark) => marks.indexOf(mark)));
  shown();
  inputs.question.focus();
  inputs.question.select();
}

function drawn(on) {
  drawing = on;
  document.getElementById("add").setAttribute("aria-pressed", on);
  for (const surface of surfaces) surface.classList.toggle("drawing", on);
}

function place(surface, event) {
  const box = surface.getBoundingClientRect();
  const view = surface.viewBox.baseVal;
  return [((event.clientX - box.left) / box.width) * view.width, ((event.clientY - box.top) / box.height) * view.height];
}

// A drag on a box moves what is chosen; on white it chooses what it goes round, or draws a box.
function dragged(surface, event) {
  const start = place(surface, event);
  const at = event.target.dataset ? event.target.dataset.place : undefined;
  surface.setPointerCapture(event.pointerId);
  let frame = null;
  let before = null;
  if (at !== undefined && !drawing) {
    const number = Number(at);
    if (event.shiftKey) { if (chosen.has(number)) chosen.delete(number); else chosen.add(number); } else if (!chosen.has(number)) chosen = new Set([number]);
    before = [...chosen].map((one) => [one, marks[one].x_mm, marks[one].y_mm]);
    shown();
    event.target.focus({ preventScroll: true });
    const again = document.querySelector(`rect[data-place="${at}"]`);
    if (again) again.focus({ preventScroll: true });
  } else {
    frame = document.createElementNS(SVG, "rect");
    frame.setAttribute("class", "frame");
    surface.append(frame);
  }
  let went = false;
  function onMove(move) {
    const [x, y] = place(surface, move);
    if (frame) {
      for (const [name, value] of [["x", Math.min(x, start[0])], ["y", Math.min(y, start[1])], ["width", Math.abs(x - start[0])], ["height", Math.abs(y - start[1])]]) frame.setAttribute(name, value);
    } else if (before && (went || Math.hypot(x - start[0], y - start[1]) > 0.5)) {
      if (!went) kept();
      went = true;
      for (const [one, left, top] of before) { marks[one].x_mm = rounded(left + x - start[0]); marks[one].y_mm = rounded(top + y - start[1]); }
      shown();
    }
  }
  function onUp(up) {
    surface.removeEventListener("pointermove", onMove);
    surface.removeEventListener("pointerup", onUp);
    if (!frame) return;
    frame.remove();
    const [x, y] = place(surface, up);
    const [left, top, right, bottom] = [Math.min(x, start[0]), Math.min(y, start[1]), Math.max(x, start[0]), Math.max(y, start[1])];
    const page = Number(surface.dataset.page);
    if (drawing && right - left > 1 && bottom - top > 1) {
      kept();
      const like = marks[0] || { kind: "single", shape: "box" };
      marks.push({ question: inputs.question.value.trim() || "NEW", choice: String(1 + marks.filter((mark) => mark.question === (inputs.question.value.trim() || "NEW")).length), kind: "single", shape: like.shape, x_mm: rounded(left), y_mm: rounded(top), width_mm: rounded(right - left), height_mm: rounded(bottom - top), page });
      chosen = new Set([marks.length - 1]);
      drawn(false);
    } else {
      const inside = marks.flatMap((mark, one) => (mark.page === page && mark.x_mm >= left && mark.y_mm >= top && mark.x_mm + mark.width_mm <= right && mark.y_mm + mark.height_mm <= bottom ? [one] : []));
      chosen = new Set(up.shiftKey ? [...chosen, ...inside] : inside);
    }
    shown();
  }
  surface.addEventListener("pointermove", onMove);
  surface.addEventListener("pointerup", onUp);
}

function pressed(event) {
  const typing = event.target.matches("input, select, textarea");
  if ((event.ctrlKey || event.metaKey) && event.key === "z" && !typing) { event.preventDefault(); undone(); return; }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (steps && chosen.size) {
    event.preventDefault();
    const step = event.shiftKey ? 10 * STEP_MM : STEP_MM;
    moved(step * steps[0], step * steps[1]);
  } else if (event.key === "Delete" || event.key === "Backspace") { event.preventDefault(); removed(); }
  else if (event.key === "g") { event.preventDefault(); grouped(); }
  else if (event.key === "b") drawn(!drawing);
  else if (event.key === "Escape") { drawn(false); document.activeElement.blur(); chosen = new Set(); shown(); }
  else if ((event.key === "Enter" || event.key === " ") && event.target.dataset && event.target.dataset.place !== undefined) {
    event.preventDefault();
    const number = Number(event.target.dataset.place);
    if (event.shiftKey) { if (chosen.has(number)) chosen.delete(number); else chosen.add(number); } else chosen = new Set([number]);
    shown();
  }
}

for (const surface of surfaces) surface.addEventListener("pointerdown", (event) => dragged(surface, event));
// A box that the tabulator comes to is the chosen one.
document.addEventListener("focusin", (event) => {
  const at = event.target.dataset ? event.target.dataset.place : undefined;
  if (at === undefined || chosen.has(Number(at))) return;
  chosen = new Set([Number(at)]);
  shown();
});
for (const [name, input] of Object.entries(inputs)) {
  input.addEventListener("change", () => {
    const text = input.value.trim().replace(",", ".");
    if (!text || (name.endsWith("_mm") && !(Number(text) > 0.5 && Number(text) < 40))) { told(); return; }
    const value = name.endsWith("_mm") ? rounded(Number(text)) : text;
    if ([...chosen].every((one) => marks[one][name] === value)) return;
    if (name === "question") {
      const codes = new Set([...chosen].map((one) => marks[one].question));
      if (codes.size === 1) layout.labels[text] = layout.labels[text] || layout.labels[[...codes][0]];
    }
    changed((mark) => { mark[name] = value; });
  });
}
const rings = document.getElementById("rings");
rings.checked = layout.rings_choose === true;
rings.addEventListener("change", () => { layout.rings_choose = rings.checked; stored(); });
document.addEventListener("keydown", pressed);
document.getElementById("group").addEventListener("click", grouped);
document.getElementById("add").addEventListener("click", () => drawn(!drawing));
document.getElementById("remove").addEventListener("click", removed);
document.getElementById("undo").addEventListener("click", undone);
// Enter in a field sets it and sends nothing.
document.getElementById("adopt").addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target.matches("input:not([type=file])")) { event.preventDefault(); event.target.dispatchEvent(new Event("change")); } });
shown();

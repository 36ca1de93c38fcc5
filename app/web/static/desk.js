// Keys of the desk. Every one presses a button that is on the page, so that mouse, keyboard and screen reader do the same.
"use strict";

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.matches("input:not([type=checkbox]), textarea, select")) return;
  const wanted = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const button = [...document.querySelectorAll("[data-key]")].find((b) => b.dataset.key === wanted);
  if (!button || (wanted === "Enter" && event.target.matches("a, button, summary"))) return;
  event.preventDefault();
  if (!button.classList.contains("toggle")) button.classList.add("lit");
  button.click();
}

function clicked(event) {
  const toggle = event.target.closest(".toggle");
  if (toggle) {
    toggle.setAttribute("aria-pressed", String(toggle.getAttribute("aria-pressed") !== "true"));
    const form = toggle.form;
    const chosen = [...form.querySelectorAll('.toggle[aria-pressed="true"]')].map((b) => b.dataset.code);
    form.elements.answer.value = chosen.join(";") || "blank";
  }
  if (event.target.id === "crop") event.target.classList.toggle("close");
}

// Files on their way are shown as they go; without this script the form is sent all the same.
function sent(event) {
  const form = event.target;
  if (form.id !== "upload") return;
  event.preventDefault();
  const bar = document.getElementById("sending");
  const request = new XMLHttpRequest();
  bar.hidden = false;
  request.upload.addEventListener("progress", (e) => { bar.value = (100 * e.loaded) / (e.total || 1); });
  request.addEventListener("load", () => { location.assign(request.responseURL || "/upload"); });
  request.addEventListener("error", () => { location.assign("/upload"); });
  request.open("POST", form.action);
  request.send(new FormData(form));
}

// A form of htmx leaves the keys where they were: with the page, not with a button that is gone.
function swapped(event) {
  if (event.target.id === "desk") event.target.focus({ preventScroll: true });
}

document.addEventListener("keydown", pressed);
document.addEventListener("click", clicked);
document.addEventListener("submit", sent);
document.addEventListener("htmx:afterSettle", swapped);

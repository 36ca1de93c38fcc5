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

document.addEventListener("keydown", pressed);
document.addEventListener("click", clicked);

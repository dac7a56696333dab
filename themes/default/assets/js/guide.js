// A guide's tasks can be ticked. The ticks stay on the reader's device, one set for each guide; there is a
// progress figure, a reset with a question first, and a work sheet to print.

const guide = document.querySelector("[data-guide]");
const progress = guide.querySelector(".progress");
const boxes = [...guide.querySelectorAll("[data-task]")].map(addBox);
if (progress && boxes.length) start();

function start() {
  const key = `guide:${guide.dataset.guide}`;
  const texts = progress.dataset;
  const bar = progress.querySelector("progress");
  const live = progress.querySelector("[role=status]");
  const done = new Set(read(key));
  for (const box of boxes) box.checked = done.has(box.value);

  function show() {
    bar.max = boxes.length;
    bar.value = boxes.filter((box) => box.checked).length;
    const words = texts.text.replace("{n}", bar.value).replace("{total}", boxes.length);
    progress.querySelector("label span").textContent = words;
    return words;
  }

  function keep() {
    // Of two tasks of a step with the same words, one tick is enough.
    for (const { value } of boxes) done.delete(value);
    for (const { value, checked } of boxes) if (checked) done.add(value);
    // Where there is no storage, the ticks hold for this page.
    try { localStorage.setItem(key, JSON.stringify([...done])); } catch {}
    return show();
  }

  guide.addEventListener("change", () => { live.textContent = keep(); });
  progress.addEventListener("click", ({ target }) => {
    const { action } = target.dataset;
    if (action === "print") print();
    if (action !== "reset" || !confirm(texts.confirm)) return;
    done.clear();
    for (const box of boxes) box.checked = false;
    keep();
    live.textContent = texts.reset;
  });
  show();
}

/** @param {HTMLElement} task @param {number} index */
function addBox(task, index) {
  const box = Object.assign(document.createElement("input"), { type: "checkbox", id: `ui--task-${index}`, value: task.dataset.task });
  const label = Object.assign(document.createElement("label"), { htmlFor: box.id });
  label.append(...task.childNodes);
  task.append(box, label);
  return box;
}

/** @param {string} key @returns {string[]} */
function read(key) {
  try { return JSON.parse(localStorage.getItem(key)) ?? []; } catch { return []; }
}

// La page suit le serveur : il dit ce qui a changé, elle va le chercher et le met à sa place.
"use strict";

const { dossier, document: name, most } = document.body.dataset;
const view = [dossier, name].filter(Boolean).map(encodeURIComponent).join("/");
const find = (id) => document.getElementById(id);
let frame = find("apercu");
let changed = null;

function say(text) {
  find("annonce").textContent = text;
}

function hour() {
  return new Date().toLocaleTimeString("fr-FR");
}

async function get(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(address);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// --- what changes -----------------------------------------------------------------------------

// Regions take the place of those that bear the same id; what was open or focused stays so.
async function refreshRegions() {
  const fresh = await get(`/etat/${view}`);
  const focused = document.activeElement && document.activeElement.id;
  for (const region of [...fresh.body.children]) {
    const old = find(region.id);
    if (!old || old.outerHTML === region.outerHTML) continue;
    const open = new Set([...old.querySelectorAll("details[open] summary")].map((s) => s.textContent));
    old.replaceWith(document.adoptNode(region));
    for (const summary of region.querySelectorAll("summary")) {
      if (open.has(summary.textContent)) summary.parentElement.open = true;
    }
  }
  if (focused && document.activeElement === document.body) find(focused)?.focus();
  frame?.classList.toggle("perime", find("alerte").hasAttribute("data-perime"));
}

const BLOCKS = "p, li, td, th, h1, h2, h3, h4, h5, h6";

function firstDifference(inside, before) {
  const blocks = [...inside.querySelectorAll(BLOCKS)];
  return blocks.find((block, i) => block.textContent !== before[i]) || null;
}

// The new document is laid out behind the old one, at the same place, then takes its place at once.
async function refreshDocument() {
  if (!frame) return;
  const next = frame.cloneNode();
  next.removeAttribute("id");
  next.classList.add("attente");
  const loaded = new Promise((done) => next.addEventListener("load", done, { once: true }));
  frame.after(next);
  await loaded;
  const { scrollX, scrollY } = frame.contentWindow;
  const texts = [...frame.contentDocument.querySelectorAll(BLOCKS)].map((b) => b.textContent);
  const focused = document.activeElement === frame;
  next.contentWindow.scrollTo(scrollX, scrollY);
  frame.remove();
  frame = next;
  frame.id = "apercu";
  frame.classList.remove("attente");
  if (focused) frame.focus();
  changed = firstDifference(frame.contentDocument, texts);
  find("aller").hidden = !changed;
  document.body.dataset.refreshed = String(performance.timeOrigin + performance.now());
  if (changed) say(`Document mis à jour à ${hour()}.`);
}

function showChange() {
  changed.style.outline = "3px solid #1f5f8b";
  changed.style.outlineOffset = "3px";
  changed.scrollIntoView({ block: "center" });
}

// --- the server speaks ------------------------------------------------------------------------

// One refresh at a time; what is asked for meanwhile is done once, after.
function oneAtATime(work) {
  let running = false;
  let again = false;
  return async function run() {
    again = true;
    if (running) return;
    running = true;
    try {
      while (again) {
        again = false;
        await work();
      }
    } catch {
      say("La page n'a pas pu être mise à jour.");
    } finally {
      running = false;
    }
  };
}

const regions = oneAtATime(refreshRegions);
const page = oneAtATime(refreshDocument);
const events = new EventSource(`/evenements/${view}`);
let lost = false;

events.addEventListener("open", () => {
  if (lost) {
    lost = false;
    say("L'atelier répond de nouveau.");
    page();
  }
  regions();
});
events.addEventListener("document", page);
events.addEventListener("constats", regions);
events.addEventListener("rendu", (event) => {
  const said = JSON.parse(event.data);
  if (said.dossier === dossier) say(said.message);
  regions();
});
events.addEventListener("arret", () => {
  events.close();
  say("L'atelier est fermé : vous pouvez fermer cet onglet.");
  for (const control of document.querySelectorAll("button, input, select")) control.disabled = true;
});
events.addEventListener("error", () => {
  lost = true;
  if (!find("arret").disabled) say("L'atelier ne répond plus : rouvrez-le.");
});

// --- the user acts ----------------------------------------------------------------------------

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.rendu) {
    say("Les documents se préparent…");
    await fetch(`/rendu/${encodeURIComponent(dossier)}`, { method: "POST", body: button.dataset.rendu });
  } else if (button.id === "arret") {
    await fetch("/arret", { method: "POST" });
  } else if (button.id === "aller" && changed) {
    showChange();
  }
});

async function send(address, input, reply) {
  const [file] = input.files;
  if (file.size > most * 1000000) {
    reply.textContent = `Le fichier est trop gros : ${most} Mo au plus.`;
    return;
  }
  reply.textContent = "Lecture du fichier…";
  const answer = await fetch(address, { method: "POST", body: file }).catch(() => null);
  const html = answer ? await answer.text() : "<p>L'atelier n'a pas pu lire ce fichier.</p>";
  reply.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
}

find("depot-modele").addEventListener("submit", (event) => {
  event.preventDefault();
  const part = encodeURIComponent(find("partie").value);
  send(`/modele/${encodeURIComponent(dossier)}/${part}`, find("modele"), find("reponse-modele"));
});

// « convention.docx » is surely the part « convention », and so is its copy « convention (1).docx »;
// for any other name, the user says which part it is.
const COPY = /(\s*\(\d+\)|[\s_-]*(copie|copy)(\s+(de\s+)?\d+)?)+$/i;
find("modele").addEventListener("change", (event) => {
  const stem = (event.target.files[0]?.name ?? "").normalize("NFC").replace(/\.[^.]*$/, "");
  const names = [stem, stem.replace(COPY, "")].map((name) => name.toLowerCase());
  const parts = [...find("partie").options].map((option) => option.value);
  find("partie").value = parts.find((part) => part && names.includes(part.toLowerCase())) ?? "";
});

find("depot-retour")?.addEventListener("submit", (event) => {
  event.preventDefault();
  send(`/retour/${view}`, find("retour"), find("reponse-retour"));
});

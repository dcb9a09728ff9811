// Starts the app, asks at once for the parts that this address shows, and looks after updates.
//
// Not here: any screen. The page and this file talk by three events on `window`:
//   kanping:update-ready   (from here)  a new version is installed and waits;
//   kanping:update-apply   (from the app)  the person tapped "update": nothing is in the making;
//   kanping:update-check   (from the app)  ask the server now whether there is a new version.
// `data-update="ready"` on <html> says the same as the first event to a screen that opens later.
//
// A new version never takes over by itself: an inspection half filled in stays on the version that
// shows it until the person says so.

// Which parts the screen at this address is made of (app/src/parts.rs), the first that fits; the
// rest needs the entry only. The app asks for them by itself: this only spares it the waiting.
const APP = {{app}};
const PARTS = [
  [/^\/field\/sites\/[^/]+\/(inspection|kiosk|photos)\/*$/, ["field", "form"]],
  [/^\/field\/(interviews|documents)\/[^/]/, ["field", "form"]],
  [/^\/preview(\/|$)/, ["form"]],
  [/^\/field(\/|$)/, ["field"]],
  [/^\/desk\/[^/]+\/forms(\/|$)/, ["desk", "designer"]],
  [/^\/desk\/[^/]+\/(frame|sample|assignments|team)(\/|$)/, ["desk", "planning"]],
  [/^\/desk\/library(\/|$)/, ["desk", "framework"]],
  [/^\/desk\/programme(\/|$)/, ["desk", "checks"]],
  [/^\/desk\/[^/]+\/plan(\/|$)/, ["desk", "framework"]],
  [/^\/desk\/[^/]+\/(findings|surveys|scores)(\/|$)/, ["desk", "results"]],
  [/^\/desk\/[^/]+\/(report|feedback|archive)(\/|$)/, ["desk", "reporting"]],
  [/^\/desk\/[^/]+\/checks(\/|$)/, ["desk", "checks"]],
  [/^\/desk\/[^/]+\/(records|respondents|interviews|documents|quarantine)(\/|$)/, ["desk", "evidence"]],
  [/^\/desk(\/|$)/, ["desk"]],
];
const CHECK_AT_MOST_EVERY_MS = 60 * 60 * 1000;

try {
  // All are asked for at once; the script waits for the wasm, and a part for both.
  const wasm = fetch(APP.wasm);
  new Set(partsHere().flatMap((part) => APP.parts[part] ?? [])).forEach(preload);
  const { default: start } = await import(APP.script);
  await start({ module_or_path: wasm });
} catch (error) {
  console.error("boot", error);
  document.getElementById("boot-failure").hidden = false;
}

if ("serviceWorker" in navigator) {
  keepUpToDate().catch((error) => {
    // Without the worker the app still runs, only not without a network.
    console.warn("service worker", error);
  });
}

// Who is not signed in is shown the sign-in page at any address: it needs the entry only.
function partsHere() {
  try {
    if (JSON.parse(localStorage.getItem("signed-in")) !== "yes") return [];
  } catch {
    return []; // No storage, or nothing sensible in it: the entry asks for what it needs.
  }
  const found = PARTS.find(([shape]) => shape.test(location.pathname));
  return found ? found[1] : [];
}

function preload(file) {
  const link = document.createElement("link");
  Object.assign(link, { rel: "preload", as: "fetch", crossOrigin: "anonymous", href: file });
  document.head.append(link);
}

async function keepUpToDate() {
  const options = { updateViaCache: "none" };
  const registration = await navigator.serviceWorker.register("/service-worker.js", options);
  announceWhenWaiting(registration);

  let applying = false;
  window.addEventListener("kanping:update-apply", () => {
    applying = true;
    if (registration.waiting) registration.waiting.postMessage("SKIP_WAITING");
  });
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    // Another tab may have applied the update; this one keeps its screen until it is asked.
    if (applying) window.location.reload();
  });

  let checkedAt = Date.now();
  const check = () => {
    checkedAt = Date.now();
    registration.update().catch(() => {}); // Offline: the next chance will do.
  };
  window.addEventListener("kanping:update-check", check);
  document.addEventListener("visibilitychange", () => {
    const due = Date.now() - checkedAt > CHECK_AT_MOST_EVERY_MS;
    if (due && document.visibilityState === "visible" && navigator.onLine) check();
  });
}

function announceWhenWaiting(registration) {
  const announce = () => {
    // The first worker of all is no update: it replaces nothing.
    if (!registration.waiting || !navigator.serviceWorker.controller) return;
    document.documentElement.dataset.update = "ready";
    window.dispatchEvent(new CustomEvent("kanping:update-ready"));
  };
  announce();
  registration.addEventListener("updatefound", () => {
    const installing = registration.installing;
    installing?.addEventListener("statechange", () => {
      if (installing.state === "installed") announce();
    });
  });
}

// Makes the app start with no network at all.
//
// Not here: data. Answers of /api/ and the respondent's pages under /q/ are never touched or kept;
// what a tablet must not lose lies in IndexedDB, which no update of this file can reach.

const VERSION = "{{version}}";
const PRECACHE = {{precache}};
const PREFIX = "kanping-shell-";
const CACHE = PREFIX + VERSION;
const SHELL = "/index.html";

self.addEventListener("install", (event) => event.waitUntil(fillCache()));

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

self.addEventListener("message", (event) => {
  // Only a person's tap sends this. Until then the waiting version waits.
  if (event.data === "SKIP_WAITING") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/api/") || url.pathname.startsWith("/q/")) return;
  if (request.mode === "navigate") {
    event.respondWith(fromCacheFirst(SHELL, request));
  } else if (PRECACHE.includes(url.pathname)) {
    event.respondWith(fromCacheFirst(url.pathname, request));
  }
});

async function fillCache() {
  const cache = await caches.open(CACHE);
  await Promise.all(PRECACHE.map(async (path) => {
    // A name that carries its hash means the same bytes in every version: do not load them twice.
    const named_by_content = /\.[0-9a-f]{16}[./]/.test(path);
    const held = named_by_content && (await caches.match(path));
    const response = held || (await fetch(path, named_by_content ? {} : { cache: "no-cache" }));
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    await cache.put(path, response);
  }));
}

async function takeOver() {
  const older = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(older.map((name) => caches.delete(name)));
  // On the very first visit the open page is taken over, so that it may go offline at once. Later
  // versions come only by the person's tap and need no claim.
  if (older.length === 0) await self.clients.claim();
}

async function fromCacheFirst(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) || fetch(request);
}

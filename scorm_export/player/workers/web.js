/**
 * The service worker of a course on the web: it keeps the files of the course, so that it is played without a network.
 * The builder writes the constants before it (`outputs/web.py`).
 */

/* global FILES, COURSE, EDITION */

/** @type {any} */
const worker = self;
const cacheName = COURSE + EDITION;

worker.addEventListener("install", (/** @type {any} */ event) => {
  const requests = FILES.map((file) => new Request(file, { cache: "reload" }));
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(requests)));
  worker.skipWaiting();
});

worker.addEventListener("activate", (/** @type {any} */ event) => {
  const isOlder = (/** @type {string} */ name) => name.startsWith(COURSE) && name !== cacheName;
  const emptied = caches.keys().then((names) => Promise.all(names.filter(isOlder).map((name) => caches.delete(name))));
  event.waitUntil(emptied.then(() => worker.clients.claim()));
});

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const kept = caches.match(request, { cacheName, ignoreSearch: true });
  event.respondWith(kept.then((response) => response ?? fetch(request)));
});

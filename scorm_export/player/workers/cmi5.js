/**
 * The service worker of a course in an LMS of cmi5: it tells a page that it is about to be loaded again. A session of
 * cmi5 has one end, and a page that is left cannot tell by itself whether it comes back. No file is kept.
 */

/** Milliseconds that a page has to hear it. */
const PATIENCE = 500;

/** @type {any} */
const reloads = self;

reloads.addEventListener("install", () => reloads.skipWaiting());

reloads.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  if (request.mode === "navigate") event.respondWith(announce(request.url).then(() => fetch(request)));
});

/**
 * Tell the page at an address that it is being loaded again, and wait until it has heard it.
 *
 * @param {string} address
 */
async function announce(address) {
  const pages = await reloads.clients.matchAll({ type: "window", includeUncontrolled: true });
  const page = pages.find((/** @type {any} */ { url }) => withoutFragment(url) === withoutFragment(address));
  if (!page) return;
  const { port1, port2 } = new MessageChannel();
  const heard = new Promise((resolve) => (port1.onmessage = resolve));
  page.postMessage("reload", [port2]);
  await Promise.race([heard, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
}

// The last requests of a page that was loaded again: a browser drops them with the page when they pass through here.
reloads.addEventListener("message", (/** @type {any} */ event) => event.waitUntil(fetch(event.data.address, event.data.init)));

/** @param {string} address */
function withoutFragment(address) {
  return address.split("#")[0];
}

// The service worker of an application under test.

import { createEmulator } from "/dist/browser.mjs";
import { answerRequests } from "/dist/service-worker.mjs";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
answerRequests(() => createEmulator({ storage: "idb://of-the-application" }));

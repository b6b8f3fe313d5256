// What must compile, and what must not, for who lets requests be intercepted.

import { createEmulator } from "dynatab";
import { handlers } from "dynatab/msw";
import { answerRequests } from "dynatab/service-worker";
import { setupServer } from "msw/node";

setupServer(...handlers(await createEmulator()), ...handlers(() => createEmulator(), { endpoint: ["http://localhost:8000"] })).listen();
const undo: () => void = answerRequests(createEmulator());
undo();

// @ts-expect-error: no emulator
handlers({});
// @ts-expect-error: an endpoint is a text
answerRequests(createEmulator(), { endpoint: 8000 });

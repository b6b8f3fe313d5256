import { lazy } from "../widgets/lazy.tsx";
import { Notices } from "../widgets/notices.tsx";
import { backend, failure } from "../state/session.ts";
import { route } from "../state/route.ts";
import { ConsolePage } from "./console/page.tsx";
import { Footer } from "./footer.tsx";
import { Header } from "./header.tsx";
import { Keys } from "./keys.tsx";
import { Navigation } from "./navigation.tsx";
import { Sidebar } from "./sidebar.tsx";
import { StartPage } from "./start.tsx";
import { TablePage } from "./table/page.tsx";

const EmulatorPage = lazy(() => import("./emulator/page.tsx").then(({ EmulatorPage }) => EmulatorPage));
const RequestsPage = lazy(() => import("./requests/page.tsx").then(({ RequestsPage }) => RequestsPage));

export function App() {
  return (
    <div class="shell">
      <a class="skip" href="#main" onClick={(event) => (event.preventDefault(), document.querySelector<HTMLElement>("main")?.focus())}>
        To the content
      </a>
      <Header />
      <Sidebar />
      <main id="main" tabIndex={-1}>
        <Page />
      </main>
      <Footer />
      <Navigation />
      <Notices />
      <Keys />
    </div>
  );
}

function Page() {
  if (failure.value) return <Failed reason={failure.value} />;
  if (!backend.value) return <p class="loading">The engine is on its way…</p>;
  const to = route.value;
  switch (to.page) {
    case "table":
      return <TablePage key={to.name} name={to.name} tab={to.tab} />;
    case "console":
      return <ConsolePage tab={to.tab} />;
    case "requests":
      return <RequestsPage id={to.id} />;
    case "emulator":
      return <EmulatorPage />;
    default:
      return <StartPage />;
  }
}

function Failed({ reason }: { reason: string }) {
  return (
    <section class="empty" role="alert">
      <h1>The emulator could not start</h1>
      <p>{reason}</p>
      <p>Reload the page to try again.</p>
    </section>
  );
}

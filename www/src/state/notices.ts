import { signal } from "@preact/signals";

export interface Notice {
  id: number;
  text: string;
  kind: "done" | "failed";
}

const SECONDS = 4;

export const notices = signal<Notice[]>([]);

let count = 0;

/** Says something for a while. */
export function notify(text: string, kind: Notice["kind"] = "done"): void {
  count += 1;
  const notice = { id: count, text, kind };
  notices.value = [...notices.value, notice];
  setTimeout(() => dismiss(notice.id), SECONDS * 1000);
}

export function dismiss(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}

/** Does something and says what went wrong. */
export async function attempt<Result>(action: () => Promise<Result> | Result): Promise<Result | undefined> {
  try {
    return await action();
  } catch (error) {
    notify(error instanceof Error ? `${error.name}: ${error.message}` : String(error), "failed");
    return undefined;
  }
}

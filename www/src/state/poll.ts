import { useEffect } from "preact/hooks";

/** Does something now and then again and again, for as long as it is shown. */
export function usePoll(milliseconds: number, action: () => Promise<void>, inputs: unknown[]): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const turn = async () => {
      await action().catch(() => {});
      if (!gone) timer = setTimeout(turn, milliseconds);
    };
    void turn();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, inputs);
}

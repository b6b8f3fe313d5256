import { useEffect, useState } from "preact/hooks";

import { call, type CallError } from "./call.ts";
import { changes, region } from "./session.ts";

/** What an operation answered, or how it was refused; neither, until it is there. */
export interface Answered<Output> {
  output?: Output;
  refusal?: CallError;
}

/** What an operation answers, asked again whenever something may have changed. */
export function useAnswer<Output>(operation: string, input: object): Answered<Output> {
  const [answered, setAnswered] = useState<Answered<Output>>({});
  const asked = JSON.stringify(input);
  const seen = changes.value;
  useEffect(() => {
    let gone = false;
    call<Output>(operation, input, { quiet: true }).then(
      (output) => gone || setAnswered({ output }),
      (refusal: CallError) => gone || setAnswered({ refusal }),
    );
    return () => void (gone = true);
  }, [operation, asked, seen, region.value]);
  return answered;
}

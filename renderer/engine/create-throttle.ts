/** Runs `action` at once, then at most every `everyMs`; a call in between is made up for at the end. */
export function createThrottle(action: () => void, everyMs: number): () => void {
  let resting = false;
  let wanted = false;
  const run = (): void => {
    resting = true;
    wanted = false;
    action();
    setTimeout(() => {
      resting = false;
      if (wanted) run();
    }, everyMs);
  };
  return () => {
    if (resting) wanted = true;
    else run();
  };
}

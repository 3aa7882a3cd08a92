/** A pair of ends that carry structured-clone-safe values in order; all that the RPC core knows of a link. */
export interface Transport {
  send(message: unknown): void;
  /** Called once per message, in order. Messages that came before the first listener are kept for it. */
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, with the reason in words, when the other side is gone or `close` was called. */
  onClose(listener: (reason: string) => void): void;
  close(): void;
  /** Resolves when the link can take more; absent where it never pushes back. */
  drained?(): Promise<void>;
}

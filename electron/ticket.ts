/** The one-time sign-in ticket that the application may be started with. */

/** Hands the ticket out to whoever asks first; nothing afterwards. */
export function takeOnce(ticket: string | null): () => { ticket?: string } {
  let left = ticket;
  return () => {
    const taken = left;
    left = null;
    return taken === null ? {} : { ticket: taken };
  };
}

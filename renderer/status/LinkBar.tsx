import { LinkStatus } from './LinkStatus.tsx';
import './status.css';

/** The link alone, where there is no workspace yet. */
export function LinkBar() {
  return (
    <footer className="status-line">
      <LinkStatus />
    </footer>
  );
}

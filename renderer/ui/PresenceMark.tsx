import type { ReactNode } from 'react';

/** What presence looks like: a shape and a colour for each, so that neither alone carries the meaning. */
export type PresenceShape =
  | 'available'
  | 'busy'
  | 'dnd'
  | 'phone'
  | 'meeting'
  | 'away'
  | 'out-of-office'
  | 'off-work'
  | 'offline'
  | 'unknown';

type PresenceMarkProps = {
  status: PresenceShape;
  /** The word for it: read out, and shown on hover. Leave out where the word stands beside it. */
  label?: string;
};

/** A mark of 10 px. */
export function PresenceMark({ status, label }: PresenceMarkProps) {
  return (
    <span className={`presence presence-${status}`} title={label}>
      <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true" focusable="false">
        {shapes[status]}
      </svg>
      {label === undefined ? null : <span className="visually-hidden">{label}</span>}
    </span>
  );
}

const ring = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.5 } as const;

const shapes: Record<PresenceShape, ReactNode> = {
  available: <circle cx="5" cy="5" r="4" fill="currentColor" />,
  busy: <rect x="1.5" y="1.5" width="7" height="7" rx="1" fill="currentColor" />,
  dnd: (
    <>
      <circle cx="5" cy="5" r="4.5" fill="currentColor" />
      <rect x="2.2" y="4.2" width="5.6" height="1.6" fill="var(--bg-app)" />
    </>
  ),
  phone: <path d="M5 .6 9.4 5 5 9.4.6 5Z" fill="currentColor" />,
  meeting: <path d="M5 .8 9.5 9.2H.5Z" fill="currentColor" />,
  away: (
    <>
      <circle cx="5" cy="5" r="4" {...ring} />
      <path d="M5 2.6V5l1.7 1.2" {...ring} strokeWidth="1.2" />
    </>
  ),
  'out-of-office': <path d="M.8 5h6.6M5 1.8 8.6 5 5 8.2" {...ring} />,
  'off-work': <path d="M7.8 6.6A4 4 0 1 1 4 1.6a3.2 3.2 0 0 0 3.8 5Z" fill="currentColor" />,
  offline: <circle cx="5" cy="5" r="3.6" {...ring} />,
  unknown: <circle cx="5" cy="5" r="3.6" {...ring} strokeDasharray="1.6 1.4" />,
};

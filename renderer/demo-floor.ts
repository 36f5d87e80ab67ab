/** Who and what stands on the demo page's trading floor. The first firm and the first person are one's own. */

export const firms: readonly [name: string, short: string][] = [
  ['Corvid Capital Markets', 'Corvid'],
  ['Halden Asset Management', 'Halden'],
  ['Sundholm Kapital', 'Sundholm'],
];

export const people: readonly [handle: string, name: string, firm: number, title: string][] = [
  ['mara', 'Mara Voss', 0, 'EUR rates trader'],
  ['okoye', 'Chidi Okoye', 0, 'EUR swaps trader'],
  ['sato', 'Keiko Sato', 0, 'EUR front-end trader'],
  ['pell', 'Simon Pell', 1, 'Portfolio manager'],
  ['adeyemi', 'Tunde Adeyemi', 0, 'G10 FX spot trader'],
  ['lind', 'Astrid Lind', 2, 'Scandi FX and rates'],
  ['ruiz', 'Carmen Ruiz', 0, 'FX sales'],
  ['nwosu', 'Ada Nwosu', 0, 'IG credit trader'],
  ['bauer', 'Jonas Bauer', 0, 'CDS and index trader'],
  ['wire', 'Newswire', 0, 'Headlines'],
];

export const channels: readonly [name: string, topic: string, outside: number, kind: 'persistent' | 'direct' | 'feed'][] = [
  ['rates-eur', 'EUR rates desk', 2, 'persistent'],
  ['fx-spot', 'G10 spot', 0, 'persistent'],
  ['credit-ig', 'IG cash & CDS', 2, 'persistent'],
  ['pell', '', 1, 'direct'],
  ['equities-eu', 'Cash equities', 0, 'persistent'],
  ['macro-news', 'Headlines', 0, 'feed'],
  ['vol', 'Rates & FX options', 0, 'persistent'],
  ['project: Heron', 'Deal team', 0, 'persistent'],
  ['ops-settle', 'Settlement breaks', 0, 'persistent'],
  ['research', 'Published notes', 0, 'persistent'],
  ['clients-nordic', 'Nordic accounts', 2, 'persistent'],
  ['desk-london', 'Desk only', 0, 'persistent'],
];

const rates: readonly [string, string][] = [
  ['mara', 'bunds open 3 ticks lower'],
  ['okoye', 'supply: Spain 3y 7y 15y at 10:30'],
  ['pell', 'asset swaps unch'],
  ['pell', '5y point looks rich vs 4s6s'],
  ['sato', 'Schatz roll 7.2 mid'],
  ['okoye', 'who has the fly?'],
  ['sato', '2s5s10s -11.5 / -11.0'],
  ['mara', 'small'],
  ['mara', 'seeing real money in 30y'],
  ['pell', 'SSA: EIB 33 +1.5'],
  ['okoye', 'taking offers'],
  ['mara', '10y bund 2.412/2.410, good for 25m'],
  ['pell', '@mara can you show 50m 10y?'],
  ['mara', '2.413 for 50, good 30s'],
  ['pell', 'done, thanks 🤝'],
  ['okoye', 'nice. nothing done in the belly yet'],
  ['sato', 'ECB speaker at 9, headline risk on the front end'],
  ['mara', 'pulling bids till then'],
];
const spot: readonly [string, string][] = [
  ['adeyemi', 'USDJPY 151.20/22'],
  ['lind', 'EURGBP 0.8522/25'],
  ['ruiz', 'fix flows: buyer of EUR 200m'],
  ['adeyemi', 'USDCHF 0.8841/43'],
  ['lind', 'good size at 1.0820'],
  ['ruiz', 'NOK better bid on oil'],
  ['lind', 'EURUSD 1.0832/34 5×10'],
  ['adeyemi', 'good two way in cable, no view'],
  ['ruiz', 'agree'],
];
const news: readonly [string, string][] = [
  ['wire', 'FRANCE NOV FLASH PMI COMPOSITE 48.1'],
  ['wire', 'UK OCT PSNB GBP 17.4BN'],
  ['wire', 'SPAIN SELLS 3Y 7Y 15Y'],
  ['wire', 'ECB LANE SPEAKS 09:00'],
  ['wire', 'GERMANY NOV FLASH PMI MFG 43.2 VS 43.0 EXP'],
  ['wire', 'EURO AREA FLASH PMI COMPOSITE 49.8 VS 49.7'],
];

/** What has been said in each channel. */
export const talk: Readonly<Record<string, readonly [speaker: string, text: string][]>> = {
  'rates-eur': rates,
  'fx-spot': spot,
  'credit-ig': [
    ['nwosu', 'Xover 311/313'],
    ['bauer', 'final +85'],
    ['nwosu', 'axes please: telecoms 28-31'],
    ['bauer', 'can do 91 for 3m'],
  ],
  pell: [
    ['mara', 'recap sent'],
    ['pell', 'got it'],
    ['pell', 'could you confirm settlement on the 50m?'],
  ],
  'equities-eu': spot,
  'macro-news': news,
  vol: rates.slice(4, 12),
  'project: Heron': [
    ['okoye', 'timetable v3'],
    ['mara', 'clean team list attached'],
    ['okoye', 'draft in the room, comments by noon please'],
  ],
  'ops-settle': rates.slice(0, 6),
  'clients-nordic': spot,
  'desk-london': [['mara', 'gym?']],
};

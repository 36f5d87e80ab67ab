import { describe, expect, it } from 'vitest';
import { type IrcLine, parseLine } from './irc-format.ts';

const lines: [string, IrcLine][] = [
  ['[09:05] <opteron> hello', { kind: 'message', clock: 545, nick: 'opteron', spelled: 'opteron', text: 'hello' }],
  ['[12:15] <opteron>', { kind: 'message', clock: 735, nick: 'opteron', spelled: 'opteron', text: '' }],
  ['[06:03] <bur[n] er> a > b', { kind: 'message', clock: 363, nick: 'bur[n]er', spelled: 'bur[n] er', text: 'a > b' }],
  ['[07:15] <[optik] >  hola', { kind: 'message', clock: 435, nick: '[optik]', spelled: '[optik] ', text: ' hola' }],
  ['[11:27]  * TheHawk waves', { kind: 'action', clock: 687, nick: 'TheHawk', text: 'waves' }],
  ['[11:27]  * TheHawk', { kind: 'action', clock: 687, nick: 'TheHawk', text: '' }],
  ['=== |trey| shuts up', { kind: 'action', clock: undefined, nick: '|trey|', text: 'shuts up' }],
  ['=== bur[n] er wonders', { kind: 'action', clock: undefined, nick: 'bur[n]er', text: 'wonders' }],
  ['=== tuxx [~tuxx@0x50.dk]  has joined #ubuntu', { kind: 'join', nick: 'tuxx' }],
  ['=== [francof]  [~kvirc@adsl.it]  has joined #ubuntu', { kind: 'join', nick: '[francof]' }],
  ['=== toxic [[H] -669@58.10.65.120]  has joined #ubuntu', { kind: 'join', nick: 'toxic' }],
  ['=== golo [~g@h]  has left #ubuntu ["bye"]', { kind: 'leave', nick: 'golo', by: undefined, reason: '"bye"' }],
  ['=== golo [~g@h]  has left #ubuntu []', { kind: 'leave', nick: 'golo', by: undefined, reason: undefined }],
  ['=== el was kicked off #ubuntu by LoRez (flood)', { kind: 'leave', nick: 'el', by: 'LoRez', reason: 'flood' }],
  ['=== animal__ is now known as animal_[away]', { kind: 'rename', from: 'animal__', to: 'animal_[away]' }],
  ['=== mode/#ubuntu [+o Amaranth]  by ChanServ', { kind: 'mode' }],
  ['=== ..[topic/#ubuntu:Seveas] : Help channel', { kind: 'topic' }],
  ['=== netjoined: irc.freenode.net -> kornbluth.freenode.net', { kind: 'network' }],
  ['[01:09] (soundray/#ubuntu) thomas: have you seen', { kind: 'other', clock: 69 }],
  ['[05:12] -spammer:#ubuntu- words', { kind: 'other', clock: 312 }],
  ['[25:61] <nick> no such time', { kind: 'other', clock: undefined }],
  ['a wrapped line', { kind: 'other', clock: undefined }],
  ['', { kind: 'other', clock: undefined }],
];

describe('a line of an IRC log', () => {
  it.each(lines)('%s', (line, read) => {
    expect(parseLine(line)).toEqual(read);
  });
});

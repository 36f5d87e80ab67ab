import { describe, expect, test } from 'vitest';
import { openable } from './links.ts';

describe('what is opened outside', () => {
  test.each([
    ['https://example.com/a?b=c#d', 'https://example.com/a?b=c#d'],
    ['http://127.0.0.1:7420/x', 'http://127.0.0.1:7420/x'],
    ['mailto:ops@halden.example', 'mailto:ops@halden.example'],
    ['mailto:Mara.Voss+desk@corvid-markets.co.uk', 'mailto:Mara.Voss+desk@corvid-markets.co.uk'],
    ['https://Example.com', 'https://example.com/'],
    ['mailto:ops@xn--bcher-kva.example', 'mailto:ops@xn--bcher-kva.example'],
  ])('%s', (address, opened) => expect(openable(address)).toBe(opened));

  test.each([
    ['another scheme', 'file:///etc/passwd'],
    ['a script', 'javascript:alert(1)'],
    ['a share', 'smb://host/share'],
    ['settings of the system', 'ms-settings:'],
    ['data', 'data:text/html,x'],
    ['no address', 'x'],
    ['nothing', ''],
    ['half of one', 'https://'],
    ['one that is too long', `https://example.com/${'x'.repeat(3000)}`],
    ['no one', 'mailto:'],
    ['no one at a place', 'mailto:@example.com'],
    ['a mail with a hidden reader', 'mailto:a@example.com?bcc=b@evil.example'],
    ['a mail with a file of this computer', 'mailto:a@example.com?attach=/etc/passwd'],
    ['a mail with a subject', 'mailto:a@example.com?subject=x'],
    ['a mail with its fields alone', 'mailto:?to=a@example.com&attachment=c:/x'],
    ['a mail to two', 'mailto:a@example.com,b@evil.example'],
    ['a mail with a second header', 'mailto:a@example.com%0d%0abcc:b@evil.example'],
    ['a mail with a second line', 'mailto:a@example.com\nbcc:b@evil.example'],
    ['a mail with a fragment', 'mailto:a@example.com#x'],
    ['a mail to a quoted name', 'mailto:"a b"@example.com'],
    ['an argument of a program', 'mailto:-attach@example.com'],
    ['a variable of a shell', 'mailto:$HOME@example.com'],
    ['a percent sign of another shell', 'mailto:%PATH%@example.com'],
    ['a text that runs backwards', 'mailto:a\u202e@example.com'],
    ['a letter that looks like another', 'mailto:а@example.com'],
    ['a name without a place', 'mailto:a@localhost'],
    ['an order', 'mailto:25k@SAP.DE'],
    ['one that is too long for mail', `mailto:a@${'x.'.repeat(200)}com`],
  ])('not %s', (_what, address) => expect(openable(address)).toBeNull());
});

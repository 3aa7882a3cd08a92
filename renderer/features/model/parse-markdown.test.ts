import { expect, test } from 'vitest';
import { parseInline } from './parse-inline.ts';
import { parseMarkdown } from './parse-markdown.ts';

const text = (words: string) => [{ type: 'text', text: words }];

test('headings, paragraphs over several lines and lists', () => {
  expect(parseMarkdown('# Card\n\nA small\nmodel.\n- one\n- two\n  and more\n\n1. first')).toEqual([
    { type: 'heading', level: 1, content: text('Card') },
    { type: 'paragraph', content: text('A small model.') },
    { type: 'list', ordered: false, items: [text('one'), text('two and more')] },
    { type: 'list', ordered: true, items: [text('first')] },
  ]);
});

test('a table keeps its empty cells', () => {
  expect(parseMarkdown('| a | b |\n|---|:--|\n| 1 |  |\n\nafter')).toEqual([
    { type: 'table', head: [text('a'), text('b')], rows: [[text('1'), []]] },
    { type: 'paragraph', content: text('after') },
  ]);
});

test('code stays as it is', () => {
  expect(parseMarkdown('```\n# no heading\n- no list\n```')).toEqual([
    { type: 'code', text: '# no heading\n- no list' },
  ]);
});

test('strong and emphasised words, code and links inside a line', () => {
  expect(parseInline('a **b** *c* `d*e*` [f](https://example.org/g) h')).toEqual([
    { type: 'text', text: 'a ' },
    { type: 'strong', text: 'b' },
    { type: 'text', text: ' ' },
    { type: 'emphasis', text: 'c' },
    { type: 'text', text: ' ' },
    { type: 'code', text: 'd*e*' },
    { type: 'text', text: ' ' },
    { type: 'link', text: 'f', url: 'https://example.org/g' },
    { type: 'text', text: ' h' },
  ]);
});

test('sums, other addresses and HTML stay plain text', () => {
  for (const plain of ['sigmoid(13 * cos + -2 * x)', '[x](javascript:alert(1))', '<b>bold</b>', 'a*b*c']) {
    expect(parseInline(plain)).toEqual(text(plain));
  }
});

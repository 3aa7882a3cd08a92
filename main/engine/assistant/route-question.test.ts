import { expect, test } from 'vitest';
import { builtInAbilities, type Abilities } from './abilities.ts';
import { routeQuestion } from './route-question.ts';
import type { Route } from './route.ts';

const gist = (route: Route): string => {
  if (route.tool === 'facts')
    return 'ranking' in route ? `${route.ranking.by} ${route.ranking.wanted}` : route.topics.join(' ');
  if (route.tool === 'compare')
    return 'text' in route.comparison ? `${route.comparison.kind} ${route.comparison.text}` : route.comparison.kind;
  if (route.tool !== 'decoder') return 'none';
  return route.task === 'each' ? `${route.together.kind}: ${route.question}` : route.task;
};

test.each([
  ['When was this taken?', 'when'],
  ['Where was this photo taken?', 'where'],
  ['when and where was this?', 'when where'],
  ['Which camera was used?', 'camera'],
  ['What lens is this?', 'camera'],
  ['What aperture and ISO?', 'exposure'],
  ['How large is this photo?', 'size'],
  ['what is its resolution', 'size'],
  ['What are the keywords?', 'words'],
  ['Describe this photo', 'caption'],
  ['What is happening here?', 'caption'],
  ["What's in this photo?", 'caption'],
  ['What is this?', 'caption'],
  ['Is there a dog?', 'answer'],
  ['What colour is the car?', 'answer'],
  ['How many people are there?', 'answer'],
  ['What is the man doing?', 'answer'],
  ['Where is the dog?', 'answer'],
  ['Is this indoors or outdoors?', 'answer'],
  ['What does the sign say?', 'none'],
  ['Who is this?', 'none'],
  ['Which are alike?', 'none'],
  ['how old is this photo', 'when'],
  ['is this a portrait or landscape', 'size'],
  ['who took this', 'none'],
  ['what language is this', 'none'],
  ['translate the sign', 'none'],
  ['delete this', 'none'],
  ['make it brighter', 'none'],
  ['is it blurry?', 'none'],
  ['hello', 'none'],
  ['Thanks!', 'none'],
  ['is it raining', 'answer'],
  ['is anyone smiling', 'answer'],
  ['what breed is the dog', 'answer'],
  ['what is photo 1 about', 'caption'],
  ['What was it shot with?', 'camera'],
  ['What make of camera?', 'camera'],
  ['Camera?', 'camera'],
  ['Date?', 'when'],
  ['Was this taken at night?', 'when'],
  ['Did I take this in 2019?', 'when'],
  ['What is the file called?', 'name'],
  ['Is it a jpeg?', 'name'],
  ['How heavy is the file?', 'size'],
  ['Is the train at the location?', 'answer'],
  ['Whose dog is this?', 'none'],
  ['Can you tell who this is?', 'none'],
  ["What's the time on the clock?", 'none'],
  ['What is the date on the newspaper?', 'none'],
  ['What label is on the bottle?', 'none'],
  ['What is on the table?', 'answer'],
  ['Tell me everything about this photo', 'caption'],
  ['What does the photo show?', 'caption'],
  ['what do these show?', 'caption'],
  ['Tell me what you see', 'caption'],
  ['summarise this', 'caption'],
  ['what am I looking at?', 'caption'],
  ['explain this photo', 'caption'],
  ['discribe the foto', 'caption'],
  ['Can you tell me what this is?', 'caption'],
  ['Was this taken with a Nikon?', 'camera'],
  ['what sort of camera took this?', 'camera'],
  ['iPhone or Android?', 'camera'],
  ['Was this taken in Italy?', 'where'],
  ['Was this taken in the Alps?', 'where'],
  ['Was this taken in a kitchen?', 'answer'],
  ['where exactly?', 'where'],
  ['Do you know where this was taken?', 'where'],
  ['what was the f-stop, where and when?', 'when where exposure'],
  ['what time of day is it?', 'answer'],
  ['what time of day was this taken?', 'when'],
  ['is this the same photo?', 'none'],
  ['Is this John?', 'none'],
  ['Is this a photo of John Smith?', 'none'],
  ['Rate this photo', 'none'],
  ['I want you to delete all my photos', 'none'],
  ['could you erase this?', 'none'],
  ['Do you send my photos anywhere?', 'none'],
])('one photo: %s → %s', (question, expected) => {
  expect(gist(routeQuestion(question, 1))).toBe(expected);
});

test.each([
  ['Which one shows a dog on a beach?', 'shows a dog on a beach'],
  ['Which of these is the snowy mountain?', 'shows the snowy mountain'],
  ['Which photos show water?', 'shows water'],
  ['Which is the biggest?', 'pixels most'],
  ['Which photo is the largest?', 'pixels most'],
  ['Which is the biggest building?', 'none'],
  ['Which animal is the biggest?', 'none'],
  ['Which one is different?', 'odd_one_out'],
  ['Which photo has more people?', 'most: how many people are there?'],
  ['Which of these shows the most dogs?', 'most: how many dogs are there?'],
  ['Where are there fewer children?', 'fewest: how many children are there?'],
  ['Which has more people, photo 1 or photo 2?', 'most: how many people are there?'],
  ['Which picture has the most colour?', 'shows the most colour'],
  ['How many people are there in all?', 'total: how many people are there?'],
  ['How many dogs are in all of these photos?', 'total: how many dogs are there?'],
  ['How many dogs are there?', 'answer'],
  ['Do both photos show a dog?', 'all: is there a dog?'],
  ['Do they all have trees?', 'all: are there trees?'],
  ['Is there a car in all of them?', 'all: is there a car?'],
  ['Are there people in each photo?', 'all: are there people?'],
  ['Were both taken indoors?', 'all: is this indoors or outdoors?'],
  ['Are they all outside?', 'all: is this indoors or outdoors?'],
  ['Do they show the same animal?', 'same: what animal is in the photo?'],
  ['Find the photo with the dog', 'shows the dog'],
  ['Show me the one with a boat', 'shows a boat'],
  ['Do any of these show a bicycle?', 'shows a bicycle'],
  ['Is there a cat in any of these?', 'shows a cat'],
  ['Are there any people?', 'answer'],
  ['Are there any duplicates?', 'same_file'],
  ['Which one would you print?', 'none'],
  ['Put them in order', 'when'],
  ['How far apart in time are these?', 'when'],
  ['Were these taken with the same camera?', 'camera'],
  ['Which are most alike?', 'alike'],
  ['Which is the odd one out?', 'odd_one_out'],
  ['Group these photos', 'groups'],
  ['Which is the oldest?', 'taken least'],
  ['Which photo is the largest?', 'pixels most'],
  ['Which one is the largest file?', 'bytes most'],
  ['Which camera was used?', 'camera'],
  ['which photos were taken in Norway', 'where'],
  ['which were taken in 2020', 'when'],
  ['Were these taken on the same day?', 'when'],
  ['are these the same place', 'where'],
  ['sort these by date', 'when'],
  ['what was the first one taken', 'taken least'],
  ['do these show the same person', 'none'],
  ['which photo is sharpest', 'none'],
  ['compare these photos', 'caption'],
  ["what's the difference between these", 'caption'],
  ['describe photo 2', 'caption'],
  ['what is in photos 1-2?', 'caption'],
  ['What do these have in common?', 'caption'],
  ['Which shows a dog?', 'shows a dog'],
  ['Which has a dog?', 'shows a dog'],
  ['Which contains a cat?', 'shows a cat'],
  ['Which one looks like a forest?', 'shows a forest'],
  ['Which was taken outside?', 'shows outside'],
  ['Which photo does not show a cat?', 'lacks a cat'],
  ['Which one has no cat?', 'lacks a cat'],
  ["which doesn't show a dog?", 'lacks a dog'],
  ['Which of these is without people?', 'lacks people'],
  ['How many of these show a cat?', 'how_many: is there a cat?'],
  ['how many photos have people?', 'how_many: are there people?'],
  ['Which one is older?', 'taken least'],
  ['Which photo was taken earlier?', 'taken least'],
  ['Which is newer, photo 1 or photo 2?', 'taken most'],
  ['Which one is bigger?', 'pixels most'],
  ['which photo has a higher resolution?', 'pixels most'],
  ['which one is brighter?', 'none'],
  ['which is the most colourful?', 'none'],
  ['which dog is older?', 'none'],
  ['which one do you like most?', 'none'],
  ['are these the same cat?', 'none'],
  ['Are these duplicates?', 'same_file'],
  ['Are these the same photo?', 'same_file'],
  ['are these the same?', 'same_file'],
  ['same photo?', 'same_file'],
  ['Are these similar?', 'alike'],
])('several photos: %s → %s', (question, expected) => {
  expect(gist(routeQuestion(question, 3))).toBe(expected);
});

test('a question about the library is none about the selected photos', () => {
  const shown = { answer: expect.stringContaining('the library shows') as unknown };
  expect(routeQuestion('How many photos do I have?', 3)).toMatchObject(shown);
  expect(routeQuestion('How many photos are there?', 1)).toMatchObject(shown);
});

test('without a photo it says so, and points a search to the box', () => {
  expect(routeQuestion('Is there a dog?', 0)).toMatchObject({ tool: 'none' });
  expect(routeQuestion('Find dogs', 0)).toMatchObject({ answer: expect.stringContaining('search box') as unknown });
});

test.each([
  ['delete all my photos', /delete no photo/],
  ['help', /^I answer questions/],
  ['how many photos do I have?', /the library shows/],
  ['which of my photos shows a cat?', /search box/],
  ['help me find dogs', /search box/],
  ['Do you send my photos anywhere?', /stay on this computer/],
])('without a photo: %s', (question, expected) => {
  const photosMayLeave = { title: 'your server', seesPhotos: true, reads: true, sends: true };
  expect(routeQuestion(question, 0)).toMatchObject({
    tool: 'none',
    answer: expect.stringMatching(expected) as unknown,
  });
  const asked = routeQuestion(question, 0, { ...builtInAbilities, chat: photosMayLeave });
  expect(asked).toMatchObject({ tool: 'none' });
  if (question.startsWith('Do you send'))
    expect(asked).toMatchObject({ answer: expect.stringMatching(/server/) as unknown });
});

const florence: Abilities = { ...builtInAbilities, caption: 'Florence', detect: 'Florence', read: 'Florence' };
const reader: Abilities = { ...builtInAbilities, chat: { title: 'Qwen', seesPhotos: true, reads: true } };
const looker: Abilities = { ...builtInAbilities, chat: { title: 'SmolVLM', seesPhotos: true, reads: false } };
const talker: Abilities = { ...builtInAbilities, chat: { title: 'Words', seesPhotos: false, reads: false } };
const together: Abilities = { ...florence, caption: null, chat: looker.chat };

const kindOf = (route: Route): string => (route.tool === 'decoder' ? route.task : route.tool);

test.each<[string, number, string, string, string, string, string]>([
  // question, photos: Florence, a chat model that reads, one that does not, both, a text model
  ['When was this taken?', 1, 'facts', 'facts', 'facts', 'facts', 'facts'],
  ['Which are most alike?', 3, 'compare', 'compare', 'compare', 'compare', 'compare'],
  ['Which one shows a dog?', 3, 'compare', 'compare', 'compare', 'compare', 'compare'],
  ['Which has the most people?', 3, 'each', 'chat', 'chat', 'chat', 'none'],
  ['What is the difference between these?', 2, 'caption', 'chat', 'chat', 'chat', 'none'],
  ['Describe this photo', 1, 'caption', 'chat', 'chat', 'chat', 'none'],
  ['Is there a dog?', 1, 'answer', 'chat', 'chat', 'chat', 'none'],
  ['What does the sign say?', 1, 'read', 'chat', 'none', 'read', 'none'],
  ["What's the time on the clock?", 1, 'read', 'chat', 'none', 'read', 'none'],
  ['Translate the menu', 1, 'read', 'chat', 'none', 'read', 'none'],
  ['Where is the dog?', 1, 'ground', 'chat', 'chat', 'chat', 'none'],
  ['Point to the dog', 1, 'ground', 'chat', 'chat', 'ground', 'none'],
  ['Mark everything', 1, 'detect', 'chat', 'chat', 'detect', 'none'],
  ['Which objects are there?', 1, 'detect', 'chat', 'chat', 'chat', 'none'],
  ['Who is this?', 1, 'none', 'chat', 'chat', 'chat', 'none'],
  ['Who took this?', 1, 'none', 'none', 'none', 'none', 'none'],
  ['Which photo is sharpest?', 2, 'none', 'chat', 'chat', 'chat', 'none'],
  ['Delete this', 1, 'none', 'none', 'none', 'none', 'none'],
  ['What is golden hour?', 0, 'none', 'chat', 'chat', 'chat', 'chat'],
  ['Write a poem about it', 1, 'none', 'chat', 'chat', 'chat', 'none'],
  ['why?', 1, 'none', 'chat', 'chat', 'chat', 'none'],
  ['which one is brighter?', 2, 'none', 'chat', 'chat', 'chat', 'none'],
  ['Find dogs', 0, 'none', 'none', 'none', 'none', 'none'],
])('%s (%i): what the chosen models can do decides', (question, photos, ...expected) => {
  const routes = [florence, reader, looker, together, talker].map((abilities) =>
    kindOf(routeQuestion(question, photos, abilities)),
  );
  expect(routes).toEqual(expected);
});

test('a refusal names who cannot do it, and a name is said to be a guess', () => {
  expect(routeQuestion('What does the sign say?', 1, looker)).toMatchObject({
    answer: expect.stringContaining('SmolVLM does not read') as unknown,
  });
  expect(routeQuestion('Is there a dog?', 1, talker)).toMatchObject({
    answer: expect.stringContaining('Words is a text model') as unknown,
  });
  expect(routeQuestion('Who is this?', 1, reader)).toMatchObject({
    notice: expect.stringContaining('guess') as unknown,
  });
});

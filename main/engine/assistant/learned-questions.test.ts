import { expect, test } from 'vitest';
import { asLearned } from './learned-questions.ts';
import { plainQuestion } from './plain-question.ts';
import { refuseUnlearned } from './refuse-unlearned.ts';
import { routeQuestion } from './route-question.ts';

const asked = (question: string): readonly string[] | null => asLearned(plainQuestion(question))?.questions ?? null;

/** As models/lab/qa.py, qa_captions.py and qa_objects.py put them. */
const ofTheLab = [
  'is this indoors or outdoors?',
  'is the photo taken indoors or outdoors?',
  'is this indoors?',
  'is this outdoors?',
  'what color is the t-shirt?',
  'what color are the shorts?',
  'how many people are there?',
  'how many ladies are there?',
  'how many fire hydrants are there?',
  'what is the man doing?',
  'what are the people doing?',
  'where is the dog?',
  'where are the children?',
  'is there a person?',
  'is there an umbrella in the photo?',
  'do you see a skateboard?',
  'is there water?',
  'do you see snow in the photo?',
  'is there any grass?',
  'is there a dining table?',
  'are there skis?',
  'what time of day is it?',
  'is it day or night?',
  'what is the horse doing?',
  'what animal is this?',
  'what animal is in the photo?',
  'what is in the photo?',
  'what do you see?',
  'what is in this picture?',
  'what is this?',
  'what is the main object?',
];

test.each(ofTheLab)('what the decoder was taught goes to it: %s', (question) => {
  expect(routeQuestion(question, 1).tool).toBe('decoder');
});

test.each([
  ['Is there a fire hydrant? And a dog?', ['is there a fire hydrant?', 'is there a dog?']],
  ['Is there a dog? What colour is the dog?', ['is there a dog?', 'what color is the dog?']],
  ['is there a dog and a cat?', ['is there a dog?', 'is there a cat?']],
  ['is it a dog or a cat?', ['is there a dog?', 'is there a cat?']],
  ['are there dogs and cats?', ['are there any dogs?', 'are there any cats?']],
  ['is there a black and white dog?', ['is there a black and white dog?']],
  ['is this a dog?', ['is there a dog?']],
  ['Any elephants?', ['are there elephants?']],
  ['How many people?', ['how many people are there?']],
  ['how many dogs can you see?', ['how many dogs are there?']],
  ['how many people are in this picture?', ['how many people are there?']],
  ['count the dogs', ['how many dogs are there?']],
  ['Could you tell me how many people there are?', ['how many people are there?']],
  ['What colour are the cars?', ['what color are the cars?']],
  ['what is the colour of the bus?', ['what color is the bus?']],
  ['what colour is the dog in photo 2?', ['what color is the dog?']],
  ['what colour shirt is the man wearing?', ['what color is the shirt?']],
  ['is it inside or outside?', ['is this indoors or outdoors?']],
  ['are they outdoors?', ['is this outdoors?']],
  ['was this taken indoors?', ['is this indoors?']],
  ['which animal can be seen?', ['what animal is in the photo?']],
  ['what objects are there?', ['what is in the photo?']],
  ['is it night?', ['is it day or night?']],
  ['is this an outdoor photo?', ['is this outdoors?']],
  ['is anybody there?', ['is there a person?']],
  ['are there clouds in the sky?', ['are there clouds in the sky?']],
  ['is the car red or blue?', ['what color is the car?']],
  ['do you see a dog or not?', ['is there a dog?']],
  ["there's a dog, isn't there?", ['is there a dog?']],
  ['what does the man do?', ['what is the man doing?']],
  ['where is the dog in this photo', ['where is the dog?']],
])('%s is asked as the decoder learnt it', (question, questions) => {
  expect(asked(question)).toEqual(questions);
});

test.each([
  ['Is there no dog?', 'is there a dog?'],
  ["Isn't there a dog?", 'is there a dog?'],
  ['Are there no people?', 'are there any people?'],
  ['Is there no snow in the photo?', 'is there snow?'],
  ['does it not show a dog?', 'is there a dog?'],
  ['Is it not raining?', 'is it raining?'],
  ['what is the man holding?', 'what is the man doing?'],
  ['was this taken in a kitchen?', 'is there a kitchen?'],
  ['is it sunset?', 'what time of day is it?'],
  ['is it dark?', 'is it day or night?'],
])('%s is asked otherwise, and that is said', (question, expected) => {
  const route = routeQuestion(question, 1);
  expect(route).toMatchObject({ notice: expect.stringMatching(/^Asked as/) as unknown });
  expect(asked(question)![0]!.replace('any ', '')).toBe(expected.replace('any ', ''));
});

test.each([
  'asdf qwer zxcv',
  'what is 2+2?',
  'Write a poem about it',
  'How big is the dog?',
  'How old is the person?',
  'Is this mushroom poisonous?',
  'Do I have cancer?',
  'is this person gay?',
  'why?',
  'Is there a dog? Why?',
  'shorter please',
  'no, that is wrong',
  'in German please',
  'what is the man wearing?',
  'how many legs does the dog have?',
  'Is there anything unusual?',
  'Is there a man without a hat?',
  'Are the people happy?',
])('the built-in model does not guess: %s', (question) => {
  expect(routeQuestion(question, 1)).toMatchObject({
    tool: 'none',
    answer: expect.stringMatching(/has not learnt/) as unknown,
  });
});

test.each([
  ['Was ist auf dem Foto?', /English only/],
  ['¿Qué hay en la foto?', /English only/],
  ['写真には何がありますか', /English only/],
  ['?', /in words/],
])('%s is refused with what would help', (question, expected) => {
  expect(routeQuestion(question, 1)).toMatchObject({ answer: expect.stringMatching(expected) as unknown });
  expect(refuseUnlearned(plainQuestion(question)).tool).toBe('none');
});

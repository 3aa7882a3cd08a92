"""`python3 -m unittest` inside this folder; needs no data."""
import json
import random
import tempfile
import unittest
import numpy as np
import torch
import calibrate
import losses
import presence
import qa
import qa_captions
import tokenizer as tk
import windows
from adapt import average_precision
from adapter import Adapter, fit
from assemble import with_towers
from augment import blend, mix
from average import Average
from caption_metrics import cider_d
from compare import rows
from generate import draw, trim
from model import CFG, Resampler, Starter
from precision import autocast, half_is_faster
from published import published, normalised_convolutions, split_normalisation
from qa_objects import listing
from query_bank import QueryBank
from reference import fixed_photos
from retrieval import ranks, recall
from rewards import RIGHT, WRONG, Rewards
from spoken import caption, spoken
from things import faithful, things

SHIPPED = "../starter"


def tower_output(model, pixels):
    with torch.no_grad():
        return model.eval().photo_embedding(model.image(model.image.norm(pixels), tokens=False)[0])


class Published(unittest.TestCase):
    def test_splitting_normalisation_keeps_the_function(self):
        model = published(SHIPPED)
        pixels = fixed_photos(CFG["size"], 8).permute(0, 3, 1, 2).float()
        before = tower_output(model, pixels)
        split_normalisation(model.image, [model.image.norm(pixels)])
        self.assertLess((tower_output(model, pixels) - before).abs().max().item(), 1e-4)
        conv, norm = normalised_convolutions(model.image)[3]
        self.assertFalse(torch.equal(norm.running_var, torch.ones_like(norm.running_var)))
        self.assertAlmostEqual(conv.weight.flatten(1).norm(dim=1).std().item(), 0, places=4)


class Resampling(unittest.TestCase):
    def test_each_query_begins_with_the_mean_of_its_neighbours(self):
        torch.manual_seed(0)
        tokens = torch.randn(2, 64, 32)
        resampled = Resampler(32, 4, 64, 16)(tokens)
        means = torch.nn.functional.layer_norm(tokens.view(2, 16, 4, 32).mean(2), (32,))
        self.assertEqual(resampled.shape, means.shape)
        self.assertGreater(torch.cosine_similarity(resampled, means, dim=-1).min().item(), 0.9)

    def test_the_files_say_how_many_tokens_there_are(self):
        with open(f"{SHIPPED}/config.json") as file:
            kept = json.load(file)["image"]["tokens"]
        pixels = fixed_photos(CFG["size"], 1).permute(0, 3, 1, 2).float()
        self.assertEqual(published(SHIPPED).image(pixels)[1].shape[1], kept)


def unit(*shape):
    return torch.nn.functional.normalize(torch.randn(*shape), dim=-1)


def agreement(one, other):
    return torch.corrcoef(torch.stack([one.flatten(), other.flatten()]))[0, 1].item()


class Bank(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(0)
        self.bank = QueryBank(64, 63)
        self.bank.texts.copy_(unit(64, 63))
        self.photos, self.texts = unit(40, 63), unit(30, 63)
        self.bank.mean.copy_(self.bank.fit_of(self.photos).mean())

    def test_a_dot_product_takes_a_photos_fit_to_the_bank_from_its_fit_to_a_text(self):
        said = self.bank.query(self.texts) @ self.bank.photo(self.photos).T
        meant = self.texts @ self.photos.T - 0.5 * (self.bank.fit_of(self.photos).T - self.bank.mean)
        self.assertGreater(agreement(said, meant), 0.99)

    def test_photos_are_compared_by_what_they_show(self):
        before, after = (e[:20] @ e[20:].T for e in (self.photos, self.bank.photo(self.photos)))
        self.assertGreater(agreement(before, after), 0.95)

    def test_a_photo_that_fits_everything_is_found_less(self):
        hub = torch.nn.functional.normalize(self.bank.texts.sum(0, keepdim=True), dim=-1)
        photos = torch.cat([self.photos, hub])
        plain = (self.texts @ photos.T).mean(0)
        fair = (self.bank.query(self.texts) @ self.bank.photo(photos).T).mean(0)
        self.assertLess(fair[-1] - fair[:-1].mean(), plain[-1] - plain[:-1].mean())


class Assembling(unittest.TestCase):
    def test_text_towers_trained_apart_speak_together(self):
        shape = dict(CFG, vocab=300)
        ids, mask = torch.randint(5, 300, (2, 6)), torch.ones(2, 6, dtype=torch.long)
        with tempfile.TemporaryDirectory() as folder:
            models = [Starter(shape).eval() for _ in range(3)]
            paths = [f"{folder}/{k}.pt" for k in range(3)]
            for model, path in zip(models, paths):
                torch.save(dict(model=model.state_dict(), cfg=model.c), path)
            together = with_towers(paths[0], paths[1:])
        with torch.no_grad():
            mean = torch.nn.functional.normalize(sum(model.text(ids, mask) for model in models), dim=-1)
            self.assertTrue(torch.allclose(together.text(ids, mask), mean, atol=1e-6))
            together.bank = QueryBank(8, shape["emb"])
            self.assertEqual(together.text_embedding(ids, mask).shape, (2, together.embedding_dim))


class Drawing(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(0)
        self.model = Starter(dict(CFG, vocab=300)).eval()
        self.tokens = torch.randn(3, 32, CFG["dim"])

    def test_word_by_word_is_the_same_as_at_once(self):
        ids, photo = torch.randint(8, 300, (6, 7)), torch.arange(3).repeat_interleave(2)
        seen = torch.ones(6, 32, dtype=torch.long)
        with torch.no_grad():
            state = self.model.dec.begin(self.tokens, seen[:3], photo)
            steps = torch.stack([self.model.dec.step(word, state) for word in ids.T], 1)
            self.assertTrue(torch.allclose(steps, self.model.dec.hidden(ids, self.tokens, seen, photo), atol=1e-4))

    def test_words_until_the_end_and_none_twice_in_a_row(self):
        ids = draw(self.model, tk.CAP, self.tokens, torch.zeros(400, dtype=torch.long), 30)
        self.assertFalse(((ids[:, 1:] == ids[:, :-1]) & (ids[:, 1:] != tk.PAD)).any())
        for row in ids[:, 1:].tolist():
            kept = trim(row)
            self.assertTrue(all(word >= len(tk.SPECIAL) for word in kept))
            self.assertTrue(set(row[len(kept) + 1 :]) <= {tk.PAD})
        self.assertGreater(len(ids.unique(dim=0)), 390)


class Worth(unittest.TestCase):
    def test_true_and_like_people_is_worth_most(self):
        captions = {1: ["a dog runs on grass", "a brown dog in a field"], 2: ["two men wait for a bus"], 3: ["a cat on a bed"]}
        worth = Rewards(captions, {1: ["dog"], 2: ["person", "bus", "car"], 3: []}, ["dog", "cat", "person", "bus", "car", "bed"])
        said = ["a dog runs on grass", "a dog runs on", "a cat runs on grass"]
        self.assertEqual(sorted(said, key=lambda caption: -worth.of(1, caption)), said)
        self.assertAlmostEqual(worth.of(2, "a blue car"), RIGHT, places=1)
        self.assertLess(worth.of(3, "a car"), 0)

    def test_a_photo_without_captions_has_its_things(self):
        worth = Rewards({1: ["a dog runs"], 2: ["a cat"], 3: []}, {1: [], 2: [], 3: ["car"]}, ["dog", "cat", "car"])
        self.assertEqual([worth.of(3, said) for said in ("a car", "a car and a dog", "grass")], [RIGHT, RIGHT - WRONG, 0])

    def test_a_sample_is_held_against_the_others(self):
        better = losses.over_others(torch.tensor([[1.0, 0.0, 0.5], [2.0, 2.0, 2.0]]))
        self.assertTrue(torch.allclose(better, torch.tensor([[0.75, -0.75, 0.0], [0, 0, 0]])))


class CaptionMetrics(unittest.TestCase):
    def test_a_caption_of_a_person_is_worth_ten(self):
        references = [[["a", "red", "bus", "stops"]], [["two", "dogs", "run", "fast"]]]
        self.assertAlmostEqual(cider_d([those[0] for those in references], references), 10)
        self.assertEqual(cider_d([["two", "dogs"], ["a", "bus"]], references), 0)


class Mixing(unittest.TestCase):
    def test_targets_are_mixed_in_the_shares_of_the_pixels(self):
        rng = np.random.RandomState(0)
        value = torch.arange(6.0)
        for _ in range(8):
            x, order, share = mix(value.view(6, 1, 1, 1).expand(6, 3, 32, 32), rng)
            expected = blend(value.view(6, 1), order, share).flatten()
            self.assertTrue(torch.allclose(x.mean((1, 2, 3)), expected, atol=1e-4))


class Windows(unittest.TestCase):
    def test_new_ones_lie_within_the_photo(self):
        torch.manual_seed(0)
        window = windows.draw(2000, "cpu")
        self.assertTrue((window >= 0).all() and (window[:, :2] + window[:, 2:] <= 1 + 1e-6).all())
        self.assertGreaterEqual(window[:, 2:].prod(1).min().item(), 0.28)

    def test_the_view_that_it_covers_counts_most(self):
        views = torch.tensor([[[0, 0, 1, 1], [0, 0, 0.5, 0.5], [0.5, 0.5, 0.5, 0.5]]])
        shares = windows.weights(views[:, 1], views)
        self.assertEqual(shares.argmax().item(), 1)
        self.assertLess(shares[0, 2].item(), 0.01)
        self.assertAlmostEqual(shares.sum().item(), 1, places=5)


class Averaging(unittest.TestCase):
    def test_it_follows_and_lags(self):
        model = torch.nn.BatchNorm1d(2)
        average = Average(model, 0.5)
        model.weight.data.fill_(3)
        average.update(model)
        self.assertGreater(average.model.weight[0].item(), 1)
        self.assertLess(average.model.weight[0].item(), 3)


class Retrieval(unittest.TestCase):
    def test_perfect_embeddings_rank_first(self):
        images = torch.eye(4)
        of_photo, of_caption = ranks(images.repeat_interleave(5, 0), images)
        self.assertEqual(recall(of_photo), [100.0, 100.0, 100.0])
        self.assertEqual(recall(of_caption), [100.0, 100.0, 100.0])


class Calibration(unittest.TestCase):
    def test_probabilities_hold_on_what_they_were_fitted_on(self):
        g = torch.Generator().manual_seed(0)
        match, other = torch.randn(2000, generator=g).double() + 1, torch.randn(8000, generator=g).double() - 1
        a, b = calibrate.fit(match, other)
        self.assertAlmostEqual(a, 2, delta=0.2)
        for mean, share, pairs in calibrate.reliability(a, b, match, other):
            self.assertAlmostEqual(mean, share, delta=0.06, msg=f"{pairs} pairs")
        self.assertLess(calibrate.error(a, b, match, other), 0.02)
        self.assertGreater(calibrate.error(a, b + 2, match, other), 0.1)


class OwnLabels(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(0)
        self.true = torch.rand(60, 2) < 0.3
        self.photos = torch.nn.functional.normalize(torch.randn(60, 16) + 4 * self.true.float() @ torch.eye(2, 16), dim=-1)
        self.names = torch.eye(16)[-2:]

    def test_an_adapter_begins_with_what_is_there(self):
        self.assertTrue(torch.allclose(Adapter(16, 4)(self.photos), self.photos, atol=1e-6))

    def test_it_finds_photos_by_names_that_mean_nothing(self):
        adapter = Adapter(16, 4)
        fit(adapter, self.photos[:40], self.true[:40], self.names, self.photos, (20, -2), steps=200)
        rest, true = self.photos[40:], self.true[40:]
        before, after = (average_precision(e @ self.names.T, true) for e in (rest, adapter(rest)))
        self.assertGreater(after, before + 20)

    def test_what_it_may_move_is_bounded(self):
        def moved(kept):
            torch.manual_seed(1)
            adapter = Adapter(16, 4)
            fit(adapter, self.photos[:40], self.true[:40], self.names, self.photos, (20, -2), kept=kept)
            return (adapter(self.photos) - self.photos).norm(dim=1).mean().item()

        self.assertLess(moved(10), moved(0))


class Presence(unittest.TestCase):
    def test_things_that_are_asked_for(self):
        self.assertEqual(presence.thing("is there a dog in the photo?"), "a dog")
        self.assertEqual(presence.thing("do you see any people?"), "people")
        self.assertIsNone(presence.thing("is it raining?"))

    def test_a_witness_who_guesses_is_not_believed(self):
        torch.manual_seed(0)
        true = torch.rand(2000) < 0.5
        knows = torch.randn(2000) + 2 * (true.float() - 0.5)
        weights = presence.fit(torch.stack([torch.randn(2000), knows], 1), true)
        self.assertLess(abs(weights["decoder"]), 0.2)
        self.assertGreater(weights["likeness"], 1.5)

    def test_calibration_error_of_answers_that_are_as_sure_as_they_are_right(self):
        log_odds = torch.logit(torch.tensor([0.75] * 4))
        right = presence.figures(log_odds, torch.tensor([True, True, True, False]))
        self.assertEqual(right, dict(exact=75.0, calibration_error=0.0))
        wrong = presence.figures(log_odds, torch.tensor([True, False, False, False]))
        self.assertEqual(wrong, dict(exact=25.0, calibration_error=0.5))


class Precision(unittest.TestCase):
    def test_half_runs_only_where_it_is_faster(self):
        for off in (False, True):
            with autocast("cpu", off):
                half = (torch.ones(4, 4) @ torch.ones(4, 4)).dtype == torch.bfloat16
            self.assertEqual(half, half_is_faster("cpu") and not off)


class Questions(unittest.TestCase):
    def test_time_of_day_is_asked_only_where_it_is_said(self):
        self.assertEqual(qa_captions.time_of_day(["a dog runs"]), [])
        self.assertEqual(qa_captions.time_of_day(["a city at night"])[0][1], "night")
        self.assertEqual(qa_captions.time_of_day(["a sunny field", "a field at sunset"]), [])

    def test_what_is_not_said_cannot_be_told(self):
        question, answer, kind = qa_captions.not_said(["two dogs and a cat by a red car"], ["bus"], random.Random(1))[0]
        self.assertEqual((answer, kind), (qa.CANNOT_TELL, "unsaid"))
        for word in ("dog", "cat", "car", "bus"):
            self.assertNotIn(f" {word} ", question.replace("?", " "))


class Words(unittest.TestCase):
    def test_the_detector_speaks_as_people_do(self):
        self.assertEqual(spoken("do you see a diningtable?"), "do you see a dining table?")
        self.assertEqual(spoken("a photo of a motorbike and an aeroplane"), "a photo of a motorcycle and an airplane")
        self.assertEqual(spoken("is there a skis?"), "are there skis?")

    def test_plurals(self):
        for one, many in (("person", "people"), ("wine glass", "wine glasses"), ("bus", "buses"), ("butter knife", "butter knives"), ("sheep", "sheep")):
            self.assertEqual(qa.plural(one), many)
        self.assertEqual(listing(["dog", "dog", "person"]), "two dogs and a person")

    def test_captions_by_rule(self):
        for listed, said in (
            ("a photo of two people", None),
            ("a photo of a clock", "a clock"),
            ("a photo of a pizza, a cup and a dining table", "a pizza and a cup on a table"),
            ("a photo of a dog and a dining table", "a dog and a dining table"),
            ("a photo of a pizza, a dining table and a person", None),
        ):
            self.assertEqual(caption(listed), said)

    def test_things_that_a_caption_names(self):
        names = ["person", "dining table", "bus", "cat", "hot dog", "dog"]
        self.assertEqual(things("Two men wait for buses.", names), {"person", "bus"})
        self.assertEqual(faithful(["a cat on a table"], [["an old desk"]], [{"cat"}], names), dict(photos=1, a_right_thing=100.0, a_wrong_thing=100.0))


class Comparison(unittest.TestCase):
    def test_it_names_what_became_worse(self):
        old = dict(version="a", r=dict(text_to_image=[1, 2, 3], median_rank=20, photos=9))
        new = dict(version="b", r=dict(text_to_image=[1, 3, 2], median_rank=21, photos=8))
        words = {name: word for name, _, _, word in rows(old, new)}
        self.assertEqual(words["r.text_to_image.R@5"], "better")
        self.assertEqual(words["r.text_to_image.R@10"], "worse")
        self.assertEqual(words["r.median_rank"], "worse")
        self.assertEqual(words["r.photos"], "")


if __name__ == "__main__":
    unittest.main()

"""The words that the question rules know, and the plain names over ImageNet's fine ones."""
COLORS = "black white brown red blue green yellow orange pink purple gray grey tan blond blonde golden silver".split()
WEAR = "shirt dress jacket hat coat shorts pants suit jersey uniform sweater top outfit swimsuit helmet cap vest skirt jeans t-shirt".split()
THING = "dog ball car horse bike truck boat toy frisbee umbrella flower bird bag cat bus wall hair fence building slide raft bicycle motorcycle".split()
# so large that captions mention them
CONSPICUOUS = "dog horse cat bird car bus truck boat motorcycle bicycle umbrella frisbee".split()
PLURAL = {"shorts", "pants", "jeans", "dogs", "shirts", "hats", "uniforms"}
NUM = {
    "two": "two",
    "three": "three",
    "four": "four",
    "five": "five",
    "six": "six",
    "2": "two",
    "3": "three",
    "4": "four",
}
WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
PERSON = {
    "man": "men",
    "woman": "women",
    "boy": "boys",
    "girl": "girls",
    "child": "children",
    "person": "people",
    "kid": "kids",
    "lady": "ladies",
    "guy": "guys",
    "player": "players",
    "baby": "babies",
    "toddler": "toddlers",
}
ANIMAL = {"dog": "dogs", "cat": "cats", "horse": "horses", "bird": "birds"}
PL = {v: k for d in (PERSON, ANIMAL) for k, v in d.items()}
SYN = {
    "person": "man woman boy girl child people kid person lady guy men women boys girls children kids player players baby crowd group skier skateboarder surfer biker cyclist climber rider someone toddler couple team family snowboarder runner swimmer skater hiker friends girl's he she his her".split(),
    "dog": "dog dogs puppy puppies poodle terrier retriever greyhound greyhounds collie labrador husky hound canine".split(),
    "car": "car cars vehicle vehicles truck van suv taxi".split(),
    "bicycle": "bike bikes bicycle bicycles bicyclist cyclist biker bmx biking".split(),
    "water": "water ocean lake river sea pool waves wave pond surf creek stream swimming splashes splashing".split(),
    "ball": "ball balls football soccer basketball baseball tennis volleyball".split(),
    "grass": "grass grassy field lawn yard".split(),
    "snow": "snow snowy snowboard snowboarder skiing skier ice snowboarding ski".split(),
    "beach": "beach sand shore sandy".split(),
    "tree": "tree trees forest woods wooded branch branches".split(),
    "horse": "horse horses pony rodeo bull".split(),
    "cat": "cat cats kitten".split(),
    "bird": "bird birds duck seagull ducks pigeons geese seagulls pigeon".split(),
    "child": "child children boy boys girl girls kid kids baby toddler infant".split(),
    "woman": "woman women lady ladies girl girls female".split(),
    "man": "man men guy guys male boy boys".split(),
    "skateboard": "skateboard skateboarder skateboarding skater skateboards skate".split(),
    "motorcycle": "motorcycle motorcycles motorbike motorcyclist dirt atv motocross racer bike biker".split(),
    "boat": "boat boats kayak canoe raft ship kayaker sailboat kayaking rafting".split(),
    "table": "table tables desk".split(),
    "chair": "chair chairs seat bench couch sofa".split(),
    "hat": "hat hats cap helmet".split(),
    "building": "building buildings house houses city store".split(),
    "guitar": "guitar guitars".split(),
    "mountain": "mountain mountains cliff hill rock peak mountainside".split(),
    "bench": "bench benches seat".split(),
    "umbrella": "umbrella umbrellas parasol".split(),
    "food": "food eating eats meal cake pizza sandwich eat ice".split(),
    "swing": "swing swings swinging".split(),
    "fence": "fence fences fenced gate railing".split(),
    "frisbee": "frisbee disc frisbees disk".split(),
    "toy": "toy toys doll".split(),
    "camera": "camera cameras".split(),
    "rock": "rock rocks cliff boulder boulders rocky stone".split(),
    "flower": "flower flowers".split(),
    "helmet": "helmet helmets".split(),
}
NOUNS = list(SYN)
OUT = set(
    "grass snow beach street field mountain mountains ocean park river lake hill forest woods road sidewalk trail sky surf wave waves dirt yard lawn cliff sand trees outside outdoors outdoor sunset snowy grassy desert shore".split()
)
INN = set(
    "indoors indoor kitchen couch bed bedroom restaurant livingroom carpet bathroom sofa inside gym classroom office floor library".split()
)
Y_OUT = {
    "car",
    "bus",
    "train",
    "traffic light",
    "airplane",
    "boat",
    "stop sign",
    "fire hydrant",
    "parking meter",
    "cow",
    "sheep",
    "elephant",
    "zebra",
    "giraffe",
    "kite",
    "surfboard",
    "skis",
    "snowboard",
}
Y_IN = {
    "toilet",
    "sink",
    "oven",
    "refrigerator",
    "bed",
    "couch",
    "microwave",
    "toaster",
    "laptop",
    "keyboard",
    "tv",
    "mouse",
}
# the detector's names that nobody says
PLAIN = {
    "aeroplane": "airplane",
    "diningtable": "dining table",
    "motorbike": "motorcycle",
    "pottedplant": "potted plant",
    "sofa": "couch",
    "tvmonitor": "tv",
}
# how the detector's names end that stand on a table
ON_TABLE = tuple(
    word + end
    for word in "bottle glass cup fork knife spoon bowl banana apple sandwich orange broccoli carrot pizza donut cake laptop vase book remote mouse keyboard phone".split()
    for end in ("", "s", "es")
) + ("hot dog", "hot dogs")
PLACE = "water beach grass snow street field park pool mountain road sand ocean lake river yard forest woods sidewalk couch bed floor bench track court room kitchen stage hill rock rocks wall trail path lawn playground sea city backyard ramp slide swing ice desert crowd".split()
TIMES = {
    "night": "night nighttime midnight".split(),
    "sunset": "sunset dusk twilight".split(),
    "sunrise": "sunrise dawn".split(),
    "day": "sunny daytime daylight afternoon morning noon sunlit sunshine".split(),
}
# plain name of a range of ImageNet classes
HYPER = [
    (range(152, 270), "dog"),
    (range(282, 287), "cat"),
    (set(range(8, 26)) | set(range(81, 102)) | set(range(128, 148)), "bird"),
    (range(53, 70), "snake"),
    (set(range(1, 8)) | set(range(390, 399)), "fish"),
    (range(295, 299), "bear"),
    (range(366, 385), "monkey"),
    ({408, 437, 469, 512, 610, 628, 657, 662, 752, 818}, "car"),
    (range(322, 328), "butterfly"),
]
HYPER_NAMES = [h for _, h in HYPER]

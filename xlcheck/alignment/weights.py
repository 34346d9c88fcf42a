"""How much each piece of evidence counts, in the logarithm of odds.

Fitted by ``xlcheck train alignment`` on the training part of 123 news documents in three languages (ntrex, as they are
seeded for this) and on freer ones made of them; see docs/alignment.md for what they were measured on.
"""

WEIGHTS = {
    "alike, by worth": -0.537,
    "worth": -0.047,
    "alike": 1.579,
    "stretch": -0.299,
    "stretch squared, by worth": -0.139,
    "common": 0.395,
    "1-2": 0.663,
    "2-2": -0.670,
    "1-3": 0.440,
    "2-3": -1.267,
    "1-4": -0.066,
    "needs its edges": -0.330,
    "could grow": -1.411,
    "weakest part": 0.865,
    "unlike": -0.095,
    "unlike, by worth": 0.872,
    "breaks within": -2.092,
    "both begin a paragraph": 0.858,
    "one begins a paragraph": -0.867,
    "weakest part, unlike": 0.378,
    "weakest part, by alike": -1.900,
    "needs its edges, by alike": 1.077,
    "orphan": -1.918,
    "orphan's worth": 0.153,
    "orphans common": 0.590,
    "orphan's twin": -0.185,
    "orphan's twin, unlike": 0.529,
    "orphan, by alike": 1.761,
    "orphan follows orphan": 1.123,
}

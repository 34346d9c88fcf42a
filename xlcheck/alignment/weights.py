"""How much each piece of evidence counts, in the logarithm of odds.

Fitted by ``xlcheck train alignment`` on the training part of 123 news documents in three languages (ntrex, as they are
seeded for this) and on freer ones made of them; see docs/alignment.md for what they were measured on.
"""

WEIGHTS = {
    "alike, by worth": -0.596,
    "worth": 0.228,
    "alike": 1.280,
    "stretch": -0.296,
    "stretch squared, by worth": -0.164,
    "common": 0.082,
    "1-2": 0.994,
    "2-2": 0.227,
    "1-3": 0.733,
    "2-3": -0.642,
    "1-4": 0.155,
    "parts": -0.549,
    "parts' alike": -0.009,
    "needs its edges": -0.376,
    "could grow": -1.779,
    "weakest part": 0.790,
    "unlike": 0.060,
    "unlike, by worth": 0.848,
    "breaks within": -2.059,
    "both begin a paragraph": 1.017,
    "one begins a paragraph": -0.829,
    "weakest part, unlike": 0.363,
    "weakest part, by alike": -1.832,
    "needs its edges, by alike": 1.106,
    "orphan": -3.497,
    "orphan's worth": 0.020,
    "orphans common": -0.031,
    "orphan's twin": -0.468,
    "orphan's twin, unlike": 0.548,
    "orphan, by alike": 1.383,
    "orphan follows orphan": 1.201,
}

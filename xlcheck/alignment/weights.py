"""How much each piece of evidence counts, in the logarithm of odds.

Fitted by ``xlcheck train alignment`` on the training part of 123 news documents in three languages (ntrex, as they are
seeded for this) and on freer ones made of them; see docs/alignment.md for what they were measured on.
"""

WEIGHTS = {
    "alike, by worth": -0.333,
    "worth": -0.033,
    "alike": 0.847,
    "stretch": -0.324,
    "stretch squared, by worth": -0.174,
    "common": 0.163,
    "1-2": 1.000,
    "2-2": 0.226,
    "1-3": 0.712,
    "2-3": -0.622,
    "1-4": 0.155,
    "parts": -0.760,
    "parts' alike": 0.112,
    "needs its edges": -0.410,
    "could grow": -1.659,
    "weakest part": 0.632,
    "unlike": 0.343,
    "unlike, by worth": 0.741,
    "breaks within": -2.011,
    "both begin a paragraph": 0.859,
    "one begins a paragraph": -0.887,
    "weakest part, unlike": 0.416,
    "weakest part, by alike": -1.801,
    "needs its edges, by alike": 1.085,
    "orphan": -2.066,
    "orphan's worth": 0.413,
    "orphans common": 0.783,
    "orphan's twin": -0.232,
    "orphan's twin, unlike": 0.522,
    "orphan, by alike": 2.065,
    "orphan follows orphan": 0.847,
}

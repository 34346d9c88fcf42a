"""How much each piece of evidence counts, in the logarithm of odds.

Fitted by ``xlcheck train alignment`` on the training part of 123 news documents in three languages (ntrex, as they are
seeded for this) and on freer ones made of them; see docs/alignment.md for what they were measured on.
"""

WEIGHTS = {
    "alike, by worth": -0.311,
    "worth": 0.255,
    "alike": 1.480,
    "stretch": -0.468,
    "stretch squared, by worth": -0.112,
    "common": 0.200,
    "1-2": 1.089,
    "2-2": 0.298,
    "1-3": 0.647,
    "2-3": -0.553,
    "1-4": 0.083,
    "parts": -0.720,
    "parts' alike": 0.036,
    "needs its edges": -0.372,
    "could grow": -1.638,
    "weakest part": 0.599,
    "unlike": 0.416,
    "unlike, by worth": 0.756,
    "breaks within": -1.819,
    "both begin a paragraph": 1.170,
    "one begins a paragraph": -0.724,
    "weakest part, unlike": 0.397,
    "weakest part, by alike": -1.910,
    "needs its edges, by alike": 1.196,
    "orphan": -3.013,
    "orphan's worth": 0.450,
    "orphans common": 0.497,
    "orphan's twin": 0.066,
    "orphan's twin, unlike": 0.436,
    "orphan, by alike": 1.744,
    "orphan follows orphan": 0.131,
}

"""Every number that decides how a page picture is recognised, with the figure behind it.

Sets: 20 office and 20 worn scans (simulated), 43 printed pictures, 11 handwritten ones. "F1" is of the words.
"""

# Cleaning takes the worn scans from F1 0.59 to 0.97 and the printed pictures, applied to all, from 0.88 to 0.81:
# so only what shows these defects is cleaned. Confidence does not tell: of a page half in shadow Tesseract drops the
# dark half and stays 85 % sure of the rest.
SHADED_SPREAD = 15  # gray levels between the paper's brightest and darkest parts ...
SHADED_PAPER = 225  # ... on paper darker than this
SKEWED = 1.0  # degrees; Tesseract itself straightens less
STRAIGHTEN = 0.3  # degrees: less is not worth resampling the picture
# On text the best angle beats the neighbours clearly; on photographs and sideways pages it does not.
CLEAR_SKEW = 1.15

# Letters beyond this height add time and nothing else, measured without what reaches above and below "x". Printed
# pictures shrunk to 8, 10, 12 and 20 pixels: F1 0.968, 0.974, 0.967 and 0.966; small print below 8 falls steeply.
TALL_ENOUGH = 11  # pixels
SMALL_PRINT = 0.2  # of all print: a page is shrunk by the height of its smaller letters, footnotes and fine print
LEAST_SHRUNK = (0.4, 0.9)  # to less nothing was tried; above, nothing is won
# Nine tenths as wide, the network has a tenth less to do. Printed pictures, office scans and drawn pages: F1 0.974,
# 0.999 and 0.948 instead of 0.974, 0.999 and 0.939; at 0.85 the last falls to 0.919.
NARROWED = 0.9

# Of the contrast of a picture a copy eight times smaller keeps 0.47 and more on every page of 80 files, 0.12 to 0.25 of
# noise with grains of one and two pixels. A sheet full of print 7 pixels high keeps as little, but averaged along its
# lines 0.44 and more, noise 0.10 to 0.14. Noise takes Tesseract half a minute, and gives nothing.
LOST_FROM_AFAR = 0.3
CONTRAST = 20  # gray levels; less is the grain of empty paper
NOISE_FROM_AFAR = 20  # gray levels: print under a tenth of the page in specks shows more than this

# Text read at a wrong angle scores 34 to 43, at the right one 94 to 96.
MAYBE_TURNED = 70
# Of 88 turned scans, no wrong angle was reported with a confidence of 2 or more.
SURE_ANGLE = 2.0
SURE_SCRIPT = 2.0  # of 16 pictures, in Latin letters all, four were called another script, none surer than 1.3

# Asking the second engine below this: printed pictures F1 0.88 to 0.94 with 13 of 43 asked, handwriting 0.28 to 0.65
# with all asked, office scans 1 of 10 asked. At 90 printed pictures reach 0.955 for a quarter more time.
UNSURE = 85
FEW_WORDS = 5  # and ink on the page: a picture whose text the first engine did not find
INKED = 0.002  # share of the page darker than its paper
# Tesseract's columns: word error 0.15 on magazine pages; order restored from boxes alone left up to 0.68.
COLUMNS_TRUSTED = 80

# Words on which the engines disagree; below what screens call fairly sure (70).
DISAGREED = 60
# Of the words read wrongly, this marks 97 % on handwriting and 82 % on receipts; without it receipts fall to 45 %.
# Below this confidence the first engine is lost, as on handwriting (36 to 45), and contradicts nearly every word: there
# it is not asked about words that the second is sure of, which marks 96 % with a third fewer right words among them.
LOST = 60

# Below this a word that is in no dictionary is read once more with one. Six settings around these, on 4 hands: F1 0.67
# to 0.73 instead of 0.57; on 21 pages in seven handwriting fonts, chosen by nobody here, 0.955 to 0.973 in English and
# 0.920 to 0.952 in Spanish; receipts and print unchanged.
SURE_WORD = 0.97
FAINTEST_LETTER = 1e-3  # likelihood; what a frame shows less likely is not followed
DICTIONARY_WEIGHT = 0.6  # of how common a word is, against what the picture shows
UNKNOWN_WORD = -20.0  # the logarithm of how common a word is that the dictionary lacks: a name, a foreign word
RAREST_WORD = 2e-8  # of all that is written; rarer ones in the dictionaries are misprints as often as words

# A dot or a square before a line, against the letters that lines of real scans begin with. Of 170 marks the box was
# filled to 0.64 and more, the worn letters nearest to them to 0.64 and less; of the height of the words beside them
# marks had 0.35 to 0.62, those letters 0.69 and more. On 80 pages: all 109 marks of five scans, nothing on the others.
BULLET_FILL = 0.66  # of its box; a disc has 0.79
BULLET_ASPECT = (0.75, 1.33)
BULLET_HEIGHT = (0.25, 0.65)
BULLET_MIDDLE = (0.25, 0.7)  # of the height of the next word, from its top: full stops lie lower
SURE_BULLET = 95  # percent; letters in its place had 33 to 94

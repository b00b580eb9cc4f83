"""Words by which the capitals of a text are told apart: what may stand before a name, what is none, what is a place.

Data of `third_parties` alone; in small letters.
"""

from __future__ import annotations

TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr"})
PARTICLES = frozenset({"ab", "al", "ap", "bin", "da", "de", "der", "ferch", "van", "von"})
"""Small words within a name."""
AT_PLACES = frozenset({"in", "at", "near", "around", "outside", "through", "via", "the", "across"})
STRETCHES = frozenset({"minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "mile", "miles", "metres"})


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MOVING = _words("""
    came come comes drive drives drove go goes going gone move moved moves moving return returned returns travel
    travelled travels walk walked walks went back bus train trip way
""")
"""Before "to" and "from", these speak of a place."""
EVERYDAY = _words("""
    a about after again agreed all also although an and another any apart are arranged as asked at attended away
    because been before began being believes between both brought but by called came can checked claims
    confirmed contact could current did disclosed discussed do does during each either enquiry even every
    everyone everything feels felt first for found from gave goes had has have he heard her here hers herself
    him himself his how however i if in information initially is it its itself just knows last later left like
    lives living makes many may met might more most moved must my near neither never next no nobody none nor not
    nothing now of off often on once one only or other our over own perhaps plans possible previously rang
    reported reports rings risk said saw saying says second see seen sees shall she should since so some
    somebody someone sometimes speaks spent spoke stated states stayed stays still such takes talked tells than
    that the their them then there these they this those though through thought to today told took towards under
    unless until up used visited visits wanted wants was we were what when where whether which while who whose
    why with within without worked works would yes yesterday yet you two three four five six seven eight nine
    ten
""")
"""Words that may stand in capitals before a name or a place, as at the start of a sentence."""
NO_NAMES = _words("""
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december christmas easter child children victim victims mother father mum dad mam
    nan gran grandmother grandfather sister brother son daughter partner wife husband aunt uncle cousin niece
    nephew stepson stepdaughter baby neighbour friend person carer family officer officers social worker
    probation police sergeant constable inspector detective solicitor teacher doctor head foster nurse manager
    practitioner liaison lead senior community prison health visitor housing services service team adult youth
    justice local authority care crown magistrates order orders prevention sexual harm act section approved
    premises safeguarding domestic abuse women english welsh british irish scottish polish romanian building
    choices horizon kaizen ihorizon becoming new me plus healthy sex programme
""")
"""Words that are no part of a name; a run of capitals is parted at them."""
PLACES = _words("""
    street road avenue close drive crescent terrace court park house hospital school primary college academy
    university chapel centre club library station hostel surgery clinic market square gardens beach farm north
    south east upper lower great wales england scotland ireland britain kingdom council department agency trust
    association foundation charity group unit office ministry wing aber afon bae bro caer carreg castell coed
    cwm ffordd heol llan maes mynydd nant pont porth rhos stryd traeth tref ynys ystrad
""")
"""Words of places and bodies: a run of capitals with one of them is none of a person."""

"""The session guide and the reading of signed sessions.

``guide`` is the way through a session, ``route`` its order, ``autosave`` its saving; ``question`` is what every page of
it shares, ``steps`` holds one file a step; ``session_page`` shows what was signed. Knows no other room.
"""

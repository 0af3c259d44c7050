"""The one link of an ordinary message, found quickly: ``看这个 https://www.zhihu.com/question/1 不错``.

Most links are so: a small-lettered host behind ``http://``, and around it Chinese, faces, marks of a
sentence, and digits. In such a text there can be no other link, none that is respelt and no
address of mail, since all three need letters, and those stand in the link alone; nothing in it is
changed when it is made plain. Where there are other letters too, a look at the text tells. Of any
other text nothing is said here, and `policyq.text.links` finds what is in it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from policyq.text import mail
from policyq.text.hosts import LONGEST

#: No mark that a link needs, and none that is changed.
_AROUND: Final = (
    "[A-Za-z0-9 \\t\\r\\n\u3000\u4e00-\u9fff，。！？、；：“”‘’《》（）…~!?,;@#"
    "\U0001f300-\U0001f3fa\U0001f400-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001f9ff]*"
)
_HOST: Final = r"(?:[a-z0-9][a-z0-9-]{0,62}\.)+[a-z]{2,63}"
#: It ends at no mark that would belong to the sentence.
_PATH: Final = r"/(?:[A-Za-z0-9_/?=&%+.~-]*[A-Za-z0-9_/=&%+-])?"
#: Behind a host Chinese could go on with it; behind a path only what is printed and ASCII.
_ONE: Final = (
    rf"({_AROUND})(?<![A-Za-z0-9])(https?://({_HOST})(?:{_PATH}(?![!-~])|(?!\S)))({_AROUND})\Z"
)
_LETTER: Final = re.compile("[A-Za-z]").search


class Single(NamedTuple):
    """A link at ``text[start:end]``."""

    url: str
    host: str
    start: int
    end: int


def find(text: str) -> Single | None:
    """The link, if the text is such."""
    found = _one().match(text) if "://" in text else None
    if found is None:
        return None
    before, url, host, behind = found.groups()
    if "xn--" in host or len(host) > LONGEST:
        return None
    if (_LETTER(before) or _LETTER(behind)) and _may_hold_more(text):
        return None
    return Single(url, host, len(before), len(before) + len(url))


@cache
def _one() -> re.Pattern[str]:
    return re.compile(_ONE)  # it takes long to make


def _may_hold_more(text: str) -> bool:
    from policyq.text import respelt  # its patterns take long to make

    return mail.may_hold(text.lower()) or respelt.may_hold(text)

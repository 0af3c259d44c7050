"""The kinds of contacts that a message can hold, declared once, as data."""

from __future__ import annotations

from typing import Final

from policyq.vocabulary.types import Said

CONTACTS: Final[dict[str, Said]] = {
    "wechat": Said("微信号", "WeChat id"),
    "qq": Said("QQ号", "QQ number"),
    "phone": Said("手机号", "phone number"),
    "email": Said("邮箱", "email address"),
}
"""By id, in the order in which they are named."""

IN_EVIDENCE: Final = "contact:"
"""What stands before the id of a kind where evidence names its list."""
